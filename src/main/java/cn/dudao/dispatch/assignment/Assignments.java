package cn.dudao.dispatch.assignment;

import cn.dudao.dispatch.TaskKind;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.StaleException;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * 委派的存储: issued tasks and who is sent on them. Reading is open; every change goes through the
 * room's verbs, which guard and record it.
 */
@Component
public class Assignments {

  private static final int BATCH = 1000;

  /** The columns of an assignment {@code a}, for {@link #assignment}. */
  public static final String COLUMNS =
      """
      a.id, a.task, a.plan, a.revision, a.permitted_revision, a.card, a.name, a.seat, a.day, \
      a.half_days, a.state, a.document_number, a.issued_by_name, a.issued_at, a.released_at, \
      a.answer_due, a.reminded_at, a.emergency, a.answered_at, a.answer_reason, a.ended_at, \
      a.ended_by_name, a.end_article, a.end_reason, a.concern, a.version\
      """;

  private final JdbcClient sql;
  private final JdbcTemplate batches;
  private final JsonMapper json;
  private final Clock clock;

  Assignments(JdbcClient sql, JdbcTemplate batches, JsonMapper json, Clock clock) {
    this.sql = sql;
    this.batches = batches;
    this.json = json;
    this.clock = clock;
  }

  // ---- reading

  public Optional<Assignment> find(UUID id) {
    return sql.sql("select " + COLUMNS + " from dispatch.assignment a where a.id = ?")
        .param(id)
        .query((row, number) -> assignment(row))
        .optional();
  }

  /** The assignment, kept from others until the transaction ends. */
  public Optional<Assignment> lock(UUID id) {
    return sql.sql("select " + COLUMNS + " from dispatch.assignment a where a.id = ? for update")
        .param(id)
        .query((row, number) -> assignment(row))
        .optional();
  }

  public Optional<IssuedTask> task(String number) {
    return sql.sql("select t.* from dispatch.issued_task t where t.number = ?")
        .param(number)
        .query((row, index) -> task(row))
        .optional();
  }

  /** All tasks that were issued from a plan. */
  public List<IssuedTask> tasksOf(UUID plan) {
    return sql.sql(
            "select t.* from dispatch.issued_task t where t.plan = ? order by t.day, t.number")
        .param(plan)
        .query((row, number) -> task(row))
        .list();
  }

  /** The orders with these ids, by day, task and seat. */
  public List<Assignment> all(Collection<UUID> ids) {
    return sql.sql(
            "select "
                + COLUMNS
                + " from dispatch.assignment a where a.id = any(?) order by a.day, a.task, a.seat")
        .param(ids.toArray(UUID[]::new))
        .query((row, number) -> assignment(row))
        .list();
  }

  /** The issued tasks with these numbers, by day and number. */
  public List<IssuedTask> tasks(Collection<String> numbers) {
    return sql.sql(
            "select t.* from dispatch.issued_task t where t.number = any(?)"
                + " order by t.day, t.number")
        .param(numbers.toArray(String[]::new))
        .query((row, number) -> task(row))
        .list();
  }

  /** The same by their numbers. */
  public Map<String, IssuedTask> tasksByNumber(Collection<String> numbers) {
    Map<String, IssuedTask> result = new HashMap<>();
    tasks(numbers).forEach(each -> result.put(each.number(), each));
    return result;
  }

  /** 任务号 of the tasks of a plan that were called off. */
  public Set<String> cancelledOf(UUID plan) {
    return new HashSet<>(
        sql.sql(
                """
                select number from dispatch.issued_task
                where plan = ? and cancelled_at is not null
                """)
            .param(plan)
            .query(String.class)
            .list());
  }

  /** Everybody who is sent to a batch, by day, task and seat. */
  public List<Assignment> inForceOfBatch(String batch) {
    return sql.sql(
            "select "
                + COLUMNS
                + """
                 from dispatch.assignment a join dispatch.issued_task t on t.number = a.task
                where t.batch = ? and a.state in ('ISSUED', 'ACCEPTED')
                order by a.day, a.task, a.seat
                """)
        .param(batch)
        .query((row, number) -> assignment(row))
        .list();
  }

