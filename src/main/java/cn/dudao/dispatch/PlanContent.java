package cn.dudao.dispatch;

import java.util.List;

/**
 * What one revision of a plan holds.
 *
 * @param tasks by day and number
 * @param seats the seats that are taken, by task and seat
 */
public record PlanContent(List<PlannedTask> tasks, List<PlannedSeat> seats) {

  public PlanContent {
    tasks = List.copyOf(tasks);
    seats = List.copyOf(seats);
  }

  public DispatchProposal proposal() {
    return new DispatchProposal(seats.stream().map(PlannedSeat::assignment).toList());
  }

  /** The seats that computing again must leave as they are. */
  public DispatchProposal pins() {
    return new DispatchProposal(
        seats.stream().filter(PlannedSeat::pinned).map(PlannedSeat::assignment).toList());
  }
}
