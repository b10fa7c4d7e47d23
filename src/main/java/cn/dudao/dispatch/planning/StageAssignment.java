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

  /** So many are asked whether they are free. */
  private static final int MOST_ASKED = 4 * EDGES;

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
  private final PeopleByCost byCost;
  private final int[] time;

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
    byCost = new PeopleByCost(facts, 1);
    time = new int[facts.people];
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
    for (List<Integer> stage : stages) {
      count(stage, workInReach);
    }
    for (List<Integer> stage : stages) {
      if (budget.cancelled()) {
        return;
      }
      if (!stage.isEmpty()) {
        fill(stage);
        budget.report("安排", 0, state);
      }
      count(stage, workSoFar);
    }
  }

  /** Adds the work of the tasks to what each person who may take them could have done. */
  private void count(List<Integer> stage, long[] work) {
    long[] any = Bits.none(facts.people);
    long sum = 0;
    for (int t : stage) {
      sum += (long) facts.load[t] * facts.seats[t];
      for (int i = 0; i < any.length; i++) {
        any[i] |= facts.lawful[t][i];
      }
    }
    for (int p = 0; p < facts.people; p++) {
      work[p] += Bits.has(any, p) ? sum : 0;
    }
    for (int t : stage) {
      for (int i = 0; i < any.length; i++) {
        for (long not = any[i] & ~facts.lawful[t][i]; not != 0; not &= not - 1) {
          int p = i * Long.SIZE + Long.numberOfTrailingZeros(not);
          work[p] -= (long) facts.load[t] * facts.seats[t];
        }
      }
    }
  }

  private void fill(List<Integer> stage) {
    List<Row> rows = new ArrayList<>();
    for (int load : stage.stream().mapToInt(t -> facts.load[t]).sorted().distinct().toArray()) {
      orderPeople(facts.day[stage.getFirst()], load);
      for (int t : stage) {
        if (facts.load[t] == load) {
          addRows(t, rows);
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
   * A half-day costs its price, and more for those who are ahead of their share of the work so far.
   */
  private void orderPeople(int d, int load) {
    for (int p = 0; p < facts.people; p++) {
      double due = workInReach[p] == 0 ? 0 : share[p] * workSoFar[p] / workInReach[p];
      double ahead = state.burden[p] - facts.served[p] - due;
      time[p] =
          load * (facts.gradeCost[d * facts.people + p] + price[p])
              + (int) (2 * facts.weightBalance * load * ahead);
    }
    byCost.order(time);
  }

  private void addRows(int t, List<Row> rows) {
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

  /** The cheapest people for a task. */
  private Row row(int t, boolean leadersOnly) {
    int[] person = new int[EDGES];
    long[] cost = new long[EDGES];
    int kept = 0;
    int asked = 0;
    byCost.start(t);
    for (int p = byCost.next();
        p != PeopleByCost.NOBODY && kept < EDGES && asked < MOST_ASKED;
        p = byCost.next()) {
      if (!leadersOnly || facts.mayLead(p, t)) {
        asked++;
        if (filling.mayAdd(p, t)) {
          person[kept] = p;
          cost[kept++] = byCost.cost();
        }
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
