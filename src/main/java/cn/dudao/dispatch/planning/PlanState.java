package cn.dudao.dispatch.planning;

import java.util.Arrays;

/**
 * A plan while it is made: who sits where, what it costs, and whether it is lawful, all kept up to
 * date seat by seat. A move is a few removals and additions between {@link #begin} and either
 * acceptance or {@link #undo}; {@link #lawful} tells whether the touched people, teams and
 * occasions keep every rule.
 */
final class PlanState {

  static final int NOBODY = -1;

  /** Answers of {@link #clash}. */
  static final int FREE = -1;

  static final int SEVERAL = -2;

  final PackedFacts facts;

  /** The person on each seat, or {@link #NOBODY}. */
  final int[] seat;

  /** What the person on each seat costs there whoever else is sent. */
  final int[] seatCost;

  /** Seats that must not be touched. */
  final boolean[] pinned;

  /** Half-days served before plus half-days of the plan, by person. */
  final int[] burden;

  private final int[] filled;
  private final int[] leading;
  private final int[] at;
  private final int[][] own;
  private final int[] ownCount;
  private final int[] held;
  private final int[][] tasksOfOccasion;
  private final PairTable pairCounts;

  private int open;
  private int totalLoad;
  private long squares;
  private long fixed;
  private long pairs;

  private int[] journal = new int[64];
  private int journalSize;
  private final int[] stamp;
  private int stampNow;

  PlanState(PackedFacts facts) {
    this.facts = facts;
    seat = new int[facts.seatTask.length];
    Arrays.fill(seat, NOBODY);
    seatCost = new int[seat.length];
    pinned = new boolean[seat.length];
    burden = facts.served.clone();
    filled = new int[facts.tasks];
    leading = new int[facts.tasks];
    at = new int[facts.people * facts.days * 3];
    Arrays.fill(at, NOBODY);
    own = new int[facts.people][8];
    ownCount = new int[facts.people];
    held = new int[facts.occasions.count];
    int[] sizes = new int[facts.occasions.count];
    for (int o : facts.occasions.ofTask) {
      sizes[o]++;
    }
    tasksOfOccasion = new int[facts.occasions.count][];
    for (int o = 0; o < sizes.length; o++) {
      tasksOfOccasion[o] = new int[sizes[o]];
    }
    for (int t = 0; t < facts.tasks; t++) {
      int o = facts.occasions.ofTask[t];
      tasksOfOccasion[o][--sizes[o]] = t;
    }
    pairCounts = new PairTable(facts.people);
    stamp = new int[facts.occasions.count];
    open = seat.length;
    for (int p = 0; p < facts.people; p++) {
      if (facts.counted[p]) {
        squares += (long) burden[p] * burden[p];
      }
    }
    fixed = (long) facts.weightChange * facts.previousSeats;
  }

  /** The objective. */
  long cost() {
    return (long) facts.weightOpen * open
        + facts.weightBalance * (squares - facts.waterFilling[totalLoad])
        + fixed
        + facts.weightPairs * pairs;
  }

  int open() {
    return open;
  }

  /** The objective by its parts, counted anew. */
  Objective objective() {
    long grade = 0;
    long expertise = 0;
    long travel = 0;
    int kept = 0;
    for (int s = 0; s < seat.length; s++) {
      if (seat[s] != NOBODY) {
        int t = facts.seatTask[s];
        grade += facts.gradeCost(seat[s], t);
        expertise += facts.expertiseCost(seat[s], t);
        travel += facts.travelCost(seat[s], t);
        kept += facts.heldBefore(seat[s], t) ? 1 : 0;
      }
    }
    return new Objective(
        (long) facts.weightOpen * open,
        facts.weightBalance * (squares - facts.waterFilling[totalLoad]),
        grade,
        expertise,
        travel,
        facts.weightPairs * pairs,
        (long) facts.weightChange * (facts.previousSeats - kept));
  }

