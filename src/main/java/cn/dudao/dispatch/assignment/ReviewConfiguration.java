package cn.dudao.dispatch.assignment;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * 任务当日早晨的复核: every morning, on one node, all orders ahead are checked again, those of the day among
 * them. Most changes are looked into when they happen; this finds what no register tells of, as a
 * parameter that takes effect.
 */
@Configuration(proxyBeanMethods = false)
class ReviewConfiguration {

  private static final LocalTime MORNING = LocalTime.of(5, 30);

  /** Asks for the review when it is due, because the review itself needs the scheduler's jobs. */
  @Bean
  RecurringTask<Void> morningReview(ObjectProvider<AssignmentReview> review, Clock clock) {
    return Tasks.recurring("assignment-review", Schedules.daily(clock.getZone(), MORNING))
        .execute((instance, context) -> review.getObject().recheckAll());
  }
}
