package cn.dudao.dispatch.check;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.InventedCity;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.planning.Objective;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of the objective, each computed by hand. */
@Article("10")
class PlanCostTest {

  private static DispatchProposal proposal(String... taskAndCard) {
    List<ProposedAssignment> result = new ArrayList<>();
    for (int i = 0; i < taskAndCard.length; i += 2) {
      result.add(new ProposedAssignment(taskAndCard[i], taskAndCard[i + 1], Role.MEMBER));
    }
    return new DispatchProposal(result);
  }

  @Test
  void openSeatsCostTenThousandEach() {
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1").knowing("电工").graded(2025, Grade.EXCELLENT))
            .with(aSession("P1", "U1", "2026-12-07"))
            .with(aSession("P2", "U1", "2026-12-09").wanting(3))
            .build();
    PlanCost cost = new PlanCost(facts);
    assertThat(cost.of(DispatchProposal.EMPTY)).isEqualTo(new Objective(50_000, 0, 0, 0, 0, 0, 0));
    assertThat(cost.of(proposal("P1-20261207", "R1")))
        .isEqualTo(new Objective(40_000, 0, 0, 0, 0, 0, 0));
    assertThat(cost.openSeats(proposal("P1-20261207", "R1"))).isEqualTo(4);
  }

  @Test
  void balanceIsMeasuredAgainstWaterFillingOverTheYear() {
    // R1 has served 2 half-days this year, R2 none, R3 one last year, RX may not be sent at all.
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1"), aSupervisor("R2"), aSupervisor("R3"))
            .with(aSupervisor("RX").suspended(null, null))
            .withPast("U9", "2026-01-01", "H1", "R1")
            .withPast("U9", "2026-12-06", "H2", "R1", "RX")
            .withPast("U9", "2026-12-07", "H3", "R1")
            .withPast("U9", "2025-12-31", "H4", "R3")
            .with(aSession("P1", "U1", "2026-12-07").wanting(1).at(HalfDays.FULL_DAY))
            .with(aSession("P2", "U1", "2026-12-09").wanting(1).at(new HalfDays(3)))
            .build();
    PlanCost cost = new PlanCost(facts);
    // Everything to R1: (2+4)² = 36; best: 2, 2, 2 → 12.
    assertThat(cost.of(proposal("P1-20261207", "R1", "P2-20261209", "R1")).balance())
        .isEqualTo(36 - 12);
    // One each to R2 and R3: 2² + 2² + 2² = 12, as even as can be.
    assertThat(cost.of(proposal("P1-20261207", "R2", "P2-20261209", "R3")).balance()).isZero();
    // Only the half-days that the plan gives are shared out: 2² + 2² against 2, 1, 1 → 6.
    assertThat(cost.of(proposal("P1-20261207", "R2")).balance()).isEqualTo(8 - 6);
  }

  @ParameterizedTest(name = "{0}，时段 {1} → {2}")
  @CsvSource({
    "EXCELLENT, 7, 0",
    "PASS, 1, 3",
    "PASS, 3, 6",
    "PASS, 7, 6",
    "BASIC, 7, 16",
    "BASIC, 4, 8",
  })
  void gradesCostPerHalfDay(Grade grade, int halfDays, long expected) {
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1").graded(2025, grade))
            .with(aSession("P1", "U1", "2026-12-07").at(new HalfDays(halfDays)))
            .build();
    assertThat(new PlanCost(facts).of(proposal("P1-20261207", "R1")).grade()).isEqualTo(expected);
  }

  @Test
  void notYetAssessedCostsFour() {
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1").neverAssessed().withCardIssuedOn("2026-06-01"))
            .with(aSession("P1", "U1", "2026-12-07").at(new HalfDays(3)))
            .build();
    assertThat(new PlanCost(facts).of(proposal("P1-20261207", "R1")).grade()).isEqualTo(8);
  }

  @ParameterizedTest(name = "熟悉 {0}，任务 {1} {2} → {3}")
  @CsvSource({
    "电工,       电工, 6-31-01-03, 0",
    "6-31-01-03, 电工, 6-31-01-03, 0",
    "6-31-01-03, 电工, '',         0",
    "电工,       电工, '',         0",
    "机修钳工,   电工, 6-31-01-03, 2",
    "6-31-99-99, 电工, '',         2",
    "焊工,       电工, 6-31-01-03, 5",
    "不存在,     电工, 6-31-01-03, 5",
    "不存在,     不存在, '',       0",
    "电工,       不存在, '',       5",
  })
  void occupationsCostByNearness(String known, String wanted, String code, long expected) {
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1").knowing("保育师", known))
            .with(aSession("P1", "U1", "2026-12-07").of(wanted, code))
            .build();
    assertThat(new PlanCost(facts).of(proposal("P1-20261207", "R1")).expertise())
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "常驻 {0}，任务在 {1} → {2}")
  @CsvSource({
    "410105, 410105, 0",
    "410122, 410122, 0",
    "410102, 410105, 3",
    "410122, 410105, 6",
    "410105, 410122, 6",
    "410122, 410181, 6",
  })
  void travelCostsByDistrict(String home, String there, long expected) {
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1").livingIn(home))
            .with(aSession("P1", "U1", "2026-12-07").in(there))
            .build();
    assertThat(new PlanCost(facts).of(proposal("P1-20261207", "R1")).travel()).isEqualTo(expected);
  }

