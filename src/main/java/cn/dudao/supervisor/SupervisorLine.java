package cn.dudao.supervisor;

import java.time.LocalDate;

/** One line of the list of supervisors. */
public record SupervisorLine(
    String card,
    String name,
    SupervisorKind kind,
    String employer,
    String district,
    LocalDate validUntil,
    String examinerNumber,
    String grade,
    SupervisorState state) {}
