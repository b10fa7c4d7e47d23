package cn.dudao.dispatch.explanation;

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
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.check.PlanCost;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.regulation.Article;
import cn.dudao.supervisor.RecusalGround;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why this person, why not that one, and what an open seat lacks. */
@Article("8")
class ExplanationTest {

  private static DispatchProposal proposal(String... taskAndCards) {
    List<ProposedAssignment> result = new ArrayList<>();
    for (int i = 0; i < taskAndCards.length; i += 2) {
      String task = taskAndCards[i];
      boolean first = result.stream().noneMatch(each -> each.task().equals(task));
      result.add(
          new ProposedAssignment(task, taskAndCards[i + 1], first ? Role.LEADER : Role.MEMBER));
    }
    return new DispatchProposal(result);
  }

  private static OpenSeatExplanation open(
      DispatchFacts facts, DispatchProposal proposal, String task) {
    return new OpenSeats(facts, proposal).of(facts.tasks().get(task)).orElseThrow();
  }

  @Test
  void everybodyStandsInOneOfTheTwoLists() {
    DispatchFacts facts =
        facts()
            .with(
                aSupervisor("R1").nationalLevel(),
                aSupervisor("R2").livingIn("410122"),
                aSupervisor("R3").suspended(null, null).employedAt("U1"),
                aSupervisor("R4"))
            .withInstitution("U1")
            .with(aSession("P1", "U1", "2026-12-07").wanting(1))
            .with(aSession("P2", "U2", "2026-12-07").wanting(1))
            .build();
    SeatExplanation seat =
        SeatExplanation.of(
            facts,
            new PlanCost(facts),
            proposal("P1-20261207", "R1", "P2-20261207", "R4"),
            facts.tasks().get("P1-20261207"));

    assertThat(seat.chosen()).extracting(each -> each.supervisor().card()).containsExactly("R1");
    assertThat(seat.alternatives())
        .extracting(each -> each.supervisor().card())
        .containsExactly("R2");
    assertThat(seat.lawful().get(1).cost().travel()).isEqualTo(6);
    assertThat(seat.counts()).isEqualTo(Map.of("8", 1, "overlap", 1));
    SeatExplanation.Excluded excluded = seat.excluded().getFirst();
    assertThat(excluded.first().article()).isEqualTo("20");
    assertThat(excluded.refusals()).extracting("rule").containsExactly("8", "18");
  }

