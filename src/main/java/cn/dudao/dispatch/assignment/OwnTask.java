package cn.dudao.dispatch.assignment;

import java.time.Instant;
import java.time.LocalDate;

/**
 * 我的任务: an order as the person whom it sends sees it.
 *
 * @param at the moment of looking
 * @param today the day of looking
 * @param over whether the task is over, so that nothing can be answered any more
 */
public record OwnTask(
    Assignment order, IssuedTask task, Instant at, LocalDate today, boolean over) {

  /** Where in the list an order stands. */
  public enum Part {
    TO_ANSWER("待回执"),
    AHEAD("将要执行"),
    PAST("已结束");

    private final String label;

    Part(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public Part part() {
    if (!order.state().inForce() || order.date().isBefore(today)) {
      return Part.PAST;
    }
    return order.state() == AssignmentState.ISSUED ? Part.TO_ANSWER : Part.AHEAD;
  }

  public String url() {
    return "/tasks/" + order.id();
  }

  /** Whether the person can still say that they come. */
  public boolean mayAccept() {
    return part() == Part.TO_ANSWER && !over;
  }

  /** Whether the person can still say that they do not come. */
  public boolean mayDecline() {
    return part() != Part.PAST && !over;
  }

  /** The state in words; an order whose day is over has been carried out or was never answered. */
  public String state() {
    if (order.state() == AssignmentState.ISSUED && order.overdue(at)) {
      return "逾期未回执";
    }
    return order.state() == AssignmentState.DECLINED && "18".equals(order.endArticle())
        ? "已申报回避"
        : order.state().label();
  }

  public String tone() {
    return order.state() == AssignmentState.ISSUED && order.overdue(at)
        ? "act"
        : order.state() == AssignmentState.DECLINED ? "plain" : order.state().tone();
  }
}
