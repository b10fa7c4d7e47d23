package cn.dudao.dispatch.planning;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.SupervisorKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes a lawful plan of least cost: the whole optimiser behind one door. */
public final class PlanOptimizer {

  private PlanOptimizer() {}

  /**
   * Plans all tasks of the facts. The proposal breaks no rule, also when it was cancelled or the
   * time was too short for all seats. With a step budget the same seed gives the same proposal on
   * any machine. Pins that are not lawful, alone or with those before them, are left out.
   */
  public static PlanningResult plan(
      DispatchFacts facts, PlanningRequest request, PlanningProgress progress) {
    Budget budget = new Budget(request, progress);
    DispatchProposal previous = request.previous();
    PackedFacts packed =
        new PackedFacts(facts, previous == null ? List.of() : previous.assignments());
    PlanState state = new PlanState(packed);
    SeatFilling filling = new SeatFilling(state, budget);
    filling.place(request.pins().assignments(), true);
    if (previous != null) {
      filling.place(previous.assignments(), false);
    }
    filling.fillAll();
    double firstPlanSeconds = budget.seconds();

    Candidates candidates = new Candidates(packed, prices(packed));
    Annealing annealing = new Annealing(state, candidates, budget, request.seed());
    annealing.run(budget.used(0), 1, 1, 0.3);

    return new PlanningResult(
        proposal(state),
        state.objective(),
        0,
        state.open(),
        firstPlanSeconds,
        budget.seconds(),
        annealing.stepsMade(),
        request.seed());
  }

  private static int[] prices(PackedFacts facts) {
    int[] prices = new int[facts.people];
    for (int p = 0; p < facts.people; p++) {
      prices[p] = 2 * facts.weightBalance * facts.served[p];
    }
    return prices;
  }

  private static DispatchProposal proposal(PlanState state) {
    PackedFacts facts = state.facts;
    List<ProposedAssignment> assignments = new ArrayList<>();
    for (int t = 0; t < facts.tasks; t++) {
      List<Integer> team = new ArrayList<>();
      for (int s = facts.seatStart[t]; s < facts.seatStart[t + 1]; s++) {
        if (state.seat[s] != PlanState.NOBODY) {
          team.add(state.seat[s]);
        }
      }
      int task = t;
      team.sort(
          Comparator.comparing((Integer p) -> facts.person.get(p).kind() != SupervisorKind.NATIONAL)
              .thenComparing(p -> gradeRank(facts, p, task))
              .thenComparing(p -> facts.person.get(p).card()));
      for (int i = 0; i < team.size(); i++) {
        boolean leads = i == 0 && (!facts.important[t] || facts.mayLead(team.get(i), t));
        assignments.add(
            new ProposedAssignment(
                facts.task.get(t).number(),
                facts.person.get(team.get(i)).card(),
                leads ? Role.LEADER : Role.MEMBER));
      }
    }
    return new DispatchProposal(assignments);
  }

  private static int gradeRank(PackedFacts facts, int p, int t) {
    QualitySupervisor person = facts.person.get(p);
    return person
        .gradeCountingOn(facts.task.get(t).date())
        .map(each -> each.getValue().ordinal())
        .orElse(Grade.values().length);
  }
}
