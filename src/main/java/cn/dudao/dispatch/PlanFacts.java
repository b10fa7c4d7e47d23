package cn.dudao.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is known for a plan: its own tasks, and beside them those for which other plans have sent
 * people already. The latter are fixed; every rule counts them, and so does the objective.
 *
 * @param facts with the tasks of both
 * @param own 任务号 of the plan's own
 * @param standing the orders of other plans
 */
public record PlanFacts(DispatchFacts facts, Set<String> own, DispatchProposal standing) {

  public PlanFacts {
    own = Set.copyOf(own);
  }

  /** What the plan proposes, together with the standing orders. */
  public DispatchProposal joined(DispatchProposal proposal) {
    if (standing.assignments().isEmpty()) {
      return proposal;
    }
    List<ProposedAssignment> all = new ArrayList<>(proposal.assignments());
    all.addAll(standing.assignments());
    return new DispatchProposal(all);
  }

  /** The plan's own part of a proposal. */
  public DispatchProposal ownPart(DispatchProposal proposal) {
    return standing.assignments().isEmpty()
        ? proposal
        : new DispatchProposal(
            proposal.assignments().stream().filter(each -> own.contains(each.task())).toList());
  }

  /** The plan's own tasks, in the order of the facts. */
  public List<SupervisionTask> tasks() {
    return facts.tasks().values().stream().filter(each -> own.contains(each.number())).toList();
  }

  /** The same knowledge with only some of the plan's own tasks. */
  PlanFacts only(Set<String> held) {
    if (held.containsAll(own)) {
      return this;
    }
    var left =
        facts.tasks().values().stream()
            .filter(each -> !own.contains(each.number()) || held.contains(each.number()))
            .toList();
    return new PlanFacts(
        facts.withTasks(left), Set.copyOf(own.stream().filter(held::contains).toList()), standing);
  }
}
