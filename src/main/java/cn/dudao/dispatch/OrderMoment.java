package cn.dudao.dispatch;

import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.EmergencyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of an order.
 *
 * @param at when
 * @param title what happened
 * @param detail by whom, why; "" if there is nothing to add
 */
public record OrderMoment(Instant at, String title, String detail) {

  /** The steps of an order, the first one first. */
  static List<OrderMoment> of(Assignment order, @Nullable EmergencyOrder emergency) {
    List<OrderMoment> all = new ArrayList<>();
    all.add(
        new OrderMoment(
            order.issuedAt(),
            order.emergency() ? "应急改派" : "签发",
            "%s　%s".formatted(order.documentNumber(), order.issuedBy())));
    if (order.releasedAt().isAfter(order.issuedAt())) {
      all.add(new OrderMoment(order.releasedAt(), "通知本人", ""));
    }
    if (order.remindedAt() != null) {
      all.add(new OrderMoment(order.remindedAt(), "催回执", ""));
    }
    if (order.answeredAt() != null) {
      all.add(
          new OrderMoment(
              order.answeredAt(),
              order.state() == AssignmentState.DECLINED ? "不能承担" : "接受委派",
              order.answerReason()));
    }
    if (emergency != null && emergency.ratifiedAt() != null) {
      all.add(
          new OrderMoment(
              emergency.ratifiedAt(),
              Boolean.TRUE.equals(emergency.ratified()) ? "补批" : "未予补批",
              "%s　%s"
                  .formatted(
                      Objects.toString(emergency.ratifiedBy(), ""), emergency.ratifyReason())));
    }
    if (order.endedAt() != null && order.state() == AssignmentState.WITHDRAWN) {
      all.add(
          new OrderMoment(
              order.endedAt(),
              "撤回委派",
              "%s　%s"
                  .formatted(
                      Objects.toString(order.endedBy(), ""),
                      Objects.toString(order.endReason(), ""))));
    }
    all.sort(java.util.Comparator.comparing(OrderMoment::at));
    return List.copyOf(all);
  }
}
