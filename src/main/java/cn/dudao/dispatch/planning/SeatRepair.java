package cn.dudao.dispatch.planning;

/**
 * Repair of open seats by ejection chains: somebody leaves another task, or the one that makes a run
 * at the unit too long, and that seat is filled in turn, a few links deep.
 */
final class SeatRepair {

  private static final int LINKS = 4;
  private static final int TRIES = 20_000;

  private final PackedFacts facts;
  private final PlanState state;
  private final Candidates candidates;
  private final Budget budget;
  private int triesLeft;

  SeatRepair(PlanState state, Candidates candidates, Budget budget) {
    this.facts = state.facts;
    this.state = state;
    this.candidates = candidates;
    this.budget = budget;
  }

  /** Fills as many open seats as chains can; returns how many. */
  int fillAll() {
    int filled = 0;
    for (int t = 0; t < facts.tasks; t++) {
      while (state.filled(t) < facts.seats[t] && !budget.over() && fill(t)) {
        filled++;
      }
      budget.report("补缺", 0, state);
    }
    return filled;
  }

  private boolean fill(int t) {
    for (int links = 0; links <= LINKS; links++) {
      state.begin();
      triesLeft = TRIES;
      if (fill(t, links, PlanState.NOBODY)) {
        return true;
      }
      state.undo();
    }
    return false;
  }

  /** Fills a seat of the task without {@code except}, moving at most so many others. */
  private boolean fill(int t, int links, int except) {
    int mark = state.mark();
    int[] people = state.leaderMissing(t) ? candidates.leadersOf(t) : candidates.of(t);
    for (int q : people) {
      if (q == except || state.inTeam(q, t)) {
        continue;
      }
      if (triesLeft-- <= 0 || budget.over()) {
        return false;
      }
      int clash = state.clash(q, t, PlanState.NOBODY);
      if (clash == PlanState.FREE) {
        state.add(q, t);
        if (state.lawful() || (links > 0 && leaveUnit(q, t, links))) {
          return true;
        }
      } else if (links > 0 && clash != PlanState.SEVERAL && leave(q, clash)) {
        state.add(q, t);
        if (fill(clash, links - 1, q) && state.lawful()) {
          return true;
        }
      }
      state.undoTo(mark);
    }
    return false;
  }

  /** The person gives up another task at the same unit, so that the run there stays short. */
  private boolean leaveUnit(int q, int t, int links) {
    int unit = facts.occasions.unitStart[facts.occasions.ofTask[t]];
    int mark = state.mark();
    for (int i = 0; i < state.ownCount(q); i++) {
      int other = state.ownTasks(q)[i];
      if (other != t
          && facts.occasions.unitStart[facts.occasions.ofTask[other]] == unit
          && leave(q, other)) {
        if (fill(other, links - 1, q) && state.lawful()) {
          return true;
        }
        state.undoTo(mark);
      }
    }
    return false;
  }

  private boolean leave(int q, int t) {
    int s = state.seatOf(q, t);
    if (state.pinned[s]) {
      return false;
    }
    state.remove(s);
    return true;
  }
}
