package cn.dudao.dispatch.assignment;

import cn.dudao.regulation.Article;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 委派后待处理的事项: 空缺的席位、规则提示、待补批的应急改派.
 *
 * <p>Seats that fell empty, orders that a rule points at, emergencies to approve.
 */
@Article({"8", "13"})
@Component
public class OpenMatters {

  private static final int MOST = 200;

  private static final String VACANT =
      """
       from dispatch.assignment a join dispatch.issued_task t on t.number = a.task
      where a.state in ('DECLINED', 'WITHDRAWN') and a.day >= :today and t.cancelled_at is null
        and a.seat <= t.seats
        and not exists (select from dispatch.assignment b where b.task = a.task
                        and b.seat = a.seat and b.state in ('ISSUED', 'ACCEPTED'))
        and not exists (select from dispatch.assignment b where b.task = a.task
                        and b.seat = a.seat and b.ended_at > a.ended_at)
      """;

  private static final String PROPOSED =
      """
      exists (select from dispatch.plan_assignment p where p.plan = a.plan and p.task = a.task
              and p.seat = a.seat and p.to_revision is null)
      """;

  private static final String EMERGENCY =
      "select "
          + Assignments.COLUMNS
          + """
          , t.institution_name, p.reason as cause, p.approved_by_name, p.ratify_by, p.ratified,
            p.ratified_by_name, p.ratified_at, p.ratify_reason
          from dispatch.plan_approval p
          join dispatch.assignment a on a.plan = p.plan and a.revision = p.revision and a.emergency
          join dispatch.issued_task t on t.number = a.task
          where p.kind = 'EMERGENCY'
          """;

  private final JdbcClient sql;
  private final Assignments assignments;
  private final Clock clock;

  OpenMatters(JdbcClient sql, Assignments assignments, Clock clock) {
    this.sql = sql;
    this.assignments = assignments;
    this.clock = clock;
  }

  /**
   * An order and where it sends.
   *
   * @param proposed whether a replacement stands in the plan already and waits for its approval
   */
  public record Line(Assignment order, IssuedTask task, boolean proposed) {}

  /** Seats of tasks ahead whose person does not come, each with the order that ended last. */
  public List<Line> vacancies() {
    return lines(VACANT);
  }

  /** Orders ahead that a rule points at. */
  public List<Line> concerns() {
    return lines(
        """
         from dispatch.assignment a join dispatch.issued_task t on t.number = a.task
        where a.concern is not null and a.day >= :today and a.state in ('ISSUED', 'ACCEPTED')
        """);
  }

  private List<Line> lines(String from) {
    return sql
        .sql(
            "select "
                + Assignments.COLUMNS
                + ", "
                + PROPOSED
                + " as proposed"
                + from
                + " order by a.day, a.task, a.seat limit "
                + MOST)
        .param("today", LocalDate.now(clock))
        .query((row, number) -> new Found(assignments.assignment(row), row.getBoolean("proposed")))
        .list()
        .stream()
        .collect(
            java.util.stream.Collectors.collectingAndThen(
                java.util.stream.Collectors.toList(), this::withTasks));
  }

  private record Found(Assignment order, boolean proposed) {}

  private List<Line> withTasks(List<Found> found) {
    var tasks = new java.util.HashMap<String, IssuedTask>();
    assignments
        .tasks(found.stream().map(each -> each.order().task()).distinct().toList())
        .forEach(each -> tasks.put(each.number(), each));
    return found.stream()
        .map(each ->
            new Line(
                each.order(),
                java.util.Objects.requireNonNull(tasks.get(each.order().task())),
                each.proposed()))
        .toList();
  }

  /** Whether nobody is sent any more on the seat of an order that ended. */
  public boolean vacant(Assignment order) {
    return sql.sql("select exists (select" + VACANT + " and a.id = :id)")
        .param("today", LocalDate.now(clock))
        .param("id", order.id())
        .query(Boolean.class)
        .single();
  }

  /**
   * How much waits.
   *
   * @param vacancies seats without a replacement in the plan
   * @param concerns orders that a rule points at
   * @param toRatify emergencies that nobody has decided on
   * @param overdue those of them whose time is over
   */
  public record Count(int vacancies, int concerns, int toRatify, int overdue) {}

  /** How much waits, in one statement. */
  public Count count() {
    return sql.sql(
            "select (select count(*)"
                + VACANT
                + " and not "
                + PROPOSED
                + """
                ) as vacancies,
                (select count(*) from dispatch.assignment a
                  where a.concern is not null and a.day >= :today
                    and a.state in ('ISSUED', 'ACCEPTED')) as concerns,
                (select count(*) from dispatch.plan_approval
                  where kind = 'EMERGENCY' and ratified is null) as to_ratify,
                (select count(*) from dispatch.plan_approval
                  where kind = 'EMERGENCY' and ratified is null and ratify_by < :now) as overdue
                """)
        .param("today", LocalDate.now(clock))
        .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .query(
            (row, number) -> new Count(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)))
        .single();
  }

  /** Emergencies, those that wait for an approval first, then the latest. */
  public List<EmergencyOrder> emergencies() {
    return sql.sql(
            EMERGENCY + " order by p.ratified is not null, p.approved_at desc, a.id limit " + MOST)
        .query((row, number) -> emergency(row))
        .list();
  }

  /** The emergency that an order was given in. */
  public Optional<EmergencyOrder> emergency(UUID order) {
    return sql.sql(EMERGENCY + " and a.id = ?")
        .param(order)
        .query((row, number) -> emergency(row))
        .optional();
  }

  private EmergencyOrder emergency(ResultSet row) throws SQLException {
    OffsetDateTime at = row.getObject("ratified_at", OffsetDateTime.class);
    return new EmergencyOrder(
        assignments.assignment(row),
        row.getString("institution_name"),
        row.getString("cause"),
        row.getString("approved_by_name"),
        row.getObject("ratify_by", OffsetDateTime.class).toInstant(),
        row.getObject("ratified", Boolean.class),
        row.getString("ratified_by_name"),
        at == null ? null : at.toInstant(),
        row.getString("ratify_reason"));
  }
}
