package cn.dudao.dispatch.planning;

import cn.dudao.appraisal.Occupations;
import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.dispatch.rules.StaticLawfulness;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Parameters;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one planning run as whole numbers in arrays: people, tasks, days, districts and
 * occupations are counted from 0. What does not depend on who else is sent where (the static rules
 * and the static costs) is settled here once.
 */
final class PackedFacts {

  final int people;
  final int tasks;
  final int days;
  final List<QualitySupervisor> person;
  final List<SupervisionTask> task;
  final Map<String, Integer> personOf = new HashMap<>();
  final Map<String, Integer> taskOf = new HashMap<>();
  final OccasionLayout occasions;

  // Tasks.
  final int[] day;
  final int[] mask;
  final int[] load;
  final int[] seats;
  final boolean[] important;
  final int[] district;

  /** One bit per person: lawful when rotation, overlap and travel are left aside. */
  final long[][] lawful;

  /** By day, one bit per person: may lead the team of an important task. */
  final long[][] leaders;

  /** People who held the task in the previous plan and still may, by task. */
  final int[][] previous;

  /** All seats: the task of each. A task's seats follow each other from {@code seatStart}. */
  final int[] seatStart;

  final int[] seatTask;

  // People.
  /** Half-days served in the calendar year of the first day, before it. */
  final int[] served;

  /** Whether the person is lawful for at least one task (the set I* of the balance). */
  final boolean[] counted;

  // Costs.
  final int weightOpen;
  final int weightBalance;
  final int weightPairs;
  final int weightChange;
  final int previousSeats;

  /** Cost of a half-day, by day, then person. */
  final int[] gradeCost;

  /** Days of equal costs of half-days have the same number. */
  final int[] gradesOfDay;

  /** All tasks, those of {@link #gradesOfDay}, load, day and half-days together. */
  final int[] tasksByTime;

  /** Cost of an assignment, by occupation, then person. */
  final int[] expertiseCost;

  final int[] occupation;
  final int districts;
  private final int[] travelCost;
  private final int[] residence;

  /** The least possible sum of squares for each total of half-days ("water filling"). */
  final long[] waterFilling;

  /**
   * @param before the assignments of the plan before, if there was one
   */
  PackedFacts(DispatchFacts facts, List<ProposedAssignment> before) {
    this(facts, before, null);
  }

  /** For questions about one day of a plan that is known to be lawful: quicker. */
  static PackedFacts ofOneDay(DispatchFacts facts, LocalDate day) {
    return new PackedFacts(facts, List.of(), day);
  }