  @Test
  void thePairThatServesThreeTimesTogetherCostsNine() {
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1"), aSupervisor("R2"), aSupervisor("R3"))
            .with(aSession("P1", "U1", "2026-12-01"))
            .with(aSession("P2", "U2", "2026-12-02"))
            .with(aSession("P3", "U3", "2026-12-03").wanting(3))
            .build();
    DispatchProposal plan =
        proposal(
            "P1-20261201",
            "R2",
            "P1-20261201",
            "R1",
            "P2-20261202",
            "R1",
            "P2-20261202",
            "R2",
            "P3-20261203",
            "R1",
            "P3-20261203",
            "R2",
            "P3-20261203",
            "R3");
    assertThat(new PlanCost(facts).of(plan).pairs()).isEqualTo(3 * 3);
  }

  @Test
  void aLostSeatCostsTwoHundredIfItsHolderIsStillLawful() {
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1"), aSupervisor("R2"), aSupervisor("R3"))
            .with(aSupervisor("RX").suspended(null, null))
            .with(aSession("P1", "U1", "2026-12-01"))
            .build();
    DispatchProposal previous =
        proposal("P1-20261201", "R1", "P1-20261201", "RX", "GONE", "R1", "P1-20261201", "NOBODY");
    PlanCost cost = new PlanCost(facts);
    assertThat(cost.of(proposal("P1-20261201", "R2", "P1-20261201", "R3"), previous).change())
        .isEqualTo(200);
    assertThat(cost.of(proposal("P1-20261201", "R1", "P1-20261201", "R3"), previous).change())
        .isZero();
    assertThat(cost.of(proposal("P1-20261201", "R2")).change()).isZero();
  }

  @Test
  void weightsAreParameters() {
    DispatchFacts facts =
        facts()
            .with(Parameter.WEIGHT_OPEN, 7)
            .with(Parameter.WEIGHT_BALANCE, 5)
            .with(Parameter.GRADE_PASS, 11)
            .with(Parameter.EXPERTISE_FAR, 13)
            .with(Parameter.TRAVEL_FAR, 17)
            .with(Parameter.URBAN_CORE, "410105, 410122")
            .with(Parameter.TRAVEL_CORE, 19)
            .with(aSupervisor("R1").livingIn("410122"), aSupervisor("R2").livingIn("410181"))
            .with(aSession("P1", "U1", "2026-12-01").wanting(3).at(new HalfDays(3)))
            .build();
    assertThat(new PlanCost(facts).of(proposal("P1-20261201", "R1")))
        .isEqualTo(new Objective(14, (4 - 2) * 5, 22, 13, 19, 0, 0));
    assertThat(new PlanCost(facts).of(proposal("P1-20261201", "R2")).travel()).isEqualTo(17);
  }

  @Test
  void whatOnePersonAddsIsTheDifferenceOfTheWholes() {
    for (long seed = 1; seed <= 6; seed++) {
      DispatchFacts facts = InventedCity.of(16, 6, 30, 12, seed);
      PlanCost cost = new PlanCost(facts);
      DispatchProposal plan = InventedCity.clerk(facts);
      for (ProposedAssignment seat : plan.assignments()) {
        DispatchProposal without = plan.without(seat::equals);
        QualitySupervisor person = facts.supervisors().get(seat.card());
        SupervisionTask task = facts.tasks().get(seat.task());
        Objective with = cost.of(plan);
        Objective less = cost.of(without);
        SeatCost marginal = cost.marginal(person, task, plan);
        assertThat(marginal).isEqualTo(cost.marginal(person, task, without));
        assertThat(marginal.grade()).isEqualTo(with.grade() - less.grade());
        assertThat(marginal.expertise()).isEqualTo(with.expertise() - less.expertise());
        assertThat(marginal.travel()).isEqualTo(with.travel() - less.travel());
        assertThat(marginal.pairs()).isEqualTo(with.pairs() - less.pairs());
        int load = task.halfDays().load();
        assertThat(marginal.halfDays()).isEqualTo(load);
        assertThat(marginal.balance())
            .isEqualTo(
                IntStream.range(0, load)
                    .mapToLong(i -> 2L * (marginal.halfDaysBefore() + i) + 1)
                    .sum());
      }
    }
  }
}
