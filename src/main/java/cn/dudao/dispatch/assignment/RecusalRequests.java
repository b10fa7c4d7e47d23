package cn.dudao.dispatch.assignment;

import cn.dudao.account.Recipients;
import cn.dudao.platform.crypto.FieldCipher;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.message.Message;
import cn.dudao.platform.message.Messages;
import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Page;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterChanges;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.RecusalGrounds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 第十八条: 单位、申请鉴定人员和其他人员可以申请回避, 由负责人说明理由决定. A recusal that is granted becomes a ground, and ends the
 * orders that it stands against.
 */
@Article("18")
@Component
public class RecusalRequests {

  /** The kind under which the record of acts knows requests. */
  public static final String KIND = "recusal-request";

  private static final ListSql LIST =
      ListSql.of(
              "r.*, s.name as supervisor_name, i.name as institution_name",
              """
              dispatch.recusal_request r
              join supervisor.supervisor s on s.card = r.card
              join institution.institution i on i.code = r.institution
              """,
              "r.id",
              "uuid")
          .sortableFalling("asked", "r.asked_at", "timestamptz")
          .sortable("supervisor", "s.name", "text")
          .sortable("institution", "i.name", "text");

  private final JdbcClient sql;
  private final FieldCipher cipher;
  private final Assignments assignments;
  private final Withdrawals withdrawals;
  private final IssuingLock lock;
  private final RecusalGrounds grounds;
  private final ParameterChanges parameters;
  private final Recipients recipients;
  private final Messages messages;
  private final Ledger ledger;
  private final JsonMapper json;
  private final Clock clock;

