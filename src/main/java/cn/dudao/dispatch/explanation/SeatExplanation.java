package cn.dudao.dispatch.explanation;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.check.PlanCost;
import cn.dudao.dispatch.check.SeatCost;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRule;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.dispatch.rules.RotationRun;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.QualitySupervisor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * 为什么是他、为什么不是他: for one task everybody, in two lists.
 *
 * @param task the task
 * @param lawful those who may be sent, the cheapest first; those who are on the task among them
 * @param excluded those who may not, by their first rule, then by card
 * @param counts how many the rules exclude, by the key of the first one, in the order of the rules
 */
public record SeatExplanation(
    SupervisionTask task,
    List<Lawful> lawful,
    List<Excluded> excluded,
    Map<String, Integer> counts) {

  /**
   * One who may be sent.
   *
   * @param supervisor the person
   * @param assigned whether the person is on the task now
   * @param mayLead whether the person may lead its team
   * @param inARow how many times in a row the person would be at the unit, the larger of both
   *     readings
   * @param cost what the person adds to the objective there, beside everybody else
   */
  public record Lawful(
      QualitySupervisor supervisor, boolean assigned, boolean mayLead, int inARow, SeatCost cost) {}

  /**
   * One who may not be sent.
   *
   * @param supervisor the person
   * @param first the ruling of the first rule that excludes
   * @param refusals the rulings of all rules that exclude, the first one included
   */
  public record Excluded(QualitySupervisor supervisor, Ruling first, List<Ruling> refusals) {}

  /**
   * @param cost the cost of the same facts; made once for many tasks
   */
  public static SeatExplanation of(
      DispatchFacts facts, PlanCost cost, DispatchProposal proposal, SupervisionTask task) {
    List<Lawful> lawful = new ArrayList<>();
    List<Excluded> excluded = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    AssignmentRules.ordered().forEach(each -> counts.put(each.key(), 0));
    for (QualitySupervisor each : facts.supervisors().values()) {
      AssignmentCase question = new AssignmentCase(each, task, facts, proposal);
      Optional<AssignmentRule> refusing = AssignmentRules.firstRefusing(question);
      if (refusing.isEmpty()) {
        lawful.add(lawful(question, cost));
      } else {
        List<Ruling> refusals = AssignmentRules.refusals(question);
        excluded.add(new Excluded(each, refusals.getFirst(), refusals));
        counts.merge(refusing.get().key(), 1, Integer::sum);
      }
    }
    counts.values().removeIf(each -> each == 0);
    lawful.sort(
        Comparator.comparingLong((Lawful each) -> each.cost().total())
            .thenComparing(each -> each.supervisor().card()));
    List<String> order = AssignmentRules.ordered().stream().map(AssignmentRule::key).toList();
    excluded.sort(
        Comparator.comparingInt((Excluded each) -> order.indexOf(each.first().rule()))
            .thenComparing(each -> each.supervisor().card()));
    return new SeatExplanation(task, List.copyOf(lawful), List.copyOf(excluded), counts);
  }

  private static Lawful lawful(AssignmentCase question, PlanCost cost) {
    String card = question.supervisor().card();
    return new Lawful(
        question.supervisor(),
        question.others().of(question.task().number()).stream()
            .anyMatch(each -> each.card().equals(card)),
        AssignmentRules.LEADER.permits(question),
        Math.max(
            AssignmentRules.ROTATION.inARow(question, RotationRun.Reading.UNIT),
            AssignmentRules.ROTATION.inARow(question, RotationRun.Reading.OWN)),
        cost.marginal(question.supervisor(), question.task(), question.others()));
  }

  /** Those on the task now. */
  public List<Lawful> chosen() {
    return lawful.stream().filter(Lawful::assigned).toList();
  }

  /** Those who could take a seat instead, the cheapest first. */
  public List<Lawful> alternatives() {
    return lawful.stream().filter(each -> !each.assigned()).toList();
  }
}
