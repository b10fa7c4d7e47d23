package cn.dudao.support;

import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands in the record of acts, as tests ask for it. */
public final class RecordOfActs {

  private final JdbcClient sql;

  RecordOfActs(JdbcClient sql) {
    this.sql = sql;
  }

  /** An act on record. */
  public record Entry(Actor by, Act act) {}

  /** All acts done to one thing, newest first. */
  public List<Entry> about(String subjectKind, String subjectId) {
    return sql.sql(
            """
            select actor_id, actor_name, verb, subject_kind, subject_id, reason, article,
                   cast(details as text) as details
              from platform.ledger_entry
             where subject_kind = :kind and subject_id = :subject order by id desc
            """)
        .param("kind", subjectKind)
        .param("subject", subjectId)
        .query((row, number) ->
            new Entry(
                new Actor(row.getString("actor_id"), row.getString("actor_name")),
                new Act(
                    row.getString("verb"),
                    row.getString("subject_kind"),
                    row.getString("subject_id"),
                    row.getString("reason"),
                    row.getString("article"),
                    row.getString("details"))))
        .list();
  }
}