  RecusalRequests(
      JdbcClient sql,
      FieldCipher cipher,
      Assignments assignments,
      Withdrawals withdrawals,
      IssuingLock lock,
      RecusalGrounds grounds,
      ParameterChanges parameters,
      Recipients recipients,
      Messages messages,
      Ledger ledger,
      JsonMapper json,
      Clock clock) {
    this.sql = sql;
    this.cipher = cipher;
    this.assignments = assignments;
    this.withdrawals = withdrawals;
    this.lock = lock;
    this.grounds = grounds;
    this.parameters = parameters;
    this.recipients = recipients;
    this.messages = messages;
    this.ledger = ledger;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A request with the names that a list shows.
   *
   * @param supervisor 姓名 of the person concerned
   * @param institution 单位名称
   */
  public record Line(RecusalRequest request, String supervisor, String institution) {}

  /**
   * What is asked for.
   *
   * @param id the key of the form
   * @param task 任务号, null if it is not about one
   * @param applicant the name of a candidate or another person, "" for the institution itself
   */
  public record Asked(
      UUID id,
      String card,
      String institution,
      @Nullable String task,
      RecusalRequest.Applicant applicantKind,
      String applicant,
      RecusalGround.Relation relation,
      String facts,
      String evidence) {}

  // ---- reading

  public Optional<Line> find(UUID id) {
    return sql.sql(
            """
            select r.*, s.name as supervisor_name, i.name as institution_name
            from dispatch.recusal_request r
            join supervisor.supervisor s on s.card = r.card
            join institution.institution i on i.code = r.institution
            where r.id = :id
            """)
        .param("id", id)
        .query((row, number) -> line(row))
        .optional();
  }

  /**
   * Filters: q (person, institution, task), state, applicant, mark (late, often), from, to.
   *
   * @param institution only what this institution itself asked for; null for all
   */
  public Page<Line> list(ListQuery query, @Nullable String institution) {
    return LIST.page(sql, query, conditions(query, institution), (row, number) -> line(row));
  }

  /** What the list shows with all its pages: for the export. */
  public void each(ListQuery query, Consumer<Line> reader) {
    LIST.each(sql, query, conditions(query, null), (row, number) -> line(row), reader);
  }

  private Conditions conditions(ListQuery query, @Nullable String institution) {
    var conditions =
        new Conditions()
            .contains(query.filter("q"), "s.name", "r.card", "i.name", "r.task")
            .equal("r.state", query.filter("state"))
            .equal("r.applicant_kind", query.filter("applicant"));
    var from = query.date("from");
    if (from != null) {
      conditions.and(
          "r.asked_at >= :from", "from", from.atStartOfDay(clock.getZone()).toOffsetDateTime());
    }
    var to = query.date("to");
    if (to != null) {
      conditions.and(
          "r.asked_at < :to",
          "to",
          to.plusDays(1).atStartOfDay(clock.getZone()).toOffsetDateTime());
    }
    if (institution != null) {
      conditions.and(
          "r.institution = :own and r.applicant_kind = 'INSTITUTION'", "own", institution);
    }
    switch (query.filter("mark")) {
      case "LATE" -> conditions.and("r.late");
      case "OFTEN" -> conditions.and("r.often");
      default -> {}
    }
    return conditions;
  }

  /** The orders of a task that a person outside the planners may know of by now. */
  public List<Assignment> visibleOrders(String institution) {
    return sql.sql(
            "select "
                + Assignments.COLUMNS
                + """
                 from dispatch.assignment a join dispatch.issued_task t on t.number = a.task
                where t.institution = :institution and a.state in ('ISSUED', 'ACCEPTED')
                  and t.cancelled_at is null and t.announce_at <= :now and t.names_at <= :now
                  and a.released_at <= :now and a.day >= :today
                order by a.day, a.task, a.seat limit 200
                """)
        .param("institution", institution)
        .param("now", utc(clock.instant()))
        .param("today", LocalDate.now(clock))
        .query((row, number) -> assignments.assignment(row))
        .list();
  }

  // ---- verbs

  /**
   * 申请回避. Whether it comes late or often is put down as the parameters say today; it is for the
   * leader to weigh.
   */
  @Transactional
  public void ask(Asked asked, Actor by) {
    var today = LocalDate.now(clock);
    var rules = parameters.on(today);
    var task = asked.task() == null ? null : assignments.task(asked.task()).orElseThrow();
    @Nullable Integer before =
        task == null ? null : Math.toIntExact(ChronoUnit.DAYS.between(today, task.date()));
    int askDays = rules.number(Parameter.RECUSAL_ASK_DAYS);
    int most = rules.number(Parameter.RECUSAL_ASK_MOST);
    boolean institution = asked.applicantKind() == RecusalRequest.Applicant.INSTITUTION;
    String index =
        institution
            ? "institution:" + asked.institution()
            : cipher.blindIndex(asked.applicant(), "recusal-request.applicant");
    int times = 1 + timesSince(index, today.minusYears(1), asked.id());
    int inserted =
        sql.sql(
                """
                insert into dispatch.recusal_request
                  (id, card, institution, task, applicant_kind, applicant_sealed, applicant_index,
                   relation, facts, evidence, asked_at, asked_by, asked_by_name, days_before,
                   ask_days, late, times_in_year, ask_most, often)
                values (:id, :card, :institution, :task, :kind, :applicant, :index, :relation,
                  :facts, :evidence, :at, :by, :byName, :before, :askDays, :late, :times, :most,
                  :often)
                on conflict (id) do nothing
                """)
            .param("id", asked.id())
            .param("card", asked.card())
            .param("institution", asked.institution())
            .param("task", asked.task(), Types.VARCHAR)
            .param("kind", asked.applicantKind().name())
            .param(
                "applicant",
                institution ? null : cipher.seal(asked.applicant(), context(asked.id())),
                Types.VARCHAR)
            .param("index", index)
            .param("relation", asked.relation().name())
            .param("facts", asked.facts())
            .param("evidence", asked.evidence())
            .param("at", utc(clock.instant()))
            .param("by", by.id())
            .param("byName", by.name())
            .param("before", before, Types.INTEGER)
            .param("askDays", askDays)
            .param("late", before != null && before < askDays)
            .param("times", times)
            .param("most", most)
            .param("often", times > most)
            .update();
    if (inserted > 0) {
      record(by, "ask", asked.id(), null, Map.of("card", asked.card(), "of", asked.institution()));
    }
  }

  private int timesSince(String index, LocalDate day, UUID besides) {
    return sql.sql(
            """
            select count(*) from dispatch.recusal_request
            where applicant_index = :index and asked_at >= :since and id <> :besides
            """)
        .param("index", index)
        .param("since", day.atStartOfDay(clock.getZone()).toOffsetDateTime())
        .param("besides", besides)
        .query(Integer.class)
        .single();
  }

  /**
   * 准予回避: from today on the person keeps away from the institution, and orders against which it
   * stands end under article 18.
   *
   * @param until the last day, null until it is lifted
   * @throws RefusedException if the person asked for it themself, or is the one concerned
   * @throws StaleException if it has been decided since
   */
  @Transactional(noRollbackFor = RefusedException.class)
  public void grant(UUID id, long version, String reason, @Nullable LocalDate until, Actor by) {
    lock.review();
    var line = toDecide(id, version, RecusalRequest.State.GRANTED, by);
    if (line == null) {
      return;
    }
    var request = line.request();
    var today = LocalDate.now(clock);
    var ends =
        orders(request.card(), request.institution(), today, until).stream()
            .filter(each -> !TaskHours.over(each, clock))
            .toList();
    decide(request, RecusalRequest.State.GRANTED, reason, until, by);
    if (!ends.isEmpty()) {
      end(ends, line, by);
    }
    grounds.add(
        new RecusalGround(
            request.card(), request.institution(), request.relation(), today, until, ""),
        RecusalGrounds.Source.DECIDED,
        by,
        reason);
    record(by, "grant", id, reason, Map.of("card", request.card(), "of", request.institution()));
    tell(line, RecusalRequest.State.GRANTED, reason);
  }

  /**
   * 不予回避.
   *
   * @throws RefusedException if the person asked for it themself, or is the one concerned
   * @throws StaleException if it has been decided since
   */
  @Transactional(noRollbackFor = RefusedException.class)
  public void refuse(UUID id, long version, String reason, Actor by) {
    var line = toDecide(id, version, RecusalRequest.State.REFUSED, by);
    if (line == null) {
      return;
    }
    var request = line.request();
    decide(request, RecusalRequest.State.REFUSED, reason, null, by);
    record(by, "refuse", id, reason, Map.of("card", request.card(), "of", request.institution()));
    tell(line, RecusalRequest.State.REFUSED, reason);
  }

  /** The request to decide on; null if it was decided in just this way before. */
  private @Nullable Line toDecide(UUID id, long version, RecusalRequest.State decision, Actor by) {
    sql.sql("select id from dispatch.recusal_request where id = :id for update")
        .param("id", id)
        .query(UUID.class)
        .optional();
    var line = find(id).orElseThrow(() -> new NotFoundException("没有这项回避申请。"));
    var request = line.request();
    if (request.state() == decision && request.version() == version + 1) {
      return null;
    }
    if (request.state() != RecusalRequest.State.OPEN || request.version() != version) {
      throw new StaleException(
          "这项回避申请已有决定，本次操作没有执行。",
          request.url(),
          List.of(new StaleException.Change("状态", "", request.state().label())));
    }
    if (request.askedById().equals(by.id())) {
      throw notByThem(
          "不能决定自己提出或者代为登记的回避申请。", "回避申请应由提出人以外的负责人决定", new Fact("提出人", request.askedBy()));
    }
    if (concerns(request, by)) {
      throw notByThem("不能决定针对自己的回避申请。", "回避申请应由督导员本人以外的负责人决定", new Fact("督导员", line.supervisor()));
    }
    return line;
  }

  private RefusedException notByThem(String what, String reason, Fact fact) {
    return new RefusedException(
        what, List.of(Ruling.refuse("decider", "18", reason, LocalDate.now(clock), fact)));
  }

  /** Whether somebody is the supervisor concerned. */
  private boolean concerns(RecusalRequest request, Actor by) {
    return recipients
        .supervisors(List.of(request.card()))
        .getOrDefault(request.card(), List.of())
        .stream()
        .anyMatch(each -> each.toString().equals(by.id()));
  }

  private void decide(
      RecusalRequest request,
      RecusalRequest.State state,
      String reason,
      @Nullable LocalDate until,
      Actor by) {
    sql.sql(
            """
            update dispatch.recusal_request set state = :state, decided_at = :at, decided_by = :by,
              decided_by_name = :byName, decision_reason = :reason, holds_until = :until,
              version = version + 1
            where id = :id and state = 'OPEN'
            """)
        .param("state", state.name())
        .param("at", utc(clock.instant()))
        .param("by", by.id())
        .param("byName", by.name())
        .param("reason", reason)
        .param("until", until, Types.DATE)
        .param("id", request.id())
        .update();
  }

  private List<Assignment> orders(
      String card, String institution, LocalDate from, @Nullable LocalDate until) {
    return sql.sql(
            "select "
                + Assignments.COLUMNS
                + """
                 from dispatch.assignment a join dispatch.issued_task t on t.number = a.task
                where a.card = :card and t.institution = :institution
                  and a.state in ('ISSUED', 'ACCEPTED') and a.day >= :from
                  and a.day <= coalesce(cast(:until as date), a.day)
                order by a.plan, a.day
                """)
        .param("card", card)
        .param("institution", institution)
        .param("from", from)
        .param("until", until, Types.DATE)
        .query((row, number) -> assignments.assignment(row))
        .list();
  }

  private void end(List<Assignment> ends, Line line, Actor by) {
    var request = line.request();
    String reason = "准予回避：" + request.relation().label();
    var ruling =
        Ruling.refuse(
            "18",
            "18",
            "与被督导单位有回避关系：%s".formatted(request.relation().label()),
            LocalDate.now(clock),
            new Fact("被督导单位", line.institution()),
            new Fact("决定", "准予回避"));
    withdrawals.withdraw(
        ends.stream().map(Assignment::id).toList(),
        new Withdrawals.Ground("18", reason, List.of(ruling)),
        by);
  }

  /** The person concerned and the institution that asked; never who a candidate is. */
  private void tell(Line line, RecusalRequest.State state, String reason) {
    var request = line.request();
    String title = "关于到%s督导的回避申请：%s".formatted(line.institution(), state.label());
    List<Message> all = new ArrayList<>();
    recipients
        .supervisors(List.of(request.card()))
        .getOrDefault(request.card(), List.of())
        .forEach(each -> all.add(message(each, title, reason, request)));
    if (request.applicantKind() == RecusalRequest.Applicant.INSTITUTION) {
      recipients
          .institutions(List.of(request.institution()))
          .getOrDefault(request.institution(), List.of())
          .forEach(each -> all.add(message(each, title, reason, request)));
    }
    messages.sendAll(all);
  }

  private static Message message(
      UUID recipient, String title, String reason, RecusalRequest request) {
    return new Message(
        recipient,
        "回避决定",
        title.length() <= 200 ? title : title.substring(0, 200),
        "理由：" + reason,
        request.url(),
        null,
        "recusal-request.decided:" + request.id());
  }

  private void record(
      Actor by, String verb, UUID id, @Nullable String reason, Map<String, ?> more) {
    ledger.record(
        by,
        Act.of(KIND + "." + verb, KIND, id.toString())
            .because(reason)
            .under("18")
            .with(json.writeValueAsString(more)));
  }

  private Line line(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    String sealed = row.getString("applicant_sealed");
    int before = row.getInt("days_before");
    boolean withTask = !row.wasNull();
    var decided = row.getObject("decided_at", OffsetDateTime.class);
    return new Line(
        new RecusalRequest(
            id,
            row.getString("card"),
            row.getString("institution"),
            row.getString("task"),
            RecusalRequest.Applicant.valueOf(row.getString("applicant_kind")),
            sealed == null ? "" : cipher.open(sealed, context(id)),
            RecusalGround.Relation.valueOf(row.getString("relation")),
            row.getString("facts"),
            row.getString("evidence"),
            row.getObject("asked_at", OffsetDateTime.class).toInstant(),
            row.getString("asked_by"),
            row.getString("asked_by_name"),
            withTask ? before : null,
            row.getInt("ask_days"),
            row.getBoolean("late"),
            row.getInt("times_in_year"),
            row.getInt("ask_most"),
            row.getBoolean("often"),
            RecusalRequest.State.valueOf(row.getString("state")),
            decided == null ? null : decided.toInstant(),
            row.getString("decided_by_name"),
            row.getString("decision_reason"),
            row.getObject("holds_until", LocalDate.class),
            row.getLong("version")),
        row.getString("supervisor_name"),
        row.getString("institution_name"));
  }

  private static String context(UUID id) {
    return "recusal-request.applicant:" + id;
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