  /** Puts everybody where a copy of {@link #seat} has them; the copy is of a lawful plan. */
  void restore(int[] seats) {
    for (int s = 0; s < seat.length; s++) {
      if (seat[s] != NOBODY && seat[s] != seats[s]) {
        take(s);
      }
    }
    for (int s = 0; s < seat.length; s++) {
      if (seat[s] == NOBODY && seats[s] != NOBODY) {
        put(seats[s], s);
      }
    }
  }

  /** How many seats of the task are filled. */
  int filled(int t) {
    return filled[t];
  }

  /**
   * Whether the task is important, nobody in the team may lead it, and one seat is left for that.
   */
  boolean leaderMissing(int t) {
    return facts.important[t] && leading[t] == 0 && filled[t] >= facts.seats[t] - 1;
  }

  /** Whether somebody in the team may lead an important task. */
  boolean isLed(int t) {
    return leading[t] > 0;
  }

  /** Whether the team is full, must be led, and the person is the only one who may lead it. */
  boolean onlyLeader(int p, int t) {
    return leading[t] == 1 && filled[t] == facts.seats[t] && facts.mayLead(p, t);
  }

  /** The tasks of a person in order; only the first {@link #ownCount} entries count. */
  int[] ownTasks(int p) {
    return own[p];
  }

  int ownCount(int p) {
    return ownCount[p];
  }

  /** The task that the person has in a half-day, or {@link #NOBODY}. */
  int taskAt(int p, int day, int half) {
    return at[(p * facts.days + day) * 3 + half];
  }

  boolean inTeam(int p, int t) {
    for (int s = facts.seatStart[t]; s < facts.seatStart[t + 1]; s++) {
      if (seat[s] == p) {
        return true;
      }
    }
    return false;
  }

  /** How many tasks the person already serves with the others of the team. */
  int pairsWithTeam(int p, int t) {
    int sum = 0;
    for (int s = facts.seatStart[t]; s < facts.seatStart[t + 1]; s++) {
      if (seat[s] != NOBODY && seat[s] != p) {
        sum += pairCounts.of(p, seat[s]);
      }
    }
    return sum;
  }

  /**
   * The task that keeps the person from the task's half-days or from travelling there: {@link
   * #FREE} if there is none, {@link #SEVERAL} if more than one. The task {@code except} is left
   * aside.
   */
  int clash(int p, int t, int except) {
    int from = (p * facts.days + facts.day[t]) * 3;
    int mask = facts.mask[t];
    int found = FREE;
    for (int half = 0; half < 3; half++) {
      int other = at[from + half];
      if (other == NOBODY || other == except || other == found) {
        continue;
      }
      boolean same = (mask >>> half & 1) != 0;
      boolean beside = (mask >>> half + 1 & 1) != 0 || (mask << 1 >>> half & 1) != 0;
      if (same || (beside && facts.district[other] != facts.district[t])) {
        if (found != FREE) {
          return SEVERAL;
        }
        found = other;
      }
    }
    return found;
  }

  /** Starts a move. */
  void begin() {
    journalSize = 0;
  }

  /** Puts a person on an empty seat of the task; time and lawfulness were looked at before. */
  void add(int p, int t) {
    int s = facts.seatStart[t];
    while (seat[s] != NOBODY) {
      s++;
    }
    put(p, s);
    write(p, s, 1);
  }

  /** Takes the person of a seat away. */
  void remove(int s) {
    int p = seat[s];
    take(s);
    write(p, s, 0);
  }

  /** The seat that the person has on the task. */
  int seatOf(int p, int t) {
    for (int s = facts.seatStart[t]; s < facts.seatStart[t + 1]; s++) {
      if (seat[s] == p) {
        return s;
      }
    }
    throw new IllegalStateException("not in the team");
  }

  /** How far the move has come, for {@link #undoTo}. */
  int mark() {
    return journalSize;
  }

