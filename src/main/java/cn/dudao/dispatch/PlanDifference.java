package cn.dudao.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * 差异: what is different on one task between two revisions.
 *
 * @param task as the one has it in which it exists
 * @param kind what happened to it
 * @param before names of the team before, the leader first
 * @param after names of the team after
 */
public record PlanDifference(PlannedTask task, Kind kind, List<String> before, List<String> after) {

  /** What happened to a task. */
  public enum Kind {
    ADDED("新增任务"),
    REMOVED("取消任务"),
    TEAM("人员变化"),
    LEADER("组长变化");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** All differences by day and task. */
  static List<PlanDifference> between(PlanContent before, PlanContent after) {
    Map<String, PlannedTask> old = byNumber(before);
    Map<String, PlannedTask> now = byNumber(after);
    Map<String, List<PlannedSeat>> oldTeams = teams(before);
    Map<String, List<PlannedSeat>> nowTeams = teams(after);
    var all = new TreeMap<String, PlannedTask>();
    all.putAll(old);
    all.putAll(now);
    List<PlanDifference> result = new ArrayList<>();
    for (PlannedTask task : all.values()) {
      var was = oldTeams.getOrDefault(task.number(), List.of());
      var is = nowTeams.getOrDefault(task.number(), List.of());
      var cardsBefore = was.stream().map(PlannedSeat::card).sorted().toList();
      var cardsAfter = is.stream().map(PlannedSeat::card).sorted().toList();
      boolean same = cardsBefore.equals(cardsAfter);
      boolean sameLeader = leader(was).equals(leader(is));
      boolean both = old.containsKey(task.number()) && now.containsKey(task.number());
      if (both && same && sameLeader) {
        continue;
      }
      Kind kind =
          both
              ? same ? Kind.LEADER : Kind.TEAM
              : old.containsKey(task.number()) ? Kind.REMOVED : Kind.ADDED;
      result.add(new PlanDifference(task, kind, names(was), names(is)));
    }
    result.sort(
        Comparator.comparing((PlanDifference each) -> each.task().date())
            .thenComparing(each -> each.task().number()));
    return result;
  }

  private static Map<String, PlannedTask> byNumber(PlanContent content) {
    Map<String, PlannedTask> result = new LinkedHashMap<>();
    content.tasks().forEach(each -> result.put(each.number(), each));
    return result;
  }

  private static Map<String, List<PlannedSeat>> teams(PlanContent content) {
    Map<String, List<PlannedSeat>> result = new LinkedHashMap<>();
    for (PlannedSeat each : content.seats()) {
      result.computeIfAbsent(each.task(), key -> new ArrayList<>()).add(each);
    }
    return result;
  }

  private static String leader(List<PlannedSeat> team) {
    return team.stream()
        .filter(each -> each.seat() == 1)
        .map(PlannedSeat::card)
        .findFirst()
        .orElse("");
  }

  private static List<String> names(List<PlannedSeat> team) {
    return team.stream()
        .sorted(Comparator.comparing(PlannedSeat::seat))
        .map(each -> each.seat() == 1 ? each.name() + "（组长）" : each.name())
        .toList();
  }
}
