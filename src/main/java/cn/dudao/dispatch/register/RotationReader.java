package cn.dudao.dispatch.register;

import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.SiteKind;
import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.TaskKind;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.regulation.ParameterChanges;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads orders and history for the register of rotation: of one institution, of one person, or the
 * newest of many institutions at once. What is sealed for the reader is left out.
 */
@Repository
class RotationReader {

  /** All orders at one unit are few enough; so many is no limit. */
  private static final int ALL = Integer.MAX_VALUE;

  /** Days that are read by date for all institutions together; older ones by institution. */
  private static final int RECENT_DAYS = 180;

  private static final String ORDERS =
      """
      select 'ORDER' as source, t.institution, t.day, t.number, t.kind, t.batch, t.half_days,
        t.district, t.site, t.seats, t.important,
        array(select a.card from dispatch.assignment a
              where a.task = t.number and a.state in ('ISSUED', 'ACCEPTED')
              order by a.seat) as cards
      from dispatch.issued_task t
      where t.cancelled_at is null and (:all or t.names_at <= :now)
        and exists (select from dispatch.assignment a
                    where a.task = t.number and a.state in ('ISSUED', 'ACCEPTED'))
      """;

  private static final String HISTORY =
      """
      select 'HISTORY' as source, p.institution_code as institution, p.date as day,
        p.task as number, p.kind, p.task as batch, cast(1 as smallint) as half_days, '' as district,
        '' as site, cast(0 as smallint) as seats, false as important,
        array(select m.card from dispatch.past_supervision_team m
              where m.institution_code = p.institution_code and m.date = p.date
                and m.task = p.task order by m.card) as cards
      from dispatch.past_supervision p
      where exists (select from dispatch.past_supervision_team m
                    where m.institution_code = p.institution_code and m.date = p.date
                      and m.task = p.task)
      """;

  private final JdbcClient sql;
  private final ParameterChanges parameters;
  private final Clock clock;

  RotationReader(JdbcClient sql, ParameterChanges parameters, Clock clock) {
    this.sql = sql;
    this.parameters = parameters;
    this.clock = clock;
  }

  /** One piece of work: an order's task or a past supervision. */
  private record Work(
      boolean order,
      String institution,
      LocalDate day,
      String number,
      TaskKind kind,
      String batch,
      HalfDays halfDays,
      String district,
      String site,
      int seats,
      boolean important,
      List<String> cards) {

    PastSupervision past() {
      return new PastSupervision(institution, day, number, kind, cards);
    }

    SupervisionTask task() {
      return new SupervisionTask(
          number,
          batch,
          kind,
          institution,
          day,
          halfDays,
          district,
          site,
          seats,
          important,
          List.of());
    }
  }

  /** Everything at one institution. */
  RotationWorld ofInstitution(String code, SignedIn user) {
    return world(latest(List.of(code), ALL, user), ALL);
  }

  /** Everything that one person did, with the days of the batches there. */
  RotationWorld ofPerson(String card, SignedIn user) {
    return world(ofPeople(List.of(card), LocalDate.EPOCH, user), ALL);
  }

  /** Everything at one institution, and what these people did anywhere from a day on. */
  RotationWorld with(String code, Collection<String> cards, LocalDate since, SignedIn user) {
    Map<String, Work> all = new LinkedHashMap<>();
    latest(List.of(code), ALL, user).forEach(each -> all.put(key(each), each));
    // At the institution itself the whole team is known already.
    ofPeople(cards, since, user).forEach(each -> all.putIfAbsent(key(each), each));
    return world(List.copyOf(all.values()), ALL);
  }

  /**
   * The newest at many institutions.
   *
   * @param most how many tasks, and as many past supervisions, of each are read at most
   */
  RotationWorld latestOf(Collection<String> codes, int most, SignedIn user) {
    return world(latest(codes, most, user), most);
  }

  private static String key(Work work) {
    return work.order + " " + work.institution + " " + work.day + " " + work.number;
  }

  private List<Work> latest(Collection<String> codes, int most, SignedIn user) {
    return sql.sql(
            """
            select x.* from unnest(:codes) as c(code) cross join lateral (
              (%s and t.institution = c.code order by t.day desc, t.number desc limit :most)
              union all
              (%s and p.institution_code = c.code order by p.date desc, p.task desc limit :most)) x
            """
                .formatted(ORDERS, HISTORY))
        .param("codes", codes.toArray(String[]::new))
        .param("most", most)
        .param("all", user.is(UserRole.BUREAU_OFFICER))
        .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .query((row, number) -> work(row))
        .list();
  }

