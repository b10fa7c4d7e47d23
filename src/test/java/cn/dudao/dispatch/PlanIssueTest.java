package cn.dudao.dispatch;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.assignment.PlanDecisions;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Ruling;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article({"4", "8"})
class PlanIssueTest {

  private static final Actor LEADER = new Actor("leader", "刘处长");
  private static final String T1 = "B1-20261205";

  @Autowired ApplicationContext beans;
  @Autowired PlanIssue issue;
  @Autowired AssignmentChanges changes;
  @Autowired DispatchPlanner planner;
  @Autowired DispatchPlans plans;
  @Autowired Assignments assignments;
  @Autowired PlanDecisions decisions;
  @Autowired JdbcClient sql;
  @Autowired TestClock clock;

  private StoredCity city;
  private DispatchPlan plan;

  @BeforeEach
  void aComputedPlan() {
    clock.setTo(LocalDate.of(2026, 11, 24));
    city =
        new StoredCity(beans)
            .with(
                facts()
                    .withInstitution("S1")
                    .withInstitution("S2")
                    .with(
                        aSupervisor("S0001").named("赵一").nationalLevel(),
                        aSupervisor("S0002").named("钱二"),
                        aSupervisor("S0003").named("孙三"),
                        aSupervisor("S0004").named("李四"),
                        aSupervisor("S0005").named("周五"))
                    .with(
                        aSession("B1", "S1", "2026-12-05"),
                        aSession("B2", "S2", "2026-12-05"),
                        aSession("B3", "S1", "2026-12-12"))
                    .build());
    plan = city.plan("2026-12-05", "2026-12-05");
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private void submitted() {
    issue.submit(
        plan.id(),
        city.now(plan).version(),
        UUID.randomUUID(),
        PlanSecrecy.NONE,
        "",
        StoredCity.CLERK);
  }

  private void approved() {
    submitted();
    issue.approve(plan.id(), city.now(plan).version(), UUID.randomUUID(), "同意", LEADER);
  }

  private List<Assignment> issued() {
    approved();
    issue.issue(plan.id(), city.now(plan).version(), UUID.randomUUID(), StoredCity.CLERK);
    return assignments.inForceOf(plan.id());
  }

  @Test
  void approvedAndIssuedItSendsEverybodyWhomThePlanHolds() {
    var orders = issued();

    assertThat(city.now(plan).state()).isEqualTo(PlanState.ISSUED);
    assertThat(orders)
        .hasSize(4)
        .allMatch(each -> each.state() == AssignmentState.ISSUED)
        .extracting(Assignment::documentNumber)
        .containsExactlyInAnyOrder("督派〔2026〕1号", "督派〔2026〕2号", "督派〔2026〕3号", "督派〔2026〕4号");
    assertThat(orders)
        .extracting(Assignment::proposed)
        .containsExactlyInAnyOrderElementsOf(city.content(plan).proposal().assignments());
    assertThat(assignments.permission(orders.getFirst()))
        .hasSizeGreaterThanOrEqualTo(9)
        .allMatch(Ruling::permits);
  }

  @Test
  void nobodyApprovesTheirOwnPlan() {
    submitted();
    assertThatThrownBy(() ->
            issue.approve(
                plan.id(), city.now(plan).version(), UUID.randomUUID(), "", StoredCity.CLERK))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.rulings()).extracting(Ruling::article).containsExactly("8"));
    assertThat(city.now(plan).state()).isEqualTo(PlanState.SUBMITTED);
  }

  @Test
  void theDatabaseRefusesAnApprovalOfOnesOwnPlan() {
    submitted();
    assertThatThrownBy(() -> decisions.approve(plan.id(), 1, "", null, StoredCity.CLERK))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("a plan of their own");
  }

  @Test
  void theDatabaseRefusesAnOrderWithoutApproval() {
    var seat = city.content(plan).seats().getFirst();
    sql.sql(
            """
            insert into dispatch.issued_task (number, plan, batch, kind, institution,
              institution_name, day, half_days, district, site, seats, important, occupation,
              occupation_code, level, unannounced, announce_at, names_at, issued_at)
            select number, plan, batch, kind, institution, institution_name, day, half_days,
              district, site, seats, important, occupation, occupation_code, level, false, now(),
              now(), now()
            from dispatch.plan_task where plan = ? and number = ?
            """)
        .params(plan.id(), seat.task())
        .update();
    assertThatThrownBy(() ->
            sql.sql(
                    """
                    insert into dispatch.assignment (id, task, plan, revision, permitted_revision,
                      card, name, seat, day, half_days, state, document_number, issued_by,
                      issued_by_name, issued_at, released_at, answer_due)
                    values (gen_random_uuid(), ?, ?, 1, 1, ?, ?, 1, '2026-12-05', 1, 'ISSUED', 'X',
                      'x', 'x', now(), now(), now())
                    """)
                .params(seat.task(), plan.id(), seat.card(), seat.name())
                .update())
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("approved");
  }

  @Test
  void askedTwiceItSendsOnce() {
    approved();
    var key = UUID.randomUUID();
    var version = city.now(plan).version();
    assertThat(issue.issue(plan.id(), version, key, StoredCity.CLERK)).isEqualTo(4);
    assertThat(issue.issue(plan.id(), version, key, StoredCity.CLERK)).isZero();
    assertThat(assignments.inForceOf(plan.id())).hasSize(4);
  }

  @Test
  void aStalePageIssuesNothing() {
    approved();
    assertThatThrownBy(() ->
            issue.issue(
                plan.id(), city.now(plan).version() - 1, UUID.randomUUID(), StoredCity.CLERK))
        .isInstanceOf(StaleException.class);
    assertThat(assignments.inForceOf(plan.id())).isEmpty();
  }

  @Test
  void aSubmittedPlanIsNotChanged() {
    submitted();
    var seat = city.content(plan).seats().getFirst();
    assertThatThrownBy(() ->
            planner.release(
                plan.id(),
                city.now(plan).version(),
                UUID.randomUUID(),
                seat.task(),
                seat.card(),
                StoredCity.CLERK))
        .isInstanceOf(StaleException.class);
  }

  @Test
  void aReturnedPlanMayBeChangedAndNeedsAReason() {
    submitted();
    issue.sendBack(plan.id(), city.now(plan).version(), UUID.randomUUID(), "城区力量不足，请调整", LEADER);
    assertThat(city.now(plan).state()).isEqualTo(PlanState.READY);
    submitted();
    assertThatThrownBy(() ->
            issue.sendBack(plan.id(), city.now(plan).version(), UUID.randomUUID(), " ", LEADER))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void aChangeAfterTheIssueWithdrawsOneAndSendsAnother() {
    var orders = issued();
    var leaving = orders.stream().filter(each -> each.task().equals(T1)).toList().getLast();
    String free =
        List.of("S0001", "S0002", "S0003", "S0004", "S0005").stream()
            .filter(card -> orders.stream().noneMatch(each -> each.card().equals(card)))
            .findFirst()
            .orElseThrow();
    planner.assign(
        plan.id(),
        city.now(plan).version(),
        UUID.randomUUID(),
        T1,
        free,
        leaving.card(),
        StoredCity.CLERK);
    assertThat(city.now(plan).hasUnissuedChanges()).isTrue();
    assertThat(assignments.inForceOf(plan.id()))
        .extracting(Assignment::card)
        .contains(leaving.card());

    assertThat(issued()).extracting(Assignment::card).contains(free).doesNotContain(leaving.card());
    assertThat(assignments.find(leaving.id()).orElseThrow().state())
        .isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(city.now(plan).hasUnissuedChanges()).isFalse();
  }

  @Test
  @Article("19")
  void anotherPlanCountsTheOrdersOfThisOne() {
    issued();
    var other = city.plan("2026-12-05", "2026-12-12");
    assertThat(city.content(other).tasks())
        .as("what is issued is not planned again")
        .extracting(PlannedTask::number)
        .containsExactly("B3-20261212");
    var known = planner.facts(other);
    assertThat(known.standing().assignments()).hasSize(4);
    assertThat(PlanCheck.check(known.facts(), known.joined(city.content(other).proposal())).clean())
        .isTrue();
  }

  @Test
  void whoCannotBeSentAnyMoreIsNotIssued() {
    approved();
    var seat = city.content(plan).seats().getFirst();
    sql.sql("update supervisor.supervisor set valid_until = '2026-12-01' where card = ?")
        .param(seat.card())
        .update();
    assertThatThrownBy(() ->
            issue.issue(plan.id(), city.now(plan).version(), UUID.randomUUID(), StoredCity.CLERK))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.rulings()).extracting(Ruling::article).contains("5"));
    assertThat(assignments.inForceOf(plan.id())).isEmpty();
  }

  @Test
  void whatAnotherPlanSentPeopleOnMeanwhileIsNotSentTwice() {
    var other = city.plan("2026-12-05", "2026-12-05");
    issued();
    assertThatThrownBy(() ->
            issue.submit(
                other.id(),
                city.now(other).version(),
                UUID.randomUUID(),
                PlanSecrecy.NONE,
                "",
                StoredCity.CLERK))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.rulings())
                    .extracting(Ruling::reason)
                    .contains("另一方案已就这项任务签发委派"));
  }

  @Test
  void whatIsOverDoesNotKeepThePlanFromBeingIssued() {
    plan = city.plan("2026-12-05", "2026-12-12");
    issued();
    clock.setTo(LocalDate.of(2026, 12, 7));
    var over = city.content(plan).seats().getFirst();
    sql.sql("update supervisor.supervisor set valid_until = '2026-12-04' where card = ?")
        .param(over.card())
        .update();
    city.content(plan).seats().stream()
        .filter(each -> each.task().startsWith("B3") && each.card().equals(over.card()))
        .forEach(each ->
            planner.release(
                plan.id(),
                city.now(plan).version(),
                UUID.randomUUID(),
                each.task(),
                each.card(),
                StoredCity.CLERK));
    if (city.now(plan).state() == PlanState.ISSUED) {
      var seat =
          city.content(plan).seats().stream()
              .filter(each -> each.task().startsWith("B3"))
              .findFirst()
              .orElseThrow();
      planner.release(
          plan.id(),
          city.now(plan).version(),
          UUID.randomUUID(),
          seat.task(),
          seat.card(),
          StoredCity.CLERK);
    }
    issued();
    assertThat(city.now(plan).state()).isEqualTo(PlanState.ISSUED);
  }

  /** Of two plans each is lawful by itself; together they send somebody a fourth time. */
  @Test
  @Article("19")
  void whatWouldMakeTheOrderOfAnotherPlanAFourthInARowIsNotIssued() {
    city =
        new StoredCity(beans)
            .with(
                facts()
                    .withInstitution("S9")
                    .with(
                        aSupervisor("S0091").named("吴六").nationalLevel(),
                        aSupervisor("S0092").named("郑七"))
                    .with(aSession("B8", "S9", "2026-12-15"), aSession("B9", "S9", "2026-12-19"))
                    .withPast("S9", "2026-11-01", "P1", "S0091", "S0092")
                    .withPast("S9", "2026-11-08", "P2", "S0091", "S0092")
                    .build());
    sql.sql("update supervisor.supervisor set valid_until = '2026-12-01' where card like 'S000%'")
        .update();
    var first = city.plan("2026-12-15", "2026-12-15");
    var second = city.plan("2026-12-19", "2026-12-19");
    assertThat(city.content(first).seats()).isNotEmpty();
    assertThat(city.content(second).seats()).isNotEmpty();
    issue.submit(
        first.id(), first.version(), UUID.randomUUID(), PlanSecrecy.NONE, "", StoredCity.CLERK);
    issue.approve(first.id(), city.now(first).version(), UUID.randomUUID(), "", LEADER);
    city.issued(second, PlanSecrecy.NONE);

    assertThatThrownBy(() ->
            issue.issue(first.id(), city.now(first).version(), UUID.randomUUID(), StoredCity.CLERK))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.rulings()).extracting(Ruling::article).contains("19"));
    assertThat(assignments.inForceOf(first.id())).isEmpty();
  }

  @Test
  void aChangedSealReachesThoseWhoStayOnTheTask() {
    plan = city.plan("2026-12-12", "2026-12-12");
    var orders = city.issued(plan, new PlanSecrecy(false, Set.of(), 5));
    var before = assignments.inForceOf(orders.id());
    var leaving = before.getLast();
    var staying = before.getFirst();
    String free =
        List.of("S0001", "S0002", "S0003", "S0004", "S0005").stream()
            .filter(card -> before.stream().noneMatch(each -> each.card().equals(card)))
            .findFirst()
            .orElseThrow();
    planner.assign(
        plan.id(),
        city.now(plan).version(),
        UUID.randomUUID(),
        leaving.task(),
        free,
        leaving.card(),
        StoredCity.CLERK);
    city.issued(city.now(plan), new PlanSecrecy(false, Set.of(), 1));

    var names = assignments.task(leaving.task()).orElseThrow().namesAt();
    assertThat(assignments.inForceOf(plan.id()))
        .as("all of a team are told when the names are opened")
        .hasSize(2)
        .allMatch(each -> each.releasedAt().equals(names))
        .extracting(Assignment::id)
        .contains(staying.id());
  }

  @Test
  void aTeamThatLostItsLeaderDoesNotKeepOtherPlansFromBeingComputed() {
    var leader = issued().stream().filter(each -> each.seat() == 1).findFirst().orElseThrow();
    changes.withdraw(leader.id(), leader.version(), "8", "工作调整", StoredCity.CLERK);
    var other = city.plan("2026-12-05", "2026-12-12");
    assertThat(other.problem()).isNull();
    assertThat(other.state()).isEqualTo(PlanState.READY);
  }

  @Test
  void aLeaderWhoseDecisionTookSomebodyOffAPlanMayApproveWhatFollows() {
    var one = issued().getFirst();
    changes.withdraw(one.id(), one.version(), "8", "工作调整", LEADER);
    planner.assign(
        plan.id(),
        city.now(plan).version(),
        UUID.randomUUID(),
        one.task(),
        one.card(),
        null,
        StoredCity.CLERK);
    approved();
    assertThat(city.now(plan).state()).isEqualTo(PlanState.APPROVED);
  }

  @Test
  @Article("19")
  void whoWasThereIsNotTakenOffAfterwards() {
    plan = city.plan("2026-12-05", "2026-12-12");
    var served = issued().stream().filter(each -> each.task().equals(T1)).toList().getLast();
    clock.setTo(LocalDate.of(2026, 12, 7));
    planner.release(
        plan.id(),
        city.now(plan).version(),
        UUID.randomUUID(),
        T1,
        served.card(),
        StoredCity.CLERK);
    assertThatThrownBy(this::issued)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.rulings()).extracting(Ruling::article).contains("19"));
    assertThat(assignments.find(served.id()).orElseThrow().state().inForce()).isTrue();
  }
}
