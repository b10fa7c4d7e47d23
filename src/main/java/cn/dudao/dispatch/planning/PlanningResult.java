package cn.dudao.dispatch.planning;

import cn.dudao.dispatch.DispatchProposal;

/**
 * What the optimiser found.
 *
 * @param proposal the best plan found; it breaks no rule
 * @param objective its cost
 * @param bound no lawful plan costs less
 * @param openSeats seats that are not filled (a missing leader counts as one)
 * @param firstPlanSeconds when the first complete pass over all tasks was done
 * @param seconds how long it took
 * @param steps improvement steps made
 * @param seed the seed used
 */
public record PlanningResult(
    DispatchProposal proposal,
    Objective objective,
    long bound,
    int openSeats,
    double firstPlanSeconds,
    double seconds,
    long steps,
    long seed) {

  /** How far the plan may be from the best one: (cost − bound) / bound, 0 if they are equal. */
  public double gap() {
    long total = objective.total();
    return total == bound ? 0 : (double) (total - bound) / Math.max(1, bound);
  }
}
