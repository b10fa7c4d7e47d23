package cn.dudao.dispatch.planning;

import java.util.Arrays;

/**
 * Whom to try first for each task: the lawful people in order of what they cost, their static cost
 * and the price of their time. In a large pool only the first few hundred are kept.
 */
final class Candidates {

  private static final int MOST = 400;

  private final int[][] all;
  private final int[][] leaders;

  /**
   * @param price what a half-day of each person costs at the margin, in the objective's unit
   */
  Candidates(PackedFacts facts, int[] price) {
    all = new int[facts.tasks][];
    leaders = new int[facts.tasks][];
    int[] people = new int[facts.people];
    int[] key = new int[facts.people];
    for (int t = 0; t < facts.tasks; t++) {
      int n = 0;
      int start = facts.people == 0 ? 0 : (int) (t * 7919L % facts.people);
      for (int i = 0; i < facts.people; i++) {
        int p = start + i < facts.people ? start + i : start + i - facts.people;
        if (facts.isLawful(p, t)) {
          people[n] = p;
          key[n++] = facts.cost(p, t) + facts.load[t] * price[p];
        }
      }
      all[t] = inOrder(people, key, n);
      leaders[t] = all[t];
      if (facts.important[t]) {
        int kept = 0;
        for (int i = 0; i < n; i++) {
          if (facts.mayLead(people[i], t)) {
            people[kept] = people[i];
            key[kept++] = key[i];
          }
        }
        leaders[t] = inOrder(people, key, kept);
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

  /** The cheapest first; equal ones stay in their order. */
  private static int[] inOrder(int[] people, int[] key, int n) {
    long[] sorted = new long[n];
    for (int i = 0; i < n; i++) {
      sorted[i] = (long) key[i] << 32 | i;
    }
    Arrays.sort(sorted);
    int[] result = new int[Math.min(n, MOST)];
    for (int i = 0; i < result.length; i++) {
      result[i] = people[(int) sorted[i]];
    }
    return result;
  }
}
