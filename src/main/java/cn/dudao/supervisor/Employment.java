package cn.dudao.supervisor;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A former employment at an institution.
 *
 * @param institution 单位代码
 * @param until last day there, null if not known
 */
public record Employment(String institution, @Nullable LocalDate until) {}
