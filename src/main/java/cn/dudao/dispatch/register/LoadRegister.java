package cn.dudao.dispatch.register;

import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import cn.dudao.regulation.Article;
import cn.dudao.supervisor.SupervisorKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * 第八条、第十九条: 工作量台账, 每个人一年的任务和半日数, 与平均数的差, 同组次数, 各单位距上次督导的时间. Counted are orders in force and past
 * supervisions; what is sealed for the reader is left out.
 */
@Article({"8", "19"})
@Repository
class LoadRegister {

  /**
   * The work of the days from :first to :last; a past supervision is a half-day. What
   * dispatch.half_day_load says of an order is written out: a function call a row takes longer than
   * everything else.
   */
  private static final String WORK =
      """
      select a.card, a.day, a.task,
        case when a.half_days = 7 then 2
          else (a.half_days & 1) + ((a.half_days >> 1) & 1) + ((a.half_days >> 2) & 1) end as load
      from dispatch.assignment a
      where a.state in ('ISSUED', 'ACCEPTED') and a.day between :first and :last
        and (:all or a.task not in
               (select t.number from dispatch.issued_task t where t.names_at > :now))
      union all
      select m.card, m.date, m.institution_code || ' ' || m.task, 1
      from dispatch.past_supervision_team m where m.date between :first and :last
      """;

  /** Who shares the work: everybody whose card is valid in the year, or who did some. */
  private static final String SHARES =
      """
      (select s.card, s.name, s.kind, s.district, coalesce(w.tasks, 0) as tasks,
              coalesce(w.load, 0) as load, w.last
       from supervisor.supervisor s
       left join (select card, count(*) as tasks, sum(load) as load, max(day) as last
                  from (%s) work group by card) w on w.card = s.card
       where w.card is not null
          or (s.issued_on <= :last and s.valid_until >= :first)) c
      """
          .formatted(WORK);

  private static final ListSql PEOPLE =
      ListSql.of("c.*", SHARES, "c.card", "text")
          .sortableFalling("load", "c.load", "bigint")
          .sortable("tasks", "c.tasks", "bigint")
          .sortable("name", "c.name", "text")
          .sum("tasks", "c.tasks")
          .sum("load", "c.load");

  private static final ListSql PAIRS =
      ListSql.of(
              "c.*",
              """
              (select w.*, p.name, q.name as other_name
               from (select one.card, two.card as other_card, count(*) as times,
                            max(one.day) as last
                     from (%s) one
                     join (%s) two
                       on two.task = one.task and two.day = one.day and two.card > one.card
                     group by one.card, two.card) w
               join supervisor.supervisor p on p.card = w.card
               join supervisor.supervisor q on q.card = w.other_card) c
              """
                  .formatted(WORK, WORK),
              "c.card || ' ' || c.other_card",
              "text")
          .sortableFalling("times", "c.times", "bigint")
          .sortable("last", "c.last", "date")
          .sum("times", "c.times");

  private static final ListSql VISITS =
      ListSql.of(
              "i.code, i.name, i.district, greatest(o.last, h.last) as last, n.next",
              """
              institution.institution i
              left join lateral (
                select t.day as last from dispatch.issued_task t
                where t.institution = i.code and t.day <= :today and t.cancelled_at is null
                  and exists (select from dispatch.assignment a
                              where a.task = t.number and a.state in ('ISSUED', 'ACCEPTED'))
                order by t.day desc, t.number desc limit 1) o on true
              left join lateral (
                select max(p.date) as last from dispatch.past_supervision p
                where p.institution_code = i.code and p.date <= :today) h on true
              left join lateral (
                select t.day as next from dispatch.issued_task t
                where t.institution = i.code and t.day > :today and t.cancelled_at is null
                  and exists (select from dispatch.assignment a
                              where a.task = t.number and a.state in ('ISSUED', 'ACCEPTED'))
                order by t.day, t.number limit 1) n on true
              """,
              "i.code",
              "text")
          .sortable("last", "coalesce(greatest(o.last, h.last), date '0001-01-01')", "date")
          .sortable("name", "i.name", "text")
          .sortable("next", "coalesce(n.next, date '9999-12-31')", "date");

  private final JdbcClient sql;
  private final Clock clock;

