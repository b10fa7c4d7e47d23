package cn.dudao.platform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.platform.ledger.Actor;
import cn.dudao.support.TestDatabase;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Background jobs: progress, result, failure, cancelling, and the death of the node. */
class JobsTest {

  private static final Actor CLERK = new Actor("u-1", "王敏");
  private static DriverManagerDataSource database;

  private Scheduler running;

  @BeforeAll
  static void migrate() {
    JdbcConnectionDetails address = TestDatabase.create();
    database =
        new DriverManagerDataSource(
            address.getJdbcUrl(), address.getUsername(), address.getPassword());
    Flyway.configure()
        .dataSource(database)
        .schemas("platform")
        .locations("classpath:db/migration/platform")
        .load()
        .migrate();
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.stop();
    }
  }

  @Test
  void aJobShowsItsProgressAndLeavesItsResult() throws Exception {
    var half = new CountDownLatch(1);
    Jobs jobs =
        node(
            kind(run -> {
              run.progress("正在读取", 0.5, "50 行");
              half.await(30, TimeUnit.SECONDS);
              run.result(new Count(run.parameters(Count.class).rows() + 1));
            }));
    UUID id = jobs.start("test.job", new Count(100), CLERK);
    Job reading = await(jobs, id, job -> job.stage().equals("正在读取"));
    assertThat(reading.state()).isEqualTo(JobState.RUNNING);
    assertThat(reading.percent()).isEqualTo(50);
    assertThat(reading.message()).isEqualTo("50 行");
    half.countDown();
    Job done = await(jobs, id, job -> job.state().isOver());
    assertThat(done.state()).isEqualTo(JobState.DONE);
    assertThat(done.percent()).isEqualTo(100);
    assertThat(done.resultJson()).isEqualTo("{\"rows\": 101}");
    assertThat(done.startedBy()).isEqualTo("u-1");
    assertThat(jobs.recent("test.job", 1)).extracting(Job::id).containsExactly(id);
  }

  @Test
  void aFailureSaysWhatItsAuthorSaysAndAFaultOnlyItsNumber() throws Exception {
    Jobs jobs =
        node(
            kind(run -> {
              if (run.parameters(Count.class).rows() == 0) {
                throw new JobFailed("文件中没有数据行");
              }
              throw new IllegalStateException("row 13: 410102199003070016");
            }));
    UUID empty = jobs.start("test.job", new Count(0), CLERK);
    UUID faulty = jobs.start("test.job", new Count(1), CLERK);
    assertThat(await(jobs, empty, job -> job.state().isOver()).failure()).isEqualTo("文件中没有数据行");
    Job fault = await(jobs, faulty, job -> job.state().isOver());
    assertThat(fault.state()).isEqualTo(JobState.FAILED);
    assertThat(fault.failure()).contains("内部错误").doesNotContain("410102");
  }

  @Test
  void aRunningJobEndsAtItsNextCheckpointWhenCancelled() throws Exception {
    Jobs jobs =
        node(
            kind(run -> {
              while (true) {
                run.progress("正在编制", 0.1, "");
                run.checkpoint();
                Thread.sleep(20);
              }
            }));
    UUID id = jobs.start("test.job", new Count(1), CLERK);
    await(jobs, id, job -> job.state() == JobState.RUNNING);
    jobs.cancel(id);
    assertThat(await(jobs, id, job -> job.state().isOver()).state()).isEqualTo(JobState.CANCELLED);
    jobs.cancel(id);
    assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aWaitingJobIsCancelledAtOnce() {
    Jobs jobs = stoppedNode(kind(run -> {}));
    UUID id = jobs.start("test.job", new Count(1), CLERK);
    jobs.cancel(id);
    assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aJobThatAnOrderlyShutdownInterruptsIsRunAgain() throws Exception {
    var runs = new AtomicInteger();
    BackgroundJob kind =
        kind(run -> {
          runs.incrementAndGet();
          while (run.parameters(Count.class).rows() > 0 && runs.get() == 1) {
            run.checkpoint();
            Thread.sleep(20);
          }
        });
    Jobs jobs = node(kind);
    UUID id = jobs.start("test.job", new Count(1), CLERK);
    await(jobs, id, job -> runs.get() == 1);
    running.stop();
    assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);

    Jobs next = node(kind);
    assertThat(await(next, id, job -> job.state().isOver()).state()).isEqualTo(JobState.DONE);
    assertThat(runs).hasValue(2);
  }

  @Test
  void aJobWhoseNodeDiedIsRunAgainByAnother() throws Exception {
    var runs = new AtomicInteger();
    BackgroundJob kind = kind(run -> runs.incrementAndGet());
    Jobs dead = stoppedNode(kind);
    UUID id = dead.start("test.job", new Count(1), CLERK);
    // What a node leaves that picked the job and was then killed.
    JdbcClient sql = JdbcClient.create(database);
    sql.sql("UPDATE platform.job SET state = 'RUNNING', attempts = 1 WHERE id = ?")
        .param(id)
        .update();
    sql.sql(
            "UPDATE platform.scheduled_tasks SET picked = true, picked_by = 'gone', version = 2,"
                + " last_heartbeat = now() - interval '1 hour' WHERE task_instance = ?")
        .param(id.toString())
        .update();
    Jobs alive = node(kind);
    assertThat(await(alive, id, job -> job.state().isOver()).state()).isEqualTo(JobState.DONE);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aRunThatWasTakenOverCanNeitherKeepItsWorkNorEndTheJob() throws Exception {
    var entered = new CountDownLatch(1);
    var taken = new CountDownLatch(1);
    var refused = new AtomicInteger();
    var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    Jobs jobs =
        node(
            kind(run -> {
              if (run.parameters(Count.class).rows() == 7 && taken.getCount() == 1) {
                entered.countDown();
                taken.await(30, TimeUnit.SECONDS);
                try {
                  transaction.executeWithoutResult(status -> run.claim());
                } catch (JobStopped stopped) {
                  refused.incrementAndGet();
                  throw stopped;
                }
              }
            }));
    UUID id = jobs.start("test.job", new Count(7), CLERK);
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
    JdbcClient sql = JdbcClient.create(database);
    sql.sql("UPDATE platform.job SET attempts = attempts + 1 WHERE id = ?").param(id).update();
    taken.countDown();
    Instant limit = Instant.now().plus(Duration.ofSeconds(20));
    while (refused.get() == 0 && Instant.now().isBefore(limit)) {
      Thread.sleep(20);
    }
    assertThat(refused).hasValue(1);
    Thread.sleep(200);
    assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void aJobIsReadTogetherWithItsWorkAsOfOneMoment() {
    Jobs jobs = stoppedNode(kind(run -> {}));
    UUID id = jobs.start("test.job", new Count(1), CLERK);
    Job seen =
        jobs.atOneMoment(() -> {
          assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
          // Another connection, as the job has.
          try (var elsewhere = Executors.newSingleThreadExecutor()) {
            elsewhere.submit(() -> jobs.cancel(id)).get();
          } catch (Exception failure) {
            throw new AssertionError(failure);
          }
          return jobs.find(id).orElseThrow();
        });
    assertThat(seen.state()).isEqualTo(JobState.QUEUED);
    assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void anUnknownKindIsRefused() {
    assertThatThrownBy(() -> stoppedNode(kind(run -> {})).start("test.other", "", CLERK))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Jobs node(BackgroundJob kind) {
    Jobs jobs = stoppedNode(kind);
    running.start();
    return jobs;
  }

  private Jobs stoppedNode(BackgroundJob kind) {
    var configuration = new JobConfiguration();
    var transactions = new JdbcTransactionManager(database);
    var json = JsonMapper.builder().build();
    JdbcClient sql = JdbcClient.create(database);
    ObjectProvider<BackgroundJob> kinds =
        new ObjectProvider<>() {
          @Override
          public Stream<BackgroundJob> stream() {
            return Stream.of(kind);
          }
        };
    JobRunner runner = configuration.jobRunner(sql, transactions, Clock.systemUTC(), json, kinds);
    OneTimeTask<Void> task = configuration.backgroundJobTask(runner);
    ObjectProvider<RecurringTask<?>> recurring =
        new ObjectProvider<>() {
          @Override
          public Stream<RecurringTask<?>> orderedStream() {
            return Stream.empty();
          }
        };
    running = configuration.scheduler(database, task, recurring);
    return configuration.jobs(
        sql, new TransactionTemplate(transactions), Clock.systemUTC(), json, running, task, kinds);
  }

  private static Job await(Jobs jobs, UUID id, Predicate<Job> reached) throws Exception {
    Instant limit = Instant.now().plus(Duration.ofSeconds(60));
    Job job = jobs.find(id).orElseThrow();
    while (!reached.test(job) && Instant.now().isBefore(limit)) {
      Thread.sleep(20);
      job = jobs.find(id).orElseThrow();
    }
    assertThat(job).matches(reached);
    return job;
  }

  private static BackgroundJob kind(Work work) {
    return new BackgroundJob() {
      @Override
      public String name() {
        return "test.job";
      }

      @Override
      public void run(JobRun run) throws Exception {
        work.run(run);
      }
    };
  }

  private interface Work {
    void run(JobRun run) throws Exception;
  }

  record Count(int rows) {}
}
