package cn.dudao.dispatch.register;

import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import cn.dudao.regulation.Article;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * 第十三条: 覆盖台账, 每个批次的任务排到哪一步, 空缺的原因. Reckoned as {@link Coverage} does, of the sessions, orders and
 * plans of a period as they stand.
 */
@Article("13")
@Repository
public class CoverageRegister {

  private static final int WEEKS_BACK = 4;
  private static final int WEEKS_AHEAD = 8;

  private static final String OPEN_SEATS = "sum(greatest(m.seats - m.people, 0))";

  /** The batches of the period from :from to :to; what lies before :today is over. */
  private static final String BATCHES =
      "("
          + Coverage.SITE_DAYS
          + """
          select b.id, m.batch, b.institution_code as institution, i.name as institution_name,
                 min(m.day) as first_day, max(m.day) as last_day, count(*) as tasks,
                 count(*) filter (where m.planned) as planned,
                 count(*) filter (where m.people > 0) as manned,
                 count(*) filter (where m.issued > 0) as issued,
                 count(*) filter (where m.issued > 0 and m.accepted = m.issued) as accepted,
                 count(*) filter (where m.issued > 0 and m.day < :today) as done,
                 %s as open_seats, sum(m.withdrawn) as withdrawn, sum(m.declined) as declined,
                 string_agg(nullif(m.articles, ''), ',') as articles,
                 min(m.task) filter (where m.people < m.seats) as gap
          from manned m
          join appraisal.batch b on b.number = m.batch
          join institution.institution i on i.code = b.institution_code
          group by b.id, m.batch, b.institution_code, i.name) c
          """
              .formatted(OPEN_SEATS);

  private static final ListSql LIST =
      ListSql.of("c.*", BATCHES, "c.batch", "text")
          .sortable("day", "c.first_day", "date")
          .sortable("institution", "c.institution_name", "text")
          .sortable("open", "c.open_seats", "bigint")
          .sum("tasks", "c.tasks")
          .sum("planned", "c.planned")
          .sum("issued", "c.issued")
          .sum("accepted", "c.accepted")
          .sum("done", "c.done")
          .sum("open", "c.open_seats");

  private final JdbcClient sql;
  private final Clock clock;

  CoverageRegister(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** A period of days, both included. */
  public record Period(LocalDate from, LocalDate to) {}

  /** The period asked for, else from four weeks ago to eight weeks ahead; a year at most. */
  Period period(ListQuery query) {
    LocalDate monday =
        LocalDate.now(clock).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate asked = query.date("from");
    LocalDate from = asked == null ? monday.minusWeeks(WEEKS_BACK) : asked;
    LocalDate until = query.date("to");
    LocalDate to =
        until == null || until.isBefore(from)
            ? from.plusWeeks(WEEKS_BACK + WEEKS_AHEAD).minusDays(1)
            : until;
    LocalDate latest = from.plusYears(1);
    return new Period(from, to.isAfter(latest) ? latest : to);
  }

  Page<CoverageBatch> list(ListQuery query) {
    return LIST.page(sql, query, conditions(query), (row, number) -> batch(row));
  }

  /** Every batch that the filter shows, in the caller's transaction. */
  void each(ListQuery query, Consumer<CoverageBatch> reader) {
    LIST.each(sql, query, conditions(query), (row, number) -> batch(row), reader);
  }

  private Conditions conditions(ListQuery query) {
    var period = period(query);
    var conditions =
        new Conditions()
            .and("true", "from", period.from())
            .and("true", "to", period.to())
            .and("true", "today", LocalDate.now(clock))
            .equal("c.batch", query.filter("batch"));
    if (query.has("institution")) {
      conditions.and(
          "c.institution = :unit or strpos(c.institution_name, :unit) > 0",
          "unit",
          query.filter("institution"));
    }
    switch (query.filter("stage")) {
      case "UNCOVERED" -> conditions.and("c.manned < c.tasks");
      case "OPEN" -> conditions.and("c.open_seats > 0");
      case "PLANNED" -> conditions.and("c.manned = c.tasks and c.issued < c.tasks");
      case "ISSUED" ->
          conditions.and("c.issued = c.tasks and c.accepted < c.tasks and c.done < c.tasks");
      case "ACCEPTED" -> conditions.and("c.accepted = c.tasks and c.done < c.tasks");
      case "DONE" -> conditions.and("c.done = c.tasks");
      default -> {}
    }
    return conditions;
  }

  private static CoverageBatch batch(ResultSet row) throws SQLException {
    String articles = row.getString("articles");
    return new CoverageBatch(
        row.getObject("id", UUID.class),
        row.getString("batch"),
        row.getString("institution"),
        row.getString("institution_name"),
        row.getObject("first_day", LocalDate.class),
        row.getObject("last_day", LocalDate.class),
        row.getInt("tasks"),
        row.getInt("planned"),
        row.getInt("manned"),
        row.getInt("issued"),
        row.getInt("accepted"),
        row.getInt("done"),
        row.getInt("open_seats"),
        row.getInt("withdrawn"),
        row.getInt("declined"),
        articles == null ? List.of() : Arrays.asList(articles.split(",")),
        row.getString("gap"));
  }
}
