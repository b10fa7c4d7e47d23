package cn.dudao.dispatch;

import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.planning.Objective;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import cn.dudao.regulation.Ruling;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * 委派方案的存储: plans, their revisions, and what each revision holds. Reading is open to every room;
 * only {@link DispatchPlanner} writes.
 */
@Component
public class DispatchPlans {

  private static final int BATCH = 1000;

  /** The filter {@code state} for issued plans that have been changed since. */
  static final String UNISSUED = "UNISSUED";

  private static final String COLUMNS =
      """
      p.id, p.number, p.title, p.first_day, p.last_day, p.districts, p.batches, p.state, \
      p.revision, p.job, p.problem, p.version, p.created_by_name, p.created_at, p.changed_at, \
      p.issued_revision, p.unannounced, p.unannounced_tasks, p.sealed_days\
      """;

  private static final ListSql LIST =
      ListSql.of(
              COLUMNS + ", r.task_count, r.seat_count, r.open_seats",
              """
              dispatch.plan p left join dispatch.plan_revision r \
              on r.plan = p.id and r.number = p.revision\
              """,
              "p.id",
              "uuid")
          .sortableFalling("changed", "p.changed_at", "timestamptz")
          .sortable("number", "p.number", "text")
          .sortable("title", "p.title", "text")
          .sortable("first", "p.first_day", "date")
          .sortable("open", "coalesce(r.open_seats, -1)", "int")
          .sortable("state", "p.state", "text")
          .sum("tasks", "r.task_count")
          .sum("seats", "r.seat_count")
          .sum("open", "r.open_seats");

  private final JdbcClient sql;
  private final JdbcTemplate batches;
  private final JsonMapper json;
  private final Clock clock;