  LoadRegister(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** The year asked for, else this one. */
  int year(ListQuery query) {
    String asked = query.filter("year");
    return asked.matches("20\\d\\d") ? Integer.parseInt(asked) : LocalDate.now(clock).getYear();
  }

  LocalDate today() {
    return LocalDate.now(clock);
  }

  private Conditions within(ListQuery query, SignedIn user) {
    return new Conditions()
        .and("true", "first", LocalDate.of(year(query), 1, 1))
        .and("true", "last", LocalDate.of(year(query), 12, 31))
        .and("true", "all", user.is(UserRole.BUREAU_OFFICER))
        .and("true", "now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  private Conditions people(ListQuery query, SignedIn user, LoadFigures figures) {
    var conditions =
        within(query, user)
            .contains(query.filter("q"), "c.name", "c.card")
            .equal("c.kind", query.filter("kind"))
            .equal("c.district", query.filter("district"));
    switch (query.filter("share")) {
      case "ABOVE" -> conditions.and("c.load > :mean", "mean", figures.mean());
      case "BELOW" -> conditions.and("c.load < :mean", "mean", figures.mean());
      case "NONE" -> conditions.and("c.load = 0");
      default -> {}
    }
    return conditions;
  }

  /** One page of the people. */
  Page<LoadLine> people(ListQuery query, LoadFigures figures, SignedIn user) {
    return PEOPLE.page(sql, query, people(query, user, figures), (row, number) -> line(row));
  }

  /** All people that the filter shows, in the caller's transaction. */
  void eachPerson(ListQuery query, LoadFigures figures, SignedIn user, Consumer<LoadLine> reader) {
    PEOPLE.each(sql, query, people(query, user, figures), (row, number) -> line(row), reader);
  }

  private static LoadLine line(ResultSet row) throws SQLException {
    return new LoadLine(
        row.getString("card"),
        row.getString("name"),
        SupervisorKind.valueOf(row.getString("kind")),
        row.getString("district"),
        row.getInt("tasks"),
        row.getInt("load"),
        row.getObject("last", LocalDate.class));
  }

  /** How evenly the work of the year is shared among all, whatever the filter shows. */
  LoadFigures figures(ListQuery query, SignedIn user) {
    // The i-th in rising order is taken i times: 2·Σ(i·x) / (n·Σx) − (n + 1) / n.
    return sql.sql(
            """
            select count(*) as people, coalesce(avg(load), 0) as mean,
                   coalesce(min(load), 0) as least, coalesce(max(load), 0) as most,
                   coalesce(stddev_pop(load), 0) as deviation,
                   case when coalesce(sum(load), 0) = 0 then 0
                     else 2 * sum(place * load) / (count(*) * sum(load))
                       - (count(*) + 1) / cast(count(*) as numeric) end as gini
            from (select load, row_number() over (order by load, card) as place from %s) ranked
            """
                .formatted(SHARES))
        .params(
            Map.of(
                "first", LocalDate.of(year(query), 1, 1),
                "last", LocalDate.of(year(query), 12, 31),
                "all", user.is(UserRole.BUREAU_OFFICER),
                "now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)))
        .query((row, number) ->
            new LoadFigures(
                row.getInt("people"),
                rounded(row.getBigDecimal("mean")),
                row.getInt("least"),
                row.getInt("most"),
                rounded(row.getBigDecimal("deviation")),
                rounded(row.getBigDecimal("gini"))))
        .single();
  }

  private static BigDecimal rounded(BigDecimal value) {
    return value.setScale(2, RoundingMode.HALF_UP);
  }

  private Conditions pairs(ListQuery query, SignedIn user) {
    return within(query, user)
        .contains(query.filter("q"), "c.name", "c.other_name", "c.card", "c.other_card");
  }

  /** One page of the pairs, those that served together most often first. */
  Page<LoadPair> pairsOf(ListQuery query, SignedIn user) {
    return PAIRS.page(sql, query, pairs(query, user), (row, number) -> pair(row));
  }

  /** All pairs that the filter shows, in the caller's transaction. */
  void eachPair(ListQuery query, SignedIn user, Consumer<LoadPair> reader) {
    PAIRS.each(sql, query, pairs(query, user), (row, number) -> pair(row), reader);
  }

  private static LoadPair pair(ResultSet row) throws SQLException {
    return new LoadPair(
        row.getString("card"),
        row.getString("name"),
        row.getString("other_card"),
        row.getString("other_name"),
        row.getInt("times"),
        row.getObject("last", LocalDate.class));
  }

  private Conditions visits(ListQuery query) {
    return new Conditions()
        .and("true", "today", today())
        .contains(query.filter("q"), "i.name", "i.code")
        .equal("i.district", query.filter("district"));
  }

  /** One page of the institutions, those that have waited longest first. */
  Page<LoadVisit> visitsOf(ListQuery query) {
    return VISITS.page(sql, query, visits(query), (row, number) -> visit(row));
  }

  /** All institutions that the filter shows, in the caller's transaction. */
  void eachVisit(ListQuery query, Consumer<LoadVisit> reader) {
    VISITS.each(sql, query, visits(query), (row, number) -> visit(row), reader);
  }

  private static LoadVisit visit(ResultSet row) throws SQLException {
    return new LoadVisit(
        row.getString("code"),
        row.getString("name"),
        row.getString("district"),
        row.getObject("last", LocalDate.class),
        row.getObject("next", LocalDate.class));
  }
}
