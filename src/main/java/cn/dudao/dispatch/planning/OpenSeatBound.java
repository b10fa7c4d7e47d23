package cn.dudao.dispatch.planning;

import java.util.Arrays;

/**
 * How many seats of each day stay open in any lawful plan. For each half-day a largest matching of
 * people to the seats of all tasks that cover it (leader's seats of important tasks with people who
 * may lead only) shows how many of these seats stay open. Rotation and travel are left aside, so
 * that nothing is claimed that a plan could beat.
 */
final class OpenSeatBound {

  private final PackedFacts facts;
  private final int[] seatOfPerson;
  private final int[] visited;
  private int visit;

  private OpenSeatBound(PackedFacts facts) {
    this.facts = facts;
    seatOfPerson = new int[facts.people];
    visited = new int[facts.people];
  }

  /** By day, the least number of open seats. */
  static int[] byDay(PackedFacts facts) {
    OpenSeatBound bound = new OpenSeatBound(facts);
    int[][] tasks = new int[facts.days][];
    int[] sizes = new int[facts.days];
    for (int d : facts.day) {
      sizes[d]++;
    }
    for (int d = 0; d < facts.days; d++) {
      tasks[d] = new int[sizes[d]];
    }
    for (int t = 0; t < facts.tasks; t++) {
      int d = facts.day[t];
      tasks[d][--sizes[d]] = t;
    }
    int[] result = new int[facts.days];
    for (int d = 0; d < facts.days; d++) {
      result[d] = bound.ofDay(tasks[d]);
    }
    return result;
  }

  /**
   * A seat over several half-days that stays open counts in each of them, but only once in all: the
   * least sum over the number x of such seats.
   */
  private int ofDay(int[] tasks) {
    int longSeats = 0;
    for (int t : tasks) {
      if (Integer.bitCount(facts.mask[t]) > 1) {
        longSeats += facts.seats[t];
      }
    }
    int[] open = new int[3];
    for (int half = 0; half < 3; half++) {
      open[half] = ofHalfDay(tasks, half);
    }
    int least = Integer.MAX_VALUE;
    for (int x = 0; x <= longSeats; x++) {
      int sum = x;
      for (int each : open) {
        sum += Math.max(0, each - x);
      }
      least = Math.min(least, sum);
    }
    return least;
  }

  private int ofHalfDay(int[] tasks, int half) {
    Arrays.fill(seatOfPerson, PlanState.NOBODY);
    int open = 0;
    for (int t : tasks) {
      if ((facts.mask[t] >>> half & 1) != 0) {
        for (int s = facts.seatStart[t]; s < facts.seatStart[t + 1]; s++) {
          visit++;
          open += seated(s) ? 0 : 1;
        }
      }
    }
    return open;
  }

  /** Finds somebody for the seat, if need be by moving others to other seats. */
  private boolean seated(int s) {
    int t = facts.seatTask[s];
    boolean leader = facts.important[t] && s == facts.seatStart[t];
    for (int p = 0; p < facts.people; p++) {
      if (seatOfPerson[p] == PlanState.NOBODY && mayTake(p, t, leader)) {
        seatOfPerson[p] = s;
        return true;
      }
    }
    for (int p = 0; p < facts.people; p++) {
      if (visited[p] != visit && mayTake(p, t, leader)) {
        visited[p] = visit;
        if (seated(seatOfPerson[p])) {
          seatOfPerson[p] = s;
          return true;
        }
      }
    }
    return false;
  }

  private boolean mayTake(int p, int t, boolean leader) {
    return facts.isLawful(p, t) && (!leader || facts.mayLead(p, t));
  }
}
