package cn.dudao.dispatch;

import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.FormErrors;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is filled in when a plan is submitted.
 *
 * @param notice {@link #ANNOUNCED}, {@link #UNANNOUNCED} or {@link #SOME}
 * @param tasks 任务号 of those that are not announced, one a line
 * @param names {@link #AT_ISSUE} or {@link #SEALED}
 * @param days how many days before each task sealed names are opened
 */
public record SubmissionForm(
    String notice, String tasks, String names, String days, String remark, String key) {

  public static final String ANNOUNCED = "ANNOUNCED";
  public static final String UNANNOUNCED = "UNANNOUNCED";
  public static final String SOME = "SOME";
  public static final String AT_ISSUE = "AT_ISSUE";
  public static final String SEALED = "SEALED";

  public static final TextLimit REMARK_LIMIT = TextLimit.REASON.called("说明");
  private static final int MOST_DAYS = 30;

  /** As the plan was submitted last; tasks ticked in the list are added. */
  static SubmissionForm of(PlanSecrecy secrecy, List<String> ticked) {
    Set<String> tasks = new LinkedHashSet<>();
    secrecy.unannouncedTasks().stream().sorted().forEach(tasks::add);
    tasks.addAll(ticked);
    Integer days = secrecy.sealedDays();
    return new SubmissionForm(
        secrecy.unannounced() && ticked.isEmpty()
            ? UNANNOUNCED
            : tasks.isEmpty() ? ANNOUNCED : SOME,
        String.join("\n", tasks),
        days == null ? AT_ISSUE : SEALED,
        days == null ? "1" : days.toString(),
        "",
        UUID.randomUUID().toString());
  }

  Set<String> taskSet() {
    return Arrays.stream(tasks.split("[\\s,，;；、]+"))
        .filter(each -> !each.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  PlanSecrecy secrecy() {
    return new PlanSecrecy(
        notice.equals(UNANNOUNCED),
        notice.equals(SOME) ? taskSet() : Set.of(),
        names.equals(SEALED) ? dayCount() : null);
  }

  private @Nullable Integer dayCount() {
    String text = days.strip();
    if (!text.matches("[0-9]{1,2}")) {
      return null;
    }
    int count = Integer.parseInt(text);
    return count <= MOST_DAYS ? count : null;
  }

  /**
   * @param known 任务号 of all tasks of the plan
   */
  FormErrors errors(Set<String> known) {
    var errors = new FormErrors();
    if (!Set.of(ANNOUNCED, UNANNOUNCED, SOME).contains(notice)) {
      errors.add("notice", "请选择通知方式");
    }
    if (notice.equals(SOME)) {
      if (taskSet().isEmpty()) {
        errors.add("tasks", "请选择不预先通知的任务");
      }
      var unknown = taskSet().stream().filter(each -> !known.contains(each)).limit(5).toList();
      if (!unknown.isEmpty()) {
        errors.add("tasks", "方案中没有这些任务：" + String.join("、", unknown));
      }
    }
    if (!Set.of(AT_ISSUE, SEALED).contains(names)) {
      errors.add("names", "请选择名单公开时间");
    }
    if (names.equals(SEALED) && dayCount() == null) {
      errors.add("days", "请填写 0 至 30 天");
    }
    errors.within("remark", remark.strip(), REMARK_LIMIT);
    if (!PlanForm.isKey(key)) {
      errors.add("notice", "请刷新页面后重新填写");
    }
    return errors;
  }
}