  /**
   * @param asked if given, the static rules are asked for tasks of this day only, and everybody
   *     counts as lawful for the others
   */
  private PackedFacts(
      DispatchFacts facts, List<ProposedAssignment> before, @Nullable LocalDate asked) {
    person = List.copyOf(facts.supervisors().values());
    task = List.copyOf(facts.tasks().values());
    people = person.size();
    tasks = task.size();
    for (int p = 0; p < people; p++) {
      personOf.put(person.get(p).card(), p);
    }
    for (int t = 0; t < tasks; t++) {
      taskOf.put(task.get(t).number(), t);
    }
    occasions = new OccasionLayout(facts, task, personOf);

    TreeSet<LocalDate> dates = new TreeSet<>();
    task.forEach(each -> dates.add(each.date()));
    List<LocalDate> dayList = List.copyOf(dates);
    Map<LocalDate, Integer> dayOf = new HashMap<>();
    dayList.forEach(each -> dayOf.put(each, dayOf.size()));
    days = dayList.size();
    LocalDate firstDay = dayList.isEmpty() ? LocalDate.EPOCH : dayList.getFirst();
    Parameters parameters = facts.parameters().on(firstDay);
    weightOpen = parameters.number(Parameter.WEIGHT_OPEN);
    weightBalance = parameters.number(Parameter.WEIGHT_BALANCE);
    weightPairs = parameters.number(Parameter.WEIGHT_PAIRS);
    weightChange = parameters.number(Parameter.WEIGHT_CHANGE);

    day = new int[tasks];
    mask = new int[tasks];
    load = new int[tasks];
    seats = new int[tasks];
    important = new boolean[tasks];
    seatStart = new int[tasks + 1];
    for (int t = 0; t < tasks; t++) {
      SupervisionTask each = task.get(t);
      day[t] = dayOf.getOrDefault(each.date(), 0);
      mask[t] = each.halfDays().mask();
      load[t] = each.halfDays().load();
      seats[t] = each.seats();
      important[t] = each.important();
      seatStart[t + 1] = seatStart[t] + seats[t];
    }
    seatTask = new int[seatStart[tasks]];
    for (int t = 0; t < tasks; t++) {
      Arrays.fill(seatTask, seatStart[t], seatStart[t + 1], t);
    }

    lawful = new long[tasks][];
    counted = new boolean[people];
    if (asked == null) {
      StaticLawfulness rules = new StaticLawfulness(facts);
      for (int t = 0; t < tasks; t++) {
        lawful[t] = Arrays.copyOf(rules.lawfulFor(t).toLongArray(), (people + 63) >>> 6);
      }
      rules.lawfulForAny().stream().forEach(p -> counted[p] = true);
    } else {
      Arrays.fill(counted, true);
      long[] everybody = Bits.all(people);
      for (int t = 0; t < tasks; t++) {
        lawful[t] =
            task.get(t).date().equals(asked) ? lawful(facts, task.get(t)) : everybody.clone();
      }
    }

    leaders = new long[days][];
    gradeCost = new int[days * people];
    for (int d = 0; d < days; d++) {
      leaders[d] = Bits.none(people);
      for (int p = 0; p < people; p++) {
        QualitySupervisor each = person.get(p);
        if (each.mayLeadImportantOn(dayList.get(d))) {
          Bits.add(leaders[d], p);
        }
        gradeCost[d * people + p] =
            parameters.number(
                each.gradeCountingOn(dayList.get(d))
                    .map(counting -> costOf(counting.getValue()))
                    .orElse(Parameter.GRADE_NONE));
      }
    }

    gradesOfDay = new int[days];
    for (int d = 1; d < days; d++) {
      int from = (d - 1) * people;
      boolean same =
          Arrays.equals(
              gradeCost, from, from + people, gradeCost, from + people, from + 2 * people);
      gradesOfDay[d] = gradesOfDay[d - 1] + (same ? 0 : 1);
    }
    tasksByTime =
        IntStream.range(0, tasks)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(t -> gradesOfDay[day[t]])
                    .thenComparingInt(t -> load[t])
                    .thenComparingInt(t -> day[t])
                    .thenComparingInt(t -> mask[t]))
            .mapToInt(Integer::intValue)
            .toArray();

    Map<String, Integer> districtOf = new LinkedHashMap<>();
    residence = new int[people];
    for (int p = 0; p < people; p++) {
      residence[p] = numbered(districtOf, person.get(p).district());
    }
    district = new int[tasks];
    for (int t = 0; t < tasks; t++) {
      district[t] = numbered(districtOf, task.get(t).district());
    }
    districts = districtOf.size();
    travelCost = travelCosts(List.copyOf(districtOf.keySet()), parameters);

    Occupations knowledge = Occupations.of2022();
    Map<String, Integer> occupationOf = new LinkedHashMap<>();
    occupation = new int[tasks];
    List<SupervisionTask> example = new ArrayList<>();
    for (int t = 0; t < tasks; t++) {
      SupervisionTask each = task.get(t);
      occupation[t] = numbered(occupationOf, each.occupation() + "\n" + each.occupationCode());
      if (occupation[t] == example.size()) {
        example.add(each);
      }
    }
    int near = parameters.number(Parameter.EXPERTISE_NEAR);
    int far = parameters.number(Parameter.EXPERTISE_FAR);
    expertiseCost = new int[example.size() * people];
    for (int o = 0; o < example.size(); o++) {
      for (int p = 0; p < people; p++) {
        expertiseCost[o * people + p] =
            switch (knowledge.nearness(
                person.get(p).occupations(),
                example.get(o).occupation(),
                example.get(o).occupationCode())) {
              case SAME -> 0;
              case NEAR -> near;
              case FAR -> far;
            };
      }
    }

    served = served(facts, firstDay);
    long most = 0;
    for (int t = 0; t < tasks; t++) {
      most += (long) load[t] * seats[t];
    }
    waterFilling = waterFilling(Math.toIntExact(most));

