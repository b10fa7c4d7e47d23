package cn.dudao.dispatch;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentReview;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.assignment.AssignmentsEnded;
import cn.dudao.dispatch.assignment.TasksCancelled;
import cn.dudao.institution.Institution;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.Absences;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.RecusalGrounds;
import cn.dudao.supervisor.Standing;
import cn.dudao.supervisor.SupervisorEntry;
import cn.dudao.supervisor.Supervisors;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of orders when the registers change. S0001 and S0002 are sent to S1 on 5 December;
 * the form and the import tell of a change alike.
 */
@RoomTest
@Transactional
@RecordApplicationEvents
class AssignmentReviewTest {

  private static final Actor LEADER = new Actor("leader", "刘处长");
  private static final Actor CLERK = StoredCity.CLERK;
  private static final String T1 = "B1-20261205";
  private static final LocalDate DAY = LocalDate.of(2026, 12, 5);

  @Autowired ApplicationContext beans;
  @Autowired AssignmentReview review;
  @Autowired Assignments assignments;
  @Autowired PlanIssue issue;
  @Autowired Supervisors supervisors;
  @Autowired Institutions institutions;
  @Autowired AppraisalSessions sessions;
  @Autowired RecusalGrounds grounds;
  @Autowired Absences absences;
  @Autowired JdbcClient sql;
  @Autowired TestClock clock;
  @Autowired ApplicationEvents events;

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
                    .withInstitution("S2")
                    .with(
                        aSupervisor("S0001").named("赵一").nationalLevel(),
                        aSupervisor("S0002").named("钱二"))
                    .with(aSession("B1", "S1", "2026-12-05"))
                    .build());
    plan = issued("2026-12-05", "2026-12-05");
    assertThat(order("S0001").state()).isEqualTo(AssignmentState.ISSUED);
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private DispatchPlan issued(String from, String to) {
    var made = city.plan(from, to);
    issue.submit(made.id(), made.version(), UUID.randomUUID(), PlanSecrecy.NONE, "", CLERK);
    issue.approve(made.id(), city.now(made).version(), UUID.randomUUID(), "同意", LEADER);
    issue.issue(made.id(), city.now(made).version(), UUID.randomUUID(), CLERK);
    review.settle();
    return city.now(made);
  }

  private Assignment order(String card) {
    return assignments.of(T1).stream()
        .filter(each -> each.card().equals(card))
        .findFirst()
        .orElseThrow();
  }

  private void assertWithdrawn(String card, String article, String reason) {
    review.settle();
    var order = order(card);
    assertThat(order.state()).isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(order.endArticle()).isEqualTo(article.isEmpty() ? null : article);
    assertThat(order.endReason()).contains(reason);
    assertThat(order.endedBy()).isEqualTo(Actor.SYSTEM.name());
    assertThat(city.content(plan).seats())
        .as("the seat of the plan is open")
        .extracting(PlannedSeat::card)
        .doesNotContain(card);
    assertThat(city.now(plan).state()).isEqualTo(PlanState.ISSUED);
    assertThat(
            sql.sql(
                    """
                    select article from platform.ledger_entry
                    where verb = 'assignment.withdraw' and subject_id = ?
                    """)
                .param(order.id().toString())
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list())
        .containsExactly(article.isEmpty() ? "null" : article);
    assertThat(events.stream(AssignmentsEnded.class).flatMap(each -> each.assignments().stream()))
        .anySatisfy(each -> assertThat(each.id()).isEqualTo(order.id()));
  }

  private void assertInForce(String... cards) {
    review.settle();
    for (String card : cards) {
      assertThat(order(card).state()).isEqualTo(AssignmentState.ISSUED);
      assertThat(order(card).concerns()).isEmpty();
    }
  }

  private void imported(QualitySupervisor person) {
    supervisors.apply(
        supervisors.difference(List.of(new SupervisorEntry(person, null, "", "", "", ""))),
        CLERK,
        "导入");
  }

  private int version(String card) {
    return supervisors.find(card).orElseThrow().version();
  }

  private AppraisalSession session() {
    return sessions.find("B1", "01").orElseThrow().value();
  }

  private void changed(AppraisalSession session) {
    sessions.change(
        session,
        sessions.find(session.batch(), session.number()).orElseThrow().version(),
        CLERK,
        "批次调整");
  }

  // ---- Art. 5

  @Test
  @Article("5")
  void aCardThatEndsBeforeTheTaskEndsTheOrder() {
    imported(aSupervisor("S0002").named("钱二").withCardValidUntil("2026-12-04").build());
    assertWithdrawn("S0002", "5", "证卡");
    assertInForce("S0001");
  }

  @Test
  @Article("5")
  void aCardThatEndsOnTheDayItselfStillHolds() {
    imported(aSupervisor("S0002").named("钱二").withCardValidUntil("2026-12-05").build());
    assertInForce("S0001", "S0002");
  }

  // ---- Arts. 8 and 20

  @Test
  @Article({"8", "20"})
  void whoIsSuspendedIsWithdrawnAtOnce() {
    supervisors.impose(
        "S0002", version("S0002"), Standing.SUSPENDED, DAY.minusDays(3), LEADER, "违反工作守则");
    assertWithdrawn("S0002", "20", "停止委派");
    assertInForce("S0001");
  }

  @Test
  @Article("20")
  void aSuspensionThatEndsBeforeTheTaskChangesNothing() {
    supervisors.impose(
        "S0002", version("S0002"), Standing.SUSPENDED, DAY.minusDays(3), LEADER, "违反工作守则");
    supervisors.reinstate("S0002", version("S0002"), DAY.minusDays(1), LEADER, "已改正");
    assertInForce("S0001", "S0002");
  }

  // ---- Art. 10

  @Test
  @Article("10")
  void aFailedAssessmentEndsTheOrder() {
    supervisors.grade("S0002", version("S0002"), 2025, Grade.FAIL, LEADER, "更正");
    assertWithdrawn("S0002", "10", "不合格");
  }

  // ---- Art. 14

  @Test
  @Article("14")
  void whoIsPutOnTheRosterOfTheTaskIsWithdrawn() {
    changed(withExaminers(session(), "钱二"));
    assertWithdrawn("S0002", "14", "考评");
    assertInForce("S0001");
  }

  @Test
  @Article("14")
  void whoIsPutOnARosterElsewhereAtThatTimeIsWithdrawnToo() {
    sessions.add(withExaminers(aSession("B9", "S2", "2026-12-05").build(), "钱二"), CLERK, "新增");
    assertWithdrawn("S0002", "14", "考评");
  }

  @Test
  @Article("14")
  void aRosterInTheAfternoonLeavesTheMorning() {
    sessions.add(
        withExaminers(aSession("B9", "S2", "2026-12-05").at(HalfDay.AFTERNOON).build(), "钱二"),
        CLERK,
        "新增");
    assertInForce("S0001", "S0002");
  }

  @Test
  @Article("14")
  void aRosterThatIsImportedActsAlike() {
    sessions.apply(sessions.difference(List.of(withExaminers(session(), "赵一", "王五"))), CLERK, "导入");
    assertWithdrawn("S0001", "14", "考评");
  }

  @Test
  @Article("14")
  void anExaminerNumberThatIsEnteredActsAlike() {
    changed(withExaminers(session(), "K-778"));
    assertInForce("S0001", "S0002");
    imported(aSupervisor("S0002").named("钱二").withExaminerNumber("K-778").build());
    assertWithdrawn("S0002", "14", "考评");
  }

  private static AppraisalSession withExaminers(AppraisalSession each, String... examiners) {
    return new AppraisalSession(
        each.batch(),
        each.number(),
        each.institution(),
        each.occupation(),
        each.occupationCode(),
        each.level(),
        each.date(),
        each.halfDays(),
        each.siteKind(),
        each.district(),
        each.site(),
        each.candidates(),
        List.of(examiners),
        each.supervisorsWanted(),
        each.important());
  }

  // ---- Art. 18

  @Test
  @Article("18")
  void aGroundEndsTheOrder() {
    grounds.add(ground("S0002", "S1"), RecusalGrounds.Source.DECIDED, LEADER, "决定回避");
    assertWithdrawn("S0002", "18", "回避");
    assertInForce("S0001");
  }

  @Test
  @Article("18")
  void aGroundAtAnotherUnitLeavesTheOrder() {
    grounds.add(ground("S0002", "S2"), RecusalGrounds.Source.DECIDED, LEADER, "决定回避");
    assertInForce("S0001", "S0002");
  }

  @Test
  @Article("18")
  void aGroundThatIsImportedActsAlike() {
    grounds.apply(grounds.difference(List.of(ground("S0001", "S1"))), CLERK, "导入");
    assertWithdrawn("S0001", "18", "回避");
  }

  @Test
  @Article("18")
  void aNewEmployerActsAsAGround() {
    imported(aSupervisor("S0002").named("钱二").employedAt("S1").build());
    assertWithdrawn("S0002", "18", "单位");
  }

  @Test
  @Article("18")
  void aNewParentOfTheUnitActsAsAGround() {
    imported(aSupervisor("S0002").named("钱二").employedAt("S2").build());
    assertInForce("S0001", "S0002");
    var unit = institutions.find("S1").orElseThrow();
    var now = unit.value();
    institutions.change(
        new Institution(
            now.code(),
            now.name(),
            now.kind(),
            now.district(),
            now.address(),
            "S2",
            now.scope(),
            now.licence(),
            now.licenceUntil(),
            now.head(),
            now.phone(),
            now.status()),
        unit.version(),
        CLERK,
        "划转");
    assertWithdrawn("S0002", "18", "");
  }

  private static RecusalGround ground(String card, String institution) {
    return new RecusalGround(
        card, institution, RecusalGround.Relation.RELATIVE, LocalDate.of(2026, 11, 1), null, "");
  }

  // ---- absence

  @Test
  void aSickCallEndsTheOrder() {
    absences.add(new Absence("S0002", DAY, DAY, HalfDays.FULL_DAY, "病假"), CLERK, "");
    assertWithdrawn("S0002", "", "不可用");
    assertInForce("S0001");
  }

  @Test
  void anAbsenceInTheAfternoonLeavesTheMorning() {
    absences.apply(
        absences.difference(
            List.of(new Absence("S0002", DAY, DAY, HalfDays.of(HalfDay.AFTERNOON), ""))),
        CLERK,
        "导入");
    assertInForce("S0001", "S0002");
  }

  // ---- the task itself

  @Test
  @Article("13")
  void aBatchThatIsCalledOffEndsAllOrdersAndTheTask() {
    sessions.cancel("B1", "01", sessions.find("B1", "01").orElseThrow().version(), CLERK, "报名人数不足");
    assertWithdrawn("S0001", "13", "任务取消");
    assertWithdrawn("S0002", "13", "任务取消");
    var task = assignments.task(T1).orElseThrow();
    assertThat(task.cancelled()).isTrue();
    assertThat(task.cancelReason()).contains("批次 B1");
    assertThat(events.stream(TasksCancelled.class)).hasSize(1);
    assertThat(city.content(plan).tasks()).as("the plan holds it no more").isEmpty();
  }

  @Test
  @Article("13")
  void aBatchThatIsMovedEndsAllOrders() {
    changed(session().at(DAY.plusDays(7), session().halfDays()));
    assertWithdrawn("S0001", "13", "任务取消");
    assertThat(assignments.task(T1).orElseThrow().cancelled()).isTrue();
  }

  @Test
  @Article("13")
  void anotherTimeOfTheDayEndsAllOrdersAndThePlanCanBeFilledAgain() {
    changed(session().at(DAY, HalfDays.of(HalfDay.AFTERNOON)));
    assertWithdrawn("S0001", "13", "原为 2026-12-05 上午，现为 2026-12-05 下午");
    assertThat(assignments.task(T1).orElseThrow().cancelled()).isFalse();
    assertThat(city.content(plan).tasks())
        .singleElement()
        .satisfies(task -> assertThat(task.halfDays()).isEqualTo(HalfDays.of(HalfDay.AFTERNOON)));
    city.planner()
        .assign(plan.id(), city.now(plan).version(), UUID.randomUUID(), T1, "S0002", null, CLERK);
    assertThat(city.content(plan).seats()).extracting(PlannedSeat::card).containsExactly("S0002");
  }

  @Test
  void moreCandidatesChangeNothing() {
    var each = session();
    changed(
        new AppraisalSession(
            each.batch(),
            each.number(),
            each.institution(),
            each.occupation(),
            each.occupationCode(),
            each.level(),
            each.date(),
            each.halfDays(),
            each.siteKind(),
            each.district(),
            each.site(),
            80,
            each.examiners(),
            each.supervisorsWanted(),
            each.important()));
    assertInForce("S0001", "S0002");
  }

  // ---- Art. 19 and the leader: between orders, so a person settles it

  @Test
  @Article("19")
  void historyThatComesLateMarksTheFourthInARow() {
    served("2026-11-01", "2026-11-08", "2026-11-15");
    review.settle();
    var marked = order("S0002");
    assertThat(marked.state()).isEqualTo(AssignmentState.ISSUED);
    assertThat(marked.concerns()).extracting(Ruling::article).containsOnly("19").isNotEmpty();
    assertThat(marked.concerns().getFirst().reason()).contains("连续督导该单位 4 次");
    assertThat(order("S0001").concerns()).isEmpty();
  }

  @Test
  @Article("19")
  void theMarkGoesWhenTheRunIsBroken() {
    served("2026-11-01", "2026-11-08", "2026-11-15");
    review.settle();
    assertThat(order("S0002").concerns()).isNotEmpty();
    // Somebody else was there in between, and the person was elsewhere.
    history(Map.of("2026-11-16", "S0001"), "S1");
    history(Map.of("2026-11-17", "S0002"), "S2");
    assertInForce("S0001", "S0002");
  }

  private void served(String... days) {
    Map<String, String> all = new java.util.TreeMap<>();
    for (String day : days) {
      all.put(day, "S0002");
    }
    history(all, "S1");
  }

  private void history(Map<String, String> days, String institution) {
    var register = beans.getBean(PastSupervisions.class);
    List<PastSupervision> rows = new ArrayList<>();
    days.forEach((day, card) ->
        rows.add(
            new PastSupervision(
                institution,
                LocalDate.parse(day),
                "H" + day,
                TaskKind.ON_SITE_EXAM,
                List.of(card))));
    register.apply(register.difference(rows), CLERK, "");
  }

  @Test
  @Article("10")
  void aBatchThatBecomesImportantMarksWhoMayNotLead() {
    String leader =
        assignments.of(T1).stream()
            .filter(each -> each.seat() == 1)
            .findFirst()
            .orElseThrow()
            .card();
    // The person of national level becomes an ordinary one, so neither may lead.
    imported(aSupervisor("S0001").named("赵一").build());
    var each = session();
    changed(
        new AppraisalSession(
            each.batch(),
            each.number(),
            each.institution(),
            each.occupation(),
            each.occupationCode(),
            each.level(),
            each.date(),
            each.halfDays(),
            each.siteKind(),
            each.district(),
            each.site(),
            each.candidates(),
            each.examiners(),
            each.supervisorsWanted(),
            true));
    review.settle();
    assertThat(order(leader).concerns()).extracting(Ruling::rule).contains("leader");
    assertThat(order(leader).state()).isEqualTo(AssignmentState.ISSUED);
  }

  // ---- when nothing is concerned, and what is over

  @Test
  void whatIsOverStaysAsItWasOrdered() {
    clock.setTo(DAY.atTime(15, 0).atZone(clock.getZone()).toInstant());
    absences.add(new Absence("S0002", DAY, DAY, HalfDays.FULL_DAY, "病假"), CLERK, "");
    assertInForce("S0001", "S0002");
  }

  @Test
  void theMorningCheckFindsWhatNobodyToldOf() {
    sql.sql("update supervisor.supervisor set valid_until = '2026-12-01' where card = 'S0002'")
        .update();
    assertThat(review.recheckDay(DAY.plusDays(1)).withdrawn()).isZero();
    assertThat(review.recheckDay(DAY).withdrawn()).isEqualTo(1);
    assertWithdrawn("S0002", "5", "证卡");
  }

  @Test
  @Article("19")
  void aTaskThatHasBegunIsNotCalledOffByTheRegisters() {
    clock.setTo(DAY.atTime(9, 0).atZone(clock.getZone()).toInstant());
    sessions.cancel("B1", "01", sessions.find("B1", "01").orElseThrow().version(), CLERK, "报名人数不足");
    assertInForce("S0001", "S0002");
    assertThat(assignments.task(T1).orElseThrow().cancelled())
        .as("else the visit would count for no run")
        .isFalse();
  }
}
