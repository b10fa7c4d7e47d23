package cn.dudao.dispatch.register;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.StoredCity;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.regulation.Article;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article({"8", "13", "18", "19"})
class LoadRegisterTest {

  private static final SignedIn OFFICER = As.user(UserRole.BUREAU_OFFICER);
  private static final SignedIn LEADER = As.user(UserRole.BUREAU_LEADER);

  @Autowired ApplicationContext beans;
  @Autowired LoadRegister register;
  @Autowired RecusalRegister recusal;
  @Autowired DispatchCalendar calendar;
  @Autowired MockMvc mvc;
  @Autowired JdbcClient sql;
  @Autowired TestClock clock;

  private OrdersFixture orders;

  /**
   * In 2026, L0001: a morning, a full day and a past supervision, 4 half-days; L0002: the same
   * morning and another, 2; L0003 nothing.
   */
  @BeforeEach
  void threePeople() {
    clock.setTo(LocalDate.of(2026, 11, 24));
    new StoredCity(beans)
        .with(
            facts()
                .withInstitution("L-0", "上级单位", null)
                .withInstitution("L-1", "甲鉴定站", "L-0")
                .withInstitution("L-2", "乙鉴定站", "L-0")
                .with(
                    aSupervisor("L0001").named("赵一").employedAt("L-1"),
                    aSupervisor("L0002").named("钱二"),
                    aSupervisor("L0003").named("孙三"))
                .with(
                    aSession("LB1", "L-1", "2026-11-10"),
                    aSession("LB2", "L-1", "2026-11-20"),
                    aSession("LB3", "L-1", "2026-12-10"),
                    aSession("LB4", "L-1", "2025-12-10"))
                .withPast("L-2", "2026-03-01", "LH", "L0001")
                .build());
    orders =
        new OrdersFixture(sql)
            .task("LB1-1", "LB1", "L-1", "2026-11-10", "L0001", "L0002")
            .task("LB2-1", "LB2", "L-1", "2026-11-20", 7, "L0001")
            .task("LB3-1", "LB3", "L-1", "2026-12-10")
            .task("LB4-1", "LB4", "L-1", "2025-12-10", "L0003");
    orders.order("LB3-1", "L0002", 1, "ACCEPTED");
    orders.order("LB3-1", "L0003", 2, "WITHDRAWN");
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private static ListQuery query(String... filter) {
    return ListQuery.of(
        "/dispatch/load", filter.length == 0 ? Map.of() : Map.of(filter[0], filter[1]));
  }

  private List<LoadLine> people(SignedIn user, String... filter) {
    var query = query(filter);
    return register.people(query, register.figures(query, user), user).rows();
  }

  @Test
  void everybodysWorkOfTheYearIsAddedUp() {
    assertThat(people(OFFICER))
        .extracting(LoadLine::card, LoadLine::tasks, LoadLine::halfDays, LoadLine::last)
        .containsExactly(
            tuple("L0001", 3, 4, LocalDate.of(2026, 11, 20)),
            tuple("L0002", 2, 2, LocalDate.of(2026, 12, 10)),
            tuple("L0003", 0, 0, null));
    assertThat(people(OFFICER, "share", "ABOVE"))
        .extracting(LoadLine::card)
        .containsExactly("L0001");
    assertThat(people(OFFICER, "share", "NONE"))
        .extracting(LoadLine::card)
        .containsExactly("L0003");
    assertThat(people(OFFICER, "year", "2025").getFirst().card()).isEqualTo("L0003");
  }

  @Test
  void theSpreadIsComputedAsThePageSays() {
    var figures = register.figures(query(), OFFICER);
    assertThat(figures.people()).isEqualTo(3);
    assertThat(figures.mean()).isEqualByComparingTo("2");
    assertThat(figures.least()).isZero();
    assertThat(figures.most()).isEqualTo(4);
    // √((4 + 0 + 4) / 3)
    assertThat(figures.deviation()).isEqualByComparingTo(new BigDecimal("1.63"));
    // 2 · (1·0 + 2·2 + 3·4) / (3 · 6) − 4/3
    assertThat(figures.gini()).isEqualByComparingTo(new BigDecimal("0.44"));
    assertThat(people(OFFICER).getLast().against(figures.mean())).isEqualTo("-2.0");
    assertThat(register.figures(query("year", "2001"), OFFICER).gini()).isZero();
  }

  @Test
  void pairsAreCountedByTask() {
    assertThat(register.pairsOf(query(), OFFICER).rows())
        .extracting(LoadPair::card, LoadPair::otherCard, LoadPair::times)
        .containsExactly(tuple("L0001", "L0002", 1));
  }

  @Test
  void institutionsShowWhenSomebodyWasThereLast() {
    assertThat(register.visitsOf(query("q", "鉴定站")).rows())
        .extracting(
            LoadVisit::code,
            LoadVisit::last,
            each -> each.since(LocalDate.of(2026, 11, 24)),
            LoadVisit::next)
        .containsExactly(
            tuple("L-2", LocalDate.of(2026, 3, 1), "268 天", null),
            tuple("L-1", LocalDate.of(2026, 11, 20), "4 天", LocalDate.of(2026, 12, 10)));
    assertThat(register.visitsOf(query("q", "上级单位")).rows().getFirst().since(LocalDate.MAX))
        .isEqualTo("尚未督导");
  }

  @Test
  void whatIsSealedIsLeftOutForALeader() {
    orders.sealed("LB3-1", "2026-12-01T00:00:00Z").sealed("LB1-1", "2026-12-01T00:00:00Z");
    assertThat(people(LEADER))
        .extracting(LoadLine::card, LoadLine::halfDays)
        .containsExactly(tuple("L0001", 3), tuple("L0003", 0), tuple("L0002", 0));
    assertThat(register.pairsOf(query(), LEADER).rows()).isEmpty();
    assertThat(people(OFFICER).getFirst().halfDays()).isEqualTo(4);
  }

  @Test
  void theCalendarCountsTheTasksOfEachDayByState() {
    var days = calendar.of(YearMonth.of(2026, 12)).stream().flatMap(List::stream).toList();
    assertThat(days.getFirst().date()).isEqualTo(LocalDate.of(2026, 11, 30));
    assertThat(days)
        .filteredOn(each -> each.tasks() != null)
        .singleElement()
        .satisfies(day -> {
          assertThat(day.date()).isEqualTo(LocalDate.of(2026, 12, 10));
          // one of two seats is empty since an order was withdrawn
          assertThat(day.tasks()).isEqualTo(new CalendarDay.Tasks(0, 0, 1, 0));
          assertThat(day.title()).isEqualTo("12 月 10 日，周四");
        });
    orders.cancelled("LB2-1");
    assertThat(calendar.of(YearMonth.of(2026, 11)).stream().flatMap(List::stream))
        .filteredOn(each -> each.tasks() != null)
        .extracting(CalendarDay::tasks)
        .containsExactly(new CalendarDay.Tasks(0, 1, 0, 0), new CalendarDay.Tasks(0, 0, 0, 1));
  }

  @Test
  void groundsFollowFromTheEmployerAndWhatBelongsToIt() {
    assertThat(recusal.list(ListQuery.of("/dispatch/recusal", Map.of("q", "L0001"))).rows())
        .extracting(RecusalLine::institution, each -> each.source().label(), RecusalLine::relation)
        .containsExactlyInAnyOrder(
            tuple("L-1", "工作单位（推定）", "工作单位"),
            tuple("L-0", "关联单位（推定）", "工作单位的上级单位"),
            tuple("L-2", "关联单位（推定）", "与工作单位同一上级"));
  }

  @Test
  void groundsHaveSourcePeriodAndState() {
    sql.sql(
            """
            insert into supervisor.recusal_ground (card, institution_code, relation, from_date,
              to_date, note, source)
            values ('L0002', 'L-1', 'RELATIVE', '2026-01-01', null, '其兄任职', 'DECLARED'),
                   ('L0002', 'L-2', 'INTEREST', '2025-01-01', '2025-12-31', '', 'DECIDED'),
                   ('L0003', 'L-2', 'TEACHER', '2027-01-01', null, '', 'ASKED')
            """)
        .update();
    sql.sql(
            """
            insert into supervisor.former_employment (card, institution_code, until_date)
            values ('L0003', 'L-1', '2025-06-30'), ('L0003', 'L-2', '2023-06-30')
            """)
        .update();
    assertThat(recusal.list(ListQuery.of("/dispatch/recusal", Map.of("institution", "鉴定站"))).rows())
        .filteredOn(each -> !each.card().equals("L0001"))
        .extracting(
            RecusalLine::card,
            RecusalLine::institution,
            RecusalLine::relation,
            RecusalLine::period,
            each -> each.state().label())
        .containsExactlyInAnyOrder(
            tuple("L0002", "L-1", "近亲属", "自 2026-01-01 起", "回避中"),
            tuple("L0002", "L-2", "利害关系", "自 2025-01-01 至 2025-12-31", "已结束"),
            tuple("L0003", "L-2", "师生", "自 2027-01-01 起", "尚未开始"),
            tuple("L0003", "L-1", "曾任职", "至 2027-06-30", "回避中"),
            tuple("L0003", "L-2", "曾任职", "至 2025-06-30", "已结束"));
    sql.sql(
            """
            insert into dispatch.recusal_request (id, card, institution, applicant_kind,
              applicant_index, relation, facts, asked_at, asked_by, asked_by_name, ask_days, late,
              times_in_year, ask_most, often)
            values (gen_random_uuid(), 'L0003', 'L-1', 'INSTITUTION', 'x', 'INTEREST', '有往来',
              '2026-11-23', 'x', 'x', 3, false, 1, 3, false)
            """)
        .update();
    assertThat(recusal.list(ListQuery.of("/dispatch/recusal", Map.of("state", "OPEN"))).rows())
        .extracting(RecusalLine::card, each -> each.source().label(), RecusalLine::relation)
        .containsExactly(tuple("L0003", "回避申请", "利害关系"));
    assertThat(recusal.list(ListQuery.of("/dispatch/recusal", Map.of("state", "LATER"))).rows())
        .extracting(RecusalLine::card)
        .containsExactly("L0003");
  }

  @Test
  void onlyTheBureauReadsThem() throws Exception {
    for (String address :
        List.of(
            "/dispatch/load",
            "/dispatch/load.xlsx",
            "/dispatch/load/pairs",
            "/dispatch/load/pairs.xlsx",
            "/dispatch/load/institutions",
            "/dispatch/load/institutions.xlsx",
            "/dispatch/recusal",
            "/dispatch/recusal.xlsx",
            "/dispatch/calendar?month=2026-12")) {
      for (var one : List.of(As.officer(), As.leader())) {
        mvc.perform(get(address).with(one)).andExpect(status().isOk());
      }
      for (var other :
          List.of(
              As.supervisor("L0001"), As.institutionStaff("L-1"), As.a(UserRole.SYSTEM_ADMIN))) {
        mvc.perform(get(address).with(other)).andExpect(status().isForbidden());
      }
    }
    String page =
        mvc.perform(get("/dispatch/calendar?month=2026-12").with(As.leader()))
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
    assertThat(page).contains("dp-day-short", "缺人 1", "from=2026-12-10");
  }
}
