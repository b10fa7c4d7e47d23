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

  /** Places given assignments as far as they are lawful. */
  void place(List<ProposedAssignment> assignments, boolean pinned) {
    for (ProposedAssignment each : assignments) {
      Integer t = facts.taskOf.get(each.task());
      Integer p = facts.personOf.get(each.card());
      if (t != null && p != null && tryAdd(p, t) && pinned) {
        state.pinned[state.seatOf(p, t)] = true;
      }
    }
  }

  /** Gives every open seat to the cheapest person who may take it, in the order of the days. */
  void fillAll() {
    IntStream.range(0, facts.tasks)
        .boxed()
        .sorted(Comparator.comparingInt(t -> facts.occasions.orderOfTask[t]))
        .forEach(t -> {
          while (!budget.over() && state.filled(t) < facts.seats[t] && fillOne(t)) {
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
    if (!facts.isLawful(p, t)
        || state.filled(t) == facts.seats[t]
        || state.inTeam(p, t)
        || state.clash(p, t, PlanState.NOBODY) != PlanState.FREE) {
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
}
