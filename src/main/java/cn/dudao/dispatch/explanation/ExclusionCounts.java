package cn.dudao.dispatch.explanation;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRule;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.dispatch.rules.RecusalRule;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * For every task of a plan, how many people the rules exclude, by the first one that does: the same
 * figures as {@link SeatExplanation}, for all tasks at once and quickly. A rule is asked only where
 * it can refuse, and only once where the answer is the same for several tasks: of the tasks of one
 * day and the same half-days, those that have nothing particular to do with a person (their units,
 * their sessions, the districts where the person is on that day) differ in nothing that a rule
 * looks at.
 */
public final class ExclusionCounts {

  private static final List<AssignmentRule> RULES = AssignmentRules.ordered();
  private static final int[] OF_THE_DAY = indices(true);
  private static final int[] OTHERS = indices(false);

  private final DispatchFacts facts;
  private final DispatchProposal proposal;
  private final List<SupervisionTask> tasks;
  private final int[][] counts;
  private final Map<String, Integer> indices = new HashMap<>();
  private final Map<LocalDate, Day> days = new LinkedHashMap<>();

  /** The tasks at each unit, that of the task or of one of its sessions. */
  private final Map<String, Set<Integer>> byUnit = new HashMap<>();

  /** The tasks of one day, and how many people are excluded from all alike. */
  private static final class Day {
    private final LocalDate date;
    private final Map<HalfDays, List<Integer>> byTime = new LinkedHashMap<>();
    private final Map<String, List<Integer>> byDistrict = new HashMap<>();
    private final Map<HalfDays, int[]> counts = new HashMap<>();

    private Day(LocalDate date) {
      this.date = date;
    }

    private void add(int t, SupervisionTask task) {
      byTime.computeIfAbsent(task.halfDays(), key -> new ArrayList<>()).add(t);
      byDistrict.computeIfAbsent(task.district(), key -> new ArrayList<>()).add(t);
    }

    private int[] countsAt(HalfDays time) {
      return counts.computeIfAbsent(time, key -> new int[RULES.size()]);
    }
  }

  private static int[] indices(boolean ofTheDay) {
    return IntStream.range(0, RULES.size())
        .filter(r -> AssignmentRules.asksOnlyForTheDay(RULES.get(r)) == ofTheDay)
        .toArray();
  }

  public static ExclusionCounts of(DispatchFacts facts, DispatchProposal proposal) {
    return new ExclusionCounts(facts, proposal);
  }

  private ExclusionCounts(DispatchFacts facts, DispatchProposal proposal) {
    this.facts = facts;
    this.proposal = proposal;
    this.tasks = List.copyOf(facts.tasks().values());
    this.counts = new int[tasks.size()][RULES.size()];
    for (int t = 0; t < tasks.size(); t++) {
      SupervisionTask task = tasks.get(t);
      indices.put(task.number(), t);
      days.computeIfAbsent(task.date(), Day::new).add(t, task);
      atUnit(task.institution()).add(t);
      for (AppraisalSession each : task.sessions()) {
        atUnit(each.institution()).add(t);
      }
    }
    for (QualitySupervisor each : facts.supervisors().values()) {
      new Person(each).count();
    }
    for (int t = 0; t < tasks.size(); t++) {
      Day day = Objects.requireNonNull(days.get(tasks.get(t).date()));
      int[] alike = day.countsAt(tasks.get(t).halfDays());
      for (int r = 0; r < RULES.size(); r++) {
        counts[t][r] += alike[r];
      }
    }
  }

  private Set<Integer> atUnit(String unit) {
    return byUnit.computeIfAbsent(unit, key -> new LinkedHashSet<>());
  }

  /** By the key of the rule, in the order of the rules, also those that exclude nobody. */
  public Map<String, Integer> of(SupervisionTask task) {
    Map<String, Integer> result = new LinkedHashMap<>();
    int[] ofTask = counts[Objects.requireNonNull(indices.get(task.number()), task.number())];
    for (int r = 0; r < RULES.size(); r++) {
      result.put(RULES.get(r).key(), ofTask[r]);
    }
    return result;
  }

