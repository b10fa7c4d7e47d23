package cn.dudao.dispatch;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.check.PlanCost;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Ruling;
import cn.dudao.support.RecordOfActs;
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
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article({"4", "8"})
class DispatchPlannerTest {

  @Autowired ApplicationContext beans;
  @Autowired DispatchPlanner planner;
  @Autowired DispatchPlans plans;
  @Autowired JdbcClient sql;
  @Autowired RecordOfActs ledger;
  @Autowired TestClock clock;

  private StoredCity city;
  private DispatchPlan plan;

  @BeforeEach
  void fiveMayGoAndTwoMayNot() {
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
                        aSupervisor("S0005").named("周五"),
                        aSupervisor("S0006").named("吴六").withCardValidUntil("2026-11-30"),
                        aSupervisor("S0007").named("郑七").employedAt("S1"))
                    .with(
                        aSession("B1", "S1", "2026-12-05"),
                        aSession("B2", "S2", "2026-12-05"),
                        aSession("B3", "S1", "2026-12-12"))
                    .build());
    plan = city.plan("2026-12-01", "2026-12-31");
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private static final String T1 = "B1-20261205";
  private static final String T2 = "B2-20261205";
  private static final String T3 = "B3-20261212";

  private List<PlannedSeat> team(String task) {
    return city.content(plan).seats().stream().filter(each -> each.task().equals(task)).toList();
  }

  /** Somebody of the five who has nothing to do on 5 December. */
  private String free() {
    var busy =
        city.content(plan).seats().stream()
            .filter(each -> !each.task().equals(T3))
            .map(PlannedSeat::card)
            .toList();
    return List.of("S0001", "S0002", "S0003", "S0004", "S0005").stream()
        .filter(each -> !busy.contains(each))
        .findFirst()
        .orElseThrow();
  }

  private PlanRevision assign(String task, String card, String instead) {
    var now = city.now(plan);
    return planner.assign(
        plan.id(), now.version(), UUID.randomUUID(), task, card, instead, StoredCity.CLERK);
  }

  @Test
  void aComputedPlanIsCheckedAndKeepsWhyEachWasSent() {
    assertThat(plan.state()).isEqualTo(PlanState.READY);
    assertThat(plan.revision()).isEqualTo(1);
    var revision = plans.revision(plan.id(), 1).orElseThrow();
    assertThat(revision.openSeats()).isZero();
    assertThat(revision.violations()).isZero();
    assertThat(city.content(plan).seats())
        .hasSize(6)
        .noneMatch(each -> each.card().equals("S0006"));
    var facts = planner.facts(plan).facts();
    assertThat(PlanCheck.check(facts, city.content(plan).proposal()).clean()).isTrue();
    assertThat(revision.objective())
        .isEqualTo(new PlanCost(facts).of(city.content(plan).proposal()));
    assertThat(plans.permission(plan.id(), T1, team(T1).getFirst().card()))
        .hasSizeGreaterThanOrEqualTo(9)
        .allMatch(Ruling::permits);
    assertThat(team(T1)).extracting(PlannedSeat::role).containsExactly(Role.LEADER, Role.MEMBER);
  }

  @Test
  @Article("5")
  void nobodyWithAnExpiredCardIsAssignedAndTheAttemptStaysOnRecord() {
    String leaving = team(T1).getLast().card();
    assertThatThrownBy(() -> assign(T1, "S0006", leaving))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.rulings()).extracting(Ruling::article).containsExactly("5"));
    assertThat(city.now(plan).revision()).isEqualTo(1);
    assertThat(ledger.about("dispatch-plan", plan.id().toString()).getFirst().act().verb())
        .isEqualTo("dispatch.plan.refusal");
    assertThat(ledger.about("dispatch-plan", plan.id().toString()).getFirst().act().article())
        .isEqualTo("5");
  }

  @Test
  @Article("18")
  void nobodyIsAssignedToTheirOwnEmployer() {
    assertThatThrownBy(() -> assign(T1, "S0007", team(T1).getLast().card()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.rulings()).extracting(Ruling::article).contains("18"));
  }

  @Test
  void nobodyIsInTwoPlaces() {
    assertThatThrownBy(() -> assign(T1, team(T2).getFirst().card(), team(T1).getLast().card()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.rulings()).extracting(Ruling::rule).contains("overlap"));
  }

  @Test
  void twoChangePlacesInOneActThoughEachAloneCouldNot() {
    String one = team(T1).getLast().card();
    String other =
        team(T2).stream()
            .map(PlannedSeat::card)
            .filter(each -> !each.equals("S0007"))
            .findFirst()
            .orElseThrow();
    var steps =
        List.of(new DispatchPlanner.Step(T1, one, other), new DispatchPlanner.Step(T2, other, one));
    planner.exchange(plan.id(), plan.version(), UUID.randomUUID(), steps, StoredCity.CLERK);
    assertThat(team(T1)).extracting(PlannedSeat::card).contains(other).doesNotContain(one);
    assertThat(team(T2)).extracting(PlannedSeat::card).contains(one).doesNotContain(other);
    assertThatThrownBy(() ->
            planner.exchange(
                plan.id(),
                city.now(plan).version(),
                UUID.randomUUID(),
                List.of(new DispatchPlanner.Step(T1, "", "S0006")),
                StoredCity.CLERK))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void aFullTeamTakesNobodyMore() {
    assertThatThrownBy(() -> assign(T1, free(), null))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.rulings()).extracting(Ruling::rule).contains("seats"));
  }

  @Test
  void somebodyElseTakesASeatAndItCanBeUndoneAndDoneAgain() {
    var before = team(T1);
    String coming = free();
    var revision = assign(T1, coming, before.getLast().card());
    assertThat(revision.number()).isEqualTo(2);
    assertThat(team(T1)).extracting(PlannedSeat::card).contains(coming).hasSize(2);
    assertThat(plans.permission(plan.id(), T1, coming)).allMatch(Ruling::permits);

    var undone =
        planner.undo(plan.id(), city.now(plan).version(), UUID.randomUUID(), StoredCity.CLERK);
    assertThat(team(T1)).isEqualTo(before);
    assertThat(undone.undoTo()).isNull();
    assertThat(undone.redoTo()).isEqualTo(2);

    planner.redo(plan.id(), city.now(plan).version(), UUID.randomUUID(), StoredCity.CLERK);
    assertThat(team(T1)).extracting(PlannedSeat::card).contains(coming);
    assertThat(plans.revisions(plan.id())).hasSize(4);
    assertThat(PlanDifference.between(plans.content(plan.id(), 1), plans.content(plan.id(), 2)))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.task().number()).isEqualTo(T1);
          assertThat(each.kind()).isEqualTo(PlanDifference.Kind.TEAM);
        });
    assertThat(PlanDifference.between(plans.content(plan.id(), 2), plans.content(plan.id(), 4)))
        .isEmpty();
  }

  @Test
  void aLeaderWhoGivesWayIsFollowedByALeader() {
    planner.release(
        plan.id(),
        plan.version(),
        UUID.randomUUID(),
        T1,
        team(T1).getFirst().card(),
        StoredCity.CLERK);
    assertThat(team(T1)).singleElement().matches(each -> each.role() == Role.LEADER);
    assertThat(plans.revision(plan.id(), 2).orElseThrow().openSeats()).isEqualTo(1);
    assign(T1, free(), null);
    assertThat(team(T1)).extracting(PlannedSeat::role).containsExactly(Role.LEADER, Role.MEMBER);
  }

  @Test
  void aStalePageIsRefused() {
    assign(T1, free(), team(T1).getLast().card());
    assertThatThrownBy(() ->
            planner.release(
                plan.id(),
                plan.version(),
                UUID.randomUUID(),
                T2,
                team(T2).getFirst().card(),
                StoredCity.CLERK))
        .isInstanceOf(StaleException.class);
  }

  @Test
  void aDoubleClickDoesNothingTwice() {
    var key = UUID.randomUUID();
    String card = team(T1).getLast().card();
    var first = planner.release(plan.id(), plan.version(), key, T1, card, StoredCity.CLERK);
    var second = planner.release(plan.id(), plan.version(), key, T1, card, StoredCity.CLERK);
    assertThat(second.number()).isEqualTo(first.number());
    assertThat(plans.revisions(plan.id())).hasSize(2);
  }

  @Test
  void pinnedSeatsStayWhenTheRestIsPlannedAgain() {
    String coming = free();
    assign(T1, coming, team(T1).getLast().card());
    planner.pin(
        plan.id(), city.now(plan).version(), UUID.randomUUID(), T1, coming, true, StoredCity.CLERK);
    var again = city.compute(city.now(plan), true, true);
    assertThat(again.revision()).isEqualTo(4);
    assertThat(team(T1)).anyMatch(each -> each.card().equals(coming) && each.pinned());
    assertThat(plans.revision(plan.id(), 4).orElseThrow().objective().change()).isZero();
  }

  @Test
  @Article("13")
  void aBatchThatCameLaterIsPlannedAndCanBeTakenBack() {
    city.with(facts().withInstitution("S1").with(aSession("B9", "S1", "2026-12-20")).build());
    assertThat(city.content(plan).tasks()).hasSize(3);
    city.compute(city.now(plan), true, true);
    assertThat(city.content(plan).tasks()).hasSize(4);
    planner.undo(plan.id(), city.now(plan).version(), UUID.randomUUID(), StoredCity.CLERK);
    assertThat(city.content(plan).tasks()).hasSize(3);
    planner.redo(plan.id(), city.now(plan).version(), UUID.randomUUID(), StoredCity.CLERK);
    assertThat(city.content(plan).tasks()).hasSize(4);
    assertThat(team("B9-20261220")).hasSize(2);
  }

  @Test
  void aCopyIsAPlanOfItsOwn() {
    var key = UUID.randomUUID();
    var copy = planner.copy(plan.id(), key, StoredCity.CLERK);
    assertThat(planner.copy(plan.id(), key, StoredCity.CLERK).id()).isEqualTo(copy.id());
    assertThat(copy.id()).isNotEqualTo(plan.id());
    assertThat(plans.content(copy.id(), copy.revision()).proposal().assignments())
        .containsExactlyInAnyOrderElementsOf(city.content(plan).proposal().assignments());
    planner.delete(copy.id(), copy.version(), StoredCity.CLERK);
    assertThat(plans.find(copy.id())).isEmpty();
    assertThat(city.content(plan).seats()).hasSize(6);
  }

  @Test
  void aComputationThatNobodyWaitsForIsNotKept() {
    planner.compute(
        plan.id(),
        plan.version(),
        new DispatchPlanner.Computation(1, 1, false, false),
        StoredCity.CLERK);
    var job = city.now(plan).job();
    planner.cancel(plan.id(), StoredCity.CLERK);
    assertThat(city.now(plan).state()).isEqualTo(PlanState.READY);
    beans.getBean(PlanComputation.class).run(city.running(job));
    assertThat(city.now(plan).revision()).isEqualTo(1);
  }

  @Test
  void theSameRunTwiceIsKeptOnce() {
    planner.compute(
        plan.id(),
        plan.version(),
        new DispatchPlanner.Computation(1, 1, false, false),
        StoredCity.CLERK);
    var run = city.running(city.now(plan).job());
    beans.getBean(PlanComputation.class).run(run);
    beans.getBean(PlanComputation.class).run(run);
    assertThat(city.now(plan).revision()).isEqualTo(2);
    assertThat(city.now(plan).state()).isEqualTo(PlanState.READY);
  }

  @Test
  void aScopeWithoutTasksSaysSo() {
    var empty = city.draft("2030-01-01", "2030-01-02");
    planner.compute(
        empty.id(),
        empty.version(),
        new DispatchPlanner.Computation(1, 1, false, false),
        StoredCity.CLERK);
    assertThatThrownBy(() -> city.run(empty.id())).hasMessageContaining("没有需要督导的场次");
    assertThat(city.now(empty).state()).isEqualTo(PlanState.DRAFT);
    assertThat(city.now(empty).problem()).contains("没有需要督导的场次");
  }

  // ---- the database says no, too

  private void insert(String task, String card, int seat, String permissionFor) {
    sql.sql(
            """
            insert into dispatch.plan_permission
            select plan, :task, :card, 1, rulings from dispatch.plan_permission
            where plan = :plan and (task, card) <> (:task, :card) and :card = :allowed limit 1
            """)
        .param("plan", plan.id())
        .param("task", task)
        .param("card", card)
        .param("allowed", permissionFor)
        .update();
    sql.sql(
            """
            insert into dispatch.plan_assignment (plan, task, task_revision, card, name, seat,
              seats, pinned, from_revision, day, half_days)
            select plan, number, from_revision, :card, '某人', :seat, seats, false, 1, day, half_days
            from dispatch.plan_task where plan = :plan and number = :task and to_revision is null
            """)
        .param("plan", plan.id())
        .param("task", task)
        .param("card", card)
        .param("seat", seat)
        .update();
  }

  @Test
  void theDatabaseRefusesAnAssignmentWithoutRulings() {
    String leaving = team(T1).getLast().card();
    planner.release(plan.id(), plan.version(), UUID.randomUUID(), T1, leaving, StoredCity.CLERK);
    assertThatThrownBy(() -> insert(T1, "S0006", 2, "nobody"))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("permitted");
  }

  @Test
  void theDatabaseRefusesRulingsThatDoNotPermit() {
    assertThatThrownBy(() ->
            sql.sql(
                    """
                    insert into dispatch.plan_permission
                    select plan, task, 'S0006', revision,
                      jsonb_set(rulings, '{1,permits}', 'false')
                    from dispatch.plan_permission where plan = ? limit 1
                    """)
                .param(plan.id())
                .update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void theDatabaseRefusesRulingsWithARuleMissing() {
    assertThatThrownBy(() ->
            sql.sql(
                    """
                    insert into dispatch.plan_permission
                    select plan, task, 'S0006', revision, rulings - 0
                    from dispatch.plan_permission where plan = ? limit 1
                    """)
                .param(plan.id())
                .update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void theDatabaseRefusesDoubleBooking() {
    String leaving = team(T1).getLast().card();
    planner.release(plan.id(), plan.version(), UUID.randomUUID(), T1, leaving, StoredCity.CLERK);
    String busy = team(T2).getFirst().card();
    assertThatThrownBy(() -> insert(T1, busy, 2, busy))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("no_double_booking");
  }

  @Test
  void theDatabaseRefusesAThirdPersonOnTwoSeats() {
    assertThatThrownBy(() -> insert(T1, free(), 3, free()))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("no_more_than_seats");
  }

  @Test
  void theDatabaseRefusesToRewriteRulings() {
    assertThatThrownBy(() ->
            sql.sql("update dispatch.plan_permission set card = 'S0006' where plan = ?")
                .param(plan.id())
                .update())
        .hasMessageContaining("written once");
  }
}
