package cn.dudao.dispatch;

import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.explanation.ExclusionCounts;
import cn.dudao.dispatch.explanation.OpenSeats;
import cn.dudao.regulation.Ruling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a leader looks at before deciding on a plan, as of today; counts and reasons, no names
 * except in the difference.
 *
 * @param check the independent check of the whole plan
 * @param problems why the plan cannot be approved or issued today; empty if it can
 * @param batches how many batches the plan covers, of how many
 * @param open the first tasks that lack people, with the reason
 * @param openTasks how many tasks lack people
 * @param rotation how many assignments stand at which time in a row
 * @param difference what issuing would do
 */
public record PlanReview(
    PlanCheck.Report check,
    List<Ruling> problems,
    Batches batches,
    List<OpenTask> open,
    int openTasks,
    RotationState rotation,
    IssueDifference difference) {

  private static final int SHOWN = 10;

  /** 批次覆盖. */
  public record Batches(int covered, int all) {}

  /**
   * A task that lacks people.
   *
   * @param why how many people each rule excludes, in words
   */
  public record OpenTask(PlannedTask task, int missing, String why) {}

  static PlanReview of(
      DispatchPlan plan,
      PlanContent content,
      PlanFacts ground,
      List<Ruling> problems,
      IssueDifference difference) {
    Map<String, Integer> filled = new HashMap<>();
    content.seats().forEach(each -> filled.merge(each.task(), 1, Integer::sum));
    Set<String> all = new HashSet<>();
    Set<String> covered = new HashSet<>();
    for (PlannedTask each : content.tasks()) {
      all.add(each.batch());
      if (filled.containsKey(each.number())) {
        covered.add(each.batch());
      }
    }
    var open =
        content.tasks().stream()
            .filter(each -> filled.getOrDefault(each.number(), 0) < each.seats())
            .toList();
    var proposal = ground.joined(content.proposal());
    return new PlanReview(
        PlanCheck.check(ground.facts(), proposal),
        problems,
        new Batches(covered.size(), all.size()),
        reasons(open, filled, ground, proposal),
        open.size(),
        RotationState.of(plan, content, ground),
        difference);
  }

  private static List<OpenTask> reasons(
      List<PlannedTask> open,
      Map<String, Integer> filled,
      PlanFacts ground,
      DispatchProposal proposal) {
    if (open.isEmpty()) {
      return List.of();
    }
    var counts = ExclusionCounts.of(ground.facts(), proposal);
    return open.stream()
        .limit(SHOWN)
        .map(each -> {
          var today = ground.facts().tasks().get(each.number());
          int there = filled.getOrDefault(each.number(), 0);
          return new OpenTask(
              each,
              each.seats() - there,
              today == null
                  ? "批次资料已经变化"
                  : OpenSeats.inWords(
                      ground.facts().supervisors().size(), counts.of(today), there));
        })
        .toList();
  }
}