  /** What must be known of one person to ask no more than needed. */
  private final class Person {

    private final QualitySupervisor supervisor;

    /** Tasks at units that the person has to do with, by day. */
    private final Map<LocalDate, Set<Integer>> familiar = new HashMap<>();

    private final Map<LocalDate, List<SupervisionTask>> planned = new HashMap<>();

    private Person(QualitySupervisor supervisor) {
      this.supervisor = supervisor;
      Set<String> units = RecusalRule.unitsConcerning(facts, supervisor);
      for (PastSupervision each : facts.historyOf(supervisor.card())) {
        units.add(each.institution());
      }
      for (ProposedAssignment each : proposal.ofSupervisor(supervisor.card())) {
        SupervisionTask task = facts.tasks().get(each.task());
        if (task != null) {
          units.add(task.institution());
          planned.computeIfAbsent(task.date(), key -> new ArrayList<>()).add(task);
        }
      }
      for (String unit : units) {
        for (int t : byUnit.getOrDefault(unit, Set.of())) {
          familiar.computeIfAbsent(tasks.get(t).date(), key -> new HashSet<>()).add(t);
        }
      }
    }

    private void count() {
      for (Day day : days.values()) {
        int whole = firstOf(OF_THE_DAY, firstTask(day));
        if (whole >= 0) {
          for (HalfDays time : day.byTime.keySet()) {
            day.countsAt(time)[whole]++;
          }
        } else {
          countOn(day);
        }
      }
    }

    private void countOn(Day day) {
      Set<Integer> particular = familiar.getOrDefault(day.date, Set.of());
      List<SupervisionTask> busy = planned.getOrDefault(day.date, List.of());
      List<AppraisalSession> examining = facts.examining(supervisor, day.date);
      boolean anyTask =
          !busy.isEmpty() || !examining.isEmpty() || facts.isAbsentOn(supervisor.card(), day.date);
      if (anyTask) {
        particular = new HashSet<>(particular);
        for (SupervisionTask each : busy) {
          particular.addAll(day.byDistrict.getOrDefault(each.district(), List.of()));
        }
        for (AppraisalSession each : examining) {
          particular.addAll(byUnit.getOrDefault(each.institution(), Set.of()));
        }
        for (Map.Entry<HalfDays, List<Integer>> each : day.byTime.entrySet()) {
          countAlike(day, each.getKey(), each.getValue(), particular);
        }
      }
      for (int t : particular) {
        if (tasks.get(t).date().equals(day.date)) {
          add(counts[t], firstOf(OTHERS, t), 1);
        }
      }
    }

    /** Asks once for all tasks of the same time that are not particular. */
    private void countAlike(Day day, HalfDays time, List<Integer> some, Set<Integer> particular) {
      int example = -1;
      for (int i = 0; i < some.size() && example < 0; i++) {
        example = particular.contains(some.get(i)) ? -1 : some.get(i);
      }
      int refusing = example < 0 ? -1 : firstOf(OTHERS, example);
      add(day.countsAt(time), refusing, 1);
      for (int t : particular) {
        if (tasks.get(t).date().equals(day.date) && tasks.get(t).halfDays().equals(time)) {
          add(counts[t], refusing, -1);
        }
      }
    }

    private void add(int[] some, int refusing, int more) {
      if (refusing >= 0) {
        some[refusing] += more;
      }
    }

    private int firstTask(Day day) {
      return day.byTime.values().iterator().next().getFirst();
    }

    /** The first of some rules that refuses to send the person on the task, or -1. */
    private int firstOf(int[] some, int t) {
      AssignmentCase question = new AssignmentCase(supervisor, tasks.get(t), facts, proposal);
      for (int r : some) {
        if (!RULES.get(r).permits(question)) {
          return r;
        }
      }
      return -1;
    }
  }
}
