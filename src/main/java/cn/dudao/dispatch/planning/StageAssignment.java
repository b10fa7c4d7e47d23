package cn.dudao.dispatch.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Construction: day by day, and within a day by stages of tasks that all share a half-day (nobody
 * can take two of them), the open seats of a stage are given to people as one linear assignment
 * problem, solved by successive shortest augmenting paths. Rotation, travel and bookings just
 * remove edges, an important task's leader's seat has edges to those who may lead only.
 */
final class StageAssignment {

  /** So many of the cheapest people are looked at for each task. */
  private static final int EDGES = 64;

  private static final int NO_SEAT = -1;

  private final PackedFacts facts;
  private final PlanState state;
  private final SeatFilling filling;
  private final Budget budget;
  private final int[] price;
  private final double[] share;

  /** The work that each person may take in the whole plan, and in its days so far. */
  private final long[] workInReach;

  private final long[] workSoFar;

  /** A seat to be filled, and the people who may take it with their costs. */
  private record Row(int task, int[] person, long[] cost) {}

  private final int[] rowOf;
  private final long[] potential;
  private final long[] distance;
  private final int[] reachedFrom;
  private final int[] keys;

  /**
   * @param price what a half-day of each person is worth at the margin over the whole plan
   */
  StageAssignment(PlanState state, SeatFilling filling, Budget budget, int[] price) {
    this.facts = state.facts;
    this.state = state;
    this.filling = filling;
    this.budget = budget;
    this.price = price;
    rowOf = new int[facts.people];
    potential = new long[facts.people];
    distance = new long[facts.people];
    reachedFrom = new int[facts.people];
    keys = new int[facts.people];
    workInReach = new long[facts.people];
    workSoFar = new long[facts.people];
    share = new double[facts.people];
    for (int p = 0; p < facts.people; p++) {
      share[p] =
          facts.weightBalance == 0
              ? 0
              : Math.max(0, price[p] / (2.0 * facts.weightBalance) - facts.served[p]);
    }
  }

  /** Fills the open seats of all days, as far as each stage by itself allows. */
  void fillAll() {
    List<List<Integer>> stages = new ArrayList<>();
    for (int i = 0; i < facts.days * 3; i++) {
      stages.add(new ArrayList<>());
    }
    for (int t = 0; t < facts.tasks; t++) {
      stages.get(facts.day[t] * 3 + Integer.numberOfTrailingZeros(facts.mask[t])).add(t);
    }
    for (int t = 0; t < facts.tasks; t++) {
      count(t, workInReach);
    }
    for (List<Integer> stage : stages) {
      if (budget.cancelled()) {
        return;
      }
      if (!stage.isEmpty()) {
        fill(stage);
        budget.report("安排", 0, state);
      }
      for (int t : stage) {
        count(t, workSoFar);
      }
    }
  }

  /** Adds the work of the task to what each person who may take it could have done. */
  private void count(int t, long[] work) {
    for (int p = 0; p < facts.people; p++) {
      if (facts.isLawful(p, t)) {
        work[p] += (long) facts.load[t] * facts.seats[t];
      }
    }
  }

  private void fill(List<Integer> stage) {
    List<Row> rows = new ArrayList<>();
    for (int t : stage) {
      int openSeats = facts.seats[t] - state.filled(t);
      if (openSeats > 0) {
        boolean leader = facts.important[t] && !state.isLed(t);
        if (leader) {
          rows.add(row(t, true));
        }
        Row anybody = row(t, false);
        for (int i = leader ? 1 : 0; i < openSeats; i++) {
          rows.add(anybody);
        }
      }
    }
    int[] person = assign(rows);
    for (int r = 0; r < person.length; r++) {
      if (person[r] != PlanState.NOBODY) {
        filling.tryAdd(person[r], rows.get(r).task());
      }
    }
    for (int t : stage) {
      while (state.filled(t) < facts.seats[t] && !budget.cancelled() && filling.fillOne(t)) {
        // One more seat is filled.
      }
    }
  }

