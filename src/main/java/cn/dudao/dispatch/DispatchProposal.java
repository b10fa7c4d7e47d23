package cn.dudao.dispatch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * 委派方案的内容: who is proposed for what. A value; changes give a new one. It may break rules: only the
 * check says whether it may be shown and issued.
 */
public final class DispatchProposal {

  public static final DispatchProposal EMPTY = new DispatchProposal(List.of());

  private final List<ProposedAssignment> assignments;
  private final Map<String, List<ProposedAssignment>> byTask = new LinkedHashMap<>();
  private final Map<String, List<ProposedAssignment>> byCard = new LinkedHashMap<>();

  public DispatchProposal(List<ProposedAssignment> assignments) {
    this.assignments = List.copyOf(assignments);
    for (ProposedAssignment each : this.assignments) {
      byTask.computeIfAbsent(each.task(), key -> new ArrayList<>()).add(each);
      byCard.computeIfAbsent(each.card(), key -> new ArrayList<>()).add(each);
    }
  }

  public List<ProposedAssignment> assignments() {
    return assignments;
  }

  /** The team of a task, in the order of the list. */
  public List<ProposedAssignment> of(String task) {
    return Collections.unmodifiableList(byTask.getOrDefault(task, List.of()));
  }

  /** What one supervisor is proposed for. */
  public List<ProposedAssignment> ofSupervisor(String card) {
    return Collections.unmodifiableList(byCard.getOrDefault(card, List.of()));
  }

  public DispatchProposal with(ProposedAssignment assignment) {
    List<ProposedAssignment> more = new ArrayList<>(assignments);
    more.add(assignment);
    return new DispatchProposal(more);
  }

  public DispatchProposal without(Predicate<ProposedAssignment> gone) {
    return new DispatchProposal(assignments.stream().filter(gone.negate()).toList());
  }
}
