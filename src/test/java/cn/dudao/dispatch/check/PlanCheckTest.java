package cn.dudao.dispatch.check;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.FactsFixture;
import cn.dudao.dispatch.InventedCity;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.RecusalGround.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every kind of violation is planted once and found, at its place and under its article. */
@Article({"5", "8", "10", "14", "18", "19", "20"})
class PlanCheckTest {

  private static ProposedAssignment leader(String task, String card) {
    return new ProposedAssignment(task, card, Role.LEADER);
  }

  private static ProposedAssignment member(String task, String card) {
    return new ProposedAssignment(task, card, Role.MEMBER);
  }

  private static PlanCheck.Report check(DispatchFacts facts, ProposedAssignment... some) {
    return PlanCheck.check(facts, new DispatchProposal(List.of(some)));
  }

  private static void assertOnly(
      PlanCheck.Report report, String rule, String task, String card, String article) {
    assertThat(report.violations())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.ruling().rule()).isEqualTo(rule);
          assertThat(each.ruling().article()).isEqualTo(article);
          assertThat(each.ruling().permits()).isFalse();
          assertThat(each.task()).isEqualTo(task);
          assertThat(each.card()).isEqualTo(card);
        });
    assertThat(report.clean()).isFalse();
    for (PlanCheck.RuleCount each : report.counts()) {
      assertThat(each.violations()).isEqualTo(each.key().equals(rule) ? 1 : 0);
    }
  }

  private static FactsFixture oneTask() {
    return facts().withInstitution("U1").with(aSession("P1", "U1", "2026-12-07"));
  }

  @Test
  void aLawfulTeamIsClean() {
    PlanCheck.Report report =
        check(
            oneTask().with(aSupervisor("R1"), aSupervisor("R2")).build(),
            leader("P1-20261207", "R1"),
            member("P1-20261207", "R2"));
    assertThat(report.clean()).isTrue();
    assertThat(report.counts())
        .extracting(PlanCheck.RuleCount::key)
        .containsExactly(
            "8", "5", "10", "14", "18", "absent", "19", "overlap", "travel", "known", "once",
            "seats", "leader");
    assertThat(report.counts())
        .extracting(PlanCheck.RuleCount::checked)
        .containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1);
    assertThat(report.counts().getFirst().article()).isEqualTo("8、20");
  }

  @Test
  void staticViolationsAreFound() {
    ProposedAssignment seat = leader("P1-20261207", "R1");
    assertOnly(
        check(oneTask().with(aSupervisor("R1").suspended(null, null)).build(), seat),
        "8",
        "P1-20261207",
        "R1",
        "20");
    assertOnly(
        check(oneTask().with(aSupervisor("R1").withCardValidUntil("2026-12-06")).build(), seat),
        "5",
        "P1-20261207",
        "R1",
        "5");
    assertOnly(
        check(oneTask().with(aSupervisor("R1").graded(2025, Grade.FAIL)).build(), seat),
        "10",
        "P1-20261207",
        "R1",
        "10");
    assertOnly(
        check(
            oneTask()
                .with(aSupervisor("R1").withExaminerNumber("K1"))
                .knowing(aSession("P2", "U2", "2026-12-07").examinedBy("K1"))
                .build(),
            seat),
        "14",
        "P1-20261207",
        "R1",
        "14");
    assertOnly(
        check(
            oneTask()
                .with(aSupervisor("R1"))
                .withGround("R1", "U1", Relation.MASTER, null, "2026-12-07")
                .build(),
            seat),
        "18",
        "P1-20261207",
        "R1",
        "18");
    assertOnly(
        check(
            oneTask()
                .with(aSupervisor("R1"))
                .withAbsence("R1", "2026-12-07", "2026-12-07", new HalfDays(1))
                .build(),
            seat),
        "absent",
        "P1-20261207",
        "R1",
        "");
  }

  @Test
  void aRunIsChargedOnceThoughItBreaksBothReadings() {
    DispatchFacts facts =
        oneTask()
            .with(aSupervisor("R1"))
            .withPast("U1", "2026-11-01", "H1", "R1")
            .withPast("U1", "2026-11-02", "H2", "R1")
            .withPast("U1", "2026-11-03", "H3", "R1")
            .with(aSession("P1", "U1", "2026-12-08").numbered("02"))
            .build();
    PlanCheck.Report report =
        check(facts, leader("P1-20261208", "R1"), leader("P1-20261207", "R1"));
    assertOnly(report, "19", "P1-20261207", "R1", "19");
  }

  @Test
  void takingSomebodyOffCanJoinTwoRuns() {
    FactsFixture fixture = facts().with(aSupervisor("R1"));
    fixture.with(
        aSession("P1", "U1", "2026-12-01"),
        aSession("P2", "U1", "2026-12-02"),
        aSession("PX", "U2", "2026-12-03"),
        aSession("P3", "U1", "2026-12-04"),
        aSession("P4", "U1", "2026-12-05"));
    DispatchFacts facts = fixture.with(Parameter.ROTATION_READING, "OWN").build();
    DispatchProposal whole =
        new DispatchProposal(
            List.of(
                leader("P1-20261201", "R1"),
                leader("P2-20261202", "R1"),
                leader("PX-20261203", "R1"),
                leader("P3-20261204", "R1"),
                leader("P4-20261205", "R1")));
    assertThat(PlanCheck.check(facts, whole).clean()).isTrue();
    assertOnly(
        PlanCheck.check(facts, whole.without(each -> each.task().equals("PX-20261203"))),
        "19",
        "P4-20261205",
        "R1",
        "19");
  }

  @Test
  void twoTasksOfOneDayAreChargedToTheLaterOne() {
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1"))
            .with(aSession("P1", "U1", "2026-12-07").at(new HalfDays(3)))
            .with(aSession("P2", "U2", "2026-12-07").at(new HalfDays(2)).in("410122"))
            .with(aSession("P3", "U3", "2026-12-07").at(new HalfDays(4)).in("410122"))
            .build();
    assertOnly(
        check(facts, leader("P2-20261207", "R1"), leader("P1-20261207", "R1")),
        "overlap",
        "P2-20261207",
        "R1",
        "");
    assertOnly(
        check(facts, leader("P3-20261207", "R1"), leader("P1-20261207", "R1")),
        "travel",
        "P3-20261207",
        "R1",
        "");
  }

  @Test
  void teamsMustBeInOrder() {
    DispatchFacts facts =
        facts()
            .with(
                aSupervisor("R1"),
                aSupervisor("R2"),
                aSupervisor("R3"),
                aSupervisor("RN").nationalLevel())
            .with(aSession("P1", "U1", "2026-12-07"))
            .with(aSession("P2", "U2", "2026-12-08").important())
            .build();
    String plain = "P1-20261207";
    String important = "P2-20261208";
    assertOnly(check(facts, leader("PX", "R1")), "known", "PX", "R1", "");
    assertOnly(check(facts, leader(plain, "R1"), member(plain, "RX")), "known", plain, "RX", "");
    assertOnly(check(facts, leader(plain, "R1"), member(plain, "R1")), "once", plain, "R1", "");
    assertOnly(
        check(facts, leader(plain, "R1"), member(plain, "R2"), member(plain, "R3")),
        "seats",
        plain,
        "",
        "");
    assertOnly(check(facts, leader(plain, "R1"), leader(plain, "R2")), "leader", plain, "R2", "");
    assertOnly(check(facts, member(plain, "R1"), member(plain, "R2")), "leader", plain, "", "");
    assertOnly(check(facts, leader(important, "R1")), "leader", important, "R1", "");
    assertOnly(
        check(facts, member(important, "R1"), member(important, "R2")), "seats", important, "", "");
    assertOnly(
        check(facts, member(important, "R1"), member(important, "RN")),
        "leader",
        important,
        "",
        "");
    assertThat(check(facts, member(important, "R1")).clean())
        .as("the leader's seat may stay open")
        .isTrue();
    assertThat(check(facts, member(important, "R1"), leader(important, "RN")).clean()).isTrue();
    assertThat(check(facts).clean()).isTrue();
  }

  @Test
  void aPlanBuiltByAskingTheRulesIsCleanAndAnyForbiddenSeatIsFound() {
    Random random = new Random(4);
    for (long seed = 1; seed <= 8; seed++) {
      DispatchFacts facts = InventedCity.of(20, 6, 40, 12, seed);
      DispatchProposal plan = InventedCity.clerk(facts);
      assertThat(PlanCheck.check(facts, plan).violations()).isEmpty();
      List<String> tasks = List.copyOf(facts.tasks().keySet());
      List<String> cards = List.copyOf(facts.supervisors().keySet());
      for (int i = 0; i < 200; i++) {
        ProposedAssignment extra =
            member(
                tasks.get(random.nextInt(tasks.size())), cards.get(random.nextInt(cards.size())));
        boolean there =
            plan.of(extra.task()).stream().anyMatch(each -> each.card().equals(extra.card()));
        boolean permitted =
            AssignmentRules.permits(
                new AssignmentCase(
                    facts.supervisors().get(extra.card()),
                    facts.tasks().get(extra.task()),
                    facts,
                    plan));
        List<PlanCheck.Violation> ofPersons =
            new ArrayList<>(PlanCheck.check(facts, plan.with(extra)).violations());
        ofPersons.removeIf(
            each -> List.of("seats", "leader", "once").contains(each.ruling().rule()));
        if (!there) {
          assertThat(ofPersons.isEmpty()).isEqualTo(permitted);
        }
      }
    }
  }
}
