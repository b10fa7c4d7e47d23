package cn.dudao.dispatch.assignment;

import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The orders of one person, as far as that person may know of them: nothing here shows an order
 * before it is released.
 */
@Component
public class OwnTasks {

  /** Released, and not taken back before that; as {@link Assignment#known}. */
  private static final String KNOWN =
      "a.released_at <= :now and (a.ended_at is null or a.ended_at >= a.released_at)";

  private static final String PART =
      """
      case when a.state not in ('ISSUED', 'ACCEPTED') or a.day < :today then '2'
           when a.state = 'ISSUED' then '0' else '1' end\
      """;

  private static final String TABLES =
      "dispatch.assignment a join dispatch.issued_task t on t.number = a.task";

  private static final ListSql LIST =
      ListSql.of(Assignments.COLUMNS, TABLES, "a.id", "uuid")
          // To answer first, then ahead, the next first; then what is over, the last first.
          .sortable(
              "part",
              "(%s) || case when (%s) = '2' then to_char(date '9999-12-31' - a.day, 'FM0000000')"
                      .formatted(PART, PART)
                  + " else to_char(a.day, 'YYYYMMDD') end",
              "text")
          .sortable("day", "a.day", "date");

  private final JdbcClient sql;
  private final Assignments assignments;
  private final Clock clock;

  OwnTasks(JdbcClient sql, Assignments assignments, Clock clock) {
    this.sql = sql;
    this.assignments = assignments;
    this.clock = clock;
  }

  /** Filters: q (task, institution), part, from, to. */
  public Page<OwnTask> list(String card, ListQuery query) {
    var now = clock.instant();
    var today = LocalDate.now(clock);
    var conditions =
        new Conditions()
            .and("a.card = :card", "card", card)
            .and(KNOWN, "now", utc(now))
            .and("cast(:today as date) is not null", "today", today)
            .contains(query.filter("q"), "t.institution_name", "a.task", "a.document_number")
            .from("a.day", query.date("from"))
            .until("a.day", query.date("to"));
    for (OwnTask.Part part : OwnTask.Part.values()) {
      if (part.name().equals(query.filter("part"))) {
        conditions.and(PART + " = '" + part.ordinal() + "'");
      }
    }
    var page = LIST.page(sql, query, conditions, (row, number) -> assignments.assignment(row));
    return withTasks(page, now, today);
  }

  private Page<OwnTask> withTasks(Page<Assignment> page, Instant now, LocalDate today) {
    var tasks = assignments.tasksByNumber(page.rows().stream().map(Assignment::task).toList());
    return page.map(each ->
        new OwnTask(
            each,
            Objects.requireNonNull(tasks.get(each.task())),
            now,
            today,
            TaskHours.over(each, clock)));
  }

  /** One order, if it is this person's and they may know of it. */
  public Optional<OwnTask> find(UUID id, String card) {
    var now = clock.instant();
    return assignments
        .find(id)
        .filter(each -> each.card().equals(card) && each.known(now))
        .map(each ->
            new OwnTask(
                each,
                assignments.task(each.task()).orElseThrow(),
                now,
                LocalDate.now(clock),
                TaskHours.over(each, clock)));
  }

  /** Who else is sent on the task and may be known by now, by seat. */
  public List<Assignment> team(OwnTask own) {
    return assignments.of(own.order().task()).stream()
        .filter(each -> each.state().inForce() && each.known(own.at()))
        .toList();
  }

  /** The orders in force of some days that the person may know of. */
  public List<OwnTask> between(String card, LocalDate first, LocalDate last) {
    var now = clock.instant();
    var today = LocalDate.now(clock);
    var orders =
        sql.sql(
                "select "
                    + Assignments.COLUMNS
                    + " from dispatch.assignment a where a.card = :card and a.day between :first"
                    + " and :last and a.state in ('ISSUED', 'ACCEPTED') and "
                    + KNOWN
                    + " order by a.day, a.half_days, a.task")
            .param("card", card)
            .param("first", first)
            .param("last", last)
            .param("now", utc(now))
            .query((row, number) -> assignments.assignment(row))
            .list();
    return withTasks(new Page<>(orders, null, null, null), now, today).rows();
  }

  /**
   * What waits for a person's answer.
   *
   * @param count how many orders
   * @param due until when the first of them is to be answered, null if there is none
   */
  public record Waiting(int count, @Nullable Instant due) {}

  /** What waits for the person's answer. */
  public Waiting waiting(String card) {
    return sql.sql(
            """
            select count(*) as count, min(a.answer_due) as due from dispatch.assignment a
            where a.card = :card and a.state = 'ISSUED' and a.released_at <= :now
              and a.day >= :today
            """)
        .param("card", card)
        .param("now", utc(clock.instant()))
        .param("today", LocalDate.now(clock))
        .query(OwnTasks::waiting)
        .single();
  }

  private static Waiting waiting(ResultSet row, int number) throws SQLException {
    var due = row.getObject("due", OffsetDateTime.class);
    return new Waiting(row.getInt("count"), due == null ? null : due.toInstant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
