package cn.dudao.dispatch.rules;

import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.SupervisionTask;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What else a person does on the day of a task. */
final class SameDay {

  private SameDay() {}

  /** The first other task of the person on that day that is in the way; null if none is. */
  static @Nullable SupervisionTask first(
      AssignmentCase question, Predicate<SupervisionTask> inTheWay) {
    SupervisionTask task = question.task();
    for (ProposedAssignment each : question.others().ofSupervisor(question.supervisor().card())) {
      SupervisionTask other = question.facts().tasks().get(each.task());
      if (other != null
          && !other.number().equals(task.number())
          && other.date().equals(task.date())
          && inTheWay.test(other)) {
        return other;
      }
    }
    return null;
  }
}
