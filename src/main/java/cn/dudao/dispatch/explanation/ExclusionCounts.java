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
import java.util.stream.IntStream;

/**
 * For every task of a plan, how many people the rules exclude, by the first one that does: the same
 * figures as {@link SeatExplanation}, for all tasks at once and quickly. A rule is asked only where
 * it can refuse.
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
    Map<LocalDate, List<Integer>> byDay = new LinkedHashMap<>();
    for (int t = 0; t < tasks.size(); t++) {
      byDay.computeIfAbsent(tasks.get(t).date(), key -> new ArrayList<>()).add(t);
      indices.put(tasks.get(t).number(), t);
    }
    for (QualitySupervisor each : facts.supervisors().values()) {
      new Person(each).count(byDay);
    }
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
    private final Set<String> concerned;
    private final Set<String> visited = new HashSet<>();
    private final Set<LocalDate> busy = new HashSet<>();
    private final boolean absences;

    private Person(QualitySupervisor supervisor) {
      this.supervisor = supervisor;
      this.concerned = RecusalRule.unitsConcerning(facts, supervisor);
      this.absences = !facts.absencesOf(supervisor.card()).isEmpty();
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
        int whole = firstOf(OF_THE_DAY, question(ofDay.getFirst()));
        boolean onAnyTask =
            absences || busy.contains(day) || !facts.examining(supervisor, day).isEmpty();
        for (int t : ofDay) {
          String unit = tasks.get(t).institution();
          int refusing = whole;
          if (whole < 0 && (onAnyTask || concerned.contains(unit) || visited.contains(unit))) {
            refusing = firstOf(OTHERS, question(t));
          }
          if (refusing >= 0) {
            counts[t][refusing]++;
          }
        }
      });
    }

    private int firstOf(int[] some, AssignmentCase question) {
      for (int r : some) {
        if (!RULES.get(r).permits(question)) {
          return r;
        }
      }
      return -1;
    }

    private AssignmentCase question(int t) {
      return new AssignmentCase(supervisor, tasks.get(t), facts, proposal);
    }
  }
}
