package cn.dudao.dispatch.register;

import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.SealedNames;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import cn.dudao.regulation.Article;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * 第四条、第八条: 委派台账, 每一项委派的文号、任务、人员、回执和结果. While the names of a task are sealed, only those who plan
 * are shown whom an order sends, and nobody else can ask for it by a filter or an order.
 */
@Article({"4", "8"})
@Repository
class AssignmentRegister {

  private static final ListSql LIST =
      ListSql.of(
              """
              a.id, a.document_number, a.task, t.batch, t.institution, t.institution_name, a.day,
              a.half_days, a.card, a.name, a.seat, a.state, a.issued_at, a.answer_due,
              a.answered_at, coalesce(a.end_reason, '') as reason, a.emergency, r.ratified,
              a.concern is not null as concern, t.names_at
              """,
              """
              dispatch.assignment a
              join dispatch.issued_task t on t.number = a.task
              left join dispatch.plan_approval r
                on a.emergency and r.plan = a.plan and r.revision = a.revision
              """,
              "a.id",
              "uuid")
          .sortableFalling("issued", "a.issued_at", "timestamptz")
          .sortable("day", "a.day", "date");

  private final JdbcClient sql;
  private final Clock clock;

  AssignmentRegister(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** One page, as this person may see it. */
  Page<AssignmentLine> list(ListQuery query, SignedIn user) {
    Instant now = clock.instant();
    return LIST.page(
        sql, query, conditions(query, user, now), (row, number) -> line(row, user, now));
  }

  /** Every order that the filter shows, one after the other, in the caller's transaction. */
  void each(ListQuery query, SignedIn user, Consumer<AssignmentLine> reader) {
    Instant now = clock.instant();
    LIST.each(
        sql, query, conditions(query, user, now), (row, number) -> line(row, user, now), reader);
  }

  private static Conditions conditions(ListQuery query, SignedIn user, Instant now) {
    var conditions =
        new Conditions().from("a.day", query.date("from")).until("a.day", query.date("to"));
    boolean known =
        Arrays.stream(AssignmentState.values())
            .anyMatch(each -> each.name().equals(query.filter("state")));
    if (known) {
      conditions.equal("a.state", query.filter("state"));
    }
    if (query.has("q")) {
      conditions.and(
          """
          a.id in (select x.id from dispatch.assignment x where x.document_number = :q
                   union all select x.id from dispatch.assignment x where x.task = :q
                   union all select x.id from dispatch.issued_task y
                     join dispatch.assignment x on x.task = y.number where y.batch = :q)
          """,
          "q",
          query.filter("q"));
    }
    if (query.has("institution")) {
      conditions.and(
          """
          t.institution = any(array(select i.code from institution.institution i
                                    where i.code = :unit or strpos(i.name, :unit) > 0))
          """,
          "unit",
          query.filter("institution"));
    }
    if (query.has("card")) {
      conditions.and(
          """
          a.card = any(array(select s.card from supervisor.supervisor s
                             where s.card = :person or strpos(s.name, :person) > 0))
          """,
          "person",
          query.filter("card"));
      if (!mayKnowAll(user)) {
        conditions.and("t.names_at <= :now", "now", utc(now));
      }
    }
    switch (query.filter("mark")) {
      case "EMERGENCY" -> conditions.and("a.emergency");
      case "TO_RATIFY" -> conditions.and("a.emergency and r.ratified is null");
      case "CONCERN" -> conditions.and("a.concern is not null");
      case "OVERDUE" ->
          conditions.and("a.state = 'ISSUED' and a.answer_due < :asOf", "asOf", utc(now));
      default -> {}
    }
    return conditions;
  }

  private static boolean mayKnowAll(SignedIn user) {
    return user.is(UserRole.BUREAU_OFFICER);
  }

  private static AssignmentLine line(ResultSet row, SignedIn user, Instant now)
      throws SQLException {
    Instant namesAt = Objects.requireNonNull(instant(row, "names_at"));
    boolean sealed = !mayKnowAll(user) && namesAt.isAfter(now);
    Instant due = Objects.requireNonNull(instant(row, "answer_due"));
    var state = AssignmentState.valueOf(row.getString("state"));
    return new AssignmentLine(
        row.getObject("id", UUID.class),
        row.getString("document_number"),
        row.getString("task"),
        row.getString("batch"),
        row.getString("institution"),
        row.getString("institution_name"),
        row.getObject("day", LocalDate.class),
        new HalfDays(row.getInt("half_days")),
        sealed ? "" : row.getString("card"),
        sealed ? "" : row.getString("name"),
        sealed ? SealedNames.note(namesAt) : "",
        row.getInt("seat") == 1 ? Role.LEADER : Role.MEMBER,
        state,
        Objects.requireNonNull(instant(row, "issued_at")),
        due,
        instant(row, "answered_at"),
        sealed ? "" : row.getString("reason"),
        emergency(row),
        row.getBoolean("concern"),
        state == AssignmentState.ISSUED && now.isAfter(due));
  }

  private static String emergency(ResultSet row) throws SQLException {
    if (!row.getBoolean("emergency")) {
      return "";
    }
    Boolean ratified = row.getObject("ratified", Boolean.class);
    return "应急改派·" + (ratified == null ? "待补批" : ratified ? "已补批" : "未予补批");
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
