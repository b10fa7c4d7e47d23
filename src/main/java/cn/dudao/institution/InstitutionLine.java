package cn.dudao.institution;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One line of the list of institutions. */
public record InstitutionLine(
    String code,
    String name,
    InstitutionKind kind,
    String district,
    @Nullable String parentCode,
    String licence,
    @Nullable LocalDate licenceUntil,
    String head,
    String status) {}
