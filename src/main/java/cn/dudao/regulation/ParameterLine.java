package cn.dudao.regulation;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter as a page shows it.
 *
 * @param parameter which one
 * @param value its value today
 * @param since the change that gave it this value, null while it has its standard value
 * @param coming approved changes that hold from a later day
 * @param past approved changes that have come into force, the latest first
 * @param open the proposal that waits for a decision, null if there is none
 */
public record ParameterLine(
    Parameter parameter,
    String value,
    @Nullable ParameterChange since,
    List<ParameterChange> coming,
    List<ParameterChange> past,
    @Nullable ParameterChange open) {

  static ParameterLine of(
      Parameter parameter,
      ParameterHistory history,
      LocalDate today,
      @Nullable ParameterChange open) {
    List<ParameterChange> all = history.of(parameter);
    return new ParameterLine(
        parameter,
        history.on(today).text(parameter),
        history.behind(parameter, today).orElse(null),
        all.stream().filter(change -> change.holdsFrom().isAfter(today)).toList(),
        all.stream().filter(change -> !change.holdsFrom().isAfter(today)).toList().reversed(),
        open);
  }

  /** The value today as a person reads it. */
  public String shown() {
    return parameter.shown(value);
  }

  /** 法规规定, 主管部门选定 or 系统默认. */
  public String chosenBy() {
    return parameter.fixedByRegulation() ? "法规规定" : since == null ? "系统默认" : "主管部门选定";
  }
}
