package cn.dudao.dispatch;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentReview;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.Absences;
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
import org.springframework.transaction.annotation.Transactional;

/**
 * 第十九条: "withdrawn assignments do not count, nor does a batch that was cancelled before it began,
 * so a sham task that is cancelled breaks no run; cancelling one re-checks its neighbours". A was
 * at S1 twice; A is sent there on 5 and 12 December; what lies in between parts the four.
 */
@RoomTest
@Transactional
@Article("19")
class CancelledTaskTest {

  private static final Actor LEADER = new Actor("leader", "刘处长");
  private static final String BETWEEN = "B0-20261201";
  private static final String FOURTH = "B2-20261212";

  @Autowired ApplicationContext beans;
  @Autowired AssignmentChanges changes;
  @Autowired AssignmentReview review;
  @Autowired Assignments assignments;
  @Autowired AppraisalSessions sessions;
  @Autowired PlanIssue issue;
  @Autowired TestClock clock;

  @BeforeEach
  void before() {
    clock.setTo(LocalDate.of(2026, 11, 24));
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  /**
   * @param unit where the task of 1 December is
   * @param who goes there
   * @param history rows "day unit card"
   */
  private void sent(String unit, String who, String... history) {
    String other = who.equals("S0011") ? "S0012" : "S0011";
    var city =
        new StoredCity(beans)
            .with(
                facts()
                    .withInstitution("S1")
                    .withInstitution("S2")
                    .with(aSupervisor("S0011").named("甲某"), aSupervisor("S0012").named("乙某"))
                    .with(
                        aSession("B0", unit, "2026-12-01").wanting(1),
                        aSession("B1", "S1", "2026-12-05").wanting(1),
                        aSession("B2", "S1", "2026-12-12").wanting(1))
                    .build());
    var absences = beans.getBean(Absences.class);
    absences.apply(
        absences.difference(
            List.of(
                away(other, "2026-12-01"),
                away("S0012", "2026-12-05"),
                away("S0012", "2026-12-12"))),
        StoredCity.CLERK,
        "");
    var register = beans.getBean(PastSupervisions.class);
    register.apply(
        register.difference(
            List.of(history).stream()
                .map(each -> each.split(" "))
                .map(each ->
                    new PastSupervision(
                        each[1],
                        LocalDate.parse(each[0]),
                        "H" + each[0],
                        TaskKind.ON_SITE_EXAM,
                        List.of(each[2])))
                .toList()),
        StoredCity.CLERK,
        "");
    var plan = city.plan("2026-12-01", "2026-12-12");
    issue.submit(
        plan.id(), plan.version(), UUID.randomUUID(), PlanSecrecy.NONE, "", StoredCity.CLERK);
    issue.approve(plan.id(), city.now(plan).version(), UUID.randomUUID(), "同意", LEADER);
    issue.issue(plan.id(), city.now(plan).version(), UUID.randomUUID(), StoredCity.CLERK);
    review.settle();
    assertThat(of(BETWEEN).card()).isEqualTo(who);
    assertThat(of(FOURTH).card()).isEqualTo("S0011");
    assertThat(of(FOURTH).concerns()).isEmpty();
  }

  private static Absence away(String card, String day) {
    return new Absence(card, LocalDate.parse(day), LocalDate.parse(day), HalfDays.FULL_DAY, "");
  }

  private Assignment of(String task) {
    return assignments.of(task).getFirst();
  }

  private void assertFourthIsMarked() {
    review.settle();
    assertThat(of(FOURTH).state().inForce()).isTrue();
    assertThat(of(FOURTH).concerns())
        .anySatisfy(each -> {
          assertThat(each.article()).isEqualTo("19");
          assertThat(each.reason()).contains("连续督导该单位 4 次");
        });
    assertThat(of("B1-20261205").concerns()).as("the third is lawful").isEmpty();
  }

  @Test
  void aShamTaskThatIsCalledOffBreaksNoRunOfTheUnit() {
    sent("S1", "S0012", "2026-11-01 S1 S0011", "2026-11-08 S1 S0011", "2026-11-15 S2 S0011");
    changes.cancelTask(of(BETWEEN).id(), "虚设的批次", StoredCity.CLERK);
    assertFourthIsMarked();
  }

  @Test
  void norDoesOneWhoseBatchIsCalledOffInTheRegister() {
    sent("S1", "S0012", "2026-11-01 S1 S0011", "2026-11-08 S1 S0011", "2026-11-15 S2 S0011");
    sessions.cancel(
        "B0", "01", sessions.find("B0", "01").orElseThrow().version(), StoredCity.CLERK, "取消");
    assertFourthIsMarked();
  }

  @Test
  void aTaskElsewhereThatIsCalledOffBreaksNoRunOfThePerson() {
    sent("S2", "S0011", "2026-11-01 S1 S0011", "2026-11-08 S1 S0011", "2026-11-10 S1 S0012");
    changes.cancelTask(of(BETWEEN).id(), "虚设的批次", StoredCity.CLERK);
    assertFourthIsMarked();
  }

  @Test
  void theMarkGoesWhenOneOfTheFourIsWithdrawn() {
    sent("S1", "S0012", "2026-11-01 S1 S0011", "2026-11-08 S1 S0011", "2026-11-15 S2 S0011");
    changes.cancelTask(of(BETWEEN).id(), "虚设的批次", StoredCity.CLERK);
    assertFourthIsMarked();
    var third = of("B1-20261205");
    changes.withdraw(third.id(), third.version(), "19", "轮换", StoredCity.CLERK);
    review.settle();
    assertThat(of(FOURTH).concerns()).extracting(Ruling::reason).isEmpty();
  }
}
