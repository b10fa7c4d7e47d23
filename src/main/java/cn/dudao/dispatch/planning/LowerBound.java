package cn.dudao.dispatch.planning;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A cost that no lawful plan can undercut, by pricing (Lagrangian relaxation). Every person's time
 * has a price, so that each task can choose its cheapest people by itself and each person the most
 * welcome number of half-days; a second price on a person's half-day makes it dear to be in two
 * places, a third on a pair's being together again. Open seats have a price of their own for each
 * day, because a matching shows how many must stay open. Rotation and travel are left aside. All
 * values are whole numbers in units of 1/{@link #UNIT}: every set of prices gives a true bound,
 * sub-gradient steps make it a good one.
 */
final class LowerBound {

  static final int UNIT = 256;

  /** Dearer weights are beyond the range of the arithmetic; then only 0 is claimed. */
  private static final int DEAREST = 100_000;

  private static final int DEAREST_BALANCE = 2_000;

  /** Prices are kept within the range of whole numbers of 32 bits, three of them added up. */
  private static final int HIGHEST = 1 << 27;

  private static final long NEVER = Long.MAX_VALUE / 8;
  private static final int AIM = 40;

  /** So many of the cheapest people are tried together where pairs have prices. */
  private static final int TOGETHER = 8;

  /** Teams of more seats are staffed as if pairs cost nothing, which keeps the bound true. */
  private static final int LARGEST_TEAM = 3;

  private final PackedFacts facts;
  private final int people;
  private final int patience;
  private final boolean possible;
  private final int[] grade;
  private final PeopleByCost byCost;

  private final int[] leastOpen;
  private final long mostLoad;

  /** Price of a half-day of each person. */
  private final int[] price;

  /** Price of being in one more place in a half-day: by day and half-day, then person. */
  private final int[] crowding;

  /** Price of an open seat, by day. */
  private final long[] openPrice;

  /** Price of each use of a pair. */
  private final PairTable pairPrice;

  // What the tasks and people choose at these prices.
  private final int[] wanted;
  private final int[] given;
  private final int[] places;
  private final int[] open;
  private final PairTable pairUse;

  /** What a person costs at the time of the tasks at hand, without and with the crowding. */
  private final int[] time;

  private final int[] key;
  private int found;
  private int limit;
  private int[] cheapest = new int[2 * TOGETHER];
  private int[] chosen = new int[2 * TOGETHER];
  private int taken;
  private final boolean[] leads = new boolean[2 * TOGETHER];
  private long lastFound;
  private long firstLeader;
  private long lastLeader;
  private long team;

  private final double[] direction;
  private double reach = 1;
  private int sinceBetter;

  private long upper;

  /** The cost of the best plan in our unit, once there is one. */
  private long known = Long.MAX_VALUE;

  private boolean mayStayOpen;
  private long slope;
  private long constant;

  private volatile long told = Long.MAX_VALUE;
  private volatile long best;
  private int[] bestPrice;

  /**
   * @param upper the cost of a plan, or anything if only prices are wanted before {@link #restart}
   */
  LowerBound(PackedFacts facts, long upper) {
    this.facts = facts;
    people = facts.people;
    patience = (long) facts.tasks * people > 10_000_000 ? 6 : 20;
    possible = facts.dearestWeight() <= DEAREST && facts.weightBalance <= DEAREST_BALANCE;
    grade = scaled(facts.gradeCost);
    byCost = new PeopleByCost(facts, UNIT);
    leastOpen = OpenSeatBound.byDay(facts);
    long total = 0;
    for (int t = 0; t < facts.tasks; t++) {
      total += (long) facts.load[t] * facts.seats[t];
    }
    mostLoad = total - Arrays.stream(leastOpen).sum();
    price = new int[people];
    crowding = new int[facts.days * 3 * people];
    openPrice = new long[facts.days];
    pairPrice = new PairTable(people);
    pairUse = new PairTable(people);
    wanted = new int[people];
    given = new int[people];
    places = new int[crowding.length];
    open = new int[facts.days];
    time = new int[people];
    key = new int[people];
    direction = new double[people];
    setUpper(Math.max(upper, (long) facts.weightOpen * leastOpen()));
    firstPrices();
    bestPrice = price.clone();
  }

  private int[] scaled(int[] costs) {
    return Arrays.stream(costs).map(each -> each * UNIT).toArray();
  }

  double reach() {
    return reach;
  }

  /**
   * The bound so far, in the unit of the objective. No part of the objective is negative, so the
   * seats that must stay open are a bound by themselves.
   */
  long bound() {
    long ofOpenSeats = (long) leastOpen() * facts.weightOpen;
    return Math.min(upper, Math.max(ofOpenSeats, Math.ceilDiv(best, UNIT)));
  }

  /** So many seats stay open in any plan. */
  int leastOpen() {
    return Arrays.stream(leastOpen).sum();
  }

  /** Tells of a better plan; heard at the next step. May be called from another thread. */
  void tell(long cost) {
    told = cost;
  }

  /** Whether no plan can cost less than this. May be called from another thread. */
  boolean reaches(long cost) {
    return cost <= Math.ceilDiv(best, UNIT);
  }

  /** Whether the best plan that was told of is proven to be the best of all. */
  boolean isTight() {
    return !possible || reaches(Math.min(told, upper));
  }

  /** Starts anew from the best prices, now that a plan of this cost is known. */
  void restart(long cost) {
    told = cost;
    known = cost * UNIT;
    setUpper(cost);
    best = 0;
    reach = 1;
    sinceBetter = 0;
    System.arraycopy(bestPrice, 0, price, 0, people);
  }

  /** The prices of a half-day of each person at which the bound is best, rounded. */
  int[] prices() {
    return Arrays.stream(bestPrice).map(each -> (each + UNIT / 2) / UNIT).toArray();
  }

  /**
   * Tells of a plan that costs so much. The best plan then leaves no more seats open than this cost
   * would pay for, which limits the range in which the water filling (a convex function of the half
   * -days given) has to be replaced by its chord.
   */
  void setUpper(long cost) {
    upper = cost;
    long mostOpen =
        facts.weightOpen == 0
            ? facts.seatTask.length
            : Math.min(facts.seatTask.length, cost / facts.weightOpen);
    mayStayOpen = mostOpen > 0;
    long least = Math.max(0, mostLoad - 2 * mostOpen);
    long most = facts.waterFilling[(int) mostLoad];
    slope =
        mostLoad == least
            ? 0
            : Math.floorDiv(
                (most - facts.waterFilling[(int) least]) * UNIT * facts.weightBalance,
                mostLoad - least);
    long total = facts.waterFilling.length - 1;
    // With S half-days given: -WF(S) >= -WF(most) + slope (most - S), and most - S = (total - S) -
    // (total - most), where total - S is what the open seats leave.
    constant = -(long) UNIT * facts.weightBalance * most - slope * (total - mostLoad);
    constant += (long) UNIT * facts.weightChange * facts.previousSeats;
  }

  /** As if the half-days were spread evenly, counting a weaker grade as half-days served. */
  private void firstPrices() {
    long work = mostLoad;
    long sum = 0;
    int counted = 0;
    for (int p = 0; p < people; p++) {
      if (facts.counted[p]) {
        counted++;
        sum += 2L * facts.weightBalance * facts.served[p] + facts.gradeCost[p];
      }
    }
    long common = counted == 0 ? 0 : (sum + 2L * facts.weightBalance * work) / counted;
    for (int p = 0; p < people; p++) {
      long floor = (long) facts.weightBalance * (2L * facts.served[p] + 1);
      long own = facts.days == 0 ? 0 : Math.max(floor, common - facts.gradeCost[p]);
      price[p] = facts.weightBalance == 0 ? 0 : within(0, (double) own * UNIT);
    }
    Arrays.fill(openPrice, (long) facts.weightOpen * UNIT);
  }

  /** One step: values the prices, remembers the bound if it is better, and changes the prices. */
  void step() {
    if (!possible) {
      return;
    }
    if (told < upper) {
      known = told * UNIT;
      setUpper(told);
    }
    long value = evaluate();
    if (value > best) {
      sinceBetter = value - best > UNIT / 4 ? 0 : sinceBetter + 1;
      best = value;
      bestPrice = price.clone();
    } else {
      sinceBetter++;
    }
    if (sinceBetter > patience) {
      sinceBetter = 0;
      reach = Math.max(2e-3, reach * 0.75);
    }
    move(value);
  }

  /** The least cost at the present prices. */
  private long evaluate() {
    Arrays.fill(given, 0);
    Arrays.fill(places, 0);
    Arrays.fill(open, 0);
    pairUse.clear();
    long value = constant;
    long together = (long) UNIT * facts.weightPairs;
    for (long pair : pairPrice.keys()) {
      long own = pairPrice.of(pair);
      for (long n = 0; n * together <= own && together > 0; n++) {
        value += n * together - own;
      }
    }
    for (int p = 0; p < people; p++) {
      if (facts.counted[p]) {
        value += wantedBy(p);
      }
    }
    for (int each : crowding) {
      value -= each;
    }
    for (int d = 0; d < facts.days; d++) {
      value += ((long) facts.weightOpen * UNIT - openPrice[d]) * leastOpen[d];
    }
    int d = -1;
    int mask = -1;
    int load = -1;
    int grades = -1;
    for (int t : facts.tasksByTime) {
      if (facts.gradesOfDay[facts.day[t]] != grades || facts.load[t] != load) {
        grades = facts.gradesOfDay[facts.day[t]];
        load = facts.load[t];
        orderPeople(facts.day[t], load);
      }
      if (facts.day[t] != d || facts.mask[t] != mask) {
        d = facts.day[t];
        mask = facts.mask[t];
        priceTime(d, mask);
      }
      value += staff(t);
    }
    return value;
  }

  /** The number of half-days at which the marginal square reaches the price. */
  private long wantedBy(int p) {
    if (facts.weightBalance == 0) {
      wanted[p] = given[p];
      return 0;
    }
    long marginal = (long) UNIT * facts.weightBalance;
    long level = Math.floorDiv(Math.floorDiv(price[p], marginal) + 1, 2);
    long half = Math.max(facts.served[p], level);
    wanted[p] = (int) (half - facts.served[p]);
    return marginal * half * half - (long) price[p] * wanted[p];
  }

  private void orderPeople(int d, int load) {
    for (int p = 0; p < people; p++) {
      time[p] = load * (grade[d * people + p] + price[p]);
    }
    byCost.order(time);
  }

  private void priceTime(int d, int mask) {
    System.arraycopy(time, 0, key, 0, people);
    for (int half = 0; half < 3; half++) {
      if ((mask >>> half & 1) != 0) {
        int from = (d * 3 + half) * people;
        for (int p = 0; p < people; p++) {
          key[p] += crowding[from + p];
        }
      }
    }
  }

  /** The cheapest way to staff one task. */
  private long staff(int t) {
    int seats = facts.seats[t];
    if (cheapest.length < seats) {
      cheapest = new int[seats];
      chosen = new int[seats];
    }
    for (int p : facts.previous[t]) {
      key[p] -= facts.weightChange * UNIT;
    }
    long openCost = mayStayOpen ? openPrice[facts.day[t]] + slope * facts.load[t] : NEVER;
    long cost =
        seats < 2 || seats > LARGEST_TEAM || facts.weightPairs == 0
            ? staffEach(t, seats, openCost)
            : staffTogether(t, seats, openCost);
    for (int i = 0; i < taken; i++) {
      choose(chosen[i], t);
    }
    open[facts.day[t]] += seats - taken;
    for (int p : facts.previous[t]) {
      key[p] += facts.weightChange * UNIT;
    }
    return cost;
  }

  /** Seat by seat, with a leader where one must be. */
  private long staffEach(int t, int seats, long openCost) {
    int found = cheapest(t, seats, false);
    taken = 0;
    long cost = 0;
    while (taken < found && cheapest[taken] < openCost) {
      cost += cheapest[taken++];
    }
    if (facts.important[t] && taken == seats && seats > 0 && !anyLeads(t)) {
      // Nobody of the cheapest may lead: either one of them stays away, or a leader comes instead.
      cost -= cheapest[--taken];
      int[] others = Arrays.copyOf(chosen, chosen.length);
      if (cheapest(t, 1, true) == 1 && cheapest[0] < openCost) {
        cost += cheapest[0];
        others[taken++] = chosen[0];
      }
      chosen = others;
    }
    return cost + (seats - taken) * openCost;
  }

  /** Two or three seats, with the prices of pairs. */
  private long staffTogether(int t, int seats, long openCost) {
    int found = cheapest(t, TOGETHER, false);
    lastFound = found == TOGETHER ? cheapest[found - 1] : NEVER;
    firstLeader = NEVER;
    lastLeader = NEVER;
    if (facts.important[t]) {
      found = withLeaders(t, found);
    }
    int least = mayStayOpen ? 0 : Math.min(seats, found);
    long best = NEVER;
    int bestSize = 0;
    long bestPeople = 0;
    for (int size = least; size <= Math.min(seats, found); size++) {
      boolean led = facts.important[t] && size == seats;
      long cost = together(size, found, led) + (seats - size) * openCost;
      if (cost < best) {
        best = cost;
        bestSize = size;
        bestPeople = team;
      }
    }
    taken = bestSize;
    int first = chosen[(int) bestPeople & 15];
    int second = chosen[(int) bestPeople >> 4 & 15];
    int third = chosen[(int) bestPeople >> 8 & 15];
    chosen[0] = first;
    chosen[1] = second;
    chosen[2] = third;
    for (int i = 0; i < taken; i++) {
      for (int j = 0; j < i; j++) {
        pairUse.add(chosen[i], chosen[j], 1);
      }
    }
    return best;
  }

  /** Adds the cheapest people who may lead to those found, keeping the order. */
  private int withLeaders(int t, int found) {
    int[] cost = Arrays.copyOf(cheapest, found);
    int[] person = Arrays.copyOf(chosen, found);
    int leaders = cheapest(t, TOGETHER, true);
    if (leaders > 0) {
      firstLeader = cheapest[0];
    }
    if (leaders == TOGETHER) {
      lastLeader = cheapest[leaders - 1];
    }
    for (int i = 0; i < leaders; i++) {
      leads[i] = true;
    }
    int[] known = Arrays.copyOf(chosen, leaders);
    int n = leaders;
    for (int i = 0; i < found; i++) {
      int p = person[i];
      if (Arrays.stream(known).anyMatch(each -> each == p)) {
        continue;
      }
      int at = n++;
      while (at > 0 && cheapest[at - 1] > cost[i]) {
        cheapest[at] = cheapest[at - 1];
        chosen[at] = chosen[at - 1];
        leads[at] = leads[at - 1];
        at--;
      }
      cheapest[at] = cost[i];
      chosen[at] = person[i];
      leads[at] = facts.mayLead(person[i], t);
    }
    return n;
  }

  /**
   * The least cost of a team of so many of the people found, or less: whoever was not found costs
   * at least as much as the last one who was. Leaves the positions of the team in {@link #team}.
   *
   * @param led whether one of them must be a leader
   */
  private long together(int size, int found, boolean led) {
    if (size == 0) {
      team = 0;
      return 0;
    }
    long best = NEVER;
    team = 0;
    if (size == 1) {
      return cheapest[0];
    }
    for (int i = 0; i < found; i++) {
      for (int j = i + 1; j < found; j++) {
        long two = (long) cheapest[i] + cheapest[j];
        if (two >= best) {
          break;
        }
        two += pairPrice.of(chosen[i], chosen[j]);
        if (size == 2 && two < best && (!led || leads[i] || leads[j])) {
          best = two;
          team = i | j << 4;
        }
        for (int k = j + 1; size == 3 && k < found && two + cheapest[k] < best; k++) {
          if (led && !leads[i] && !leads[j] && !leads[k]) {
            continue;
          }
          long three =
              two
                  + cheapest[k]
                  + pairPrice.of(chosen[i], chosen[k])
                  + pairPrice.of(chosen[j], chosen[k]);
          if (three < best) {
            best = three;
            team = i | j << 4 | k << 8;
          }
        }
      }
    }
    long others = 0;
    for (int i = 0; i < size - 2; i++) {
      others += cheapest[i];
    }
    long first = led ? firstLeader : cheapest[size - 2];
    best = Math.min(best, others + first + lastFound);
    if (led) {
      // Or the leader is one who was not found.
      best = Math.min(best, others + cheapest[size - 2] + lastLeader);
    }
    return best;
  }

  /**
   * Finds the people with the least keys on the task, the cheapest first.
   *
   * @return how many were found, at most {@code most}
   */
  private int cheapest(int t, int most, boolean leadersOnly) {
    found = 0;
    limit = most == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    for (int p : facts.previous[t]) {
      consider(p, t, most, leadersOnly);
    }
    int anyTravel = Integer.MIN_VALUE;
    int mostTravel = byCost.mostTravel(t);
    int mostExpertise = byCost.mostExpertise(t);
    for (int list : byCost.near(t)) {
      scan(list, byCost.added(list), Integer.MIN_VALUE, anyTravel, t, most, leadersOnly);
    }
    for (int list : byCost.knowing(t)) {
      int least = byCost.added(list) + mostTravel;
      scan(list, least, Integer.MIN_VALUE, mostTravel, t, most, leadersOnly);
    }
    scan(
        byCost.everybody(),
        mostExpertise + mostTravel,
        mostExpertise,
        mostTravel,
        t,
        most,
        leadersOnly);
    return found;
  }

  /**
   * Goes through a list until nobody can be among the cheapest any more.
   *
   * @param adds what the task adds at least to the time of anybody who counts here
   * @param expert only those count here to whom the occupation adds so much
   * @param away only those count here to whom the district adds so much
   */
  private void scan(
      int list, int adds, int expert, int away, int t, int most, boolean leadersOnly) {
    int[] expertise = byCost.expertise(t);
    int[] travel = byCost.travel(t);
    long[] lawful = facts.lawful[t];
    boolean before = facts.previous[t].length > 0;
    for (int p : byCost.list(list)) {
      if (time[p] + adds >= limit) {
        return;
      }
      if (travel[p] >= away
          && expertise[p] >= expert
          && Bits.has(lawful, p)
          && !(before && facts.heldBefore(p, t))) {
        consider(p, t, most, leadersOnly);
      }
    }
  }

  private void consider(int p, int t, int most, boolean leadersOnly) {
    int cost = key[p] + byCost.expertise(t)[p] + byCost.travel(t)[p];
    if (cost >= limit || (leadersOnly && !facts.mayLead(p, t))) {
      return;
    }
    int at = found < most ? found++ : most - 1;
    while (at > 0 && cheapest[at - 1] > cost) {
      cheapest[at] = cheapest[at - 1];
      chosen[at] = chosen[at - 1];
      at--;
    }
    cheapest[at] = cost;
    chosen[at] = p;
    if (found == most) {
      limit = cheapest[most - 1];
    }
  }

  private void choose(int p, int t) {
    given[p] += facts.load[t];
    for (int half = 0; half < 3; half++) {
      if ((facts.mask[t] >>> half & 1) != 0) {
        places[(facts.day[t] * 3 + half) * people + p]++;
      }
    }
  }

  private boolean anyLeads(int t) {
    for (int i = 0; i < facts.seats[t]; i++) {
      if (facts.mayLead(chosen[i], t)) {
        return true;
      }
    }
    return false;
  }

  /** A step along the sub-gradient, of Polyak's length. */
  private void move(long value) {
    double norm = 0;
    for (int p = 0; p < people; p++) {
      direction[p] = given[p] - wanted[p];
      norm += direction[p] * direction[p];
    }
    for (int i = 0; i < places.length; i++) {
      if (places[i] > 1 || crowding[i] > 0) {
        double excess = places[i] - 1;
        norm += excess * excess;
      }
    }
    for (int d = 0; d < facts.days; d++) {
      double excess = open[d] - leastOpen[d];
      norm += excess * excess;
    }
    long[] pairs = facts.weightPairs == 0 ? new long[0] : pairsConcerned();
    for (long pair : pairs) {
      double excess = excess(pair);
      norm += excess * excess;
    }
    if (norm == 0) {
      return;
    }
    long aim = Math.min(known, best + Math.max(UNIT, best / AIM));
    double length = reach * Math.max(UNIT, aim - value) / norm;
    if (facts.weightBalance > 0) {
      for (int p = 0; p < people; p++) {
        price[p] = within(-HIGHEST, price[p] + length * direction[p]);
      }
    }
    for (int i = 0; i < places.length; i++) {
      if (places[i] > 1 || crowding[i] > 0) {
        crowding[i] = within(0, crowding[i] + length * (places[i] - 1));
      }
    }
    for (int d = 0; d < facts.days; d++) {
      long moved = Math.round(openPrice[d] + length * (open[d] - leastOpen[d]));
      openPrice[d] = Math.min((long) facts.weightOpen * UNIT, moved);
    }
    for (long pair : pairs) {
      int old = pairPrice.of(pair);
      int moved = within(0, old + length * excess(pair));
      pairPrice.add(pair, moved - old);
    }
  }

  private static int within(int lowest, double price) {
    return Math.clamp(Math.round(price), lowest, HIGHEST);
  }

  /** Pairs that have a price or are used more than once. */
  private long[] pairsConcerned() {
    return LongStream.concat(
            Arrays.stream(pairPrice.keys()),
            Arrays.stream(pairUse.keys())
                .filter(pair -> pairUse.of(pair) > 1 && pairPrice.of(pair) == 0))
        .toArray();
  }

  /** How much more often the tasks use the pair than its price makes welcome. */
  private int excess(long pair) {
    int welcome = 1 + pairPrice.of(pair) / (UNIT * facts.weightPairs);
    return pairUse.of(pair) - welcome;
  }
}
