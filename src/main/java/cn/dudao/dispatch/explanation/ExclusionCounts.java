package cn.dudao.dispatch.explanation;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRule;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.dispatch.rules.RecusalRule;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * For every task of a plan, how many people the rules exclude, by the first one that does: the same
 * figures as {@link SeatExplanation}, for all tasks at once and quickly. A rule is asked only where
 * it can refuse.
 */
public final class ExclusionCounts {

  private final DispatchFacts facts;
  private final DispatchProposal proposal;
  private final List<SupervisionTask> tasks;
  private final List<AssignmentRule> rules = AssignmentRules.ordered();
  private final int[][] counts;
  private final Map<String, Integer> indices = new HashMap<>();

  public static ExclusionCounts of(DispatchFacts facts, DispatchProposal proposal) {
    return new ExclusionCounts(facts, proposal);
  }

  private ExclusionCounts(DispatchFacts facts, DispatchProposal proposal) {
    this.facts = facts;
    this.proposal = proposal;
    this.tasks = List.copyOf(facts.tasks().values());
    this.counts = new int[tasks.size()][rules.size()];
    Map<LocalDate, List<Integer>> byDay = new LinkedHashMap<>();
    Set<String> units = new HashSet<>();
    for (int t = 0; t < tasks.size(); t++) {
      byDay.computeIfAbsent(tasks.get(t).date(), key -> new ArrayList<>()).add(t);
      indices.put(tasks.get(t).number(), t);
      units.add(tasks.get(t).institution());
    }
    for (QualitySupervisor each : facts.supervisors().values()) {
      new Person(each, units).count(byDay);
    }
  }

  /** By the key of the rule, in the order of the rules, also those that exclude nobody. */
  public Map<String, Integer> of(SupervisionTask task) {
    Map<String, Integer> result = new LinkedHashMap<>();
    int[] ofTask = counts[Objects.requireNonNull(indices.get(task.number()), task.number())];
    for (int r = 0; r < rules.size(); r++) {
      result.put(rules.get(r).key(), ofTask[r]);
    }
    return result;
  }

  /** What must be known of one person to ask no more than needed. */
  private final class Person {

    private final QualitySupervisor supervisor;
    private final Set<String> concerned = new HashSet<>();
    private final Set<String> visited = new HashSet<>();
    private final Set<LocalDate> busy = new HashSet<>();
    private final boolean absences;

    private Person(QualitySupervisor supervisor, Set<String> units) {
      this.supervisor = supervisor;
      this.absences = !facts.absencesOf(supervisor.card()).isEmpty();
      for (String unit : units) {
        if (RecusalRule.concerns(facts, supervisor, unit)) {
          concerned.add(unit);
        }
      }
      for (PastSupervision each : facts.historyOf(supervisor.card())) {
        visited.add(each.institution());
      }
      for (ProposedAssignment each : proposal.ofSupervisor(supervisor.card())) {
        SupervisionTask task = facts.tasks().get(each.task());
        if (task != null) {
          visited.add(task.institution());
          busy.add(task.date());
        }
      }
    }

    private void count(Map<LocalDate, List<Integer>> byDay) {
      byDay.forEach((day, ofDay) -> {
        int whole = firstOfTheDay(question(ofDay.getFirst()));
        boolean examines = !facts.examining(supervisor, day).isEmpty();
        for (int t : ofDay) {
          int refusing = whole >= 0 ? whole : firstOther(t, examines);
          if (refusing >= 0) {
            counts[t][refusing]++;
          }
        }
      });
    }

    private int firstOfTheDay(AssignmentCase question) {
      for (int r = 0; r < rules.size(); r++) {
        if (AssignmentRules.asksOnlyForTheDay(rules.get(r)) && !rules.get(r).permits(question)) {
          return r;
        }
      }
      return -1;
    }

    private int firstOther(int t, boolean examines) {
      SupervisionTask task = tasks.get(t);
      for (int r = 0; r < rules.size(); r++) {
        AssignmentRule rule = rules.get(r);
        if (canRefuse(rule, task, examines) && !rule.permits(question(t))) {
          return r;
        }
      }
      return -1;
    }

    private boolean canRefuse(AssignmentRule rule, SupervisionTask task, boolean examines) {
      if (rule == AssignmentRules.DUAL_ROLE) {
        return examines;
      }
      if (rule == AssignmentRules.RECUSAL) {
        return concerned.contains(task.institution());
      }
      if (rule == AssignmentRules.ABSENCE) {
        return absences;
      }
      if (rule == AssignmentRules.ROTATION) {
        return visited.contains(task.institution());
      }
      if (rule == AssignmentRules.OVERLAP || rule == AssignmentRules.TRAVEL) {
        return busy.contains(task.date());
      }
      return !AssignmentRules.asksOnlyForTheDay(rule);
    }

    private AssignmentCase question(int t) {
      return new AssignmentCase(supervisor, tasks.get(t), facts, proposal);
    }
  }
}