    previous = new int[tasks][0];
    int kept = 0;
    for (int t = 0; t < tasks; t++) {
      previous[t] = new int[0];
    }
    Set<Long> seen = new HashSet<>();
    for (ProposedAssignment each : before) {
      Integer t = taskOf.get(each.task());
      Integer p = personOf.get(each.card());
      if (t != null && p != null && Bits.has(lawful[t], p) && seen.add((long) t * people + p)) {
        previous[t] = Arrays.copyOf(previous[t], previous[t].length + 1);
        previous[t][previous[t].length - 1] = p;
        kept++;
      }
    }
    previousSeats = kept;
  }

  boolean isLawful(int p, int t) {
    return Bits.has(lawful[t], p);
  }

  boolean mayLead(int p, int t) {
    return Bits.has(leaders[day[t]], p);
  }

  boolean heldBefore(int p, int t) {
    for (int each : previous[t]) {
      if (each == p) {
        return true;
      }
    }
    return false;
  }

  int gradeCost(int p, int t) {
    return load[t] * gradeCost[day[t] * people + p];
  }

  int expertiseCost(int p, int t) {
    return expertiseCost[occupation[t] * people + p];
  }

  int travelCost(int p, int t) {
    return travelCost[residence[p] * districts + district[t]];
  }

  /** Cost of an assignment of the person in a district. */
  int travelBetween(int p, int to) {
    return travelCost[residence[p] * districts + to];
  }

  /** The greatest of all weights but that of an open seat. */
  long dearestWeight() {
    long dearest = Math.max(Math.max(weightBalance, weightPairs), weightChange);
    for (int[] costs : new int[][] {gradeCost, expertiseCost, travelCost}) {
      for (int each : costs) {
        dearest = Math.max(dearest, each);
      }
    }
    return dearest;
  }

  /**
   * What the person costs on the task whoever else is sent: grade, expertise, travel, less what is
   * saved by not changing a previous seat.
   */
  int cost(int p, int t) {
    int cost = gradeCost(p, t) + expertiseCost(p, t) + travelCost(p, t);
    return previous[t].length > 0 && heldBefore(p, t) ? cost - weightChange : cost;
  }

  private long[] lawful(DispatchFacts facts, SupervisionTask task) {
    long[] bits = Bits.none(people);
    for (int p = 0; p < people; p++) {
      if (AssignmentRules.permitsStatically(
          new AssignmentCase(person.get(p), task, facts, DispatchProposal.EMPTY))) {
        Bits.add(bits, p);
      }
    }
    return bits;
  }

  private static Parameter costOf(Grade grade) {
    return switch (grade) {
      case EXCELLENT -> Parameter.GRADE_EXCELLENT;
      case PASS -> Parameter.GRADE_PASS;
      case BASIC, FAIL -> Parameter.GRADE_BASIC;
    };
  }

  private static int numbered(Map<String, Integer> numbers, String key) {
    Integer known = numbers.putIfAbsent(key, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  private static int[] travelCosts(List<String> districts, Parameters parameters) {
    Set<String> core = Set.copyOf(parameters.list(Parameter.URBAN_CORE));
    int near = parameters.number(Parameter.TRAVEL_CORE);
    int far = parameters.number(Parameter.TRAVEL_FAR);
    int n = districts.size();
    int[] costs = new int[n * n];
    for (int from = 0; from < n; from++) {
      for (int to = 0; to < n; to++) {
        boolean bothInCore = core.contains(districts.get(from)) && core.contains(districts.get(to));
        costs[from * n + to] = from == to ? 0 : bothInCore ? near : far;
      }
    }
    return costs;
  }

  private int[] served(DispatchFacts facts, LocalDate firstDay) {
    int[] result = new int[people];
    for (PastSupervision each : facts.history()) {
      if (each.date().getYear() == firstDay.getYear() && each.date().isBefore(firstDay)) {
        for (String card : new HashSet<>(each.cards())) {
          Integer p = personOf.get(card);
          if (p != null) {
            result[p]++;
          }
        }
      }
    }
    return result;
  }

  /** Σ (h + a)² for each total, each half-day given to somebody who has least. */
  private long[] waterFilling(int most) {
    long[] result = new long[most + 1];
    int highest = 0;
    for (int p = 0; p < people; p++) {
      if (counted[p]) {
        highest = Math.max(highest, served[p]);
        result[0] += (long) served[p] * served[p];
      }
    }
    int[] peopleAt = new int[highest + 2];
    for (int p = 0; p < people; p++) {
      if (counted[p]) {
        peopleAt[served[p]]++;
      }
    }
    int level = 0;
    int left = peopleAt[0];
    for (int total = 0; total < most; total++) {
      while (left == 0 && level < highest) {
        level++;
        left = reached(peopleAt, level);
      }
      if (left == 0) {
        level++;
        left = reached(peopleAt, highest);
      }
      result[total + 1] = result[total] + 2L * level + 1;
      left--;
    }
    return result;
  }

  private static int reached(int[] peopleAt, int level) {
    int sum = 0;
    for (int each = 0; each <= level && each < peopleAt.length; each++) {
      sum += peopleAt[each];
    }
    return sum;
  }
}