  @Test
  void anOpenSeatSaysWhyInNumbers() {
    DispatchFacts facts =
        facts()
            .with(
                aSupervisor("R1"),
                aSupervisor("R2").withCardIssuedOn("2023-01-01"),
                aSupervisor("R3").employedAt("U1"))
            .with(aSession("P1", "U1", "2026-12-07"))
            .build();

    OpenSeatExplanation open = open(facts, proposal("P1-20261207", "R1"), "P1-20261207");

    assertThat(open.missing()).isEqualTo(1);
    assertThat(open.counts()).isEqualTo(Map.of("5", 1, "18", 1));
    assertThat(open.sentence()).isEqualTo("3 人：1 人证卡不在有效期内，1 人回避，1 人已在本任务");
    assertThat(open.bottlenecks()).singleElement().extracting("available").isEqualTo(1);
    assertThat(open.relaxations())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.kind()).isEqualTo(Relaxation.Kind.NEW_PERSON);
          assertThat(each.sentence()).contains("金水区", "2026-12-07 上午", "U1");
        });
  }

  @Test
  void tasksOfOneMorningTogetherHaveTooFewPeople() {
    FactsFixture fixture =
        facts().with(aSupervisor("R1"), aSupervisor("R2"), aSupervisor("R3"), aSupervisor("R4"));
    for (String card : List.of("R4")) {
      fixture.withGround(card, "U1", RecusalGround.Relation.RELATIVE, null, null);
      fixture.withGround(card, "U2", RecusalGround.Relation.RELATIVE, null, null);
    }
    DispatchFacts facts =
        fixture
            .with(aSession("P1", "U1", "2026-12-07"))
            .with(aSession("P2", "U2", "2026-12-07"))
            .with(aSession("P3", "U3", "2026-12-07").at(HalfDay.AFTERNOON))
            .build();

    OpenSeatExplanation open =
        open(
            facts,
            proposal("P1-20261207", "R1", "P1-20261207", "R2", "P2-20261207", "R3"),
            "P2-20261207");

    assertThat(open.counts()).isEqualTo(Map.of("18", 1, "overlap", 2));
    assertThat(open.bottlenecks()).hasSize(1);
    Bottleneck tight = open.bottlenecks().getFirst();
    assertThat(tight.kind()).isEqualTo(Bottleneck.Kind.HALF_DAY);
    assertThat(tight.seats()).isEqualTo(4);
    assertThat(tight.available()).isEqualTo(3);
    assertThat(tight.tasks()).containsExactlyInAnyOrder("P1-20261207", "P2-20261207");
    assertThat(tight.sentence()).contains("2 项任务共需 4 名督导员", "只有 3 人");
    assertThat(open.relaxations())
        .extracting(Relaxation::kind)
        .contains(Relaxation.Kind.MOVE, Relaxation.Kind.NEW_PERSON);
    assertThat(open.relaxations().getFirst().sentence()).contains("2026-12-07 下午");
  }

  @Test
  void anotherTimeIsOfferedOnlyInTheSameWeekAndOnlyIfItWorks() {
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1"))
            .withAbsence("R1", "2026-12-07", "2026-12-12", HalfDays.FULL_DAY)
            .with(aSession("P1", "U1", "2026-12-09").wanting(1))
            .build();

    OpenSeatExplanation open = open(facts, DispatchProposal.EMPTY, "P1-20261209");

    assertThat(open.relaxations())
        .extracting(Relaxation::kind)
        .containsExactly(
            Relaxation.Kind.ASK_ABSENT,
            Relaxation.Kind.MOVE,
            Relaxation.Kind.MOVE,
            Relaxation.Kind.NEW_PERSON);
    assertThat(open.relaxations().get(1).sentence()).contains("2026-12-13 上午");
  }

  @Test
  void aChainOfExchangesIsFoundAndIsLawful() {
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1"), aSupervisor("R2"), aSupervisor("R3"))
            .withGround("R3", "U1", RecusalGround.Relation.RELATIVE, null, null)
            .withGround("R2", "U1", RecusalGround.Relation.RELATIVE, null, null)
            .withGround("R3", "U2", RecusalGround.Relation.RELATIVE, null, null)
            .with(aSession("P1", "U1", "2026-12-07").wanting(1))
            .with(aSession("P2", "U2", "2026-12-07").wanting(1))
            .with(aSession("P3", "U3", "2026-12-07").wanting(1))
            .build();
    // Only R1 can go to U1, only R1 and R2 to U2; R1 is at U2, R2 at U3, R3 sits at home.
    DispatchProposal plan = proposal("P2-20261207", "R1", "P3-20261207", "R2");

    OpenSeatExplanation open = open(facts, plan, "P1-20261207");

    assertThat(open.bottlenecks()).isEmpty();
    Relaxation chain = open.relaxations().getFirst();
    assertThat(chain.kind()).isEqualTo(Relaxation.Kind.CHAIN);
    assertThat(chain.moves())
        .containsExactly(
            new Relaxation.Move("P1-20261207", "", "R1"),
            new Relaxation.Move("P2-20261207", "R1", "R2"),
            new Relaxation.Move("P3-20261207", "R2", "R3"));
    DispatchProposal after =
        proposal("P1-20261207", "R1", "P2-20261207", "R2", "P3-20261207", "R3");
    assertThat(PlanCheck.check(facts, after).clean()).isTrue();
  }

  @Test
  @Article("19")
  void aWindowOfOccasionsNeedsMoreTurnsThanTheRotationAllows() {
    FactsFixture fixture = facts().with(aSupervisor("R1"), aSupervisor("R2"));
    for (int i = 1; i <= 4; i++) {
      fixture.with(aSession("P" + i, "U1", "2026-12-0" + (2 * i)));
    }
    DispatchFacts facts = fixture.build();
    DispatchProposal plan =
        proposal(
            "P1-20261202",
            "R1",
            "P1-20261202",
            "R2",
            "P2-20261204",
            "R1",
            "P2-20261204",
            "R2",
            "P3-20261206",
            "R1",
            "P3-20261206",
            "R2");

    OpenSeatExplanation open = open(facts, plan, "P4-20261208");

    assertThat(open.counts()).isEqualTo(Map.of("19", 2));
    assertThat(open.bottlenecks())
        .filteredOn(each -> each.kind() == Bottleneck.Kind.ROTATION)
        .singleElement()
        .satisfies(each -> {
          assertThat(each.seats()).isEqualTo(8);
          assertThat(each.available()).isEqualTo(6);
          assertThat(each.sentence()).contains("4 次督导共需 8 人次", "2 人", "最多承担 6 人次");
        });
  }

  @Test
  void aMissingLeaderIsSaid() {
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1"), aSupervisor("R2"))
            .with(aSession("P1", "U1", "2026-12-07").important())
            .build();
    DispatchProposal plan =
        new DispatchProposal(List.of(new ProposedAssignment("P1-20261207", "R1", Role.MEMBER)));

    OpenSeatExplanation open = open(facts, plan, "P1-20261207");

    assertThat(open.leaderMissing()).isTrue();
    assertThat(open.notLeading()).isEqualTo(1);
    assertThat(open.free()).isZero();
    assertThat(open.sentence()).contains("1 人可任组员但不能任重要批次组长");
    assertThat(open.relaxations().getLast().sentence()).contains("国家级质量督导员或年度考核优秀");
  }

  @Test
  void lawIsNeverOfferedForRelaxation() {
    DispatchFacts facts = InventedCity.of(14, 6, 40, 10, 3);
    DispatchProposal plan = InventedCity.clerk(facts);
    List<OpenSeatExplanation> all = new OpenSeats(facts, plan).all();

    assertThat(PlanCheck.check(facts, plan).violations()).isEmpty();
    assertThat(all).isNotEmpty();
    for (OpenSeatExplanation open : all) {
      int said = open.counts().values().stream().mapToInt(Integer::intValue).sum();
      int onTask = plan.of(open.task().number()).size();
      assertThat(said + open.notLeading() + open.free() + onTask).isEqualTo(open.people());
      for (Relaxation each : open.relaxations()) {
        if (each.kind() == Relaxation.Kind.CHAIN) {
          assertThat(PlanCheck.check(facts, carriedOut(plan, each)).violations()).isEmpty();
        }
      }
      for (Bottleneck each : open.bottlenecks()) {
        assertThat(each.available()).isLessThan(each.seats());
      }
    }
  }

  private static DispatchProposal carriedOut(DispatchProposal plan, Relaxation chain) {
    DispatchProposal result = plan;
    for (Relaxation.Move move : chain.moves()) {
      Role role =
          result.of(move.task()).stream()
              .filter(each -> each.card().equals(move.leaving()))
              .map(ProposedAssignment::role)
              .findFirst()
              .orElse(
                  result.of(move.task()).stream().anyMatch(each -> each.role() == Role.LEADER)
                      ? Role.MEMBER
                      : Role.LEADER);
      result =
          result
              .without(
                  each -> each.task().equals(move.task()) && each.card().equals(move.leaving()))
              .with(new ProposedAssignment(move.task(), move.coming(), role));
    }
    return result;
  }

  @Test
  void theFiguresOfAllTasksAreThoseOfEachTask() {
    for (long seed = 1; seed <= 5; seed++) {
      DispatchFacts facts = InventedCity.of(25, 8, 50, 15, seed);
      DispatchProposal plan = InventedCity.clerk(facts);
      ExclusionCounts counts = ExclusionCounts.of(facts, plan);
      PlanCost cost = new PlanCost(facts);
      for (SupervisionTask task : facts.tasks().values()) {
        Map<String, Integer> all = counts.of(task);
        all.values().removeIf(each -> each == 0);
        assertThat(all).isEqualTo(SeatExplanation.of(facts, cost, plan, task).counts());
      }
    }
  }

  @Test
  void aCityQuarterIsExplainedInSeconds() {
    DispatchFacts facts = InventedCity.of(300, 150, 800, 90, 7);
    DispatchProposal plan = InventedCity.clerk(facts);
    PlanCost cost = new PlanCost(facts);
    SupervisionTask first = facts.tasks().values().iterator().next();
    SeatExplanation.of(facts, cost, plan, first);

    long begin = System.nanoTime();
    SeatExplanation.of(facts, cost, plan, first);
    long seat = System.nanoTime();
    new OpenSeats(facts, plan).all();
    ExclusionCounts.of(facts, plan);
    long all = System.nanoTime();

    assertThat((seat - begin) / 1e9).as("why not X, all people on a seat").isLessThan(1);
    assertThat((all - seat) / 1e9).as("all explanations").isLessThan(10);
  }
}
