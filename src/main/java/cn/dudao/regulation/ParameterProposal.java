package cn.dudao.regulation;

import cn.dudao.platform.calendar.WrittenDay;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.FormErrors;
import java.time.LocalDate;
import java.util.Optional;

/**
 * 参数变更的提议, as it is typed into the form.
 *
 * @param value the new value
 * @param holdsFrom the first day on which it shall hold, yyyy-MM-dd
 * @param reason why
 */
public record ParameterProposal(String value, String holdsFrom, String reason) {

  public ParameterProposal {
    value = value.strip().replace('，', ',').replace('、', ',');
    holdsFrom = holdsFrom.strip();
    reason = reason.strip();
  }

  /** What is wrong with it, by field. */
  public FormErrors errors(Parameter parameter, Parameters present, LocalDate today) {
    FormErrors errors = new FormErrors();
    if (!errors.required("value", value, "请填写新的数值")) {
      parameter.problemOf(value).ifPresent(problem -> errors.add("value", problem));
    }
    if (!errors.required("holdsFrom", holdsFrom, "请填写生效日期")) {
      Optional<LocalDate> day = day();
      if (day.isEmpty()) {
        errors.add("holdsFrom", "生效日期应为存在的日期，例如 2027-01-01");
      } else if (day.get().isBefore(today)) {
        errors.add("holdsFrom", "生效日期不能早于今天：以往的事项仍适用当时的数值");
      } else if (day.get().isAfter(today.plusYears(5))) {
        errors.add("holdsFrom", "生效日期不能晚于五年以后");
      }
    }
    errors.required("reason", reason, "请写明变更的理由");
    errors.within("reason", reason, TextLimit.REASON);
    if (errors.isEmpty() && present.text(parameter).equals(value)) {
      errors.add("value", "与该日有效的数值相同，无需变更");
    }
    return errors;
  }

  /** The day, empty if it cannot be read. */
  public Optional<LocalDate> day() {
    return Optional.ofNullable(WrittenDay.read(holdsFrom));
  }
}
