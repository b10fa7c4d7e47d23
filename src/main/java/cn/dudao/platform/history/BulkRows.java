package cn.dudao.platform.history;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Set-wise writing: rows travel as one JSON parameter {@code :rows} per few thousand rows, which
 * {@code json_populate_recordset} turns into a table, arrays included.
 */
@Component
public class BulkRows {

  private static final int AT_ONCE = 5_000;

  private final JdbcClient jdbc;
  private final JsonMapper json = JsonMapper.builder().build();

  public BulkRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Runs the statement for the rows, a few thousand at a time.
   *
   * @param sql a statement that reads {@code :rows::json}
   * @param rows what is written
   * @param columns column name to value (text, number, boolean, list, null; dates as ISO text)
   * @return how many rows of the database were touched
   */
  public <T> int execute(String sql, List<T> rows, Function<T, ? extends Map<String, ?>> columns) {
    int touched = 0;
    for (int from = 0; from < rows.size(); from += AT_ONCE) {
      List<T> part = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
      String parameter = json.writeValueAsString(part.stream().map(columns).toList());
      touched += jdbc.sql(sql).param("rows", parameter).update();
    }
    return touched;
  }

  /**
   * The same where each row must touch one row of the database.
   *
   * @param overtaken what is thrown where somebody was quicker: a key is taken, or a row is no
   *     longer there in the version that the change rests on
   */
  public <T> void writeEach(
      String sql,
      List<T> rows,
      Function<T, ? extends Map<String, ?>> columns,
      Supplier<? extends RuntimeException> overtaken) {
    int touched;
    try {
      touched = execute(sql, rows, columns);
    } catch (DuplicateKeyException taken) {
      throw overtaken.get();
    }
    if (touched != rows.size()) {
      throw overtaken.get();
    }
  }

  /** The same for rows that are maps already. */
  public int execute(String sql, List<? extends Map<String, ?>> rows) {
    return execute(sql, List.<Map<String, ?>>copyOf(rows), each -> each);
  }
}
