package cn.dudao.dispatch.planning;

import java.util.function.LongPredicate;

/**
 * Improvement by annealing: seats change hands and people swap seats; what makes the plan dearer is
 * accepted less and less often. The threshold is drawn first, so that most moves are rejected on
 * the cheap part of their cost.
 */
final class Annealing {

  private static final int LOGARITHMS = 1 << 12;
  private static final double DESCENT = 0.97;
  private static final int STRIDE = 512;

  private final PackedFacts facts;
  private final PlanState state;
  private final Candidates candidates;
  private final Budget budget;
  private final double[] logarithm = new double[LOGARITHMS];
  private final RandomNumbers random;
  private long cost;
  private long stepsMade;
  private double temperature;
  private int pickedCost;

  Annealing(PlanState state, Candidates candidates, Budget budget, long seed) {
    this.facts = state.facts;
    this.state = state;
    this.candidates = candidates;
    this.budget = budget;
    random = new RandomNumbers(seed);
    for (int i = 0; i < LOGARITHMS; i++) {
      logarithm[i] = -StrictMath.log((i + 0.5) / LOGARITHMS);
    }
  }

  long stepsMade() {
    return stepsMade;
  }

  /**
   * Improves the plan while the budget lasts from one part of it to another.
   *
   * @param from the part of the budget at which the temperature is {@code hot}
   * @param to the part at which it stops; shortly before, only improvements are accepted
   * @param goodEnough whether a plan of such a cost need not be improved
   */
  void run(double from, double to, double hot, double cold, LongPredicate goodEnough) {
    if (state.seat.length == 0) {
      return;
    }
    cost = state.cost();
    while (!budget.cancelled()) {
      double used = budget.used(stepsMade);
      if (used >= to || goodEnough.test(cost)) {
        return;
      }
      double done = Math.max(0, (used - from) / (to - from));
      temperature = done >= DESCENT ? 0 : hot * StrictMath.pow(cold / hot, done / DESCENT);
      budget.report("优化", used, state);
      for (int i = 0; i < STRIDE; i++) {
        step();
      }
      stepsMade += STRIDE;
    }
  }

  private void step() {
    long threshold = (long) (temperature * logarithm[(int) (random.next() >>> 52)]);
    int s = random.below(state.seat.length);
    if (state.pinned[s]) {
      return;
    }
    int t = facts.seatTask[s];
    int p = state.seat[s];
    int q = pick(t, p);
    if (q == PlanState.NOBODY || q == p || state.inTeam(q, t)) {
      return;
    }
    if (p == PlanState.NOBODY) {
      fill(t, q, threshold);
    } else if ((random.next() & 3) == 0 && state.ownCount(q) > 0) {
      int other = state.ownTasks(q)[random.below(state.ownCount(q))];
      swap(s, state.seatOf(q, other), threshold);
    } else {
      change(s, q, pickedCost, threshold);
    }
  }

  /** Whom to try instead of the person, and what that one costs in {@link #pickedCost}. */
  private int pick(int t, int p) {
    boolean leaderWanted =
        facts.important[t]
            && (p == PlanState.NOBODY ? state.leaderMissing(t) : state.onlyLeader(p, t));
    int[] from = leaderWanted ? candidates.leadersOf(t) : candidates.of(t);
    if (from.length == 0) {
      return PlanState.NOBODY;
    }
    double u = (random.next() >>> 11) * 0x1p-53;
    int rank = (int) (from.length * u * u * u);
    pickedCost = (leaderWanted ? candidates.leaderCostsOf(t) : candidates.costsOf(t))[rank];
    return from[rank];
  }

  /** An open seat is filled, or moves to the task that the person leaves for it. */
  private void fill(int t, int q, long threshold) {
    int clash = state.clash(q, t, PlanState.NOBODY);
    if (clash == PlanState.SEVERAL) {
      return;
    }
    state.begin();
    if (clash != PlanState.FREE) {
      int s = state.seatOf(q, clash);
      if (state.pinned[s]) {
        return;
      }
      state.remove(s);
    }
    state.add(q, t);
    keepWithin(threshold);
  }

  private void change(int s, int q, int costOfQ, long threshold) {
    int t = facts.seatTask[s];
    int p = state.seat[s];
    int load = facts.load[t];
    long cheap =
        costOfQ
            - state.seatCost[s]
            + 2L * facts.weightBalance * load * (state.burden[q] - state.burden[p] + load)
            - facts.weightPairs * (state.filled(t) - 1);
    if (cheap > threshold) {
      return;
    }
    int clash = state.clash(q, t, PlanState.NOBODY);
    if (clash == PlanState.FREE) {
      state.begin();
      state.remove(s);
      state.add(q, t);
      keepWithin(threshold);
    } else if (clash != PlanState.SEVERAL) {
      swap(s, state.seatOf(q, clash), threshold);
    }
  }

  private void swap(int s, int r, long threshold) {
    int t = facts.seatTask[s];
    int u = facts.seatTask[r];
    int p = state.seat[s];
    int q = state.seat[r];
    if (state.pinned[r] || !facts.isLawful(p, u) || state.inTeam(p, u)) {
      return;
    }
    long shift = facts.load[u] - facts.load[t];
    long cheap =
        facts.cost(q, t)
            + facts.cost(p, u)
            - state.seatCost[s]
            - state.seatCost[r]
            + 2L * facts.weightBalance * shift * (state.burden[p] - state.burden[q] + shift)
            - facts.weightPairs * (state.filled(t) + state.filled(u) - 2);
    if (cheap > threshold
        || state.clash(p, u, t) != PlanState.FREE
        || state.clash(q, t, u) != PlanState.FREE) {
      return;
    }
    state.begin();
    state.remove(s);
    state.remove(r);
    state.add(q, t);
    state.add(p, u);
    keepWithin(threshold);
  }

  private void keepWithin(long threshold) {
    long changed = state.cost();
    if (changed - cost <= threshold && state.lawful()) {
      cost = changed;
    } else {
      state.undo();
    }
  }
}
