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

/**
 * Makes a lawful plan of least cost: the whole optimiser behind one door. Facts are packed, a few
 * steps of the bound give prices of people's time, the seats are filled stage by stage, open seats
 * are repaired, and annealing improves the plan while a second thread improves the bound.
 */
public final class PlanOptimizer {

  private static final double HOT = 0.7;
  private static final double COLD = 0.15;

  /** Plans of up to so many seats are annealed several times, from a higher temperature. */
  private static final int SMALL = 80;

  private static final int MIDDLE = 600;

  private final Budget budget;
  private final PlanningRequest request;
  private final PackedFacts facts;
  private final PlanState state;
  private int[] best;
  private long bestCost;
  private long stepsMade;

  private PlanOptimizer(PackedFacts facts, PlanningRequest request, Budget budget) {
    this.budget = budget;
    this.request = request;
    this.facts = facts;
    state = new PlanState(facts);
    best = state.seat.clone();
    bestCost = state.cost();
  }

  /**
   * Plans all tasks of the facts. The proposal breaks no rule, also when it was cancelled. A time
   * limit does not break off the first pass over all seats, only what follows. With a step budget
   * the same seed gives the same proposal on any machine. Pins that are not lawful, alone or with
   * those before them, are left out.
   */
  public static PlanningResult plan(
      DispatchFacts facts, PlanningRequest request, PlanningProgress progress) {
    Budget budget = new Budget(request, progress);
    DispatchProposal previous = request.previous();
    PackedFacts packed =
        new PackedFacts(facts, previous == null ? List.of() : previous.assignments());
    return new PlanOptimizer(packed, request, budget).plan();
  }

  private PlanningResult plan() {
    SeatFilling filling = new SeatFilling(state, budget);
    DispatchProposal previous = request.previous();
    filling.place(
        request.pins().assignments(), previous == null ? List.of() : previous.assignments());
    LowerBound bound = new LowerBound(facts, 0);
    for (int i = firstSteps(); i > 0 && !budget.over(); i--) {
      bound.step();
    }
    int[] prices = bound.prices();
    new StageAssignment(state, filling, budget, prices).fillAll();
    double firstPlanSeconds = budget.seconds();
    Candidates candidates = new Candidates(facts, prices);
    SeatRepair repair = new SeatRepair(state, candidates, budget, request.seed());
    if (repaired(repair, bound)) {
      budget.report("补缺", 0, state);
    }
    keepBest();

    bound.restart(bestCost);
    Thread bounding =
        Thread.ofPlatform().daemon().name("lower-bound").start(() -> raise(bound, boundSteps()));
    improve(candidates, repair, bound);
    state.restore(best);
    join(bounding);
    return new PlanningResult(
        proposal(),
        state.objective(),
        Math.min(bound.bound(), bestCost),
        state.open(),
        firstPlanSeconds,
        budget.seconds(),
        stepsMade,
        request.seed());
  }

  /** A few steps give prices that are good enough to start with. */
  private int firstSteps() {
    return Math.max(10, Math.min(100, 60_000 / (facts.tasks + 1)));
  }

  /** With a step budget the bound, too, is the same on any machine. */
  private long boundSteps() {
    if (request.steps() == null) {
      return Long.MAX_VALUE;
    }
    return Math.max(
        20, Math.min(Math.min(1000, request.steps() / 500), 1_000_000 / (facts.tasks + 1)));
  }

  private void raise(LowerBound bound, long steps) {
    // At least once, so that something is known also where the time was short.
    bound.step();
    for (long i = 1; i < steps && !budget.over() && !bound.isTight(); i++) {
      bound.step();
    }
  }

  private void improve(Candidates candidates, SeatRepair repair, LowerBound bound) {
    int seats = state.seat.length;
    int rounds = seats <= SMALL ? 8 : seats <= MIDDLE ? 3 : 1;
    double hot = seats <= SMALL ? 12 : seats <= MIDDLE ? 2 : HOT;
    Annealing annealing = new Annealing(state, candidates, budget, request.seed());
    double from = budget.used(0);
    for (int round = 0; round < rounds && !budget.over(); round++) {
      double start = from + (1 - from) * round / rounds;
      double end = from + (1 - from) * (round + 1) / rounds;
      boolean byTime = budget.byTime();
      annealing.run(start, end, hot, COLD, cost -> byTime && bound.reaches(cost));
      if (repaired(repair, bound)) {
        annealing.run(start, end, COLD, COLD, cost -> false);
      }
      keepBest();
      if (byTime) {
        bound.tell(bestCost);
        if (bound.reaches(bestCost)) {
          break;
        }
      }
    }
    stepsMade = annealing.stepsMade();
  }

  /** Tries to fill open seats; whether there is one less. */
  private boolean repaired(SeatRepair repair, LowerBound bound) {
    int before = state.open();
    if (before > bound.leastOpen()) {
      repair.fillAll();
      repair.shake(bound.leastOpen());
    }
    return state.open() < before;
  }

  private void keepBest() {
    long cost = state.cost();
    if (cost < bestCost) {
      bestCost = cost;
      best = state.seat.clone();
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private DispatchProposal proposal() {
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
              .thenComparing(p -> gradeRank(p, task))
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

  private int gradeRank(int p, int t) {
    QualitySupervisor person = facts.person.get(p);
    return person
        .gradeCountingOn(facts.task.get(t).date())
        .map(each -> each.getValue().ordinal())
        .orElse(Grade.values().length);
  }
}
