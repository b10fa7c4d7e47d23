package cn.dudao.dispatch.planning;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.check.PlanCost;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.regulation.Parameter;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
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
    assertLawful(facts, result);
  }

  /** Few people, few units, many days: rotation binds everywhere. */
  @ParameterizedTest
  @ValueSource(strings = {"UNIT", "OWN", "BOTH"})
  void denseRotationIsKeptUnderEveryReading(String reading) {
    for (int seed = 1; seed <= 12; seed++) {
      DispatchFacts facts = denseCity(seed, reading);
      PlanningResult result =
          PlanOptimizer.plan(facts, PlanningRequest.steps(30_000, seed), PlanningProgress.SILENT);
      assertLawful(facts, result);
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

  @Test
  void cancellingAnswersSoonWithALawfulPlan() {
    DispatchFacts facts = InventedCity.quarter();
    AtomicLong cancelledAt = new AtomicLong();
    PlanningProgress cancelling =
        new PlanningProgress() {
          private int reports;

          @Override
          public void at(String stage, double fraction, int openSeats, long cost) {
            if (++reports == 3) {
              cancelledAt.set(System.nanoTime());
            }
          }

          @Override
          public boolean cancelled() {
            return cancelledAt.get() != 0;
          }
        };

    PlanningResult result =
        PlanOptimizer.plan(facts, PlanningRequest.within(Duration.ofMinutes(5), 1), cancelling);
    double waited = (System.nanoTime() - cancelledAt.get()) / 1e9;

    assertThat(waited).isLessThan(5);
    assertLawful(facts, result);
  }

  @Test
  void aTimeLimitThatIsTooShortStillGivesAFullPlan() {
    DispatchFacts facts = InventedCity.quarter();

    PlanningResult result =
        PlanOptimizer.plan(
            facts, PlanningRequest.within(Duration.ofMillis(1), 1), PlanningProgress.SILENT);

    assertThat(result.openSeats()).isZero();
    assertLawful(facts, result);
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

  /** Every lawful plan of a small case is tried; rotation, leaders and open seats all bind. */
  @Test
  void smallCasesReachTheProvenOptimumAndTheBoundIsTrue() {
    for (int seed = 1; seed <= 40; seed++) {
      DispatchFacts facts = smallCity(seed);
      PlanningResult result =
          PlanOptimizer.plan(facts, PlanningRequest.steps(60_000, seed), PlanningProgress.SILENT);
      long optimum = new Exhaustive(facts, result.objective().total()).optimum();

      assertLawful(facts, result);
      assertThat(result.objective().total()).as("seed %d", seed).isEqualTo(optimum);
      assertThat(result.bound()).as("seed %d", seed).isLessThanOrEqualTo(optimum);
    }
  }

  static DispatchFacts smallCity(int seed) {
    return InventedCity.ofSeed(1000 + seed)
        .withPeople(4 + seed % 3)
        .withInstitutions(1 + seed % 2)
        .withBatches(3 + seed % 2)
        .withBatchesUpTo(2)
        .withImportantPercent(30)
        .with(Parameter.MOST_IN_A_ROW, seed % 3 == 0 ? "2" : "3")
        .from(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 1 + seed % 12))
        .facts();
  }

  /** The least cost of all lawful plans that cost no more than a given one. */
  private static final class Exhaustive {

    private final DispatchFacts facts;
    private final List<SupervisionTask> tasks;
    private final PlanCost costs;
    private final long weightOpen = 10_000;
    private long best;

    Exhaustive(DispatchFacts facts, long known) {
      this.facts = facts;
      tasks = List.copyOf(facts.tasks().values());
      costs = new PlanCost(facts);
      best = known;
    }

    long optimum() {
      place(0, 0, DispatchProposal.EMPTY, 0);
      return best;
    }

    /** Tries everybody from a position in the list of people on for the rest of a team. */
    private void place(int t, int from, DispatchProposal proposal, int open) {
      if (open * weightOpen >= best) {
        return;
      }
      if (t == tasks.size()) {
        if (costs.of(proposal).total() < best && isLawful(proposal)) {
          best = costs.of(proposal).total();
        }
        return;
      }
      SupervisionTask task = tasks.get(t);
      int team = proposal.of(task.number()).size();
      place(t + 1, 0, led(task, proposal), open + task.seats() - team);
      List<QualitySupervisor> people = List.copyOf(facts.supervisors().values());
      for (int p = from; p < people.size() && team < task.seats(); p++) {
        AssignmentCase question = new AssignmentCase(people.get(p), task, facts, proposal);
        if (AssignmentRules.permitsStatically(question)
            && AssignmentRules.OVERLAP.permits(question)
            && AssignmentRules.TRAVEL.permits(question)) {
          place(
              t,
              p + 1,
              proposal.with(
                  new ProposedAssignment(task.number(), people.get(p).card(), Role.MEMBER)),
              open);
        }
      }
    }

    private DispatchProposal led(SupervisionTask task, DispatchProposal proposal) {
      for (ProposedAssignment each : proposal.of(task.number())) {
        QualitySupervisor person = Objects.requireNonNull(facts.supervisors().get(each.card()));
        if (!task.important() || person.mayLeadImportantOn(task.date())) {
          return proposal
              .without(each::equals)
              .with(new ProposedAssignment(each.task(), each.card(), Role.LEADER));
        }
      }
      return proposal;
    }

    private boolean isLawful(DispatchProposal proposal) {
      return PlanCheck.check(facts, proposal).clean();
    }
  }

  static void assertLawful(DispatchFacts facts, PlanningResult result) {
    assertLawful(facts, result.proposal());
    assertThat(PlanCheck.check(facts, result.proposal()).violations()).isEmpty();
    assertThat(new PlanCost(facts).of(result.proposal())).isEqualTo(result.objective());
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
