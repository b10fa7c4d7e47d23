package cn.dudao.platform.retention;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Removes rows that no row of another table names. Who may name them is asked of the database: each
 * foreign key that would refuse the removal counts, also those of rooms that come later. One that
 * cascades or sets null does not.
 */
@Component
public final class UnnamedRows {

  private final JdbcClient sql;

  UnnamedRows(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * Removes rows in the caller's transaction.
   *
   * @param table with its schema
   * @param key the column that others name
   * @param since the column that says from when the row's time counts
   * @param condition which rows may go at all
   * @return how many rows went
   */
  public int remove(String table, String key, String since, String condition, Instant before) {
    var statement =
        new StringBuilder("DELETE FROM %s AS one WHERE one.%s < ?".formatted(table, since))
            .append(" AND (%s)".formatted(condition));
    for (Name each : names(table)) {
      statement.append(
          " AND NOT EXISTS (SELECT FROM %s AS other WHERE other.%s = one.%s)"
              .formatted(each.table(), each.column(), key));
    }
    return sql.sql(statement.toString())
        .param(OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
        .update();
  }

  private record Name(String table, String column) {}

  private List<Name> names(String table) {
    return sql.sql(
            """
            SELECT c.conrelid::regclass::text, quote_ident(a.attname)
              FROM pg_constraint c
              JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
             WHERE c.contype = 'f' AND c.confrelid = CAST(? AS regclass)
               AND c.confdeltype IN ('a', 'r') AND cardinality(c.conkey) = 1
             ORDER BY 1, 2
            """)
        .param(table)
        .query((row, number) -> new Name(row.getString(1), row.getString(2)))
        .list();
  }
}
