package cn.dudao.supervisor;

import java.time.Instant;
import java.util.UUID;

/**
 * 年度回避声明: what a supervisor declared for a year.
 *
 * @param card 证卡编号
 * @param grounds how many grounds of recusal were entered with it
 */
public record AnnualDeclaration(
    UUID id,
    String card,
    int year,
    RecusalDeclaration declaration,
    int grounds,
    Instant declaredAt,
    String declaredBy) {}