  /**
   * The cheapest people for a task: a half-day costs its price, and more for those who are ahead of
   * their share of the work so far.
   */
  private Row row(int t, boolean leadersOnly) {
    int load = facts.load[t];
    int low = Integer.MAX_VALUE;
    int n = 0;
    int[] people = new int[facts.people];
    for (int p = 0; p < facts.people; p++) {
      if (facts.isLawful(p, t) && (!leadersOnly || facts.mayLead(p, t))) {
        double due = share[p] * workSoFar[p] / workInReach[p];
        double ahead = state.burden[p] - facts.served[p] - due;
        keys[p] =
            facts.cost(p, t) + load * price[p] + (int) (2 * facts.weightBalance * load * ahead);
        low = Math.min(low, keys[p]);
        people[n++] = p;
      }
    }
    int[] histogram = new int[256];
    for (int i = 0; i < n; i++) {
      histogram[Math.min(255, keys[people[i]] - low)]++;
    }
    int limit = 0;
    for (int sum = histogram[0]; limit < 255 && sum < EDGES; ) {
      sum += histogram[++limit];
    }
    int[] person = new int[EDGES];
    long[] cost = new long[EDGES];
    int kept = 0;
    int start = n == 0 ? 0 : (int) (t * 7919L % n);
    for (int i = 0; i < n && kept < EDGES; i++) {
      int p = people[start + i < n ? start + i : start + i - n];
      if (keys[p] - low <= limit && filling.mayAdd(p, t)) {
        person[kept] = p;
        cost[kept++] = keys[p];
      }
    }
    return new Row(t, Arrays.copyOf(person, kept), Arrays.copyOf(cost, kept));
  }

  private record Reached(long distance, int person) implements Comparable<Reached> {

    @Override
    public int compareTo(Reached other) {
      int byDistance = Long.compare(distance, other.distance);
      return byDistance != 0 ? byDistance : Integer.compare(person, other.person);
    }
  }

  /** The cheapest assignment that fills most seats: the person of each row, or nobody. */
  private int[] assign(List<Row> rows) {
    int[] personOf = new int[rows.size()];
    long[] costOf = new long[rows.size()];
    Arrays.fill(personOf, PlanState.NOBODY);
    Arrays.fill(rowOf, NO_SEAT);
    Arrays.fill(potential, 0);
    for (int r = 0; r < rows.size(); r++) {
      augment(rows, r, personOf, costOf);
    }
    return personOf;
  }

  private void augment(List<Row> rows, int first, int[] personOf, long[] costOf) {
    long open = 1L << 40;
    Arrays.fill(distance, Long.MAX_VALUE);
    PriorityQueue<Reached> queue = new PriorityQueue<>();
    List<Integer> settled = new ArrayList<>();
    int row = first;
    long base = 0;
    long leastOpen = open;
    int leftOpen = first;
    int end = PlanState.NOBODY;
    long length = leastOpen;
    while (true) {
      Row edges = rows.get(row);
      for (int i = 0; i < edges.person().length; i++) {
        int p = edges.person()[i];
        long there = base + edges.cost()[i] - potential[p];
        if (there < distance[p]) {
          distance[p] = there;
          reachedFrom[p] = row;
          queue.add(new Reached(there, p));
        }
      }
      Reached next = queue.poll();
      while (next != null && next.distance() > distance[next.person()]) {
        next = queue.poll();
      }
      if (next == null || next.distance() >= leastOpen) {
        length = leastOpen;
        break;
      }
      if (rowOf[next.person()] == NO_SEAT) {
        end = next.person();
        length = next.distance();
        break;
      }
      settled.add(next.person());
      row = rowOf[next.person()];
      base = next.distance() - (costOf[row] - potential[next.person()]);
      if (base + open < leastOpen) {
        leastOpen = base + open;
        leftOpen = row;
      }
    }
    for (int p : settled) {
      potential[p] += distance[p] - length;
    }
    if (end == PlanState.NOBODY) {
      if (leftOpen == first) {
        return;
      }
      end = personOf[leftOpen];
      personOf[leftOpen] = PlanState.NOBODY;
    }
    while (true) {
      int from = reachedFrom[end];
      int given = personOf[from];
      personOf[from] = end;
      rowOf[end] = from;
      costOf[from] = costOf(rows.get(from), end);
      if (from == first) {
        return;
      }
      end = given;
    }
  }

  private static long costOf(Row row, int person) {
    for (int i = 0; i < row.person().length; i++) {
      if (row.person()[i] == person) {
        return row.cost()[i];
      }
    }
    throw new IllegalStateException("no such edge");
  }
}