  DispatchPlans(JdbcClient sql, JdbcTemplate batches, JsonMapper json, Clock clock) {
    this.sql = sql;
    this.batches = batches;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A line of the list of plans.
   *
   * @param tasks number of tasks, 0 before the first computation
   */
  public record PlanLine(DispatchPlan plan, int tasks, int seats, int openSeats) {}

  /** The plans that the filters {@code q}, {@code state} and {@code month} let through. */
  public Page<PlanLine> list(ListQuery query) {
    boolean changed = query.filter("state").equals(UNISSUED);
    var conditions =
        new Conditions()
            .contains(query.filter("q"), "p.number", "p.title")
            .equal("p.state", changed ? "" : query.filter("state"))
            .from("p.last_day", query.date("from"))
            .until("p.first_day", query.date("to"));
    if (changed) {
      conditions.and("p.issued_revision is not null").and("p.state <> 'ISSUED'");
    }
    return LIST.page(sql, query, conditions, (row, number) -> line(row));
  }

  /** The plans changed last. */
  public List<PlanLine> latest(int limit) {
    return sql.sql(
            "select %s, r.task_count, r.seat_count, r.open_seats from dispatch.plan p "
                    .formatted(COLUMNS)
                + "left join dispatch.plan_revision r on r.plan = p.id and r.number = p.revision "
                + "order by p.changed_at desc, p.id desc limit :limit")
        .param("limit", limit)
        .query((row, number) -> line(row))
        .list();
  }

  private static PlanLine line(ResultSet row) throws SQLException {
    return new PlanLine(
        plan(row), row.getInt("task_count"), row.getInt("seat_count"), row.getInt("open_seats"));
  }

  public Optional<DispatchPlan> find(UUID id) {
    return one("p.id = ?", "", id);
  }

  /** The plan with this number, as people call it. */
  public Optional<DispatchPlan> findByNumber(String number) {
    return one("p.number = ?", "", number);
  }

  Optional<DispatchPlan> findByRequest(UUID requestKey) {
    return one("p.request_key = ?", "", requestKey);
  }

  /** The plan, kept from others until the transaction ends. */
  public Optional<DispatchPlan> lock(UUID id) {
    return one("p.id = ?", " for update", id);
  }

  private Optional<DispatchPlan> one(String condition, String end, Object value) {
    return sql.sql("select " + COLUMNS + " from dispatch.plan p where " + condition + end)
        .param(value)
        .query((row, number) -> plan(row))
        .optional();
  }

  private static DispatchPlan plan(ResultSet row) throws SQLException {
    return new DispatchPlan(
        row.getObject("id", UUID.class),
        row.getString("number"),
        row.getString("title"),
        row.getObject("first_day", LocalDate.class),
        row.getObject("last_day", LocalDate.class),
        texts(row, "districts"),
        texts(row, "batches"),
        PlanState.valueOf(row.getString("state")),
        row.getInt("revision"),
        row.getObject("job", UUID.class),
        row.getString("problem"),
        row.getLong("version"),
        row.getString("created_by_name"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        row.getObject("issued_revision", Integer.class),
        new PlanSecrecy(
            row.getBoolean("unannounced"),
            texts(row, "unannounced_tasks"),
            row.getObject("sealed_days", Integer.class)));
  }

  private static Set<String> texts(ResultSet row, String column) throws SQLException {
    return new LinkedHashSet<>(Arrays.asList((String[]) row.getArray(column).getArray()));
  }

  /** Makes a plan without content; its number is the next one of the year. */
  UUID create(
      String title,
      TaskMaking.Scope scope,
      LocalDate from,
      LocalDate to,
      UUID requestKey,
      Actor by) {
    var id = UUID.randomUUID();
    int year = LocalDate.now(clock).getYear();
    int running =
        sql.sql(
                """
                insert into dispatch.plan_number (year, last_number) values (:year, 1)
                on conflict (year) do update set last_number = plan_number.last_number + 1
                returning last_number
                """)
            .param("year", year)
            .query(Integer.class)
            .single();
    sql.sql(
            """
            insert into dispatch.plan (id, number, title, first_day, last_day, districts, batches,
              state, request_key, created_by, created_by_name, created_at, changed_at)
            values (:id, :number, :title, :from, :to, :districts, :batches,
              'DRAFT', :key, :by, :byName, :now, :now)
            """)
        .param("id", id)
        .param("number", "%d-%04d".formatted(year, running))
        .param("title", title.strip())
        .param("from", from)
        .param("to", to)
        .param("districts", scope.districts().stream().sorted().toArray(String[]::new))
        .param("batches", scope.batches().stream().sorted().toArray(String[]::new))
        .param("key", requestKey)
        .param("by", by.id())
        .param("byName", by.name())
        .param("now", now())
        .update();
    return id;
  }

  void beginComputing(UUID plan, UUID job) {
    change(plan, "state = 'COMPUTING', job = :job, problem = null", Map.of("job", job));
  }

  /** Ends a computation that gave no plan. */
  void endComputing(UUID plan, @Nullable String problem) {
    var values = new HashMap<String, Object>();
    values.put("problem", problem == null ? "" : problem);
    change(
        plan,
        """
        state = case when revision = issued_revision then 'ISSUED' \
          when revision > 0 then 'READY' else 'DRAFT' end, job = null, \
        problem = nullif(:problem, '')\
        """,
        values);
  }

  /**
   * A plan whose orders are out and from which somebody is withdrawn still is what was ordered; any
   * other revision must be approved and issued first.
   */
  private void showRevision(UUID plan, PlanRevision revision) {
    boolean withdrawal = revision.kind() == PlanRevision.Kind.WITHDRAWAL;
    change(
        plan,
        withdrawal
            ? """
            state = case when revision = issued_revision then 'ISSUED' else 'READY' end, \
            issued_revision = case when revision = issued_revision then :revision \
              else issued_revision end, \
            job = null, problem = null, revision = :revision\
            """
            : "state = 'READY', job = null, problem = null, revision = :revision",
        Map.of("revision", revision.number()));
  }

  /** The next step of a plan on its way to the orders. */
  void advance(UUID plan, PlanState state) {
    change(
        plan,
        state == PlanState.ISSUED ? "state = :state, issued_revision = revision" : "state = :state",
        Map.of("state", state.name()));
  }

  void keepSecret(UUID plan, PlanSecrecy secrecy) {
    var values = new HashMap<String, Object>();
    values.put("all", secrecy.unannounced());
    values.put("tasks", secrecy.unannouncedTasks().stream().sorted().toArray(String[]::new));
    values.put("days", secrecy.sealedDays() == null ? -1 : secrecy.sealedDays());
    change(
        plan,
        "unannounced = :all, unannounced_tasks = :tasks, sealed_days = nullif(:days, -1)",
        values);
  }

  private void change(UUID plan, String assignments, Map<String, Object> values) {
    sql.sql(
            "update dispatch.plan set "
                + assignments
                + ", version = version + 1, changed_at = :now where id = :plan")
        .params(values)
        .param("now", now())
        .param("plan", plan)
        .update();
  }

  /** Removes a plan with everything that belongs to it. */
  void delete(UUID plan) {
    sql.sql("delete from dispatch.plan where id = ?").param(plan).update();
  }

  private static final String REVISION =
      """
      select number, kind, summary, made_by_name, made_at, undo_to, redo_to, reference, task_count,
        seat_count, open_seats, cost_open, cost_balance, cost_grade, cost_expertise, cost_travel,
        cost_pairs, cost_change, bound, first_plan_seconds, seconds, steps, seed, parameters, checks
      from dispatch.plan_revision
      """;

  /** All revisions of a plan, newest first. */
  public List<PlanRevision> revisions(UUID plan) {
    return sql.sql(REVISION + "where plan = ? order by number desc")
        .param(plan)
        .query((row, number) -> revision(row))
        .list();
  }

  public Optional<PlanRevision> revision(UUID plan, int number) {
    return sql.sql(REVISION + "where plan = ? and number = ?")
        .param(plan)
        .param(number)
        .query((row, index) -> revision(row))
        .optional();
  }

  Optional<PlanRevision> revisionByRequest(UUID plan, UUID requestKey) {
    return sql.sql(REVISION + "where plan = ? and request_key = ?")
        .param(plan)
        .param(requestKey)
        .query((row, index) -> revision(row))
        .optional();
  }

  private PlanRevision revision(ResultSet row) throws SQLException {
    return new PlanRevision(
        row.getInt("number"),
        PlanRevision.Kind.valueOf(row.getString("kind")),
        row.getString("summary"),
        row.getString("made_by_name"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getObject("undo_to", Integer.class),
        row.getObject("redo_to", Integer.class),
        row.getObject("reference", Integer.class),
        row.getInt("task_count"),
        row.getInt("seat_count"),
        row.getInt("open_seats"),
        new Objective(
            row.getLong("cost_open"),
            row.getLong("cost_balance"),
            row.getLong("cost_grade"),
            row.getLong("cost_expertise"),
            row.getLong("cost_travel"),
            row.getLong("cost_pairs"),
            row.getLong("cost_change")),
        row.getObject("bound", Long.class),
        row.getDouble("first_plan_seconds"),
        row.getDouble("seconds"),
        row.getLong("steps"),
        row.getLong("seed"),
        json.readValue(row.getString("parameters"), new TypeReference<Map<String, String>>() {}),
        json.readValue(row.getString("checks"), new TypeReference<List<PlanCheck.RuleCount>>() {}));
  }

  /** What a revision of a plan holds; nothing for a revision that does not exist. */
  public PlanContent content(UUID plan, int revision) {
    List<PlannedTask> tasks = new ArrayList<>();
    List<PlannedSeat> seats = new ArrayList<>();
    sql.sql(
            """
            select t.*, s.team_seats, s.team_cards, s.team_names, s.team_pinned
            from dispatch.plan_task t left join (
              select task, array_agg(seat::int order by seat) as team_seats,
                array_agg(card order by seat) as team_cards,
                array_agg(name order by seat) as team_names,
                array_agg(pinned order by seat) as team_pinned
              from dispatch.plan_assignment
              where plan = :plan and from_revision <= :revision
                and (to_revision is null or to_revision > :revision)
              group by task) s on s.task = t.number
            where t.plan = :plan and t.from_revision <= :revision
              and (t.to_revision is null or t.to_revision > :revision)
            order by t.day, t.number
            """)
        .param("plan", plan)
        .param("revision", revision)
        .query(row -> {
          var task = task(row);
          tasks.add(task);
          seats.addAll(team(row, task));
        });
    return new PlanContent(tasks, seats);
  }

  /** Those who hold the seats of a task, from the arrays of a row; nobody if there are none. */
  static List<PlannedSeat> team(ResultSet row, PlannedTask task) throws SQLException {
    if (row.getArray("team_seats") == null) {
      return List.of();
    }
    var seats = (Integer[]) row.getArray("team_seats").getArray();
    var cards = (String[]) row.getArray("team_cards").getArray();
    var names = (String[]) row.getArray("team_names").getArray();
    var pinned = (Boolean[]) row.getArray("team_pinned").getArray();
    List<PlannedSeat> team = new ArrayList<>();
    for (int i = 0; i < seats.length; i++) {
      team.add(new PlannedSeat(task.number(), seats[i], cards[i], names[i], pinned[i]));
    }
    return List.copyOf(team);
  }

  /** A stored row and the revision that wrote it. */
  private record Dated<T>(T value, int from) {}

  private static final String HOLDS =
      " and from_revision <= :revision and (to_revision is null or to_revision > :revision) ";

  private List<Dated<PlannedTask>> tasks(UUID plan, int revision) {
    return sql.sql(
            "select * from dispatch.plan_task where plan = :plan" + HOLDS + "order by day, number")
        .param("plan", plan)
        .param("revision", revision)
        .query((row, number) -> new Dated<>(task(row), row.getInt("from_revision")))
        .list();
  }

  static PlannedTask task(ResultSet row) throws SQLException {
    return new PlannedTask(
        row.getString("number"),
        row.getString("batch"),
        TaskKind.valueOf(row.getString("kind")),
        row.getString("institution"),
        row.getString("institution_name"),
        row.getObject("day", LocalDate.class),
        new HalfDays(row.getInt("half_days")),
        row.getString("district"),
        row.getString("site"),
        row.getInt("seats"),
        row.getBoolean("important"),
        row.getString("occupation"),
        row.getString("occupation_code"),
        row.getInt("level"));
  }

  private List<Dated<PlannedSeat>> seats(UUID plan, int revision) {
    return sql.sql(
            """
            select task, task_revision, seat, card, name, pinned, from_revision
            from dispatch.plan_assignment where plan = :plan\
            """
                + HOLDS
                + "order by day, task, seat")
        .param("plan", plan)
        .param("revision", revision)
        .query((row, number) ->
            new Dated<>(
                new PlannedSeat(
                    row.getString("task"),
                    row.getInt("seat"),
                    row.getString("card"),
                    row.getString("name"),
                    row.getBoolean("pinned")),
                row.getInt("from_revision")))
        .list();
  }

  /** What the rules said of everybody who holds a seat of a task, by card. */
  Map<String, List<Ruling>> permissions(UUID plan, String task) {
    Map<String, List<Ruling>> result = new HashMap<>();
    sql.sql(
            """
            select a.card, r.rulings from dispatch.plan_permission r
            join dispatch.plan_assignment a
              on (a.plan, a.task, a.card, a.from_revision) = (r.plan, r.task, r.card, r.revision)
            where a.plan = :plan and a.task = :task and a.to_revision is null
            """)
        .param("plan", plan)
        .param("task", task)
        .query(row -> {
          result.put(
              row.getString("card"),
              json.readValue(row.getString("rulings"), new TypeReference<List<Ruling>>() {}));
        });
    return result;
  }

  /** What the rules said when a person was given a seat, in the words of that time. */
  public List<Ruling> permission(UUID plan, String task, String card) {
    return sql.sql(
            """
            select r.rulings from dispatch.plan_permission r
            join dispatch.plan_assignment a
              on (a.plan, a.task, a.card, a.from_revision) = (r.plan, r.task, r.card, r.revision)
            where a.plan = :plan and a.task = :task and a.card = :card and a.to_revision is null
            """)
        .param("plan", plan)
        .param("task", task)
        .param("card", card)
        .query((row, number) ->
            json.readValue(row.getString("rulings"), new TypeReference<List<Ruling>>() {}))
        .optional()
        .orElse(List.of());
  }

  /**
   * Stores a revision and makes it the current one: rows that are no longer true end with it, new
   * ones begin.
   *
   * @param anew whether everybody is written again, because the rules have been asked again for all
   * @param permissions what the rules say of a seat; asked for every row that is written
   */
  void write(
      UUID plan,
      PlanRevision revision,
      UUID requestKey,
      Actor by,
      PlanContent content,
      boolean anew,
      Function<PlannedSeat, List<Ruling>> permissions) {
    int now = revision.number();
    insert(plan, revision, requestKey, by);
    var oldTasks = tasks(plan, now - 1);
    var oldSeats = seats(plan, now - 1);
    Map<String, Integer> taskRevisions = new HashMap<>();
    Set<PlannedTask> wanted = new HashSet<>(content.tasks());
    List<String> endedTasks = new ArrayList<>();
    for (Dated<PlannedTask> old : oldTasks) {
      if (wanted.contains(old.value())) {
        taskRevisions.put(old.value().number(), old.from());
      } else {
        endedTasks.add(old.value().number());
      }
    }
    Set<PlannedSeat> kept = new HashSet<>();
    List<PlannedSeat> ended = new ArrayList<>();
    Set<PlannedSeat> still = anew ? Set.of() : new HashSet<>(content.seats());
    for (Dated<PlannedSeat> old : oldSeats) {
      if (still.contains(old.value()) && taskRevisions.containsKey(old.value().task())) {
        kept.add(old.value());
      } else {
        ended.add(old.value());
      }
    }
    end(plan, now, ended, endedTasks);
    insertTasks(plan, now, content.tasks(), taskRevisions);
    Map<String, PlannedTask> tasks = new HashMap<>();
    content.tasks().forEach(each -> tasks.put(each.number(), each));
    var begun = content.seats().stream().filter(each -> !kept.contains(each)).toList();
    insertSeats(plan, now, begun, tasks, taskRevisions, permissions);
    showRevision(plan, revision);
  }

  private void insert(UUID plan, PlanRevision revision, UUID requestKey, Actor by) {
    var cost = revision.objective();
    sql.sql(
            """
            insert into dispatch.plan_revision (plan, number, kind, summary, request_key, made_by,
              made_by_name, made_at, undo_to, redo_to, reference, task_count, seat_count,
              open_seats, cost_open, cost_balance, cost_grade, cost_expertise, cost_travel,
              cost_pairs, cost_change, bound, first_plan_seconds, seconds, steps, seed, parameters,
              checks)
            values (:plan, :number, :kind, :summary, :key, :by, :byName, :at, :undoTo, :redoTo,
              :reference, :tasks, :seats, :openSeats, :open, :balance, :grade, :expertise, :travel,
              :pairs, :change, :bound, :firstPlanSeconds, :seconds, :steps, :seed,
              cast(:parameters as jsonb), cast(:checks as jsonb))
            """)
        .param("plan", plan)
        .param("number", revision.number())
        .param("kind", revision.kind().name())
        .param("summary", revision.summary())
        .param("key", requestKey)
        .param("by", by.id())
        .param("byName", by.name())
        .param("at", utc(revision.madeAt()))
        .param("undoTo", revision.undoTo(), Types.INTEGER)
        .param("redoTo", revision.redoTo(), Types.INTEGER)
        .param("reference", revision.reference(), Types.INTEGER)
        .param("tasks", revision.tasks())
        .param("seats", revision.seats())
        .param("openSeats", revision.openSeats())
        .param("open", cost.open())
        .param("balance", cost.balance())
        .param("grade", cost.grade())
        .param("expertise", cost.expertise())
        .param("travel", cost.travel())
        .param("pairs", cost.pairs())
        .param("change", cost.change())
        .param("bound", revision.bound(), Types.BIGINT)
        .param("firstPlanSeconds", revision.firstPlanSeconds())
        .param("seconds", revision.seconds())
        .param("steps", revision.steps())
        .param("seed", revision.seed())
        .param("parameters", json.writeValueAsString(revision.parameters()))
        .param("checks", json.writeValueAsString(revision.checks()))
        .update();
  }

  private void end(UUID plan, int now, Collection<PlannedSeat> seats, Collection<String> tasks) {
    batches.batchUpdate(
        """
        update dispatch.plan_assignment set to_revision = ?
        where plan = ? and task = ? and card = ? and to_revision is null
        """,
        seats,
        BATCH,
        (row, each) -> {
          row.setInt(1, now);
          row.setObject(2, plan);
          row.setString(3, each.task());
          row.setString(4, each.card());
        });
    batches.batchUpdate(
        """
        update dispatch.plan_task set to_revision = ?
        where plan = ? and number = ? and to_revision is null
        """,
        tasks,
        BATCH,
        (row, each) -> {
          row.setInt(1, now);
          row.setObject(2, plan);
          row.setString(3, each);
        });
  }

  private void insertTasks(
      UUID plan, int now, Collection<PlannedTask> tasks, Map<String, Integer> taskRevisions) {
    var begun = tasks.stream().filter(each -> !taskRevisions.containsKey(each.number())).toList();
    batches.batchUpdate(
        """
        insert into dispatch.plan_task (plan, number, from_revision, batch, kind, institution,
          institution_name, day, half_days, district, site, seats, important, occupation,
          occupation_code, level)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        begun,
        BATCH,
        (row, each) -> {
          row.setObject(1, plan);
          row.setString(2, each.number());
          row.setInt(3, now);
          row.setString(4, each.batch());
          row.setString(5, each.kind().name());
          row.setString(6, each.institution());
          row.setString(7, each.institutionName());
          row.setDate(8, Date.valueOf(each.date()));
          row.setInt(9, each.halfDays().mask());
          row.setString(10, each.district());
          row.setString(11, each.site());
          row.setInt(12, each.seats());
          row.setBoolean(13, each.important());
          row.setString(14, each.occupation());
          row.setString(15, each.occupationCode());
          row.setInt(16, each.level());
        });
    begun.forEach(each -> taskRevisions.put(each.number(), now));
  }

  private void insertSeats(
      UUID plan,
      int now,
      Collection<PlannedSeat> seats,
      Map<String, PlannedTask> tasks,
      Map<String, Integer> taskRevisions,
      Function<PlannedSeat, List<Ruling>> permissions) {
    batches.batchUpdate(
        """
        insert into dispatch.plan_permission (plan, task, card, revision, rulings)
        values (?, ?, ?, ?, cast(? as jsonb))
        """,
        seats,
        BATCH,
        (row, each) -> {
          row.setObject(1, plan);
          row.setString(2, each.task());
          row.setString(3, each.card());
          row.setInt(4, now);
          row.setString(5, json.writeValueAsString(permissions.apply(each)));
        });
    batches.batchUpdate(
        """
        insert into dispatch.plan_assignment (plan, task, task_revision, card, name, seat, seats,
          pinned, from_revision, day, half_days)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        seats,
        BATCH,
        (row, each) -> {
          var task = tasks.get(each.task());
          if (task == null) {
            throw new IllegalStateException("a seat without its task: " + each.task());
          }
          row.setObject(1, plan);
          row.setString(2, each.task());
          row.setInt(3, taskRevisions.getOrDefault(each.task(), now));
          row.setString(4, each.card());
          row.setString(5, each.name());
          row.setInt(6, each.seat());
          row.setInt(7, task.seats());
          row.setBoolean(8, each.pinned());
          row.setInt(9, now);
          row.setDate(10, Date.valueOf(task.date()));
          row.setInt(11, task.halfDays().mask());
        });
  }

  /** Keeps among whom the work of a plan is shared. */
  void writePeople(UUID plan, List<PlanPerson> people) {
    sql.sql("delete from dispatch.plan_person where plan = ?").param(plan).update();
    batches.batchUpdate(
        """
        insert into dispatch.plan_person (plan, card, name, kind, district, served)
        values (?, ?, ?, ?, ?, ?)
        """,
        people,
        BATCH,
        (row, each) -> {
          row.setObject(1, plan);
          row.setString(2, each.card());
          row.setString(3, each.name());
          row.setString(4, each.kind().name());
          row.setString(5, each.district());
          row.setInt(6, each.served());
        });
  }

  private OffsetDateTime now() {
    return utc(clock.instant());
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
