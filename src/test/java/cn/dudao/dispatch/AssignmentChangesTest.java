package cn.dudao.dispatch;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.dudao.account.UserRole;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentReview;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.assignment.OpenMatters;
import cn.dudao.dispatch.assignment.PlanDecisions;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.Absences;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
class AssignmentChangesTest {

  private static final Actor LEADER = new Actor("leader", "刘处长");
  private static final Actor DUTY = new Actor("duty", "值班员");
  private static final Actor CLERK = StoredCity.CLERK;
  private static final LocalDate DAY = LocalDate.of(2026, 12, 5);
  private static final String T1 = "B1-20261205";

  @Autowired ApplicationContext beans;
  @Autowired AssignmentChanges changes;
  @Autowired AssignmentReview review;
  @Autowired Assignments assignments;
  @Autowired OpenMatters matters;
  @Autowired PlanIssue issue;
  @Autowired PlanDecisions decisions;
  @Autowired Absences absences;
  @Autowired JdbcClient sql;
  @Autowired MockMvcTester mvc;
  @Autowired TestClock clock;

  private StoredCity city;
  private DispatchPlan plan;

  @BeforeEach
  void twoPeopleAreSent() {
    clock.setTo(LocalDate.of(2026, 11, 24));
    city =
        new StoredCity(beans)
            .with(
                facts()
                    .withInstitution("S1")
                    .with(
                        aSupervisor("S0001").named("赵一"),
                        aSupervisor("S0002").named("钱二"),
                        aSupervisor("S0003").named("孙三"),
                        aSupervisor("S0004").named("李四").suspended("2026-01-01", null))
                    .with(aSession("B1", "S1", "2026-12-05"))
                    .build());
    plan = city.plan("2026-12-05", "2026-12-05");
    issue.submit(plan.id(), plan.version(), UUID.randomUUID(), PlanSecrecy.NONE, "", CLERK);
    approveAndIssue();
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private void approveAndIssue() {
    issue.approve(plan.id(), city.now(plan).version(), UUID.randomUUID(), "同意", LEADER);
    issue.issue(plan.id(), city.now(plan).version(), UUID.randomUUID(), CLERK);
    review.settle();
  }

  private Assignment sick() {
    var order = inForce().getFirst();
    absences.add(new Absence(order.card(), DAY, DAY, HalfDays.FULL_DAY, "病假"), CLERK, "");
    review.settle();
    return again(order);
  }

  private List<Assignment> inForce() {
    return assignments.of(T1).stream().filter(each -> each.state().inForce()).toList();
  }

  private Assignment again(Assignment order) {
    return assignments.find(order.id()).orElseThrow();
  }

  private String free() {
    return List.of("S0001", "S0002", "S0003").stream()
        .filter(card -> assignments.of(T1).stream().noneMatch(each -> each.card().equals(card)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSickCallOnTheEveningBeforeEndsWithTheReplacementIssued() {
    clock.setTo(DAY.minusDays(1).atTime(20, 0).atZone(clock.getZone()).toInstant());
    var order = sick();
    assertThat(order.state()).isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(matters.vacancies())
        .singleElement()
        .satisfies(each -> assertThat(each.order().id()).isEqualTo(order.id()));
    assertThat(matters.count()).isEqualTo(new OpenMatters.Count(1, 0, 0, 0));

    var key = UUID.randomUUID();
    var version = city.now(plan).version();
    changes.replace(order.id(), version, key, free(), List.of(), CLERK);
    changes.replace(order.id(), version, key, free(), List.of(), CLERK);
    assertThat(city.now(plan).state()).isEqualTo(PlanState.SUBMITTED);
    assertThat(city.plans().revision(plan.id(), city.now(plan).revision()).orElseThrow().kind())
        .isEqualTo(PlanRevision.Kind.REPLACEMENT);
    assertThat(matters.count().vacancies()).as("a replacement is on its way").isZero();
    assertThat(inForce()).as("nobody is sent before the approval").hasSize(1);

    String coming = free();
    approveAndIssue();
    assertThat(inForce()).hasSize(2).extracting(Assignment::card).contains(coming);
    assertThat(matters.vacancies()).isEmpty();
  }

  @Test
  void whoMayNotGoIsNoReplacement() {
    var order = sick();
    assertThatThrownBy(() ->
            changes.replace(
                order.id(), city.now(plan).version(), UUID.randomUUID(), "S0004", List.of(), CLERK))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.rulings()).extracting(Ruling::article).contains("20"));
    assertThat(city.now(plan).state()).isEqualTo(PlanState.ISSUED);
  }

  @Test
  @Article("8")
  void anOfficerWithdrawsWithArticleAndReason() {
    var order = inForce().getFirst();
    changes.withdraw(order.id(), order.version(), "8", "工作调整", CLERK);
    assertThat(again(order))
        .satisfies(each -> {
          assertThat(each.state()).isEqualTo(AssignmentState.WITHDRAWN);
          assertThat(each.endArticle()).isEqualTo("8");
          assertThat(each.endReason()).isEqualTo("工作调整");
        });
    changes.withdraw(order.id(), order.version(), "8", "再点一次", CLERK);
    assertThat(again(order).endReason()).isEqualTo("工作调整");
  }

  @Test
  void aStalePageWithdrawsNothing() {
    var order = inForce().getFirst();
    assertThatThrownBy(() -> changes.withdraw(order.id(), order.version() + 1, "8", "工作调整", CLERK))
        .isInstanceOf(StaleException.class);
  }

  @Test
  @Article({"13", "19"})
  void aTaskIsCalledOffBeforeItBegan() {
    changes.cancelTask(inForce().getFirst().id(), "机构停业整顿", CLERK);
    assertThat(inForce()).isEmpty();
    assertThat(assignments.task(T1).orElseThrow().cancelReason()).isEqualTo("机构停业整顿");
    assertThat(matters.vacancies()).isEmpty();
    assertThat(city.content(plan).tasks()).isEmpty();
  }

  @Test
  @Article("19")
  void aTaskThatHasBegunIsNotCalledOff() {
    clock.setTo(DAY.atTime(9, 0).atZone(clock.getZone()).toInstant());
    var order = inForce().getFirst();
    assertThatThrownBy(() -> changes.cancelTask(order.id(), "机构停业整顿", CLERK))
        .isInstanceOf(StaleException.class);
    assertThat(inForce()).hasSize(2);
  }

  @Test
  void everythingOfABatchIsWithdrawn() {
    assertThat(changes.withdrawBatch(inForce().getFirst().id(), "13", "批次暂缓", CLERK)).isEqualTo(2);
    assertThat(inForce()).isEmpty();
    assertThat(matters.vacancies()).hasSize(2);
  }

  // ---- 应急改派

  private Assignment emergency() {
    clock.setTo(DAY.atTime(7, 30).atZone(clock.getZone()).toInstant());
    var order = sick();
    changes.sendInEmergency(
        order.id(), city.now(plan).version(), UUID.randomUUID(), free(), "晨间突发疾病", DUTY);
    return inForce().stream().filter(Assignment::emergency).findFirst().orElseThrow();
  }

  @Test
  @Article("8")
  void onTheDayTheDutyOfficerSendsSomebodyAndALeaderApprovesItAfterwards() {
    var sent = emergency();
    assertThat(inForce()).hasSize(2);
    assertThat(city.now(plan).state()).isEqualTo(PlanState.ISSUED);
    assertThat(matters.count().toRatify()).isEqualTo(1);
    assertThat(matters.emergency(sent.id()).orElseThrow().label(clock.instant()))
        .isEqualTo("应急改派·待补批");
    changes.ratify(sent.id(), true, "同意", LEADER);
    assertThat(matters.count().toRatify()).isZero();
    assertThat(again(sent).state()).isEqualTo(AssignmentState.ISSUED);
    assertThatThrownBy(() -> changes.ratify(sent.id(), false, "反悔", LEADER))
        .isInstanceOf(StaleException.class);
  }

  @Test
  @Article("8")
  void whoSentSomebodyInAnEmergencyDoesNotApproveIt() {
    var sent = emergency();
    assertThatThrownBy(() -> changes.ratify(sent.id(), true, "", DUTY))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.rulings()).extracting(Ruling::article).contains("8"));
    assertThatThrownBy(() -> decisions.ratify(sent.plan(), sent.revision(), true, "", DUTY))
        .as("nor does the database let them")
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void whatIsNotApprovedIsWithdrawnIfItHasNotBegun() {
    var sent = emergency();
    changes.ratify(sent.id(), false, "应派组长资格人员", LEADER);
    assertThat(again(sent).state()).isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(again(sent).endReason()).contains("未予补批");
  }

  @Test
  void anEmergencyIsOnTheDayOnly() {
    var order = sick();
    assertThatThrownBy(() ->
            changes.sendInEmergency(
                order.id(), city.now(plan).version(), UUID.randomUUID(), free(), "病假", DUTY))
        .isInstanceOf(StaleException.class);
    assertThat(inForce()).hasSize(1);
  }

  @Test
  @Article("8")
  void inAnEmergencyTooOnlyWhoMayGoIsSent() {
    clock.setTo(DAY.atTime(7, 30).atZone(clock.getZone()).toInstant());
    var order = sick();
    assertThatThrownBy(() ->
            changes.sendInEmergency(
                order.id(), city.now(plan).version(), UUID.randomUUID(), "S0004", "病假", DUTY))
        .isInstanceOf(RefusedException.class);
    assertThat(inForce()).hasSize(1);
  }

  @Test
  void aReplacementThatIsRefusedLeavesThePlanWaitingForItsApproval() {
    var order = sick();
    changes.replace(
        order.id(), city.now(plan).version(), UUID.randomUUID(), free(), List.of(), CLERK);
    var other = inForce().getFirst();
    var before = city.now(plan);
    assertThat(before.state()).isEqualTo(PlanState.SUBMITTED);
    assertThatThrownBy(() ->
            changes.replace(
                other.id(), before.version(), UUID.randomUUID(), "S0004", List.of(), CLERK))
        .isInstanceOf(RefusedException.class);
    assertThat(city.now(plan)).isEqualTo(before);
    assertThat(
            sql.sql(
                    """
                    select count(*) from platform.ledger_entry
                    where verb = 'dispatch.plan.refusal' and subject_id = ?
                    """)
                .param(plan.id().toString())
                .query(Integer.class)
                .single())
        .as("the attempt stays on record")
        .isOne();
  }

  @Test
  @Article("8")
  void anEmergencyThatIsRefusedLeavesEverythingWhereItIs() {
    clock.setTo(DAY.atTime(7, 30).atZone(clock.getZone()).toInstant());
    var order = sick();
    changes.replace(
        order.id(), city.now(plan).version(), UUID.randomUUID(), free(), List.of(), CLERK);
    var before = city.now(plan);
    assertThat(before.state()).isEqualTo(PlanState.SUBMITTED);
    var other = inForce().getFirst();
    assertThatThrownBy(() ->
            changes.sendInEmergency(
                other.id(), before.version(), UUID.randomUUID(), "S0004", "晨间突发疾病", DUTY))
        .isInstanceOf(RefusedException.class);
    assertThat(again(other).state().inForce()).isTrue();
    assertThat(city.now(plan)).isEqualTo(before);
  }

  // ---- the pages

  @Test
  void thePageOfAnOrderOffersReplacements() {
    var order = sick();
    assertThat(mvc.get().uri(AssignmentChanges.url(order.id())).with(As.officer()))
        .hasStatusOk()
        .bodyText()
        .contains("席位空缺", "替换人选", "采用并提交审批", free(), "签发", "撤回委派")
        .doesNotContain("S0004");
    assertThat(mvc.get().uri(AssignmentChanges.url(order.id())).with(As.leader()))
        .hasStatusOk()
        .bodyText()
        .contains("替换人选")
        .doesNotContain("采用并提交审批");
    assertThat(mvc.get().uri(AssignmentChanges.url(order.id())).with(As.a(UserRole.SUPERVISOR)))
        .hasStatus(403);
    assertThat(mvc.get().uri("/dispatch/attention").with(As.officer()))
        .hasStatusOk()
        .bodyText()
        .contains("委派已撤回，席位空缺（1）", "待选人");
    assertThat(mvc.get().uri("/").with(As.officer()))
        .hasStatusOk()
        .bodyText()
        .contains("委派已撤回，席位空缺", "1 席");
  }

  @Test
  void theFormAsksForAReasonAndKeepsWhatWasTyped() {
    var order = inForce().getFirst();
    assertThat(
            mvc.post()
                .uri(AssignmentChanges.url(order.id()) + "/withdrawal")
                .param("version", "" + order.version())
                .param("article", "18")
                .param("reason", " ")
                .with(As.officer())
                .with(csrf()))
        .hasStatus(422)
        .bodyText()
        .contains("请写明理由", "value=\"18\" selected");
    assertThat(
            mvc.post()
                .uri(AssignmentChanges.url(order.id()) + "/withdrawal")
                .param("version", "" + order.version())
                .param("article", "18")
                .param("reason", "发现回避情形")
                .with(As.officer())
                .with(csrf()))
        .hasStatus3xxRedirection();
    assertThat(again(order).endArticle()).isEqualTo("18");
  }

  @Test
  void theEmergencyPageListsWhoMayGoAndWhoMayNot() {
    clock.setTo(DAY.atTime(7, 30).atZone(clock.getZone()).toInstant());
    var order = sick();
    assertThat(mvc.get().uri(AssignmentChanges.url(order.id()) + "/emergency").with(As.officer()))
        .hasStatusOk()
        .bodyText()
        .contains("可以委派（1 人）", free(), "不能委派", "S0004");
    assertThat(
            mvc.post()
                .uri(AssignmentChanges.url(order.id()) + "/emergency")
                .param("version", "" + city.now(plan).version())
                .param("key", UUID.randomUUID().toString())
                .with(As.officer())
                .with(csrf()))
        .hasStatus(422)
        .bodyText()
        .contains("请选择一名可以委派的人", "请写明理由");
    assertThat(
            mvc.post()
                .uri(AssignmentChanges.url(order.id()) + "/emergency")
                .param("version", "" + city.now(plan).version())
                .param("key", UUID.randomUUID().toString())
                .param("card", free())
                .param("reason", "突发疾病")
                .with(As.officer())
                .with(csrf()))
        .hasStatus3xxRedirection();
    assertThat(mvc.get().uri("/dispatch/attention").with(As.leader()))
        .bodyText()
        .contains("应急改派·待补批", "不予补批", "突发疾病");
    assertThat(mvc.get().uri("/").with(As.leader())).bodyText().contains("应急改派待补批");
  }
}
