package cn.dudao.dispatch.assignment;

import cn.dudao.platform.ledger.Actor;
import java.util.List;

/**
 * News, in the same transaction: issued tasks were called off before they began. Whoever was sent
 * on them is told by {@link AssignmentsEnded}.
 *
 * @param tasks as they are now, with the reason
 */
public record TasksCancelled(List<IssuedTask> tasks, Actor by) {

  public TasksCancelled {
    tasks = List.copyOf(tasks);
  }
}
