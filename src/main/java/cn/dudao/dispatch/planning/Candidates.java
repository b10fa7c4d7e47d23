package cn.dudao.dispatch.planning;

import java.util.Arrays;

/**
 * Whom to try first for each task: the lawful people in order of what they cost, their static cost
 * and the price of their time. In a large pool only the first few hundred are kept.
 */
final class Candidates {

  private static final int MOST = 400;

  private final PackedFacts facts;
  private final PeopleByCost byCost;
  private final int[] found = new int[MOST];
  private final int[] foundCost = new int[MOST];
  private final int[][] all;
  private final int[][] leaders;
  private final int[][] costs;
  private final int[][] leaderCosts;

  /**
   * @param price what a half-day of each person costs at the margin, in the objective's unit
   */
  Candidates(PackedFacts facts, int[] price) {
    this.facts = facts;
    all = new int[facts.tasks][];
    leaders = new int[facts.tasks][];
    costs = new int[facts.tasks][];
    leaderCosts = new int[facts.tasks][];
    byCost = new PeopleByCost(facts, 1);
    int[] time = new int[facts.people];
    int load = -1;
    int grades = -1;
    for (int t : facts.tasksByTime) {
      int d = facts.day[t];
      if (facts.gradesOfDay[d] != grades || facts.load[t] != load) {
        grades = facts.gradesOfDay[d];
        load = facts.load[t];
        for (int p = 0; p < facts.people; p++) {
          time[p] = load * (facts.gradeCost[d * facts.people + p] + price[p]);
        }
        byCost.order(time);
      }
      int n = find(t, false);
      all[t] = Arrays.copyOf(found, n);
      costs[t] = Arrays.copyOf(foundCost, n);
      leaders[t] = all[t];
      leaderCosts[t] = costs[t];
      if (facts.important[t]) {
        n = find(t, true);
        leaders[t] = Arrays.copyOf(found, n);
        leaderCosts[t] = Arrays.copyOf(foundCost, n);
      }
    }
  }

  int[] of(int t) {
    return all[t];
  }

  /** Those who may lead the team. */
  int[] leadersOf(int t) {
    return leaders[t];
  }

  /** What each of {@link #of} costs on the task whoever else is sent. */
  int[] costsOf(int t) {
    return costs[t];
  }

  /** What each of {@link #leadersOf} costs on the task whoever else is sent. */
  int[] leaderCostsOf(int t) {
    return leaderCosts[t];
  }

  private int find(int t, boolean leadersOnly) {
    int n = 0;
    byCost.start(t);
    for (int p = byCost.next(); p != PeopleByCost.NOBODY && n < MOST; p = byCost.next()) {
      if (!leadersOnly || facts.mayLead(p, t)) {
        found[n] = p;
        foundCost[n++] = facts.cost(p, t);
      }
    }
    return n;
  }
}
