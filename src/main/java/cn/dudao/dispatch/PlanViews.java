package cn.dudao.dispatch;

import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import cn.dudao.supervisor.SupervisorKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the pages of a plan show of its current revision; reads only. */
@Component
public class PlanViews {

  /** Seats of a group of tasks, and how many batches they belong to. */
  public record Coverage(
      String key, String label, int batches, int covered, int tasks, int seats, int filled) {

    public int open() {
      return seats - filled;
    }

    /** Whole per cent of the seats. */
    public int percent() {
      return seats == 0 ? 100 : (int) Math.floor(100.0 * filled / seats);
    }
  }

  /** A task and its team. */
  public record TaskLine(PlannedTask task, List<PlannedSeat> team) {

    public int open() {
      return task.seats() - team.size();
    }

    public boolean leaderMissing() {
      return task.important() && team.stream().noneMatch(each -> each.seat() == 1);
    }
  }

  /** What a person does in a plan. */
  public record PersonLine(PlanPerson person, int tasks, int halfDays, int leading) {

    public int total() {
      return person.served() + halfDays;
    }
  }

  /** Load of those who share the work. */
  public record Loads(int people, int idle, int least, int most, double mean) {}

  private static final String FILLED =
      """
      left join lateral (
        select count(*) as filled,
          array_agg(a.seat::int order by a.seat) as team_seats,
          array_agg(a.card order by a.seat) as team_cards,
          array_agg(a.name order by a.seat) as team_names,
          array_agg(a.pinned order by a.seat) as team_pinned
        from dispatch.plan_assignment a
        where a.plan = t.plan and a.task = t.number and a.to_revision is null) s on true\
      """;

  private static final ListSql TASKS =
      ListSql.of(
              "t.*, s.team_seats, s.team_cards, s.team_names, s.team_pinned",
              "dispatch.plan_task t " + FILLED,
              "t.number",
              "text")
          .sortable("day", "t.day", "date")
          .sortable("number", "t.number", "text")
          .sortable("institution", "t.institution_name", "text")
          .sortable("district", "t.district", "text")
          .sortableFalling("open", "(t.seats - s.filled)", "int")
          .sum("open", "t.seats - s.filled");

  private static final ListSql PEOPLE =
      ListSql.of(
              "p.card, p.name, p.kind, p.district, p.served, w.tasks, w.half_days, w.leading",
              """
              dispatch.plan_person p left join lateral (
                select count(*) as tasks, count(*) filter (where a.seat = 1) as leading,
                  coalesce(sum(dispatch.half_day_load(a.half_days)), 0) as half_days
                from dispatch.plan_assignment a
                where a.plan = p.plan and a.card = p.card and a.to_revision is null) w on true\
              """,
              "p.card",
              "text")
          .sortableFalling("total", "(p.served + w.half_days)", "int")
          .sortable("name", "p.name", "text")
          .sortable("card", "p.card", "text")
          .sortableFalling("tasks", "w.tasks", "int")
          .sortableFalling("halfDays", "w.half_days", "int")
          .sum("tasks", "w.tasks")
          .sum("half_days", "w.half_days")
          .sum("served", "p.served")
          .sum("total", "p.served + w.half_days")
          .bounded();

  private final JdbcClient sql;

  PlanViews(JdbcClient sql) {
    this.sql = sql;
  }

  /** 第十三条: every batch by day. */
  List<Coverage> byDay(UUID plan) {
    return coverage(plan, "to_char(t.day, 'YYYY-MM-DD')", "to_char(t.day, 'YYYY-MM-DD')", "1");
  }

  /** 第十三条: every batch by institution; those with open seats first. */
  List<Coverage> byInstitution(UUID plan) {
    return coverage(
        plan, "t.institution", "max(t.institution_name)", "sum(t.seats - s.filled) desc, 2, 1");
  }