  /** 单位代码 of the institutions of issued tasks. */
  Set<String> institutions(Collection<String> numbers) {
    return new HashSet<>(
        sql.sql("select distinct institution from dispatch.issued_task where number = any(?)")
            .param(numbers.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  /**
   * Whether there is an order in force from a day on that one of these concerns.
   *
   * @param all whether any order is concerned
   * @param cards of people who are sent
   * @param batches that people are sent to, or that are at a unit where people are sent
   * @param days on which people are sent
   * @param institutions where people are sent
   */
  boolean anyAhead(
      LocalDate from,
      boolean all,
      Collection<String> cards,
      Collection<String> batches,
      Collection<LocalDate> days,
      Collection<String> institutions) {
    if (!sql.sql(
            """
            select exists (select from dispatch.assignment a
                           where a.day >= ? and a.state in ('ISSUED', 'ACCEPTED'))
            """)
        .param(from)
        .query(Boolean.class)
        .single()) {
      return false;
    }
    return all
        || sql.sql(
                """
                select exists (
                  select from dispatch.assignment a join dispatch.issued_task t on t.number = a.task
                  where a.day >= :from and a.state in ('ISSUED', 'ACCEPTED')
                    and (a.card = any(:cards) or a.day = any(cast(:days as date[]))
                      or t.batch = any(:batches) or t.institution = any(:institutions)
                      or t.institution in (select b.institution_code from appraisal.batch b
                                           where b.number = any(:batches))))
                """)
            .param("from", from)
            .param("cards", cards.toArray(String[]::new))
            .param("batches", batches.toArray(String[]::new))
            .param("days", days.stream().map(LocalDate::toString).toArray(String[]::new))
            .param("institutions", institutions.toArray(String[]::new))
            .query(Boolean.class)
            .single();
  }

  /** Everybody who was ever sent on a task: those in force first, by seat. */
  public List<Assignment> of(String task) {
    return sql.sql(
            "select "
                + COLUMNS
                + """
                 from dispatch.assignment a where a.task = ?
                order by a.state not in ('ISSUED', 'ACCEPTED'), a.seat, a.issued_at
                """)
        .param(task)
        .query((row, number) -> assignment(row))
        .list();
  }

  /** Everybody whom the orders of a plan send. */
  public List<Assignment> inForceOf(UUID plan) {
    return sql.sql(
            "select "
                + COLUMNS
                + """
                 from dispatch.assignment a
                where a.plan = ? and a.state in ('ISSUED', 'ACCEPTED') order by a.day, a.task, a.seat
                """)
        .param(plan)
        .query((row, number) -> assignment(row))
        .list();
  }

  /** Everybody who is sent from a day on. */
  public List<Assignment> inForceFrom(LocalDate day) {
    return sql.sql(
            "select "
                + COLUMNS
                + """
                 from dispatch.assignment a
                where a.day >= ? and a.state in ('ISSUED', 'ACCEPTED') order by a.day, a.task, a.seat
                """)
        .param(day)
        .query((row, number) -> assignment(row))
        .list();
  }

  /**
   * An order as facts and history see it.
   *
   * @param task 任务号
   * @param institution 单位代码
   */
  public record InForce(
      String task, String institution, TaskKind kind, LocalDate day, String card, int seat) {}

  /** All orders in force, those of one plan left aside. */
  public List<InForce> inForceOutside(@Nullable UUID plan) {
    return sql.sql(
            """
            select a.task, t.institution, t.kind, a.day, a.card, a.seat
            from dispatch.assignment a join dispatch.issued_task t on t.number = a.task
            where a.state in ('ISSUED', 'ACCEPTED') and t.cancelled_at is null
              and (cast(:plan as uuid) is null or a.plan <> :plan)
            order by a.day, a.task, a.seat
            """)
        .param("plan", plan, Types.OTHER)
        .query((row, number) ->
            new InForce(
                row.getString("task"),
                row.getString("institution"),
                TaskKind.valueOf(row.getString("kind")),
                row.getObject("day", LocalDate.class),
                row.getString("card"),
                row.getInt("seat")))
        .list();
  }

  /** What the rules said when the person was permitted. */
  public List<Ruling> permission(Assignment assignment) {
    return sql.sql(
            """
            select rulings from dispatch.plan_permission
            where plan = :plan and task = :task and card = :card and revision = :revision
            """)
        .param("plan", assignment.plan())
        .param("task", assignment.task())
        .param("card", assignment.card())
        .param("revision", assignment.permittedRevision())
        .query((row, number) -> rulings(row.getString("rulings")))
        .optional()
        .orElse(List.of());
  }

  /** The revision whose rulings permitted the person in a plan's current revision. */
  public Map<String, Integer> permittedRevisions(UUID plan) {
    Map<String, Integer> result = new java.util.HashMap<>();
    sql.sql(
            """
            select task, card, from_revision from dispatch.plan_assignment
            where plan = ? and to_revision is null
            """)
        .param(plan)
        .query(row -> {
          result.put(row.getString("task") + " " + row.getString("card"), row.getInt(3));
        });
    return result;
  }

  /** A row with the columns {@link #COLUMNS}. */
  public Assignment assignment(ResultSet row) throws SQLException {
    String concern = row.getString("concern");
    return new Assignment(
        row.getObject("id", UUID.class),
        row.getString("task"),
        row.getObject("plan", UUID.class),
        row.getInt("revision"),
        row.getInt("permitted_revision"),
        row.getString("card"),
        row.getString("name"),
        row.getInt("seat"),
        row.getObject("day", LocalDate.class),
        new HalfDays(row.getInt("half_days")),
        AssignmentState.valueOf(row.getString("state")),
        row.getString("document_number"),
        row.getString("issued_by_name"),
        instant(row, "issued_at"),
        instant(row, "released_at"),
        instant(row, "answer_due"),
        nullable(row, "reminded_at"),
        row.getBoolean("emergency"),
        nullable(row, "answered_at"),
        row.getString("answer_reason"),
        nullable(row, "ended_at"),
        row.getString("ended_by_name"),
        row.getString("end_article"),
        row.getString("end_reason"),
        concern == null ? List.of() : rulings(concern),
        row.getLong("version"));
  }

  /** A row of {@code dispatch.issued_task}. */
  public static IssuedTask task(ResultSet row) throws SQLException {
    return new IssuedTask(
        row.getString("number"),
        row.getObject("plan", UUID.class),
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
        row.getInt("level"),
        row.getBoolean("unannounced"),
        instant(row, "announce_at"),
        instant(row, "names_at"),
        instant(row, "issued_at"),
        nullable(row, "cancelled_at"),
        row.getString("cancel_reason"),
        row.getLong("version"));
  }

  private List<Ruling> rulings(String text) {
    return json.readValue(text, new TypeReference<List<Ruling>>() {});
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  // ---- writing: for the verbs of the room

  /**
   * Writes tasks down as issued; one that was issued before by the same plan is brought up to date.
   */
  public void issueTasks(Collection<IssuedTask> tasks) {
    batches.batchUpdate(
        """
        insert into dispatch.issued_task (number, plan, batch, kind, institution, institution_name,
          day, half_days, district, site, seats, important, occupation, occupation_code, level,
          unannounced, announce_at, names_at, issued_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (number) do update set
          plan = excluded.plan, institution_name = excluded.institution_name, day = excluded.day,
          half_days = excluded.half_days, district = excluded.district, site = excluded.site,
          seats = excluded.seats, important = excluded.important, occupation = excluded.occupation,
          occupation_code = excluded.occupation_code, level = excluded.level,
          unannounced = excluded.unannounced, cancelled_at = null, cancelled_by = null,
          cancel_reason = null, version = issued_task.version + 1,
          -- what was made known cannot be made unknown
          announce_at = case when issued_task.announce_at <= excluded.issued_at
            then issued_task.announce_at else excluded.announce_at end,
          names_at = case when issued_task.names_at <= excluded.issued_at
            then issued_task.names_at else excluded.names_at end
        """,
        tasks,
        BATCH,
        (row, each) -> {
          row.setString(1, each.number());
          row.setObject(2, each.plan());
          row.setString(3, each.batch());
          row.setString(4, each.kind().name());
          row.setString(5, each.institution());
          row.setString(6, each.institutionName());
          row.setDate(7, Date.valueOf(each.date()));
          row.setInt(8, each.halfDays().mask());
          row.setString(9, each.district());
          row.setString(10, each.site());
          row.setInt(11, each.seats());
          row.setBoolean(12, each.important());
          row.setString(13, each.occupation());
          row.setString(14, each.occupationCode());
          row.setInt(15, each.level());
          row.setBoolean(16, each.unannounced());
          row.setObject(17, utc(each.announceAt()));
          row.setObject(18, utc(each.namesAt()));
          row.setObject(19, utc(each.issuedAt()));
        });
  }

  /** Sends people. */
  public void insert(Collection<Assignment> assignments, Actor by) {
    batches.batchUpdate(
        """
        insert into dispatch.assignment (id, task, plan, revision, permitted_revision, card, name,
          seat, day, half_days, state, document_number, issued_by, issued_by_name, issued_at,
          released_at, answer_due, emergency)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ISSUED', ?, ?, ?, ?, ?, ?, ?)
        """,
        assignments,
        BATCH,
        (row, each) -> {
          row.setObject(1, each.id());
          row.setString(2, each.task());
          row.setObject(3, each.plan());
          row.setInt(4, each.revision());
          row.setInt(5, each.permittedRevision());
          row.setString(6, each.card());
          row.setString(7, each.name());
          row.setInt(8, each.seat());
          row.setDate(9, Date.valueOf(each.date()));
          row.setInt(10, each.halfDays().mask());
          row.setString(11, each.documentNumber());
          row.setString(12, by.id());
          row.setString(13, by.name());
          row.setObject(14, utc(each.issuedAt()));
          row.setObject(15, utc(each.releasedAt()));
          row.setObject(16, utc(each.answerDue()));
          row.setBoolean(17, each.emergency());
        });
  }

  /**
   * Orders of a plan that their persons may not know of yet are told when the names of their tasks
   * are opened now.
   *
   * @param answerDue until when an answer is awaited, by the day of the task and the release
   */
  public void releaseWithNames(
      UUID plan, Instant now, BiFunction<LocalDate, Instant, Instant> answerDue) {
    record Waiting(UUID id, LocalDate day, Instant released) {}
    var waiting =
        sql.sql(
                """
                select a.id, a.day, greatest(t.names_at, :now) as released
                from dispatch.assignment a join dispatch.issued_task t on t.number = a.task
                where a.plan = :plan and a.state = 'ISSUED' and not a.emergency
                  and a.released_at > :now and a.released_at <> t.names_at
                """)
            .param("plan", plan)
            .param("now", utc(now))
            .query((row, number) ->
                new Waiting(
                    row.getObject("id", UUID.class),
                    row.getObject("day", LocalDate.class),
                    instant(row, "released")))
            .list();
    batches.batchUpdate(
        """
        update dispatch.assignment set released_at = ?, answer_due = ?, version = version + 1
        where id = ?
        """,
        waiting,
        BATCH,
        (row, each) -> {
          row.setObject(1, utc(each.released()));
          row.setObject(2, utc(answerDue.apply(each.day(), each.released())));
          row.setObject(3, each.id());
        });
  }

  /** Gives people other seats of their teams, by assignment. */
  public void reseat(Map<UUID, Integer> seats) {
    // Twice, because a seat is free only when the other has left it.
    for (int shift : new int[] {1000, 0}) {
      batches.batchUpdate(
          "update dispatch.assignment set seat = ?, version = version + 1 where id = ?",
          seats.entrySet(),
          BATCH,
          (row, each) -> {
            row.setInt(1, each.getValue() + shift);
            row.setObject(2, each.getKey());
          });
    }
  }

  /**
   * Ends orders that are in force.
   *
   * @param state {@link AssignmentState#WITHDRAWN}; a person who declines is answered for with
   *     {@link #decline}
   * @param rulings what the rules said, empty where none spoke
   */
  public void withdraw(
      Collection<UUID> ids,
      @Nullable String article,
      String reason,
      List<Ruling> rulings,
      Actor by) {
    batches.batchUpdate(
        """
        update dispatch.assignment set state = 'WITHDRAWN', ended_at = ?, ended_by = ?,
          ended_by_name = ?, end_article = ?, end_reason = ?, end_rulings = cast(? as jsonb),
          concern = null, concern_at = null, version = version + 1
        where id = ? and state in ('ISSUED', 'ACCEPTED')
        """,
        ids,
        BATCH,
        (row, each) -> {
          row.setObject(1, utc(clock.instant()));
          row.setString(2, by.id());
          row.setString(3, by.name());
          row.setString(4, article);
          row.setString(5, reason);
          row.setString(6, rulings.isEmpty() ? null : json.writeValueAsString(rulings));
          row.setObject(7, each);
        });
  }

  /**
   * The person accepts.
   *
   * @param declaration each relation and the answer to it, as JSON
   * @throws StaleException if somebody changed the assignment since
   */
  public void accept(UUID id, long version, String declaration) {
    changed(
        id,
        sql.sql(
                """
                update dispatch.assignment set state = 'ACCEPTED', answered_at = :at,
                  declaration = cast(:declaration as jsonb), version = version + 1
                where id = :id and version = :version and state = 'ISSUED'
                """)
            .param("at", utc(clock.instant()))
            .param("declaration", declaration)
            .param("id", id)
            .param("version", version)
            .update());
  }

  /**
   * The person cannot go.
   *
   * @param declaration what was declared, as JSON; null if nothing was
   * @throws StaleException if somebody changed the assignment since
   */
  public void decline(
      UUID id,
      long version,
      String reason,
      @Nullable String article,
      @Nullable String declaration,
      Actor by) {
    changed(
        id,
        sql.sql(
                """
                update dispatch.assignment set state = 'DECLINED', answered_at = :at,
                  answer_reason = :reason, declaration = cast(:declaration as jsonb),
                  ended_at = :at, ended_by = :by, ended_by_name = :byName, end_article = :article,
                  end_reason = :reason, concern = null, concern_at = null, version = version + 1
                where id = :id and version = :version and state in ('ISSUED', 'ACCEPTED')
                """)
            .param("at", utc(clock.instant()))
            .param("reason", reason)
            .param("declaration", declaration, Types.VARCHAR)
            .param("by", by.id())
            .param("byName", by.name())
            .param("article", article, Types.VARCHAR)
            .param("id", id)
            .param("version", version)
            .update());
  }

  /** Marks what a rule found since; an empty list takes the mark away. */
  public void mark(UUID id, List<Ruling> concerns) {
    sql.sql(
            """
            update dispatch.assignment set concern = cast(:concern as jsonb), concern_at = :at,
              version = version + 1
            where id = :id and state in ('ISSUED', 'ACCEPTED')
            """)
        .param(
            "concern", concerns.isEmpty() ? null : json.writeValueAsString(concerns), Types.VARCHAR)
        .param(
            "at", concerns.isEmpty() ? null : utc(clock.instant()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("id", id)
        .update();
  }

  /** Calls a task off before it began. */
  public void cancelTask(String number, String reason, Actor by) {
    sql.sql(
            """
            update dispatch.issued_task set cancelled_at = :at, cancelled_by = :by,
              cancel_reason = :reason, version = version + 1
            where number = :number and cancelled_at is null
            """)
        .param("at", utc(clock.instant()))
        .param("by", by.name())
        .param("reason", reason)
        .param("number", number)
        .update();
  }

  private void changed(UUID id, int rows) {
    if (rows == 0) {
      String state = find(id).map(each -> each.state().label()).orElse("已不存在");
      throw new StaleException(
          "这项委派已有变化，本次操作没有执行。",
          "/tasks/" + id,
          List.of(new StaleException.Change("委派状态", "", state)));
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
