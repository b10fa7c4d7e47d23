package cn.dudao.dispatch;

import cn.dudao.dispatch.assignment.IssuedTask;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterBook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/** When whom may know of what: announcement, names, release to the person, and answer. */
final class IssueTimes {

  /** When a day of supervision begins; an answer is awaited before it. */
  private static final LocalTime DAY_BEGINS = LocalTime.of(8, 0);

  private final ParameterBook parameters;
  private final PlanSecrecy secrecy;
  private final Clock clock;
  private final Instant now;

  IssueTimes(ParameterBook parameters, PlanSecrecy secrecy, Clock clock) {
    this.parameters = parameters;
    this.secrecy = secrecy;
    this.clock = clock;
    this.now = clock.instant();
  }

  /** The task as it is issued now. */
  IssuedTask task(DispatchPlan plan, PlannedTask task) {
    boolean unannounced = secrecy.unannounced(task.number());
    int days = parameters.on(task.date()).number(Parameter.ANNOUNCE_DAYS);
    return new IssuedTask(
        task.number(),
        plan.id(),
        task.batch(),
        task.kind(),
        task.institution(),
        task.institutionName(),
        task.date(),
        task.halfDays(),
        task.district(),
        task.site(),
        task.seats(),
        task.important(),
        task.occupation(),
        task.occupationCode(),
        task.level(),
        unannounced,
        notBeforeNow(startOf(unannounced ? task.date() : task.date().minusDays(days))),
        namesAt(task.date()),
        now,
        null,
        null,
        1);
  }

  /** From when anybody but the planners may know who goes on a task of this day. */
  Instant namesAt(LocalDate day) {
    Integer sealed = secrecy.sealedDays();
    return sealed == null ? now : notBeforeNow(startOf(day.minusDays(sealed)));
  }

  /** From when the person may know; a duty officer's order on the day is told at once. */
  Instant release(IssuedTask task, boolean emergency) {
    return emergency ? now : task.namesAt();
  }

  /** Until when an answer is awaited: so many hours, but before the day of the task begins. */
  Instant answerDue(LocalDate day, Instant released) {
    Instant due =
        released.plus(
            Duration.ofHours(parameters.on(LocalDate.now(clock)).number(Parameter.ANSWER_HOURS)));
    Instant begins = day.atTime(DAY_BEGINS).atZone(clock.getZone()).toInstant();
    return begins.isAfter(released) && begins.isBefore(due) ? begins : due;
  }

  private Instant notBeforeNow(Instant at) {
    return at.isBefore(now) ? now : at;
  }

  private Instant startOf(LocalDate day) {
    return day.atStartOfDay(clock.getZone()).toInstant();
  }
}
