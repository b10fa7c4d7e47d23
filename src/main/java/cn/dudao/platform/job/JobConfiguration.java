package cn.dudao.platform.job;

import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.retention.Retained;
import cn.dudao.platform.retention.UnnamedRows;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scheduler: starts with the application, after the migrations, and ends before the database
 * goes.
 */
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

  private static final int THREADS = 2;
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final LocalTime NIGHT = LocalTime.of(3, 10);

  @Bean
  JobRunner jobRunner(
      JdbcClient sql,
      PlatformTransactionManager transactions,
      Clock clock,
      JsonMapper json,
      ObjectProvider<BackgroundJob> kinds) {
    return new JobRunner(sql, transactions, clock, json, kinds);
  }

  @Bean
  OneTimeTask<Void> backgroundJobTask(JobRunner runner) {
    return Tasks.oneTime("background-job")
        .onFailure((complete, operations) -> operations.reschedule(complete, Instant.now()))
        .onDeadExecutionRevive()
        .execute((instance, context) ->
            runner.run(UUID.fromString(instance.getId()), context.getSchedulerState()));
  }

  /** Starts the nightly kinds once a night, whichever node is free. */
  @Bean
  RecurringTask<Void> nightlyTask(ObjectProvider<BackgroundJob> kinds, ObjectProvider<Jobs> jobs) {
    return Tasks.recurring("nightly", Schedules.daily(CHINA, NIGHT))
        .execute((instance, context) ->
            kinds.stream()
                .filter(BackgroundJob::nightly)
                .forEach(each -> jobs.getObject().start(each.name(), Map.of(), Actor.SYSTEM)));
  }

  /** Jobs that are over, unless something still waits for one. */
  @Bean
  Retained finishedJobs(UnnamedRows rows) {
    return new Retained(
        "keepFinishedJobs",
        before ->
            rows.remove(
                "platform.job",
                "id",
                "ended_at",
                "state IN ('DONE', 'FAILED', 'CANCELLED')",
                before));
  }

  @Bean(destroyMethod = "")
  @DependsOnDatabaseInitialization
  Scheduler scheduler(
      DataSource database, OneTimeTask<Void> task, ObjectProvider<RecurringTask<?>> recurring) {
    return Scheduler.create(new TransactionAwareDataSourceProxy(database), task)
        // Any room may have such beans; among several nodes each runs on one at a time.
        .startTasks(recurring.orderedStream().toList())
        .tableName("platform.scheduled_tasks")
        .threads(THREADS)
        .pollingInterval(Duration.ofSeconds(1))
        // A node is taken for dead after 20 seconds without a sign of life.
        .heartbeatInterval(Duration.ofSeconds(5))
        .missedHeartbeatsLimit(4)
        // Faults are logged where they happen, and a shutdown is none.
        .failureLogging(LogLevel.DEBUG, false)
        .shutdownMaxWait(Duration.ofSeconds(15))
        .build();
  }

  @Bean
  Jobs jobs(
      JdbcClient sql,
      TransactionTemplate transaction,
      Clock clock,
      JsonMapper json,
      Scheduler scheduler,
      OneTimeTask<Void> task,
      ObjectProvider<BackgroundJob> kinds) {
    return new Jobs(sql, transaction, clock, json, scheduler, task, kinds);
  }

  @Bean
  SmartLifecycle schedulerLifecycle(Scheduler scheduler) {
    return new SmartLifecycle() {
      private volatile boolean running;

      @Override
      public void start() {
        scheduler.start();
        running = true;
      }

      @Override
      public void stop() {
        scheduler.stop();
        running = false;
      }

      @Override
      public boolean isRunning() {
        return running;
      }

      /** What is stopped cannot be started again: it must not be paused between tests. */
      @Override
      public boolean isPauseable() {
        return false;
      }
    };
  }
}
