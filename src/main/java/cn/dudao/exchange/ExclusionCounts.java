package cn.dudao.exchange;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRule;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.regulation.Parameter;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How many people each rule excludes from a task, by the first rule that does; those who are on the
 * task are left out. Made for all tasks of a plan: rules that cannot refuse are not asked.
 */
final class ExclusionCounts {

  private final DispatchFacts facts;
  private final DispatchProposal proposal;
  private final Map<String, Map<String, Integer>> visits = new HashMap<>();
  private final Map<String, Set<LocalDate>> daysTaken = new HashMap<>();

  ExclusionCounts(DispatchFacts facts, DispatchProposal proposal) {
    this.facts = facts;
    this.proposal = proposal;
    for (PastSupervision past : facts.history()) {
      for (String card : past.cards()) {
        countVisit(card, past.institution());
      }
    }
    for (ProposedAssignment each : proposal.assignments()) {
      SupervisionTask task = facts.tasks().get(each.task());
      if (task != null) {
        countVisit(each.card(), task.institution());
        daysTaken.computeIfAbsent(each.card(), key -> new HashSet<>()).add(task.date());
      }
    }
  }

  private void countVisit(String card, String institution) {
    visits.computeIfAbsent(card, key -> new HashMap<>()).merge(institution, 1, Integer::sum);
  }

  /** By rule key in the order of the rules, also those that exclude nobody. */
  Map<String, Integer> of(SupervisionTask task) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    AssignmentRules.ordered().forEach(rule -> counts.put(rule.key(), 0));
    Set<String> team = new HashSet<>();
    proposal.of(task.number()).forEach(each -> team.add(each.card()));
    int limit = facts.parameters().on(task.date()).number(Parameter.MOST_IN_A_ROW);
    for (QualitySupervisor each : facts.supervisors().values()) {
      if (team.contains(each.card())) {
        continue;
      }
      var question = new AssignmentCase(each, task, facts, proposal);
      for (AssignmentRule rule : AssignmentRules.ordered()) {
        if (mayRefuse(rule, question, limit) && !rule.permits(question)) {
          counts.merge(rule.key(), 1, Integer::sum);
          break;
        }
      }
    }
    return counts;
  }

  private boolean mayRefuse(AssignmentRule rule, AssignmentCase question, int limit) {
    String card = question.supervisor().card();
    if (rule == AssignmentRules.ROTATION) {
      // A run longer than the limit needs at least that many visits before.
      return visits.getOrDefault(card, Map.of()).getOrDefault(question.task().institution(), 0)
          >= limit;
    }
    if (rule == AssignmentRules.OVERLAP || rule == AssignmentRules.TRAVEL) {
      return daysTaken.getOrDefault(card, Set.of()).contains(question.task().date());
    }
    return true;
  }
}
