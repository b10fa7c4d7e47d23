package cn.dudao.dispatch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the registers say of the tasks of a plan today, other than when it was computed.
 *
 * @param gone tasks that are no more
 * @param changed tasks that are different now
 * @param added tasks that came later
 */
public record TaskChanges(List<String> gone, List<String> changed, List<String> added) {

  static TaskChanges of(PlanContent content, PlanFacts known) {
    var held = known.facts();
    List<String> gone = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    Set<String> numbers = new HashSet<>();
    for (PlannedTask each : content.tasks()) {
      numbers.add(each.number());
      var today = held.tasks().get(each.number());
      if (today == null) {
        gone.add(each.number());
      } else if (!PlannedTask.of(today, held).sameWork(each)) {
        changed.add(each.number());
      }
    }
    var added =
        known.tasks().stream()
            .map(SupervisionTask::number)
            .filter(each -> !numbers.contains(each))
            .toList();
    return new TaskChanges(List.copyOf(gone), List.copyOf(changed), added);
  }

  public boolean any() {
    return !gone.isEmpty() || !changed.isEmpty() || !added.isEmpty();
  }
}
