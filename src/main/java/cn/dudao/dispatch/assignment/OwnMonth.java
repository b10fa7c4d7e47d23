package cn.dudao.dispatch.assignment;

import cn.dudao.supervisor.Absences;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * 我的日历: one month of a supervisor's tasks and absences.
 *
 * @param weeks seven days each, from Monday
 */
public record OwnMonth(YearMonth month, List<List<Day>> weeks) {

  /**
   * One day.
   *
   * @param inMonth whether it belongs to the month; else it is empty
   */
  public record Day(
      LocalDate date,
      boolean inMonth,
      boolean today,
      List<OwnTask> tasks,
      List<Absences.Entry> absences) {

    public boolean isEmpty() {
      return tasks.isEmpty() && absences.isEmpty();
    }
  }

  static OwnMonth of(
      YearMonth month, LocalDate today, List<OwnTask> tasks, List<Absences.Entry> absences) {
    List<List<Day>> weeks = new ArrayList<>();
    var date = month.atDay(1).with(DayOfWeek.MONDAY);
    while (!date.isAfter(month.atEndOfMonth())) {
      List<Day> week = new ArrayList<>();
      for (int i = 0; i < 7; i++, date = date.plusDays(1)) {
        var day = date;
        boolean inMonth = YearMonth.from(day).equals(month);
        week.add(
            new Day(
                day,
                inMonth,
                day.equals(today),
                inMonth
                    ? tasks.stream().filter(each -> each.order().date().equals(day)).toList()
                    : List.of(),
                inMonth
                    ? absences.stream()
                        .filter(each ->
                            !day.isBefore(each.absence().from())
                                && !day.isAfter(each.absence().to()))
                        .toList()
                    : List.of()));
      }
      weeks.add(List.copyOf(week));
    }
    return new OwnMonth(month, List.copyOf(weeks));
  }

  public String title() {
    return "%d 年 %d 月".formatted(month.getYear(), month.getMonthValue());
  }

  public String before() {
    return "/calendar?month=" + month.minusMonths(1);
  }

  public String after() {
    return "/calendar?month=" + month.plusMonths(1);
  }

  /** The days of the month on which there is something: the list for phones. */
  public List<Day> taken() {
    return weeks.stream().flatMap(List::stream).filter(each -> !each.isEmpty()).toList();
  }
}
