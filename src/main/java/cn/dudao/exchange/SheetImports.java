package cn.dudao.exchange;

import cn.dudao.platform.job.Job;
import cn.dudao.platform.job.Jobs;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The imports and how far each is. Every step that changes something happens once only. */
@Component
public class SheetImports {

  static final String READING_JOB = "exchange.import-reading";
  static final String APPLYING_JOB = "exchange.import-applying";

  /** What the jobs are started with. */
  record Order(UUID importId, String actorId, String actorName) {

    Actor actor() {
      return new Actor(actorId, actorName);
    }
  }

  private final JdbcClient sql;
  private final JsonMapper json;
  private final Clock clock;
  private final Jobs jobs;
  private final Ledger ledger;

  SheetImports(JdbcClient sql, JsonMapper json, Clock clock, Jobs jobs, Ledger ledger) {
    this.sql = sql;
    this.json = json;
    this.clock = clock;
    this.jobs = jobs;
    this.ledger = ledger;
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Takes files that are in the file store, and has them read in the background. */
  @Transactional
  public UUID start(List<SheetImport.SentFile> files, Actor by) {
    UUID id = UUID.randomUUID();
    sql.sql(
            "INSERT INTO exchange.sheet_import (id, state, started_by, started_by_name, started_at)"
                + " VALUES (?, 'READING', ?, ?, ?)")
        .params(id, by.id(), by.name(), now())
        .update();
    for (int position = 0; position < files.size(); position++) {
      SheetImport.SentFile file = files.get(position);
      sql.sql(
              "INSERT INTO exchange.sheet_import_file"
                  + " (import_id, position, name, size, digest, content)"
                  + " VALUES (?, ?, ?, ?, ?, ?)")
          .params(id, position, file.name(), file.size(), file.digest(), file.digest())
          .update();
    }
    ledger.record(
        by,
        new Act(
            "exchange.upload",
            "sheet-import",
            id.toString(),
            "",
            "",
            json.writeValueAsString(Map.of("files", files.size()))));
    run(id, READING_JOB, by);
    return id;
  }

  private void run(UUID id, String job, Actor by) {
    UUID started = jobs.start(job, new Order(id, by.id(), by.name()), by);
    sql.sql("UPDATE exchange.sheet_import SET job = ? WHERE id = ?").params(started, id).update();
  }

  /** The import as it stands. */
  public Optional<SheetImport> find(UUID id) {
    return sql.sql("SELECT * FROM exchange.sheet_import WHERE id = ?")
        .param(id)
        .query((row, number) -> read(row, files(id)))
        .optional();
  }

  /**
   * An import and its job as they stood at one moment.
   *
   * @param job that works or worked on it, null before the first
   */
  record Standing(SheetImport sheetImport, @Nullable Job job) {

    /** Whether the work on the import ended before it was done. */
    boolean failed() {
      return sheetImport.state().isWorking() && (job == null || job.state().isOver());
    }

    /** Whether the import will change by itself. */
    boolean goesOn() {
      return sheetImport.state().isWorking() && !failed();
    }
  }

  /** The import together with its job. */
  Optional<Standing> standing(UUID id) {
    return jobs.atOneMoment(() ->
        find(id)
            .map(each ->
                new Standing(
                    each, each.job() == null ? null : jobs.find(each.job()).orElse(null))));
  }

  /** The last imports, newest first, without their summaries. */
  public List<SheetImport> recent(int most) {
    Map<UUID, List<SheetImport.SentFile>> files = new HashMap<>();
    sql.sql(
            """
            SELECT import_id, name, size, digest, annotated FROM exchange.sheet_import_file
            WHERE import_id IN (
              SELECT id FROM exchange.sheet_import ORDER BY started_at DESC, id LIMIT ?)
            ORDER BY import_id, position
            """)
        .param(most)
        .query(row -> {
          files
              .computeIfAbsent(row.getObject("import_id", UUID.class), id -> new ArrayList<>())
              .add(file(row));
        });
    return sql.sql(
            """
            SELECT id, state, job, started_by, started_by_name, started_at,
                   NULL::text AS summary, applied_by_name, applied_at, files_removed_at
            FROM exchange.sheet_import ORDER BY started_at DESC, id LIMIT ?
            """)
        .param(most)
        .query((row, number) ->
            read(row, files.getOrDefault(row.getObject("id", UUID.class), List.of())))
        .list();
  }

  private SheetImport read(java.sql.ResultSet row, List<SheetImport.SentFile> files)
      throws java.sql.SQLException {
    String summary = row.getString("summary");
    return new SheetImport(
        row.getObject("id", UUID.class),
        SheetImport.State.valueOf(row.getString("state")),
        row.getObject("job", UUID.class),
        row.getString("started_by"),
        row.getString("started_by_name"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        files,
        summary == null ? null : json.readValue(summary, ImportSummary.class),
        row.getString("applied_by_name"),
        instant(row.getObject("applied_at", OffsetDateTime.class)),
        instant(row.getObject("files_removed_at", OffsetDateTime.class)));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private List<SheetImport.SentFile> files(UUID id) {
    return sql.sql(
            "SELECT name, size, digest, annotated FROM exchange.sheet_import_file"
                + " WHERE import_id = ? ORDER BY position")
        .param(id)
        .query((row, number) -> file(row))
        .list();
  }

  private static SheetImport.SentFile file(java.sql.ResultSet row) throws java.sql.SQLException {
    return new SheetImport.SentFile(
        row.getString("name"),
        row.getLong("size"),
        row.getString("digest"),
        row.getString("annotated"));
  }

  /**
   * Keeps what reading found, in the caller's transaction.
   *
   * @param annotated digests of the annotated copies by position, null where there is none
   */
  void keepReading(UUID id, ImportSummary summary, List<@Nullable String> annotated) {
    sql.sql(
            "UPDATE exchange.sheet_import SET state = ?, summary = CAST(? AS jsonb)"
                + " WHERE id = ? AND state IN ('READING', 'APPLYING')")
        .params(
            summary.mayBeApplied()
                ? SheetImport.State.READY.name()
                : SheetImport.State.FAULTY.name(),
            json.writeValueAsString(summary),
            id)
        .update();
    for (int position = 0; position < annotated.size(); position++) {
      sql.sql(
              "UPDATE exchange.sheet_import_file SET annotated = ?"
                  + " WHERE import_id = ? AND position = ?")
          .params(annotated.get(position), id, position)
          .update();
    }
  }

  /** Puts on record that an annotated copy, which holds personal data in clear, was taken away. */
  @Transactional
  public void recordAnnotated(UUID id, int position, Actor by) {
    ledger.record(
        by,
        new Act(
            "exchange.annotated",
            "sheet-import",
            id.toString(),
            "",
            "",
            json.writeValueAsString(Map.of("file", position + 1))));
  }

  /**
   * Has an import saved that was read and found in order.
   *
   * @return false if it was not waiting for that (any more)
   */
  @Transactional
  public boolean apply(UUID id, Actor by) {
    int taken =
        sql.sql(
                """
                UPDATE exchange.sheet_import SET state = 'APPLYING'
                WHERE id = ? AND (state = 'READY'
                  OR (state = 'APPLYING' AND NOT EXISTS (
                    SELECT FROM platform.job
                    WHERE job.id = sheet_import.job AND job.state NOT IN ('FAILED', 'CANCELLED'))))
                """)
            .param(id)
            .update();
    if (taken == 1) {
      run(id, APPLYING_JOB, by);
    }
    return taken == 1;
  }

  /**
   * Notes that the import is saved, in the transaction that saves it.
   *
   * @return false if it was saved or given up already; then nothing may be saved
   */
  boolean keepApplication(UUID id, Actor by, String detailsJson) {
    int changed =
        sql.sql(
                "UPDATE exchange.sheet_import SET state = 'APPLIED', applied_by_name = ?,"
                    + " applied_at = ? WHERE id = ? AND state = 'APPLYING'")
            .params(by.name(), now(), id)
            .update();
    if (changed == 1) {
      ledger.record(
          by, new Act("exchange.import", "sheet-import", id.toString(), "", "", detailsJson));
    }
    return changed == 1;
  }

  /**
   * Gives an import up; nothing of it is saved.
   *
   * @return false if it is saved already, or being saved
   */
  @Transactional
  public boolean discard(UUID id, Actor by) {
    int changed =
        sql.sql(
                """
                UPDATE exchange.sheet_import SET state = 'DISCARDED'
                WHERE id = ? AND (state IN ('READING', 'FAULTY', 'READY')
                  OR (state = 'APPLYING' AND NOT EXISTS (
                    SELECT FROM platform.job
                    WHERE job.id = sheet_import.job AND job.state NOT IN ('FAILED', 'CANCELLED'))))
                """)
            .param(id)
            .update();
    if (changed == 1) {
      find(id).map(SheetImport::job).ifPresent(jobs::cancel);
      ledger.record(by, new Act("exchange.discard", "sheet-import", id.toString(), "", "", "{}"));
    }
    return changed == 1;
  }
}
