package cn.dudao.platform.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The record of acts. It only grows: the database refuses to change or remove an entry. */
@Component
public final class Ledger {

  private final JdbcClient sql;
  private final Clock clock;

  Ledger(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * Puts the act on record, in the transaction that carries it out: both are kept, or neither.
   *
   * @return the id of the entry
   * @throws IllegalStateException outside a transaction
   */
  public long record(Actor by, Act act) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an act is recorded in its own transaction: " + act.verb());
    }
    return sql.sql(
            """
            INSERT INTO platform.ledger_entry
              (at, actor_id, actor_name, verb, subject_kind, subject_id, reason, article, details)
            VALUES (:at, :actorId, :actorName, :verb, :kind, :subject, :reason, :article,
              CAST(:details AS jsonb))
            RETURNING id
            """)
        .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .param("actorId", by.id())
        .param("actorName", by.name())
        .param("verb", act.verb())
        .param("kind", act.subjectKind())
        .param("subject", act.subjectId())
        .param("reason", act.reason(), Types.VARCHAR)
        .param("article", act.article(), Types.VARCHAR)
        .param("details", act.detailsJson(), Types.VARCHAR)
        .query(Long.class)
        .single();
  }

  /**
   * Puts many acts of one person on record at once, in the transaction that carries them out.
   *
   * @throws IllegalStateException outside a transaction
   */
  public void recordAll(Actor by, List<Act> acts) {
    acts.forEach(each -> record(by, each));
  }

  /**
   * The acts that the filter lets through, newest first.
   *
   * @param olderThan the id of the last entry of the page before, null for the first page
   */
  public List<LedgerEntry> find(LedgerFilter filter, @Nullable Long olderThan, int limit) {
    Map<String, Object> values = new LinkedHashMap<>();
    String where = where(filter, values);
    if (olderThan != null) {
      where += (where.isEmpty() ? "WHERE " : " AND ") + "id < :olderThan";
      values.put("olderThan", olderThan);
    }
    values.put("limit", limit);
    return sql.sql(
            """
            SELECT id, at, actor_id, actor_name, verb, subject_kind, subject_id, reason, article,
              details
            FROM platform.ledger_entry
            %s
            ORDER BY id DESC LIMIT :limit
            """
                .formatted(where))
        .params(values)
        .query(Ledger::entry)
        .list();
  }

  /** All acts done to one thing, newest first. */
  public List<LedgerEntry> about(String subjectKind, String subjectId) {
    return find(new LedgerFilter(null, null, null, null, subjectKind, subjectId), null, 1000);
  }

  /** How many acts the filter lets through. */
  public long count(LedgerFilter filter) {
    Map<String, Object> values = new LinkedHashMap<>();
    return sql.sql("SELECT count(*) FROM platform.ledger_entry " + where(filter, values))
        .params(values)
        .query(Long.class)
        .single();
  }

  private static String where(LedgerFilter filter, Map<String, Object> values) {
    var where = new StringJoiner(" AND ", "WHERE ", "").setEmptyValue("");
    if (filter.from() != null) {
      where.add("at >= :from");
      values.put("from", OffsetDateTime.ofInstant(filter.from(), ZoneOffset.UTC));
    }
    if (filter.before() != null) {
      where.add("at < :before");
      values.put("before", OffsetDateTime.ofInstant(filter.before(), ZoneOffset.UTC));
    }
    if (filter.actor() != null) {
      where.add("(actor_id = :actor OR position(:actor IN actor_name) > 0)");
      values.put("actor", filter.actor());
    }
    if (filter.verb() != null) {
      where.add(filter.verb().endsWith(".") ? "starts_with(verb, :verb)" : "verb = :verb");
      values.put("verb", filter.verb());
    }
    if (filter.subjectKind() != null) {
      where.add("subject_kind = :kind");
      values.put("kind", filter.subjectKind());
    }
    if (filter.subjectId() != null) {
      where.add("subject_id = :subject");
      values.put("subject", filter.subjectId());
    }
    return where.toString();
  }

  private static LedgerEntry entry(ResultSet row, int number) throws SQLException {
    return new LedgerEntry(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        new Actor(row.getString("actor_id"), row.getString("actor_name")),
        new Act(
            row.getString("verb"),
            row.getString("subject_kind"),
            row.getString("subject_id"),
            row.getString("reason"),
            row.getString("article"),
            row.getString("details")));
  }
}
