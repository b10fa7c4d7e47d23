package cn.dudao.platform.job;

import com.github.kagkarlsson.scheduler.SchedulerState;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs one job to its end. Each run of a job has a number; what an earlier run still tries to write
 * after another node has taken the job over is not written.
 */
final class JobRunner {

  private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
  private static final int MOST_ATTEMPTS = 3;
  private static final long WRITE_INTERVAL_NANOS = 300_000_000L;

  private final JdbcClient sql;
  private final TransactionTemplate apart;
  private final Clock clock;
  private final JsonMapper json;
  private final ObjectProvider<BackgroundJob> kinds;

  JobRunner(
      JdbcClient sql,
      PlatformTransactionManager transactions,
      Clock clock,
      JsonMapper json,
      ObjectProvider<BackgroundJob> kinds) {
    this.sql = sql;
    // Progress must be visible while the job is in a long transaction of its own.
    this.apart = new TransactionTemplate(transactions);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.clock = clock;
    this.json = json;
    this.kinds = kinds;
  }

  /**
   * Runs the job, unless it is over already.
   *
   * @throws JobStopped if this node shuts down; the job is to be run again
   */
  void run(UUID id, SchedulerState node) {
    Begun begun = begin(id).orElse(null);
    if (begun == null) {
      return;
    }
    var run = new Run(begun.job(), begun.attempt(), node);
    BackgroundJob kind =
        kinds.stream()
            .filter(each -> each.name().equals(begun.job().name()))
            .findFirst()
            .orElse(null);
    if (kind == null) {
      run.end(JobState.FAILED, "本版本程序不再支持此项处理");
      return;
    }
    if (begun.attempt() > MOST_ATTEMPTS) {
      run.end(JobState.FAILED, "处理多次被意外中断，已停止重试，请联系系统管理员");
      return;
    }
    try {
      run.checkpoint();
      kind.run(run);
      run.end(JobState.DONE, null);
    } catch (JobStopped stopped) {
      run.stopped(stopped);
    } catch (JobFailed failed) {
      run.end(JobState.FAILED, failed.getMessage());
    } catch (Exception | LinkageError | StackOverflowError fault) {
      if (node.isShuttingDown()) {
        run.stopped(new JobStopped());
      }
      log.error("Job {} ({}) failed", id, begun.job().name(), fault);
      run.end(JobState.FAILED, "处理时发生内部错误（编号 " + id.toString().substring(0, 8) + "），请联系系统管理员");
    }
  }

  private Optional<Begun> begin(UUID id) {
    return sql.sql(
            """
            UPDATE platform.job
            SET state = 'RUNNING', attempts = attempts + 1, begun_at = coalesce(begun_at, ?),
                fraction = 0, message = ''
            WHERE id = ? AND state IN ('QUEUED', 'RUNNING')
            RETURNING *
            """)
        .params(now(), id)
        .query((row, number) -> new Begun(Jobs.ROW.mapRow(row, number), row.getInt("attempts")))
        .optional();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private record Begun(Job job, int attempt) {}

  private final class Run implements JobRun {

    private final Job job;
    private final int attempt;
    private final SchedulerState node;
    private String stage = "";
    private double fraction;
    private String message = "";
    private @Nullable String resultJson;
    private long writtenAt = System.nanoTime() - WRITE_INTERVAL_NANOS;
    private boolean cancelled;

    Run(Job job, int attempt, SchedulerState node) {
      this.job = job;
      this.attempt = attempt;
      this.node = node;
    }

    @Override
    public UUID id() {
      return job.id();
    }

    @Override
    public String startedBy() {
      return job.startedBy();
    }

    @Override
    public <T> T parameters(Class<T> type) {
      return json.readValue(job.parametersJson(), type);
    }

    @Override
    public synchronized void progress(String itsStage, double itsFraction, String itsMessage) {
      boolean newStage = !stage.equals(itsStage);
      stage = itsStage;
      fraction = Math.clamp(itsFraction, 0.0, 1.0);
      message = itsMessage;
      if (newStage || isDue()) {
        write();
      }
    }

    @Override
    public synchronized boolean shouldStop() {
      if (!cancelled && isDue()) {
        write();
      }
      return cancelled || node.isShuttingDown();
    }

    private boolean isDue() {
      return System.nanoTime() - writtenAt >= WRITE_INTERVAL_NANOS;
    }

    /** Writes the progress, and learns in the same step whether the job is still wanted. */
    private void write() {
      writtenAt = System.nanoTime();
      Boolean asked =
          apart.execute(status ->
              sql.sql(
                      """
                      UPDATE platform.job SET stage = ?, fraction = ?, message = ?
                      WHERE id = ? AND attempts = ? AND state = 'RUNNING'
                      RETURNING cancel_asked
                      """)
                  .params(stage, fraction, message, job.id(), attempt)
                  .query(Boolean.class)
                  .optional()
                  .orElse(true));
      cancelled = Boolean.TRUE.equals(asked);
    }

    @Override
    public void checkpoint() {
      if (shouldStop()) {
        throw new JobStopped();
      }
    }

    @Override
    public void claim() {
      boolean mine =
          sql.sql(
                  "SELECT NOT cancel_asked FROM platform.job"
                      + " WHERE id = ? AND attempts = ? AND state = 'RUNNING' FOR UPDATE")
              .params(job.id(), attempt)
              .query(Boolean.class)
              .optional()
              .orElse(false);
      if (!mine) {
        throw new JobStopped();
      }
    }

    @Override
    public synchronized void result(Object value) {
      resultJson = json.writeValueAsString(value);
    }

    /** Cancelled, or to be run again by the next node. */
    void stopped(JobStopped stopped) {
      cancelled = false;
      write();
      if (cancelled) {
        end(JobState.CANCELLED, null);
        return;
      }
      // An orderly shutdown is no failed attempt.
      sql.sql(
              "UPDATE platform.job SET state = 'QUEUED', attempts = attempts - 1"
                  + " WHERE id = ? AND attempts = ? AND state = 'RUNNING'")
          .params(job.id(), attempt)
          .update();
      throw stopped;
    }

    void end(JobState state, @Nullable String failure) {
      sql.sql(
              """
              UPDATE platform.job
              SET state = :state, failure = :failure, ended_at = :now,
                  fraction = CASE WHEN :state = 'DONE' THEN 1 ELSE fraction END,
                  message = :message, result = CAST(:result AS jsonb)
              WHERE id = :id AND attempts = :attempt AND state = 'RUNNING'
              """)
          .param("state", state.name())
          .param("failure", failure, Types.VARCHAR)
          .param("now", now())
          .param("message", message)
          .param("result", resultJson, Types.VARCHAR)
          .param("id", job.id())
          .param("attempt", attempt)
          .update();
    }
  }
}
