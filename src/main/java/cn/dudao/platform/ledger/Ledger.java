package cn.dudao.platform.ledger;

import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
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
}
