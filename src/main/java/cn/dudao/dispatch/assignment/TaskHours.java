package cn.dudao.dispatch.assignment;

import cn.dudao.platform.calendar.HalfDay;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/**
 * When a task begins and ends. The registers know half-days only, so these are the latest moments
 * that a half-day allows: until then an order can still be ended, and afterwards it was carried
 * out.
 */
public final class TaskHours {

  private TaskHours() {}

  /** Whether the task of an order is over: what took place stays as it was ordered. */
  public static boolean over(Assignment order, Clock clock) {
    return !clock
        .instant()
        .isBefore(at(order.date(), end(order.halfDays().last()), clock).toInstant());
  }

  /** Whether a task has begun. */
  public static boolean begun(IssuedTask task, Clock clock) {
    var begins = at(task.date(), begin(task.halfDays().first()), clock);
    return !clock.instant().isBefore(begins.toInstant());
  }

  private static LocalTime begin(HalfDay half) {
    return switch (half) {
      case MORNING -> LocalTime.of(8, 0);
      case AFTERNOON -> LocalTime.of(13, 0);
      case EVENING -> LocalTime.of(18, 0);
    };
  }

  private static LocalTime end(HalfDay half) {
    return switch (half) {
      case MORNING -> LocalTime.of(13, 0);
      case AFTERNOON -> LocalTime.of(18, 0);
      case EVENING -> LocalTime.MAX;
    };
  }

  private static ZonedDateTime at(LocalDate day, LocalTime time, Clock clock) {
    return day.atTime(time).atZone(clock.getZone());
  }
}
