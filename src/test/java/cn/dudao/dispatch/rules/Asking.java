package cn.dudao.dispatch.rules;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Asks a rule, both ways, and makes proposals of task and card. */
final class Asking {

  private Asking() {}

  static Ruling ask(AssignmentRule rule, DispatchFacts facts, String card, String task) {
    return ask(rule, facts, card, task, DispatchProposal.EMPTY);
  }

  static Ruling ask(
      AssignmentRule rule, DispatchFacts facts, String card, String task, DispatchProposal others) {
    AssignmentCase question = question(facts, card, task, others);
    Ruling ruling = rule.on(question);
    assertThat(rule.permits(question)).as("the quick answer").isEqualTo(ruling.permits());
    assertThat(ruling.rule()).isEqualTo(rule.key());
    assertThat(ruling.day()).isEqualTo(question.task().date());
    assertThat(ruling.reason()).isNotBlank();
    assertThat(ruling.facts()).isNotEmpty();
    return ruling;
  }

  static AssignmentCase question(
      DispatchFacts facts, String card, String task, DispatchProposal others) {
    return new AssignmentCase(
        Objects.requireNonNull(facts.supervisors().get(card), card),
        Objects.requireNonNull(facts.tasks().get(task), task),
        facts,
        others);
  }

  /** The only supervisor and the only task. */
  static Ruling ask(AssignmentRule rule, DispatchFacts facts) {
    SupervisionTask task = facts.tasks().values().iterator().next();
    return ask(rule, facts, facts.supervisors().keySet().iterator().next(), task.number());
  }

  static DispatchProposal proposal(String... taskAndCard) {
    List<ProposedAssignment> result = new ArrayList<>();
    for (int i = 0; i < taskAndCard.length; i += 2) {
      result.add(new ProposedAssignment(taskAndCard[i], taskAndCard[i + 1], Role.MEMBER));
    }
    return new DispatchProposal(result);
  }

  static String fact(Ruling ruling, String label) {
    return ruling.facts().stream()
        .filter(each -> each.label().equals(label))
        .map(Fact::value)
        .findFirst()
        .orElse("");
  }
}
