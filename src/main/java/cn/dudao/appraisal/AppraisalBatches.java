package cn.dudao.appraisal;

import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** 鉴定批次: with the sums of their sessions, which the database keeps. */
@Repository
public class AppraisalBatches {

  private static final String COLUMNS =
      """
      b.id, b.number, b.institution_code, i.name as institution_name, b.first_day, b.last_day,
      b.sessions, b.candidates, b.important, b.occupations
      """;

  private static final String TABLES =
      "appraisal.batch b join institution.institution i on i.code = b.institution_code";

  private static final ListSql LIST =
      ListSql.of(COLUMNS, TABLES, "b.number", "text")
          .sortableFalling("firstDay", "coalesce(b.first_day, date '0001-01-01')", "date")
          .sortable("number", "b.number", "text")
          .sortable("institution", "i.name", "text")
          .sortable("candidates", "b.candidates", "bigint")
          .sum("sessions", "b.sessions")
          .sum("candidates", "b.candidates");

  private final JdbcClient jdbc;

  AppraisalBatches(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One page of the list.
   *
   * @param institution 单位代码 that the list is limited to, "" for no limit
   */
  Page<AppraisalBatch> list(ListQuery query, String institution) {
    return LIST.page(jdbc, query, conditions(query, institution), (row, number) -> batch(row));
  }

  /** The numbers of all batches that the list shows with all its pages: for exports. */
  public Set<String> numbers(ListQuery query) {
    Set<String> result = new HashSet<>();
    LIST.each(
        jdbc, query, conditions(query, ""), (row, number) -> row.getString("number"), result::add);
    return result;
  }

  private static Conditions conditions(ListQuery query, String institution) {
    Conditions conditions =
        new Conditions()
            .contains(query.filter("q"), "b.number", "i.name", "b.occupations")
            .from("b.last_day", query.date("from"))
            .until("b.first_day", query.date("to"))
            .equal("b.institution_code", institution)
            .equal("b.institution_code", query.filter("institution"))
            .contains(query.filter("occupation"), "b.occupations");
    if (query.filter("important").equals("1")) {
      conditions.and("b.important");
    }
    String district = query.filter("district");
    if (!district.isEmpty()) {
      conditions.and(
          """
          exists (select 1 from appraisal.session d
                   where d.batch = b.number and d.district = :district
                     and d.cancelled_at is null)
          """,
          "district",
          district);
    }
    return conditions;
  }

  public Optional<AppraisalBatch> find(UUID id) {
    return jdbc.sql("select " + COLUMNS + " from " + TABLES + " where b.id = :id")
        .param("id", id)
        .query((row, number) -> batch(row))
        .optional();
  }

  public Optional<AppraisalBatch> find(String number) {
    return jdbc.sql("select " + COLUMNS + " from " + TABLES + " where b.number = :number")
        .param("number", number)
        .query((row, line) -> batch(row))
        .optional();
  }

  private static AppraisalBatch batch(ResultSet row) throws SQLException {
    return new AppraisalBatch(
        row.getObject("id", UUID.class),
        row.getString("number"),
        row.getString("institution_code"),
        row.getString("institution_name"),
        row.getObject("first_day", LocalDate.class),
        row.getObject("last_day", LocalDate.class),
        row.getInt("sessions"),
        row.getInt("candidates"),
        row.getBoolean("important"),
        row.getString("occupations"));
  }
}
