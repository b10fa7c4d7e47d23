package cn.dudao.dispatch.register;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One day of the calendar of tasks.
 *
 * @param inMonth whether it belongs to the month
 * @param tasks its tasks, null if there are none
 */
public record CalendarDay(LocalDate date, boolean inMonth, @Nullable Tasks tasks) {

  /**
   * The tasks of a day.
   *
   * @param accepted where everybody has accepted
   * @param waiting where all seats are taken and an answer is awaited
   * @param shortOf where a seat is empty
   * @param cancelled called off before they began
   */
  public record Tasks(int accepted, int waiting, int shortOf, int cancelled) {

    /** How many take place. */
    public int all() {
      return accepted + waiting + shortOf;
    }

    /** How the day is coloured and hatched: by what is worst. */
    public String look() {
      return shortOf > 0
          ? "dp-day-short"
          : waiting > 0 ? "dp-day-waiting" : accepted > 0 ? "dp-day-full" : "dp-day-out";
    }
  }

  /** The orders of the day in the register. */
  public String url() {
    return "/dispatch/assignments?from=" + date + "&to=" + date;
  }

  /** "12 月 5 日，周六", for lists and for the ear. */
  public String title() {
    return "%d 月 %d 日，周%s"
        .formatted(
            date.getMonthValue(),
            date.getDayOfMonth(),
            "一二三四五六日"
                .substring(date.getDayOfWeek().getValue() - 1, date.getDayOfWeek().getValue()));
  }
}
