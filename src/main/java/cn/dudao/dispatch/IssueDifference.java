package cn.dudao.dispatch;

import cn.dudao.dispatch.assignment.Assignment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What issuing a plan would do: what the plan holds, against the orders in force of this plan.
 *
 * @param tasks the plan's tasks by 任务号
 * @param coming seats whose people are not sent yet
 * @param leaving orders that the plan does not hold any more
 * @param moved orders whose person sits on another seat of the same team now, and the new seat
 */
public record IssueDifference(
    Map<String, PlannedTask> tasks,
    List<PlannedSeat> coming,
    List<Assignment> leaving,
    Map<UUID, Integer> moved) {

  /**
   * One task whose team changes.
   *
   * @param coming names, the leader marked
   * @param leaving names, the leader marked
   */
  public record Line(
      String task, @Nullable PlannedTask now, List<String> coming, List<String> leaving) {}

  static IssueDifference between(PlanContent content, Collection<Assignment> inForce) {
    Map<String, PlannedTask> tasks = new LinkedHashMap<>();
    content.tasks().forEach(each -> tasks.put(each.number(), each));
    Map<String, Assignment> now = new HashMap<>();
    inForce.forEach(each -> now.put(key(each.task(), each.card()), each));
    Set<String> wanted = new HashSet<>();
    List<PlannedSeat> coming = new ArrayList<>();
    Map<UUID, Integer> moved = new HashMap<>();
    for (PlannedSeat seat : content.seats()) {
      String key = key(seat.task(), seat.card());
      wanted.add(key);
      var held = now.get(key);
      if (held == null) {
        coming.add(seat);
      } else if (held.seat() != seat.seat()) {
        moved.put(held.id(), seat.seat());
      }
    }
    var leaving =
        inForce.stream().filter(each -> !wanted.contains(key(each.task(), each.card()))).toList();
    return new IssueDifference(tasks, List.copyOf(coming), leaving, moved);
  }

  private static String key(String task, String card) {
    return task + " " + card;
  }

  /** The part that sends one person on one task and leaves all others alone. */
  IssueDifference only(String task, String card) {
    return new IssueDifference(
        tasks,
        coming.stream()
            .filter(each -> each.task().equals(task) && each.card().equals(card))
            .toList(),
        List.of(),
        Map.of());
  }

  /** How many different people are sent. */
  public int people() {
    return (int) coming.stream().map(PlannedSeat::card).distinct().count();
  }

  /** 任务号 of those that somebody is sent on. */
  public Set<String> mannedTasks() {
    Set<String> result = new HashSet<>();
    coming.forEach(each -> result.add(each.task()));
    return result;
  }

  /** The teams that change, by day and task; tasks that the plan does not hold any more last. */
  public List<Line> lines() {
    Map<String, List<String>> come = new LinkedHashMap<>();
    Map<String, List<String>> go = new LinkedHashMap<>();
    for (PlannedSeat each : coming) {
      come.computeIfAbsent(each.task(), key -> new ArrayList<>())
          .add(named(each.name(), each.seat()));
    }
    for (Assignment each : leaving) {
      go.computeIfAbsent(each.task(), key -> new ArrayList<>())
          .add(named(each.name(), each.seat()));
    }
    Set<String> changed = new HashSet<>(come.keySet());
    changed.addAll(go.keySet());
    List<Line> lines = new ArrayList<>();
    tasks.values().stream()
        .filter(each -> changed.contains(each.number()))
        .forEach(each -> lines.add(line(each.number(), come, go)));
    go.keySet().stream()
        .filter(each -> !tasks.containsKey(each))
        .forEach(each -> lines.add(line(each, come, go)));
    return lines;
  }

  private Line line(String task, Map<String, List<String>> come, Map<String, List<String>> go) {
    return new Line(
        task,
        tasks.get(task),
        come.getOrDefault(task, List.of()),
        go.getOrDefault(task, List.of()));
  }

  private static String named(String name, int seat) {
    return seat == 1 ? name + "（组长）" : name;
  }
}
