package cn.dudao.dispatch;

import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.institution.Divisions;
import cn.dudao.platform.calendar.WrittenDay;
import cn.dudao.platform.web.FormErrors;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 新建方案: period, districts, batches and how long to compute. Texts as they were typed. */
public record PlanForm(
    String title,
    String from,
    String to,
    List<String> districts,
    String batches,
    String seconds,
    String seed,
    String key) {

  static final List<Integer> TIME_LIMITS = List.of(5, 10, 30, 60, 120, 300);
  private static final int LONGEST_DAYS = 400;
  private static final int MOST_BATCHES = 5000;

  /** The month after this one, computed for ten seconds. */
  static PlanForm suggested(LocalDate today) {
    var month = YearMonth.from(today).plusMonths(1);
    return new PlanForm(
        "%d年%d月现场督考委派方案".formatted(month.getYear(), month.getMonthValue()),
        month.atDay(1).toString(),
        month.atEndOfMonth().toString(),
        List.of(),
        "",
        "10",
        "1",
        UUID.randomUUID().toString());
  }

  /**
   * For some batches alone, over the days of their sessions.
   *
   * @param days the first and the last of these days
   */
  static PlanForm suggested(Set<String> batches, AppraisalSessions.Days days) {
    return new PlanForm(
        "%d 个批次的现场督考委派方案（%s 至 %s）".formatted(batches.size(), days.first(), days.last()),
        days.first().toString(),
        days.last().toString(),
        List.of(),
        String.join("\n", batches),
        "10",
        "1",
        UUID.randomUUID().toString());
  }

  /** The same with other batches in the field. */
  PlanForm withBatches(Set<String> others) {
    return new PlanForm(title, from, to, districts, String.join("\n", others), seconds, seed, key);
  }

  @Nullable LocalDate firstDay() {
    return date(from);
  }

  @Nullable LocalDate lastDay() {
    return date(to);
  }

  private static @Nullable LocalDate date(String text) {
    return WrittenDay.read(text);
  }

  Set<String> districtSet() {
    return new LinkedHashSet<>(districts);
  }

  /** 批次号, one a line or separated by 、；, and spaces. */
  Set<String> batchSet() {
    var result = new LinkedHashSet<String>();
    Arrays.stream(batches.split("[\\s,，;；、]+"))
        .filter(each -> !each.isEmpty())
        .forEach(result::add);
    return result;
  }

  int limit() {
    return Integer.parseInt(seconds.strip());
  }

  long seedNumber() {
    return Long.parseLong(seed.strip());
  }

  UUID requestKey() {
    return UUID.fromString(key);
  }

  /**
   * @param known all batch numbers
   */
  FormErrors errors(Set<String> known) {
    var errors = new FormErrors();
    errors.required("title", title, "请填写方案名称");
    errors.within("title", title.strip(), DispatchPlan.TITLE_LIMIT);
    var first = firstDay();
    var last = lastDay();
    if (first == null) {
      errors.add("from", "请填写开始日期，如 2026-12-01");
    }
    if (last == null) {
      errors.add("to", "请填写结束日期，如 2026-12-31");
    }
    if (first != null && last != null) {
      if (last.isBefore(first)) {
        errors.add("to", "结束日期不能早于开始日期");
      } else if (first.plusDays(LONGEST_DAYS).isBefore(last)) {
        errors.add("to", "一个方案最长 400 天");
      }
    }
    for (String each : districts) {
      if (!Divisions.all().isCounty(each)) {
        errors.add("districts", "没有代码为 %s 的区县".formatted(each));
      }
    }
    var unknown = batchSet().stream().filter(each -> !known.contains(each)).toList();
    if (!unknown.isEmpty()) {
      errors.add("batches", "没有这些批次：" + enumerated(unknown));
    } else if (batchSet().size() > MOST_BATCHES) {
      errors.add("batches", "最多选 5000 个批次；不选即为全部");
    }
    errorsOfComputation(errors, seconds, seed);
    if (!isKey(key)) {
      errors.add("title", "请刷新页面后重新填写");
    }
    return errors;
  }

  /** All of them, or the first of very many. */
  static String enumerated(List<String> numbers) {
    int most = 50;
    return numbers.size() <= most
        ? String.join("、", numbers)
        : String.join("、", numbers.subList(0, most)) + " 等 " + numbers.size() + " 个";
  }

  static void errorsOfComputation(FormErrors errors, String seconds, String seed) {
    if (TIME_LIMITS.stream().noneMatch(each -> each.toString().equals(seconds.strip()))) {
      errors.add("seconds", "请从列表中选择编排时限");
    }
    if (!seed.strip().matches("[0-9]{1,15}")) {
      errors.add("seed", "随机种子是不超过 15 位的整数");
    }
  }

  static boolean isKey(String text) {
    try {
      UUID.fromString(text);
      return true;
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }
}
