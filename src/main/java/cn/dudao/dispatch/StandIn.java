package cn.dudao.dispatch;

import cn.dudao.dispatch.check.PlanCost;
import cn.dudao.dispatch.check.SeatCost;
import cn.dudao.dispatch.planning.Replacements;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.dispatch.rules.RotationRun;
import cn.dudao.supervisor.QualitySupervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 替换人选: somebody who can step in, and what that costs.
 *
 * @param person who steps in
 * @param standby whether the person was named as standby
 * @param inARow how many times in a row the person would be at the unit
 * @param cost what the person adds on this seat
 * @param change by how much the plan as a whole gets dearer
 * @param moves third persons who would have to move, with their names
 */
public record StandIn(
    QualitySupervisor person,
    boolean standby,
    int inARow,
    SeatCost cost,
    long change,
    List<Moved> moves) {

  public StandIn {
    moves = List.copyOf(moves);
  }

  /** A third person's move. */
  public record Moved(DispatchPlanner.Step step, String leaving, String coming) {}

  /**
   * The best people for a seat that is open, or that somebody leaves.
   *
   * @param proposal what the plan proposes, without the orders of others
   * @param leaving 证卡编号 of who leaves, null if the seat is open
   */
  static List<StandIn> best(
      PlanFacts known,
      DispatchProposal proposal,
      SupervisionTask task,
      @Nullable String leaving,
      int most) {
    var facts = known.facts();
    var all = known.joined(proposal);
    List<Replacements.Replacement> found;
    try {
      found = Replacements.best(facts, all, task.number(), leaving, most, Set.of());
    } catch (NoSuchElementException | IllegalArgumentException taken) {
      return List.of();
    }
    var without =
        all.without(each -> each.task().equals(task.number()) && each.card().equals(leaving));
    var cost = new PlanCost(facts);
    List<StandIn> result = new ArrayList<>();
    for (var each : found) {
      // Whom another plan sent stays where they are.
      if (each.moved().stream().allMatch(move -> known.own().contains(move.task()))) {
        var person = facts.supervisors().get(each.card());
        if (person == null) {
          throw new IllegalStateException("a replacement who is not registered: " + each.card());
        }
        var question = new AssignmentCase(person, task, facts, without);
        result.add(
            new StandIn(
                person,
                each.standby(),
                Math.max(
                    AssignmentRules.ROTATION.inARow(question, RotationRun.Reading.UNIT),
                    AssignmentRules.ROTATION.inARow(question, RotationRun.Reading.OWN)),
                cost.marginal(person, task, without),
                each.change(),
                each.moved().stream().map(move -> moved(facts, move)).toList()));
      }
    }
    return List.copyOf(result);
  }

  private static Moved moved(DispatchFacts facts, Replacements.Move move) {
    return new Moved(
        new DispatchPlanner.Step(move.task(), move.from(), move.to()),
        name(facts, move.from()),
        name(facts, move.to()));
  }

  private static String name(DispatchFacts facts, String card) {
    var person = facts.supervisors().get(card);
    return person == null ? card : person.name();
  }
}
