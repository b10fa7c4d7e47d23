package cn.dudao.dispatch.rules;

import cn.dudao.dispatch.Occasion;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.platform.calendar.HalfDay;
import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One supervisor's part in one occasion, placed in the supervisor's own order by their own first
 * task in it.
 *
 * @param occasion the occasion
 * @param date day of the person's own first task in it
 * @param halfDay first half-day of that task; a past supervision counts as a morning
 * @param number number of that task
 * @param plannedOn day of the person's own first task of the plan in it, null if only history has
 *     it
 */
public record Visit(
    Occasion occasion,
    LocalDate date,
    HalfDay halfDay,
    String number,
    @Nullable LocalDate plannedOn) {

  /** By date and half-day, then by number; the unit only makes the order complete. */
  static final Comparator<Visit> OWN_ORDER =
      Comparator.comparing(Visit::date)
          .thenComparing(Visit::halfDay)
          .thenComparing(Visit::number)
          .thenComparing(each -> each.occasion().institution());

  static Visit planned(Occasion occasion, SupervisionTask task) {
    return new Visit(occasion, task.date(), task.halfDays().first(), task.number(), task.date());
  }

  static Visit past(Occasion occasion, PastSupervision past) {
    return new Visit(occasion, past.date(), HalfDay.MORNING, past.task(), null);
  }

  /** 单位代码 of the unit. */
  public String institution() {
    return occasion.institution();
  }

  /** Both parts of the same person in the same occasion as one. */
  Visit and(Visit other) {
    Visit first = OWN_ORDER.compare(this, other) <= 0 ? this : other;
    return new Visit(
        occasion, first.date, first.halfDay, first.number, earlier(plannedOn, other.plannedOn));
  }

  private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
