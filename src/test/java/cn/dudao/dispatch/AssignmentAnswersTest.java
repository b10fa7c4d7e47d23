package cn.dudao.dispatch;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentAnswers;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.assignment.OwnTask;
import cn.dudao.dispatch.assignment.OwnTasks;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.RecusalDeclaration;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.RecusalGrounds;
import cn.dudao.support.RecordOfActs;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article({"8", "18"})
class AssignmentAnswersTest {

  private static final Actor ME = new Actor("me", "本人");
  private static final PlanSecrecy SEALED = new PlanSecrecy(false, Set.of(), 1);

  @Autowired ApplicationContext beans;
  @Autowired AssignmentAnswers answers;
  @Autowired Assignments assignments;
  @Autowired OwnTasks own;
  @Autowired RecusalGrounds grounds;
  @Autowired RecordOfActs ledger;
  @Autowired JdbcClient sql;
  @Autowired TestClock clock;

  private StoredCity city;
  private DispatchPlan plan;

  @BeforeEach
  void aCity() {
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
                        aSupervisor("S0004").named("李四"))
                    .with(aSession("B1", "S1", "2026-12-05"), aSession("B2", "S1", "2026-12-12"))
                    .build());
    plan = city.plan("2026-12-05", "2026-12-12");
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private List<Assignment> issued(PlanSecrecy secrecy) {
    return assignments.inForceOf(city.issued(plan, secrecy).id());
  }

  private Assignment anOrder() {
    return issued(PlanSecrecy.NONE).getFirst();
  }

  static RecusalDeclaration declaration(RecusalGround.Relation... applying) {
    Map<String, String> fields = new HashMap<>();
    for (var each : RecusalGround.Relation.values()) {
      fields.put(
          RecusalDeclaration.FIELD + each.name(), List.of(applying).contains(each) ? "yes" : "no");
    }
    var errors = new FormErrors();
    var read = RecusalDeclaration.read("第一技工学校", fields, errors);
    assertThat(errors.isEmpty()).isTrue();
    return read;
  }

  private Assignment now(Assignment order) {
    return assignments.find(order.id()).orElseThrow();
  }

  private List<String> acts(Assignment order) {
    return ledger.about("assignment", order.id().toString()).stream()
        .map(each -> each.act().verb())
        .toList();
  }

  @Test
  void everyRelationMustBeAnswered() {
    var errors = new FormErrors();
    RecusalDeclaration.read("甲单位", Map.of("answer-RELATIVE", "no"), errors);
    assertThat(errors.all()).hasSize(RecusalGround.Relation.values().length - 1);
  }

  @Test
  void whoAcceptsDeclaresThatNothingStandsAgainst() {
    var order = anOrder();
    answers.accept(order.id(), order.card(), order.version(), declaration(), ME);
    assertThat(now(order).state()).isEqualTo(AssignmentState.ACCEPTED);
    assertThat(acts(order)).contains("assignment.accept");
    assertThat(
            sql.sql("select declaration ->> 'unit' from dispatch.assignment where id = ?")
                .param(order.id())
                .query(String.class)
                .single())
        .isEqualTo("第一技工学校");
  }

  @Test
  void theSameAnswerTwiceHasOneEffect() {
    var order = anOrder();
    answers.accept(order.id(), order.card(), order.version(), declaration(), ME);
    answers.accept(order.id(), order.card(), order.version(), declaration(), ME);
    assertThat(acts(order).stream().filter("assignment.accept"::equals)).hasSize(1);
    assertThatThrownBy(() -> answers.decline(order.id(), order.card(), order.version(), "另有安排", ME))
        .isInstanceOf(StaleException.class);
    answers.decline(order.id(), order.card(), order.version() + 1, "另有安排", ME);
    answers.decline(order.id(), order.card(), order.version() + 1, "另有安排", ME);
    assertThat(acts(order).stream().filter("assignment.decline"::equals)).hasSize(1);
  }

  @Test
  void whoDeclinesLeavesThePlan() {
    var order = anOrder();
    answers.decline(order.id(), order.card(), order.version(), "当天要参加培训", ME);
    assertThat(now(order).state()).isEqualTo(AssignmentState.DECLINED);
    assertThat(now(order).endReason()).isEqualTo("当天要参加培训");
    assertThat(city.content(plan).proposal().assignments()).doesNotContain(order.proposed());
    assertThat(city.now(plan).state()).isEqualTo(PlanState.ISSUED);
  }

  @Test
  void aDeclaredGroundEndsTheOrderAndStays() {
    var order = anOrder();
    answers.declareGround(
        order.id(), order.card(), order.version(), RecusalGround.Relation.RELATIVE, "配偶在该单位工作", ME);
    assertThat(now(order).state()).isEqualTo(AssignmentState.DECLINED);
    assertThat(now(order).endArticle()).isEqualTo("18");
    assertThat(grounds.of(order.card()))
        .extracting(each -> each.value().ground().relation())
        .contains(RecusalGround.Relation.RELATIVE);
    assertThat(grounds.of(order.card()).getFirst().value().source())
        .isEqualTo(RecusalGrounds.Source.DECLARED);
    assertThat(city.content(plan).proposal().assignments()).doesNotContain(order.proposed());
    assertThat(acts(order)).contains("assignment.ground");
  }

  @Test
  void aDeclarationThatAppliesIsAGroundForEachRelation() {
    var order = anOrder();
    answers.declareGrounds(
        order.id(),
        order.card(),
        order.version(),
        declaration(RecusalGround.Relation.MASTER, RecusalGround.Relation.INTEREST),
        "曾带徒并合作办班",
        ME);
    assertThat(grounds.of(order.card()))
        .extracting(each -> each.value().ground().relation())
        .containsExactlyInAnyOrder(RecusalGround.Relation.MASTER, RecusalGround.Relation.INTEREST);
    assertThat(now(order).endReason()).contains("师徒").contains("利害关系");
  }

  @Test
  @Article("5")
  void whoMayNotGoAnyMoreIsWithdrawnWhenAccepting() {
    var order = anOrder();
    sql.sql("update supervisor.supervisor set valid_until = '2026-12-01' where card = ?")
        .param(order.card())
        .update();
    assertThatThrownBy(
            () -> answers.accept(order.id(), order.card(), order.version(), declaration(), ME))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.rulings()).extracting(Ruling::article).contains("5"));
    assertThat(now(order).state()).isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(now(order).endArticle()).isEqualTo("5");
    assertThat(city.content(plan).proposal().assignments()).doesNotContain(order.proposed());
    assertThat(acts(order)).contains("assignment.refusal").doesNotContain("assignment.accept");
  }

  @Test
  @Article("13")
  void aTaskThatIsGoneIsWithdrawnWhenAccepting() {
    var order = anOrder();
    sql.sql(
            """
            update appraisal.session set cancelled_at = now(), cancel_reason = 'x'
            where batch = ?
            """)
        .param(assignments.task(order.task()).orElseThrow().batch())
        .update();
    assertThatThrownBy(
            () -> answers.accept(order.id(), order.card(), order.version(), declaration(), ME))
        .isInstanceOf(RefusedException.class);
    assertThat(now(order).state()).isEqualTo(AssignmentState.WITHDRAWN);
  }

  @Test
  void nobodyAnswersForAnotherAndNothingAfterTheDay() {
    var order = anOrder();
    assertThatThrownBy(
            () -> answers.accept(order.id(), "S9999", order.version(), declaration(), ME))
        .isInstanceOf(NotFoundException.class);
    clock.setTo(order.date().plusDays(1));
    assertThatThrownBy(
            () -> answers.accept(order.id(), order.card(), order.version(), declaration(), ME))
        .isInstanceOf(StaleException.class);
    assertThatThrownBy(() -> answers.decline(order.id(), order.card(), order.version(), "晚了", ME))
        .isInstanceOf(StaleException.class);
  }

  @Test
  @Article("19")
  void whoWasThereDoesNotDeclineAfterwards() {
    var order = anOrder();
    answers.accept(order.id(), order.card(), order.version(), declaration(), ME);
    clock.setTo(order.date().atTime(13, 0).atZone(clock.getZone()).toInstant());
    assertThatThrownBy(
            () -> answers.decline(order.id(), order.card(), order.version() + 1, "事后反悔", ME))
        .isInstanceOf(StaleException.class);
    assertThat(now(order).state()).isEqualTo(AssignmentState.ACCEPTED);
  }

  @Test
  void aSealedOrderIsInvisibleToThePersonUntilItIsReleased() {
    var order = issued(SEALED).getFirst();
    var all = ListQuery.of("/tasks", Map.of());
    assertThat(own.find(order.id(), order.card())).isEmpty();
    assertThat(own.list(order.card(), all).rows()).isEmpty();
    assertThat(own.between(order.card(), order.date(), order.date())).isEmpty();
    assertThat(own.waiting(order.card()).count()).isZero();
    assertThatThrownBy(() -> answers.decline(order.id(), order.card(), order.version(), "不去", ME))
        .isInstanceOf(NotFoundException.class);

    clock.setTo(order.date().minusDays(1));
    assertThat(own.find(order.id(), order.card())).isPresent();
    assertThat(own.list(order.card(), all).rows()).hasSizeGreaterThanOrEqualTo(1);
    assertThat(own.waiting(order.card()).count()).isPositive();
  }

  @Test
  void aSealedOrderThatWasTakenBackIsNeverShown() {
    var order = issued(SEALED).getFirst();
    assignments.withdraw(List.of(order.id()), "8", "方案变更", List.of(), ME);
    clock.setTo(order.date());
    assertThat(own.find(order.id(), order.card())).isEmpty();
  }

  @Test
  void toAnswerComesFirstThenAheadThenPast() {
    var orders = issued(PlanSecrecy.NONE);
    var order = orders.getFirst();
    answers.accept(order.id(), order.card(), order.version(), declaration(), ME);
    clock.setTo(LocalDate.of(2026, 12, 6));
    for (var each : orders) {
      var parts =
          own.list(each.card(), ListQuery.of("/tasks", Map.of())).rows().stream()
              .map(OwnTask::part)
              .toList();
      assertThat(parts).isSorted();
    }
    assertThat(own.list(order.card(), ListQuery.of("/tasks", Map.of("part", "PAST"))).rows())
        .extracting(each -> each.order().id())
        .contains(order.id());
  }
}
