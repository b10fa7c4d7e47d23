package cn.dudao.dispatch.assignment;

import cn.dudao.platform.ledger.Actor;
import java.util.List;

/**
 * News, in the same transaction: people have been sent.
 *
 * @param assignments the new orders
 */
public record AssignmentsIssued(List<Assignment> assignments, Actor by) {

  public AssignmentsIssued {
    assignments = List.copyOf(assignments);
  }
}
