package cn.dudao.dispatch.planning;

import cn.dudao.dispatch.ProposedAssignment;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Fills seats one by one: given assignments, or whoever is cheapest at the moment. */
final class SeatFilling {

  private final PackedFacts facts;
  private final PlanState state;
  private final Budget budget;

  SeatFilling(PlanState state, Budget budget) {
    this.facts = state.facts;
    this.state = state;
    this.budget = budget;
  }

  /**
   * Places given assignments as far as they are lawful together. They are put down first and judged
   * then: under the reading OWN a part of a lawful plan need not be lawful.
   */
  void place(List<ProposedAssignment> pins, List<ProposedAssignment> others) {
    for (ProposedAssignment each : pins) {
      int s = put(each);
      if (s >= 0) {
        state.pinned[s] = true;
      }
    }
    others.forEach(this::put);
    dropOffenders(false);
    dropOffenders(true);
  }

  /** The seat that the assignment took, or -1. */
  private int put(ProposedAssignment assignment) {
    Integer t = facts.taskOf.get(assignment.task());
    Integer p = facts.personOf.get(assignment.card());
    if (t == null || p == null || !isFree(p, t)) {
      return -1;
    }
    state.begin();
    state.add(p, t);
    return state.seatOf(p, t);
  }

  private void dropOffenders(boolean alsoPinned) {
    boolean again = true;
    while (again) {
      again = false;
      for (int s = 0; s < state.seat.length; s++) {
        if (state.seat[s] != PlanState.NOBODY
            && (alsoPinned || !state.pinned[s])
            && state.breaksRule(s)) {
          state.begin();
          state.remove(s);
          state.pinned[s] = false;
          again = true;
        }
      }
    }
  }

  /** Gives every open seat to the cheapest person who may take it, in the order of the days. */
  void fillAll() {
    IntStream.range(0, facts.tasks)
        .boxed()
        .sorted(Comparator.comparingInt(t -> facts.occasions.orderOfTask[t]))
        .forEach(t -> {
          while (!budget.cancelled() && state.filled(t) < facts.seats[t] && fillOne(t)) {
            budget.report("安排", 0, state);
          }
        });
  }

  /** Gives an open seat of the task to the cheapest person who may take it at once. */
  boolean fillOne(int t) {
    int best = PlanState.NOBODY;
    long bestCost = Long.MAX_VALUE;
    boolean leader = state.leaderMissing(t);
    for (int p = 0; p < facts.people; p++) {
      if (!facts.isLawful(p, t) || (leader && !facts.mayLead(p, t)) || state.inTeam(p, t)) {
        continue;
      }
      long cost =
          facts.cost(p, t)
              + 2L * facts.weightBalance * facts.load[t] * state.burden[p]
              + (long) facts.weightPairs * state.pairsWithTeam(p, t);
      if (cost < bestCost && mayAdd(p, t)) {
        best = p;
        bestCost = cost;
      }
    }
    return best != PlanState.NOBODY && tryAdd(best, t);
  }

  /** Whether the person could be added now. */
  boolean mayAdd(int p, int t) {
    boolean may = tryAdd(p, t);
    if (may) {
      state.undo();
    }
    return may;
  }

  /** Adds the person if every rule allows it. */
  boolean tryAdd(int p, int t) {
    if (!isFree(p, t)) {
      return false;
    }
    state.begin();
    state.add(p, t);
    if (!state.lawful()) {
      state.undo();
      return false;
    }
    return true;
  }

  private boolean isFree(int p, int t) {
    return facts.isLawful(p, t)
        && state.filled(t) < facts.seats[t]
        && !state.inTeam(p, t)
        && state.clash(p, t, PlanState.NOBODY) == PlanState.FREE;
  }
}
