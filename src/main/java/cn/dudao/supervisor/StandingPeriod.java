package cn.dudao.supervisor;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a supervisor was or is not in good standing.
 *
 * @param standing what held, never {@link Standing#GOOD}
 * @param from first day, null if it held from the beginning
 * @param to last day, null until it is lifted
 * @param reason why, "" if not given
 */
public record StandingPeriod(
    Standing standing, @Nullable LocalDate from, @Nullable LocalDate to, String reason) {

  public boolean holdsOn(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }
}