  private List<Coverage> coverage(UUID plan, String key, String label, String order) {
    return sql.sql(
            """
            select %s as key, %s as label, count(distinct t.batch) as batches,
              count(distinct t.batch) filter (where s.filled > 0) as covered,
              count(*) as tasks, sum(t.seats) as seats, sum(s.filled) as filled
            from dispatch.plan_task t left join lateral (
              select count(*) as filled from dispatch.plan_assignment a
              where a.plan = t.plan and a.task = t.number and a.to_revision is null) s on true
            where t.plan = :plan and t.to_revision is null
            group by %s order by %s
            """
                .formatted(key, label, key.equals(label) ? "1" : key, order))
        .param("plan", plan)
        .query((row, number) ->
            new Coverage(
                row.getString("key"),
                row.getString("label"),
                row.getInt("batches"),
                row.getInt("covered"),
                row.getInt("tasks"),
                row.getInt("seats"),
                row.getInt("filled")))
        .list();
  }

  /** How many batches the plan covers, of how many, by what it holds. */
  static Coverage total(PlanContent content) {
    Set<String> manned = new HashSet<>();
    content.seats().forEach(each -> manned.add(each.task()));
    Set<String> batches = new HashSet<>();
    Set<String> covered = new HashSet<>();
    int seats = 0;
    for (PlannedTask each : content.tasks()) {
      batches.add(each.batch());
      seats += each.seats();
      if (manned.contains(each.number())) {
        covered.add(each.batch());
      }
    }
    return new Coverage(
        "",
        "",
        batches.size(),
        covered.size(),
        content.tasks().size(),
        seats,
        content.seats().size());
  }

  /** How many batches the plan covers, of how many. */
  Coverage total(UUID plan) {
    var all = coverage(plan, "''", "''", "1");
    return all.isEmpty() ? new Coverage("", "", 0, 0, 0, 0, 0) : all.getFirst();
  }

  /**
   * The tasks that the filters of the list let through.
   *
   * @param named whether one may ask for the tasks of a person
   */
  Page<TaskLine> tasks(UUID plan, ListQuery query, boolean named) {
    var conditions =
        new Conditions()
            .and("t.plan = :plan", "plan", plan)
            .and("t.to_revision is null")
            .from("t.day", query.date("from"))
            .until("t.day", query.date("to"))
            .equal("t.district", query.filter("district"))
            .equal("t.institution", query.filter("institution"))
            .contains(query.filter("q"), "t.number", "t.institution_name", "t.occupation");
    if (query.has("open")) {
      conditions.and("t.seats > s.filled");
    }
    if (query.has("important")) {
      conditions.and("t.important");
    }
    if (named && query.has("card")) {
      conditions.and(":card = any (s.team_cards)", "card", query.filter("card"));
    }
    return TASKS.page(sql, query, conditions, (row, number) -> taskLine(row));
  }

  /** One task of the plan. */
  Optional<TaskLine> task(UUID plan, String number) {
    return sql.sql(
            "select t.*, s.team_seats, s.team_cards, s.team_names, s.team_pinned"
                + " from dispatch.plan_task t "
                + FILLED
                + " where t.plan = :plan and t.number = :number and t.to_revision is null")
        .param("plan", plan)
        .param("number", number)
        .query((row, index) -> taskLine(row))
        .optional();
  }

  /** Tasks whose number or institution contains a text, the earliest first. */
  List<PlannedTask> tasksNamed(UUID plan, String text, int limit) {
    var like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    return sql.sql(
            """
            select t.* from dispatch.plan_task t
            where t.plan = :plan and t.to_revision is null
              and (t.number ilike :like or t.institution_name ilike :like)
            order by t.day, t.number limit :limit
            """)
        .param("plan", plan)
        .param("like", like)
        .param("limit", limit)
        .query((row, number) -> DispatchPlans.task(row))
        .list();
  }

  /** The first tasks with open seats. */
  List<TaskLine> openTasks(UUID plan, int limit) {
    return sql.sql(
            "select t.*, s.team_seats, s.team_cards, s.team_names, s.team_pinned"
                + " from dispatch.plan_task t "
                + FILLED
                + " where t.plan = :plan and t.to_revision is null and t.seats > s.filled"
                + " order by t.day, t.number limit :limit")
        .param("plan", plan)
        .param("limit", limit)
        .query((row, index) -> taskLine(row))
        .list();
  }

