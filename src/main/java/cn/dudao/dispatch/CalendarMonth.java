package cn.dudao.dispatch;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One month of the board.
 *
 * @param weeks seven days each, from Monday
 */
public record CalendarMonth(YearMonth month, List<List<Day>> weeks) {

  /**
   * One day of the board.
   *
   * @param inMonth whether it belongs to the month
   * @param inPeriod whether the plan covers it
   * @param coverage its tasks, null if there are none
   */
  public record Day(
      LocalDate date, boolean inMonth, boolean inPeriod, PlanViews.@Nullable Coverage coverage) {}

  public String title() {
    return "%d 年 %d 月".formatted(month.getYear(), month.getMonthValue());
  }

  static List<CalendarMonth> of(LocalDate first, LocalDate last, List<PlanViews.Coverage> days) {
    Map<String, PlanViews.Coverage> byDay = new HashMap<>();
    days.forEach(each -> byDay.put(each.key(), each));
    List<CalendarMonth> result = new ArrayList<>();
    for (var month = YearMonth.from(first);
        !month.isAfter(YearMonth.from(last));
        month = month.plusMonths(1)) {
      result.add(new CalendarMonth(month, weeks(month, first, last, byDay)));
    }
    return result;
  }

  private static List<List<Day>> weeks(
      YearMonth month, LocalDate first, LocalDate last, Map<String, PlanViews.Coverage> byDay) {
    List<List<Day>> weeks = new ArrayList<>();
    var day = month.atDay(1).with(DayOfWeek.MONDAY);
    while (!day.isAfter(month.atEndOfMonth())) {
      List<Day> week = new ArrayList<>();
      for (int i = 0; i < 7; i++, day = day.plusDays(1)) {
        boolean inMonth = YearMonth.from(day).equals(month);
        week.add(
            new Day(
                day,
                inMonth,
                !day.isBefore(first) && !day.isAfter(last),
                inMonth ? byDay.get(day.toString()) : null));
      }
      weeks.add(List.copyOf(week));
    }
    return List.copyOf(weeks);
  }
}
