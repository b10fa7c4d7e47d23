package cn.dudao.dispatch.planning;

/**
 * Repair of open seats by ejection chains: somebody leaves another task, or the one that makes a
 * run at the unit too long, and that seat is filled in turn, a few links deep. Where that fails, a
 * few seats near an open one are cleared and filled anew by chance.
 */
final class SeatRepair {

  private static final int LINKS = 4;
  private static final int TRIES = 20_000;
  private static final int SHAKES = 400;
  private static final int MOST_SHAKES = 20_000;
  private static final int SHAKE_TRIES = 200;

  /** So many seats are cleared at most: where rotation is dense, few alone cannot change places. */
  private static final int MOST_CLEARED = 10;

  private final PackedFacts facts;
  private final PlanState state;
  private final Candidates candidates;
  private final Budget budget;
  private final RandomNumbers random;
  private int triesLeft;
  private int offset;

  SeatRepair(PlanState state, Candidates candidates, Budget budget, long seed) {
    this.facts = state.facts;
    random = new RandomNumbers(seed);
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

  /**
   * Clears a few seats near open ones and fills them anew, again and again, keeping what is no
   * dearer.
   *
   * @param least so many seats stay open in any case
   */
  void shake(int least) {
    int times = Math.min(MOST_SHAKES, SHAKES * state.open());
    for (int i = 0; i < times && state.open() > least && !budget.over(); i++) {
      shakeOnce();
    }
    offset = 0;
  }

  private void shakeOnce() {
    int s = random.below(state.seat.length);
    for (int i = 0; state.seat[s] != PlanState.NOBODY && i < state.seat.length; i++) {
      s = s + 1 < state.seat.length ? s + 1 : 0;
    }
    int t = facts.seatTask[s];
    long before = state.cost();
    int[] cleared = new int[1 + random.below(MOST_CLEARED)];
    state.begin();
    for (int i = 0; i < cleared.length; i++) {
      int other = near(t);
      cleared[i] = facts.seatTask[other];
      if (state.seat[other] != PlanState.NOBODY && !state.pinned[other]) {
        state.remove(other);
      }
    }
    fillAgain(t);
    for (int each : cleared) {
      fillAgain(each);
    }
    if (state.cost() > before || !state.lawful()) {
      state.undo();
    }
  }

  /** A seat of a task on the same day or at the same unit, or any at all. */
  private int near(int t) {
    int unit = facts.occasions.unitStart[facts.occasions.ofTask[t]];
    for (int i = 0; i < 50; i++) {
      int s = random.below(state.seat.length);
      int other = facts.seatTask[s];
      if (facts.day[other] == facts.day[t]
          || facts.occasions.unitStart[facts.occasions.ofTask[other]] == unit) {
        return s;
      }
    }
    return random.below(state.seat.length);
  }

  private void fillAgain(int t) {
    boolean more = true;
    while (more && state.filled(t) < facts.seats[t]) {
      triesLeft = SHAKE_TRIES;
      offset = random.below(Math.max(1, candidates.of(t).length));
      int mark = state.mark();
      more = fill(t, random.below(2), PlanState.NOBODY);
      if (!more) {
        state.undoTo(mark);
      }
    }
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
    for (int i = 0; i < people.length; i++) {
      int q = people[(i + offset) % people.length];
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
