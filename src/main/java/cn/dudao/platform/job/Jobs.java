package cn.dudao.platform.job;

import cn.dudao.platform.ledger.Actor;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts, shows and cancels background jobs. A job is a row in the database: it is run by whichever
 * node is free, once at a time, and again when its node has died.
 */
public final class Jobs {

  static final RowMapper<Job> ROW =
      (row, number) -> {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Job(
            row.getObject("id", UUID.class),
            row.getString("name"),
            row.getString("parameters"),
            JobState.valueOf(row.getString("state")),
            row.getString("stage"),
            row.getDouble("fraction"),
            row.getString("message"),
            row.getBoolean("cancel_asked"),
            row.getString("result"),
            row.getString("failure"),
            row.getString("started_by"),
            row.getObject("queued_at", OffsetDateTime.class).toInstant(),
            ended == null ? null : ended.toInstant());
      };

  private final JdbcClient sql;
  private final TransactionTemplate transaction;
  private final TransactionTemplate snapshot;
  private final Clock clock;
  private final JsonMapper json;
  private final Scheduler scheduler;
  private final OneTimeTask<Void> task;
  private final ObjectProvider<BackgroundJob> kinds;

  Jobs(
      JdbcClient sql,
      TransactionTemplate transaction,
      Clock clock,
      JsonMapper json,
      Scheduler scheduler,
      OneTimeTask<Void> task,
      ObjectProvider<BackgroundJob> kinds) {
    this.sql = sql;
    this.transaction = transaction;
    this.snapshot =
        new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
    this.clock = clock;
    this.json = json;
    this.scheduler = scheduler;
    this.task = task;
    this.kinds = kinds;
  }

  /**
   * Starts a job as soon as the caller's transaction, if there is one, is committed.
   *
   * @param name of a {@link BackgroundJob}
   * @param parameters any value that becomes JSON and back; a record, as a rule
   * @return the id to ask for
   */
  public UUID start(String name, Object parameters, Actor by) {
    if (kinds.stream().noneMatch(each -> each.name().equals(name))) {
      throw new IllegalArgumentException("no background job is called " + name);
    }
    UUID id = UUID.randomUUID();
    transaction.executeWithoutResult(status -> {
      sql.sql(
              "INSERT INTO platform.job (id, name, parameters, state, started_by, queued_at)"
                  + " VALUES (?, ?, CAST(? AS jsonb), 'QUEUED', ?, ?)")
          .params(
              id,
              name,
              json.writeValueAsString(parameters),
              by.id(),
              OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
          .update();
      scheduler.schedule(task.instance(id.toString()), Instant.now());
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              scheduler.triggerCheckForDueExecutions();
            }
          });
    });
    return id;
  }

  /**
   * Reads a job and what it works on as both stood at one moment: where the job is over, all that
   * it did is there as well. Two reads one after the other may find what the job had not yet done,
   * and then a job that is over, which looks like a failure; so whoever judges by both reads them
   * here. To be called outside any transaction; it only reads.
   */
  public <T> T atOneMoment(Supplier<T> reading) {
    return Objects.requireNonNull(snapshot.execute(status -> reading.get()));
  }

  /** The job as it stands; together with what it works on through {@link #atOneMoment} only. */
  public Optional<Job> find(UUID id) {
    return sql.sql("SELECT * FROM platform.job WHERE id = ?").param(id).query(ROW).optional();
  }

  /** The last jobs of a kind, newest first. */
  public List<Job> recent(String name, int limit) {
    return sql.sql("SELECT * FROM platform.job WHERE name = ? ORDER BY queued_at DESC LIMIT ?")
        .params(name, limit)
        .query(ROW)
        .list();
  }

  /**
   * Asks the job to end. One that waits is cancelled at once, one that runs at its next checkpoint;
   * one that is over stays as it is.
   */
  public void cancel(UUID id) {
    sql.sql(
            """
            UPDATE platform.job
            SET cancel_asked = true,
                state = CASE WHEN state = 'QUEUED' THEN 'CANCELLED' ELSE state END,
                ended_at = CASE WHEN state = 'QUEUED' THEN CAST(? AS timestamptz) END
            WHERE id = ? AND state IN ('QUEUED', 'RUNNING')
            """)
        .params(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), id)
        .update();
  }
}
