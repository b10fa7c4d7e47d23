package cn.dudao.dispatch.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The people in order of what they cost on a task, found without looking at everybody. A cost has a
 * part of the person alone, for which all are put in order at once ({@link #order}), and what the
 * task's occupation and district add, which has a few values only. So people are kept in lists: all
 * of them, for each occupation those who add less than most, by what they add, and for each
 * district the same; each list is in the order of the first part. A walk through a few lists from
 * their beginnings meets the cheapest people of any task.
 */
final class PeopleByCost {

  static final int NOBODY = -1;

  private static final int EVERYBODY = 0;

  private final PackedFacts facts;
  private final int people;
  private final int unit;

  /** What the occupation adds: by occupation, then person; and what it adds at most. */
  private final int[][] expertise;

  private final int[] expertiseMost;

  /** What the district adds: by district, then person; and what it adds at most. */
  private final int[][] travel;

  private final int[] travelMost;

  // The lists: their people, the end of the run of equal costs from each position on, and what
  // being in the list adds.
  private final int[][] lists;
  private final int[][] runEnds;
  private final int[] added;
  private final int[][] listsOf;
  private final int[][] ofOccupation;
  private final int[][] ofDistrict;

  private int[] base = new int[0];
  private final long[] sorted;
  private final int[] size;

  // The walk through the people of one task.
  private int task;
  private int previousSeen;
  private int cursors;
  private int cursor;
  private final int[] cursorList;
  private final int[] cursorAdds;
  private final int[] cursorExpertise;
  private final int[] runStart;
  private final int[] runAt;
  private int cost;

  /**
   * @param unit what a cost of 1 counts
   */
  PeopleByCost(PackedFacts facts, int unit) {
    this.facts = facts;
    this.unit = unit;
    people = facts.people;
    sorted = new long[people];
    Lists all = new Lists(people);
    all.split(new int[people], 1);
    int occupations = people == 0 ? 0 : facts.expertiseCost.length / people;
    expertise = new int[occupations][people];
    expertiseMost = new int[occupations];
    ofOccupation = new int[occupations][];
    for (int o = 0; o < occupations; o++) {
      for (int p = 0; p < people; p++) {
        expertise[o][p] = unit * facts.expertiseCost[o * people + p];
      }
      expertiseMost[o] = Arrays.stream(expertise[o]).max().orElse(0);
      ofOccupation[o] = all.split(expertise[o], expertiseMost[o]);
    }
    travel = new int[facts.districts][people];
    travelMost = new int[facts.districts];
    ofDistrict = new int[facts.districts][];
    for (int d = 0; d < facts.districts; d++) {
      for (int p = 0; p < people; p++) {
        travel[d][p] = unit * facts.travelBetween(p, d);
      }
      travelMost[d] = Arrays.stream(travel[d]).max().orElse(0);
      ofDistrict[d] = all.split(travel[d], travelMost[d]);
    }
    lists = all.members.toArray(int[][]::new);
    runEnds = all.members.stream().map(each -> new int[each.length]).toArray(int[][]::new);
    added = all.adds.stream().mapToInt(Integer::intValue).toArray();
    listsOf =
        all.of.stream()
            .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    size = new int[lists.length];
    int most = 1;
    for (int[] each : ofDistrict) {
      most = Math.max(most, each.length);
    }
    int values = 1;
    for (int[] each : ofOccupation) {
      values = Math.max(values, each.length + 1);
    }
    int largest = most * values + values;
    cursorList = new int[largest];
    cursorAdds = new int[largest];
    cursorExpertise = new int[largest];
    runStart = new int[largest];
    runAt = new int[largest];
  }

  /** The lists while they are made. */
  private static final class Lists {
    private final List<int[]> members = new ArrayList<>();
    private final List<Integer> adds = new ArrayList<>();

    /** The lists of each person. */
    private final List<List<Integer>> of = new ArrayList<>();

    private Lists(int people) {
      for (int p = 0; p < people; p++) {
        of.add(new ArrayList<>());
      }
    }

    /** A list for each value below a limit. */
    private int[] split(int[] values, int limit) {
      int[] below =
          Arrays.stream(values).filter(each -> each < limit).sorted().distinct().toArray();
      int[] result = new int[below.length];
      for (int i = 0; i < below.length; i++) {
        result[i] = members.size();
        int[] found = new int[values.length];
        int n = 0;
        for (int p = 0; p < values.length; p++) {
          if (values[p] == below[i]) {
            found[n++] = p;
            of.get(p).add(result[i]);
          }
        }
        members.add(Arrays.copyOf(found, n));
        adds.add(below[i]);
      }
      return result;
    }
  }

  /** Puts all lists in the order of these costs, equal ones in the order of the people. */
  void order(int[] costs) {
    base = costs;
    for (int p = 0; p < people; p++) {
      sorted[p] = (long) costs[p] << 32 | p;
    }
    Arrays.sort(sorted);
    Arrays.fill(size, 0);
    for (long each : sorted) {
      int p = (int) each;
      for (int list : listsOf[p]) {
        lists[list][size[list]++] = p;
      }
    }
    for (int list = 0; list < size.length; list++) {
      int[] members = lists[list];
      int[] ends = runEnds[list];
      for (int i = members.length - 1; i >= 0; i--) {
        boolean last = i == members.length - 1 || costs[members[i]] != costs[members[i + 1]];
        ends[i] = last ? i + 1 : ends[i + 1];
      }
    }
  }

  /** What the task's occupation adds to the cost of each person. */
  int[] expertise(int t) {
    return expertise[facts.occupation[t]];
  }

  /** What the task's district adds to the cost of each person. */
  int[] travel(int t) {
    return travel[facts.district[t]];
  }

  int mostExpertise(int t) {
    return expertiseMost[facts.occupation[t]];
  }

  int mostTravel(int t) {
    return travelMost[facts.district[t]];
  }

  /** The lists of those to whom the task's occupation adds less than {@link #mostExpertise}. */
  int[] knowing(int t) {
    return ofOccupation[facts.occupation[t]];
  }

  /** The lists of those to whom the task's district adds less than {@link #mostTravel}. */
  int[] near(int t) {
    return ofDistrict[facts.district[t]];
  }

  int everybody() {
    return EVERYBODY;
  }

  /** The people of a list, in order. */
  int[] list(int list) {
    return lists[list];
  }

  /** What the list's occupation or district adds. */
  int added(int list) {
    return added[list];
  }

  /**
   * Starts a walk through the lawful people of a task in the order of their costs: who held the
   * task before comes first, equal people begin with another one on each task.
   */
  void start(int t) {
    task = t;
    previousSeen = 0;
    cursors = 0;
    cursor = NOBODY;
    int[] knowing = knowing(t);
    for (int list : near(t)) {
      for (int each : knowing) {
        addCursor(list, added(list), added(each));
      }
      addCursor(list, added(list), mostExpertise(t));
    }
    for (int list : knowing) {
      addCursor(list, mostTravel(t), added(list));
    }
    addCursor(EVERYBODY, mostTravel(t), mostExpertise(t));
  }

  private void addCursor(int list, int travels, int expert) {
    if (lists[list].length == 0) {
      return;
    }
    cursorList[cursors] = list;
    cursorAdds[cursors] = travels + expert;
    cursorExpertise[cursors] = expert;
    runStart[cursors] = 0;
    runAt[cursors++] = 0;
  }

  /** The next cheapest person, or {@link #NOBODY}. */
  int next() {
    int[] before = facts.previous[task];
    if (previousSeen < before.length) {
      int p = before[previousSeen++];
      cost = base[p] + expertise(task)[p] + travel(task)[p] - unit * facts.weightChange;
      return p;
    }
    int[] expert = expertise(task);
    int[] away = travel(task);
    while (true) {
      if (cursor == NOBODY) {
        cursor = cheapestCursor();
        if (cursor == NOBODY) {
          return NOBODY;
        }
      }
      int[] members = lists[cursorList[cursor]];
      int start = runStart[cursor];
      int end = runEnds[cursorList[cursor]][start];
      int rotated = start + (int) ((task * 7919L + runAt[cursor]) % (end - start));
      int adds = cursorAdds[cursor];
      int expertWanted = cursorExpertise[cursor];
      if (++runAt[cursor] == end - start) {
        runStart[cursor] = end;
        runAt[cursor] = 0;
        cursor = NOBODY;
      }
      int p = members[rotated];
      if (expert[p] == expertWanted
          && expert[p] + away[p] == adds
          && facts.isLawful(p, task)
          && (before.length == 0 || !facts.heldBefore(p, task))) {
        cost = base[p] + adds;
        return p;
      }
    }
  }

  private int cheapestCursor() {
    int best = NOBODY;
    int least = Integer.MAX_VALUE;
    for (int c = 0; c < cursors; c++) {
      int[] members = lists[cursorList[c]];
      if (runStart[c] < members.length) {
        int there = base[members[runStart[c]]] + cursorAdds[c];
        if (there < least) {
          least = there;
          best = c;
        }
      }
    }
    return best;
  }

  /** The cost of the person that {@link #next} gave. */
  int cost() {
    return cost;
  }
}