  /** Takes back everything since {@link #begin}. */
  void undo() {
    undoTo(0);
  }

  /** Takes back what was done since a mark. */
  void undoTo(int mark) {
    while (journalSize > mark) {
      journalSize -= 3;
      if (journal[journalSize + 2] == 1) {
        take(journal[journalSize + 1]);
      } else {
        put(journal[journalSize], journal[journalSize + 1]);
      }
    }
  }

  /** Whether teams, and rotation of everybody concerned, are in order after the move. */
  boolean lawful() {
    for (int i = 0; i < journalSize; i += 3) {
      int t = facts.seatTask[journal[i + 1]];
      if (facts.important[t] && leading[t] == 0 && filled[t] == facts.seats[t]) {
        return false;
      }
    }
    for (int i = 0; i < journalSize; i += 3) {
      int p = journal[i];
      int o = facts.occasions.ofTask[facts.seatTask[journal[i + 1]]];
      if (!ownOrderHolds(p)) {
        return false;
      }
      if (journal[i + 2] == 1) {
        if (!unitOrderHolds(p, o)) {
          return false;
        }
      } else if (!isHeld(o) && !unitOrderHoldsAcross(o)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the team or the rotation of the person on the seat is not in order. */
  boolean breaksRule(int s) {
    int t = facts.seatTask[s];
    int p = seat[s];
    return (facts.important[t] && leading[t] == 0 && filled[t] == facts.seats[t])
        || !ownOrderHolds(p)
        || !unitOrderHolds(p, facts.occasions.ofTask[t]);
  }

  private void write(int p, int s, int added) {
    if (journalSize + 3 > journal.length) {
      journal = Arrays.copyOf(journal, journal.length * 2);
    }
    journal[journalSize] = p;
    journal[journalSize + 1] = s;
    journal[journalSize + 2] = added;
    journalSize += 3;
  }

  private void put(int p, int s) {
    int t = facts.seatTask[s];
    for (int other = facts.seatStart[t]; other < facts.seatStart[t + 1]; other++) {
      if (seat[other] != NOBODY) {
        pairs += pairCounts.add(p, seat[other], 1) - 1;
      }
    }
    seat[s] = p;
    filled[t]++;
    open--;
    if (facts.important[t] && facts.mayLead(p, t)) {
      leading[t]++;
    }
    int load = facts.load[t];
    squares += (long) load * (2 * burden[p] + load);
    burden[p] += load;
    totalLoad += load;
    seatCost[s] = facts.cost(p, t);
    fixed += seatCost[s];
    held[facts.occasions.ofTask[t]]++;
    int from = (p * facts.days + facts.day[t]) * 3;
    for (int half = 0; half < 3; half++) {
      if ((facts.mask[t] >>> half & 1) != 0) {
        at[from + half] = t;
      }
    }
    int[] tasks = own[p];
    if (ownCount[p] == tasks.length) {
      tasks = Arrays.copyOf(tasks, tasks.length * 2);
      own[p] = tasks;
    }
    int order = facts.occasions.orderOfTask[t];
    int i = ownCount[p]++;
    while (i > 0 && facts.occasions.orderOfTask[tasks[i - 1]] > order) {
      tasks[i] = tasks[i - 1];
      i--;
    }
    tasks[i] = t;
  }

  private void take(int s) {
    int p = seat[s];
    int t = facts.seatTask[s];
    seat[s] = NOBODY;
    for (int other = facts.seatStart[t]; other < facts.seatStart[t + 1]; other++) {
      if (seat[other] != NOBODY) {
        pairs -= pairCounts.add(p, seat[other], -1);
      }
    }
    filled[t]--;
    open++;
    if (facts.important[t] && facts.mayLead(p, t)) {
      leading[t]--;
    }
    int load = facts.load[t];
    burden[p] -= load;
    squares -= (long) load * (2 * burden[p] + load);
    totalLoad -= load;
    fixed -= seatCost[s];
    held[facts.occasions.ofTask[t]]--;
    int from = (p * facts.days + facts.day[t]) * 3;
    for (int half = 0; half < 3; half++) {
      if ((facts.mask[t] >>> half & 1) != 0) {
        at[from + half] = NOBODY;
      }
    }
    int[] tasks = own[p];
    int i = 0;
    while (tasks[i] != t) {
      i++;
    }
    int last = --ownCount[p];
    while (i < last) {
      tasks[i] = tasks[i + 1];
      i++;
    }
  }

  private boolean isHeld(int o) {
    return held[o] > 0 || facts.occasions.pastHeld[o];
  }

  private boolean plannedIn(int p, int o) {
    for (int t : tasksOfOccasion[o]) {
      if (inTeam(p, t)) {
        return true;
      }
    }
    return false;
  }

  private boolean isIn(int p, int o) {
    for (int each : facts.occasions.pastTeam[o]) {
      if (each == p) {
        return true;
      }
    }
    return plannedIn(p, o);
  }

  /** 轮换，理解 UNIT: the person's run through {@code o} in the occasions of its unit. */
  private boolean unitOrderHolds(int p, int o) {
    OccasionLayout occasions = facts.occasions;
    int inARow = 0;
    for (int i = o - 1; i >= occasions.unitStart[o]; i--) {
      if (isHeld(i)) {
        if (!isIn(p, i)) {
          break;
        }
        inARow++;
      }
    }
    for (int i = o; i < occasions.unitEnd[o]; i++) {
      if (isHeld(i)) {
        boolean planned = plannedIn(p, i);
        if (!planned && !isIn(p, i)) {
          break;
        }
        inARow++;
        if (planned && inARow > occasions.limitAtUnit[i]) {
          return false;
        }
      }
    }
    return true;
  }

  /** An occasion that nobody is sent to any more joins the runs on both its sides. */
  private boolean unitOrderHoldsAcross(int o) {
    OccasionLayout occasions = facts.occasions;
    int before = o - 1;
    while (before >= occasions.unitStart[o] && !isHeld(before)) {
      before--;
    }
    int after = o + 1;
    while (after < occasions.unitEnd[o] && !isHeld(after)) {
      after++;
    }
    if (before < occasions.unitStart[o] || after >= occasions.unitEnd[o]) {
      return true;
    }
    for (int p : occasions.pastTeam[after]) {
      if (isIn(p, before) && !unitOrderHolds(p, after)) {
        return false;
      }
    }
    for (int t : tasksOfOccasion[after]) {
      for (int s = facts.seatStart[t]; s < facts.seatStart[t + 1]; s++) {
        int p = seat[s];
        if (p != NOBODY && isIn(p, before) && !unitOrderHolds(p, after)) {
          return false;
        }
      }
    }
    return true;
  }

  /** 轮换，理解 OWN: the person's own occasions over all units, in order of their first task there. */
  private boolean ownOrderHolds(int p) {
    OccasionLayout occasions = facts.occasions;
    int[] past = occasions.pastVisits[p];
    int[] tasks = own[p];
    int count = ownCount[p];
    int now = ++stampNow;
    int i = 0;
    int j = 0;
    int unit = -1;
    int inARow = 0;
    while (j < count) {
      int o;
      if (i < past.length && past[i] < occasions.orderOfTask[tasks[j]]) {
        o = past[i + 1];
        i += 2;
      } else {
        o = occasions.ofTask[tasks[j++]];
      }
      if (stamp[o] == now) {
        continue;
      }
      stamp[o] = now;
      inARow = occasions.unitStart[o] == unit ? inARow + 1 : 1;
      unit = occasions.unitStart[o];
      if (inARow > occasions.limitOfOwn[o] && plannedIn(p, o)) {
        return false;
      }
    }
    return true;
  }
}