  private List<Work> ofPeople(Collection<String> cards, LocalDate since, SignedIn user) {
    return sql.sql(
            """
            select distinct on (x.source, x.institution, x.day, x.number) x.*
            from unnest(:cards) as c(card) cross join lateral (
              (%s and t.number in (select m.task from dispatch.assignment m
                                   where m.card = c.card and m.day >= :since
                                     and m.state in ('ISSUED', 'ACCEPTED')))
              union all
              (%s and (p.institution_code, p.date, p.task) in
                 (select m.institution_code, m.date, m.task from dispatch.past_supervision_team m
                  where m.card = c.card and m.date >= :since))) x
            """
                .formatted(ORDERS, HISTORY))
        .param("cards", cards.toArray(String[]::new))
        .param("since", since)
        .param("all", user.is(UserRole.BUREAU_OFFICER))
        .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .query((row, number) -> work(row))
        .list();
  }

  private static Work work(ResultSet row) throws SQLException {
    return new Work(
        row.getString("source").equals("ORDER"),
        row.getString("institution"),
        row.getObject("day", LocalDate.class),
        row.getString("number"),
        TaskKind.valueOf(row.getString("kind")),
        row.getString("batch"),
        new HalfDays(row.getInt("half_days")),
        row.getString("district"),
        row.getString("site"),
        row.getInt("seats"),
        row.getBoolean("important"),
        Arrays.asList((String[]) row.getArray("cards").getArray()));
  }

  private RotationWorld world(List<Work> all, int most) {
    Map<String, LocalDate> first = new HashMap<>();
    Map<String, LocalDate> cut = new HashMap<>();
    for (boolean order : new boolean[] {true, false}) {
      Map<String, Integer> count = new HashMap<>();
      Map<String, LocalDate> earliest = new HashMap<>();
      for (Work each : all) {
        if (each.order == order) {
          count.merge(each.institution, 1, Integer::sum);
          earliest.merge(each.institution, each.day, RotationReader::earlier);
        }
      }
      earliest.forEach((code, day) -> {
        first.merge(code, day, RotationReader::earlier);
        if (count.getOrDefault(code, 0) >= most) {
          cut.merge(code, day, (one, other) -> one.isAfter(other) ? one : other);
        }
      });
    }
    List<SupervisionTask> tasks = new ArrayList<>();
    List<ProposedAssignment> orders = new ArrayList<>();
    List<PastSupervision> history = new ArrayList<>();
    for (Work each : all) {
      if (each.order) {
        tasks.add(each.task());
        each.cards.forEach(
            card -> orders.add(new ProposedAssignment(each.number, card, Role.MEMBER)));
      } else {
        history.add(each.past());
      }
    }
    return new RotationWorld(
        new DispatchFacts(
            parameters, List.of(), List.of(), days(first), tasks, List.of(), history, List.of()),
        new DispatchProposal(orders),
        cut);
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  /**
   * The first and the last day of each batch at these institutions that reaches a day or lies after
   * it: a batch that nobody was sent to still joins occasions. Of sessions nothing but the days is
   * known here.
   */
  private List<AppraisalSession> days(Map<String, LocalDate> from) {
    if (from.isEmpty()) {
      return List.of();
    }
    LocalDate recent = LocalDate.now(clock).minusDays(RECENT_DAYS);
    LocalDate since =
        from.values().stream()
            .filter(each -> !each.isBefore(recent))
            .min(LocalDate::compareTo)
            .orElse(recent);
    boolean few = from.size() <= 20;
    String[] codes = from.keySet().toArray(String[]::new);
    Date[] days =
        Arrays.stream(codes).map(each -> Date.valueOf(from.get(each))).toArray(Date[]::new);
    List<AppraisalSession> result = new ArrayList<>();
    sql.sql(
            """
            with unit as (
              select * from unnest(:codes, cast(:days as date[])) as u(code, day)
            ), reaching as materialized (
              select distinct s.batch from appraisal.session s
                join appraisal.batch b on b.number = s.batch
                join unit u on u.code = b.institution_code and s.date >= u.day
              where not :few and s.date >= :since and s.cancelled_at is null
                and u.day >= :since
              union
              select b.number from unit u join appraisal.batch b on b.institution_code = u.code
              where :few or u.day < :since
            )
            select b.institution_code, r.batch, s.first, s.last
            from reaching r join appraisal.batch b on b.number = r.batch
              join unit u on u.code = b.institution_code
              cross join lateral (
                select min(s.date) as first, max(s.date) as last from appraisal.session s
                where s.batch = r.batch and s.cancelled_at is null) s
            where s.last >= u.day
            """)
        .param("codes", codes)
        .param("days", days)
        .param("since", since)
        .param("few", few)
        .query(row -> {
          var first = row.getObject("first", LocalDate.class);
          var last = row.getObject("last", LocalDate.class);
          var one = onlyDay(row.getString("institution_code"), row.getString("batch"), first);
          result.add(one);
          if (!last.equals(first)) {
            result.add(one.at(last, HalfDays.FULL_DAY));
          }
        });
    return result;
  }

  private static AppraisalSession onlyDay(String institution, String batch, LocalDate day) {
    return new AppraisalSession(
        batch,
        "",
        institution,
        "",
        "",
        5,
        day,
        HalfDays.FULL_DAY,
        SiteKind.EXAM,
        "",
        "",
        null,
        List.of(),
        null,
        false);
  }
}
