package cn.dudao.dispatch.planning;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.regulation.Parameter;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanOptimizerTest {

  @Test
  void aPlanOfACityMonthFillsAllSeatsLawfully() {
    DispatchFacts facts = InventedCity.month();

    PlanningResult result =
        PlanOptimizer.plan(facts, PlanningRequest.steps(200_000, 1), PlanningProgress.SILENT);

    assertThat(result.openSeats()).isZero();
    assertLawful(facts, result.proposal());
  }

  /** Few people, few units, many days: rotation binds everywhere. */
  @ParameterizedTest
  @ValueSource(strings = {"UNIT", "OWN", "BOTH"})
  void denseRotationIsKeptUnderEveryReading(String reading) {
    for (int seed = 1; seed <= 12; seed++) {
      DispatchFacts facts = denseCity(seed, reading);
      PlanningResult result =
          PlanOptimizer.plan(facts, PlanningRequest.steps(30_000, seed), PlanningProgress.SILENT);
      assertLawful(facts, result.proposal());
    }
  }

  @Test
  void theSameSeedAndStepsGiveTheSamePlan() {
    DispatchFacts facts = InventedCity.month();
    PlanningRequest request = PlanningRequest.steps(100_000, 7);

    PlanningResult one = PlanOptimizer.plan(facts, request, PlanningProgress.SILENT);
    PlanningResult other = PlanOptimizer.plan(facts, request, PlanningProgress.SILENT);

    assertThat(one.proposal().assignments()).isEqualTo(other.proposal().assignments());
    assertThat(one.objective()).isEqualTo(other.objective());
  }

  static DispatchFacts denseCity(int seed, String reading) {
    return InventedCity.ofSeed(seed)
        .withPeople(8 + seed % 5)
        .withInstitutions(2 + seed % 3)
        .withBatches(30)
        .with(Parameter.ROTATION_READING, reading)
        .from(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 12, 31))
        .facts();
  }

  static void assertLawful(DispatchFacts facts, DispatchProposal proposal) {
    for (ProposedAssignment each : proposal.assignments()) {
      SupervisionTask task = Objects.requireNonNull(facts.tasks().get(each.task()));
      AssignmentCase question =
          new AssignmentCase(
              Objects.requireNonNull(facts.supervisors().get(each.card())), task, facts, proposal);
      assertThat(AssignmentRules.refusals(question)).isEmpty();
      assertThat(each.role() == Role.MEMBER || AssignmentRules.LEADER.permits(question)).isTrue();
    }
    for (SupervisionTask task : facts.tasks().values()) {
      List<ProposedAssignment> team = proposal.of(task.number());
      long leaders = team.stream().filter(each -> each.role() == Role.LEADER).count();
      assertThat(team.size()).isLessThanOrEqualTo(task.seats());
      assertThat(leaders).isLessThanOrEqualTo(1);
      assertThat(leaders == 1 || team.isEmpty() || task.important()).isTrue();
      assertThat(leaders == 1 || team.size() < task.seats()).isTrue();
    }
  }
}
