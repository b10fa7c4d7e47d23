package cn.dudao.dispatch.planning;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.check.PlanCost;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.supervisor.Absence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplanningTest {

  private final DispatchFacts facts = InventedCity.month();
  private final DispatchProposal plan =
      PlanOptimizer.plan(facts, PlanningRequest.steps(50_000, 1), PlanningProgress.SILENT)
          .proposal();

  @Test
  void pinsStayWhereTheyAre() {
    List<ProposedAssignment> some = plan.assignments().subList(0, 40);
    PlanningRequest request =
        new PlanningRequest(null, 50_000L, 5, new DispatchProposal(some), null);

    PlanningResult result = PlanOptimizer.plan(facts, request, PlanningProgress.SILENT);

    for (ProposedAssignment each : some) {
      assertThat(result.proposal().of(each.task()))
          .extracting(ProposedAssignment::card)
          .contains(each.card());
    }
    PlanOptimizerTest.assertLawful(facts, result);
  }

  @Test
  void anAbsenceChangesOnlyWhatItMust() {
    ProposedAssignment first = plan.assignments().getFirst();
    LocalDate day = facts.tasks().get(first.task()).date();
    DispatchFacts now = withAbsence(new Absence(first.card(), day, day, HalfDays.FULL_DAY, "病假"));
    PlanningRequest request = new PlanningRequest(null, 50_000L, 5, DispatchProposal.EMPTY, plan);

    PlanningResult result = PlanOptimizer.plan(now, request, PlanningProgress.SILENT);

    assertThat(result.openSeats()).isZero();
    assertThat(PlanCheck.check(now, result.proposal()).violations()).isEmpty();
    assertThat(result.objective()).isEqualTo(new PlanCost(now).of(result.proposal(), plan));
    assertThat(result.objective().change()).isLessThanOrEqualTo(200);
    assertThat(result.bound()).isLessThanOrEqualTo(result.objective().total());
  }

  @Test
  void theBestReplacementsAreLawfulAndCostWhatTheySay() {
    PlanCost costs = new PlanCost(facts);
    for (int i = 0; i < 30; i++) {
      ProposedAssignment leaving = plan.assignments().get(i * 8);
      List<Replacements.Replacement> best =
          Replacements.best(facts, plan, leaving.task(), leaving.card(), 3, Set.of());

      assertThat(best).isNotEmpty();
      for (Replacements.Replacement each : best) {
        assertThat(each.card()).isNotEqualTo(leaving.card());
        DispatchProposal after = applied(leaving, each);
        assertThat(PlanCheck.check(facts, after).violations()).isEmpty();
        assertThat(costs.of(after).total() - costs.of(plan).total()).isEqualTo(each.change());
      }
    }
  }

  @Test
  void standbyPeopleComeFirst() {
    ProposedAssignment leaving = plan.assignments().getFirst();
    List<Replacements.Replacement> all =
        Replacements.best(facts, plan, leaving.task(), leaving.card(), 1000, Set.of());
    String last = all.stream().filter(each -> each.moved().isEmpty()).toList().getLast().card();

    List<Replacements.Replacement> best =
        Replacements.best(facts, plan, leaving.task(), leaving.card(), 3, Set.of(last));

    assertThat(best.getFirst().card()).isEqualTo(last);
    assertThat(best.getFirst().standby()).isTrue();
  }

  private DispatchProposal applied(
      ProposedAssignment leaving, Replacements.Replacement replacement) {
    DispatchProposal after = plan.without(leaving::equals);
    for (Replacements.Move move : replacement.moved()) {
      after =
          led(
              after.without(
                  each -> each.task().equals(move.task()) && each.card().equals(move.from())),
              new ProposedAssignment(move.task(), move.to(), Role.MEMBER));
    }
    return led(after, new ProposedAssignment(leaving.task(), replacement.card(), Role.MEMBER));
  }

  /** Adds a person and chooses the leader of the team anew. */
  private DispatchProposal led(DispatchProposal proposal, ProposedAssignment more) {
    List<ProposedAssignment> team = new ArrayList<>(proposal.of(more.task()));
    team.add(more);
    DispatchProposal after = proposal.without(each -> each.task().equals(more.task()));
    boolean led = false;
    for (ProposedAssignment each : team) {
      boolean may =
          !facts.tasks().get(each.task()).important()
              || facts
                  .supervisors()
                  .get(each.card())
                  .mayLeadImportantOn(facts.tasks().get(each.task()).date());
      after =
          after.with(
              new ProposedAssignment(
                  each.task(), each.card(), may && !led ? Role.LEADER : Role.MEMBER));
      led |= may;
    }
    return after;
  }

  private DispatchFacts withAbsence(Absence absence) {
    List<Absence> absences = new ArrayList<>(List.of(absence));
    facts.supervisors().keySet().forEach(card -> absences.addAll(facts.absencesOf(card)));
    return new DispatchFacts(
        facts.parameters(),
        List.copyOf(facts.supervisors().values()),
        List.copyOf(facts.institutions().values()),
        facts.sessions(),
        List.copyOf(facts.tasks().values()),
        facts.supervisors().keySet().stream()
            .flatMap(card -> facts.groundsOf(card).stream())
            .toList(),
        facts.history(),
        absences);
  }
}