  private static TaskLine taskLine(ResultSet row) throws SQLException {
    var task = DispatchPlans.task(row);
    return new TaskLine(task, DispatchPlans.team(row, task));
  }

  /** Those who share the work of the plan. */
  Page<PersonLine> people(UUID plan, ListQuery query) {
    var conditions =
        new Conditions()
            .and("p.plan = :plan", "plan", plan)
            .equal("p.district", query.filter("district"))
            .contains(query.filter("q"), "p.name", "p.card");
    if (query.has("idle")) {
      conditions.and("w.tasks = 0");
    }
    return PEOPLE.page(
        sql,
        query,
        conditions,
        (row, number) ->
            new PersonLine(
                new PlanPerson(
                    row.getString("card"),
                    row.getString("name"),
                    SupervisorKind.valueOf(row.getString("kind")),
                    row.getString("district"),
                    row.getInt("served")),
                row.getInt("tasks"),
                row.getInt("half_days"),
                row.getInt("leading")));
  }

  /** How evenly the year's half-days are spread. */
  Loads loads(UUID plan) {
    return sql.sql(
            """
            select count(*) as people, count(*) filter (where w.half_days = 0) as idle,
              coalesce(min(p.served + w.half_days), 0) as least,
              coalesce(max(p.served + w.half_days), 0) as most,
              coalesce(avg(p.served + w.half_days), 0) as mean
            from dispatch.plan_person p left join lateral (
              select coalesce(sum(dispatch.half_day_load(a.half_days)), 0) as half_days
              from dispatch.plan_assignment a
              where a.plan = p.plan and a.card = p.card and a.to_revision is null) w on true
            where p.plan = :plan
            """)
        .param("plan", plan)
        .query((row, number) ->
            new Loads(
                row.getInt("people"),
                row.getInt("idle"),
                row.getInt("least"),
                row.getInt("most"),
                row.getDouble("mean")))
        .single();
  }

  /** How many people carry so many half-days of the year: load to people, rising. */
  SortedMap<Integer, Integer> spread(UUID plan) {
    var result = new TreeMap<Integer, Integer>();
    sql.sql(
            """
            select p.served + w.half_days as total, count(*) as people
            from dispatch.plan_person p left join lateral (
              select coalesce(sum(dispatch.half_day_load(a.half_days)), 0) as half_days
              from dispatch.plan_assignment a
              where a.plan = p.plan and a.card = p.card and a.to_revision is null) w on true
            where p.plan = :plan group by 1
            """)
        .param("plan", plan)
        .query(row -> {
          result.put(row.getInt("total"), row.getInt("people"));
        });
    return result;
  }

  /** The districts in which the plan has tasks. */
  List<String> districts(UUID plan) {
    return sql.sql(
            "select distinct district from dispatch.plan_task"
                + " where plan = ? and to_revision is null order by 1")
        .param(plan)
        .query(String.class)
        .list();
  }

  /**
   * A batch that can be chosen for a plan.
   *
   * @param first its first session day
   */
  public record BatchChoice(String number, String institution, LocalDate first, LocalDate last) {}

  /** Batches whose number or institution contains a text. */
  List<BatchChoice> batches(String text) {
    var like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    return sql.sql(
            """
            select b.number, i.name, min(s.date) as first, max(s.date) as last
            from appraisal.batch b
            join institution.institution i on i.code = b.institution_code
            join appraisal.session s on s.batch = b.number and s.cancelled_at is null
            where b.number ilike :like or i.name ilike :like
            group by b.number, i.name order by b.number limit 20
            """)
        .param("like", like)
        .query((row, number) ->
            new BatchChoice(
                row.getString("number"),
                row.getString("name"),
                row.getObject("first", LocalDate.class),
                row.getObject("last", LocalDate.class)))
        .list();
  }
}
