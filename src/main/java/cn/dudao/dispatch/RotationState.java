package cn.dudao.dispatch;

import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.dispatch.rules.RotationRun;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * 第十九条: 一个方案中各人在同一单位的连续次数。 The longer of both readings.
 *
 * @param longestByCard for each card how many times in a row at one unit at most
 * @param assignments how many assignments stand at so many times in a row
 * @param limit how many are permitted on the first day of the plan
 */
@Article("19")
public record RotationState(
    Map<String, Integer> longestByCard, SortedMap<Integer, Integer> assignments, int limit) {

  static RotationState of(DispatchPlan plan, PlanContent content, PlanFacts ground) {
    var facts = ground.facts();
    var proposal = ground.joined(content.proposal());
    Map<String, Integer> longest = new HashMap<>();
    SortedMap<Integer, Integer> assignments = new TreeMap<>();
    for (PlannedSeat seat : content.seats()) {
      var task = facts.tasks().get(seat.task());
      var supervisor = facts.supervisors().get(seat.card());
      if (task == null || supervisor == null) {
        continue;
      }
      var question = new AssignmentCase(supervisor, task, facts, proposal);
      int inARow =
          Math.max(
              AssignmentRules.ROTATION.inARow(question, RotationRun.Reading.UNIT),
              AssignmentRules.ROTATION.inARow(question, RotationRun.Reading.OWN));
      longest.merge(seat.card(), inARow, Math::max);
      assignments.merge(inARow, 1, Integer::sum);
    }
    return new RotationState(
        longest,
        assignments,
        facts.parameters().on(plan.firstDay()).number(Parameter.MOST_IN_A_ROW));
  }
}
