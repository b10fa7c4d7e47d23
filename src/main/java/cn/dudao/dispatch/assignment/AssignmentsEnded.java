package cn.dudao.dispatch.assignment;

import cn.dudao.platform.ledger.Actor;
import java.util.List;

/**
 * News, in the same transaction: orders ended, because they were withdrawn or declined.
 *
 * @param assignments as they are now, with article and reason
 */
public record AssignmentsEnded(List<Assignment> assignments, Actor by) {

  public AssignmentsEnded {
    assignments = List.copyOf(assignments);
  }
}
