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
  private final int[][] all;
  private final int[][] leaders;

  /**
   * @param price what a half-day of each person costs at the margin, in the objective's unit
   */
  Candidates(PackedFacts facts, int[] price) {
    this.facts = facts;
    all = new int[facts.tasks][];
    leaders = new int[facts.tasks][];
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
      all[t] = inOrder(t, false);
      leaders[t] = facts.important[t] ? inOrder(t, true) : all[t];
    }
  }

  int[] of(int t) {
    return all[t];
  }

  /** Those who may lead the team. */
  int[] leadersOf(int t) {
    return leaders[t];
  }

  private int[] inOrder(int t, boolean leadersOnly) {
    int n = 0;
    byCost.start(t);
    for (int p = byCost.next(); p != PeopleByCost.NOBODY && n < MOST; p = byCost.next()) {
      if (!leadersOnly || facts.mayLead(p, t)) {
        found[n++] = p;
      }
    }
    return Arrays.copyOf(found, n);
  }
}
