package cn.dudao.dispatch;

import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.dispatch.rules.RotationRun;
import cn.dudao.regulation.Parameter;
import cn.dudao.supervisor.QualitySupervisor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One task of one person, with the state of rotation there.
 *
 * @param atUnit how many times in a row the person is at the unit, in the unit's occasions
 * @param ofOwn how many times in a row, in the person's own occasions
 * @param limit how many are permitted
 */
public record PersonTask(PlannedTask task, Role role, int atUnit, int ofOwn, int limit) {

  static List<PersonTask> of(PlanFacts ground, PlanContent content, QualitySupervisor supervisor) {
    var facts = ground.facts();
    var proposal = ground.joined(content.proposal());
    Map<String, PlannedTask> tasks = new HashMap<>();
    content.tasks().forEach(each -> tasks.put(each.number(), each));
    List<PersonTask> result = new ArrayList<>();
    for (PlannedSeat seat : content.seats()) {
      var held = tasks.get(seat.task());
      var today = facts.tasks().get(seat.task());
      if (!seat.card().equals(supervisor.card()) || held == null || today == null) {
        continue;
      }
      var question = new AssignmentCase(supervisor, today, facts, proposal);
      result.add(
          new PersonTask(
              held,
              seat.role(),
              AssignmentRules.ROTATION.inARow(question, RotationRun.Reading.UNIT),
              AssignmentRules.ROTATION.inARow(question, RotationRun.Reading.OWN),
              question.parameters().number(Parameter.MOST_IN_A_ROW)));
    }
    return List.copyOf(result);
  }
}
