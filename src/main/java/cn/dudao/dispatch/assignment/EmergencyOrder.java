package cn.dudao.dispatch.assignment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 应急改派: an order that the duty officer gave on the day, and what became of its approval.
 *
 * @param order the order
 * @param institutionName where it sends
 * @param reason what happened
 * @param by who gave it
 * @param ratifyBy until when it must be approved
 * @param ratified whether it was approved, null as long as nobody decided
 */
public record EmergencyOrder(
    Assignment order,
    String institutionName,
    String reason,
    String by,
    Instant ratifyBy,
    @Nullable Boolean ratified,
    @Nullable String ratifiedBy,
    @Nullable Instant ratifiedAt,
    String ratifyReason) {

  public UUID plan() {
    return order.plan();
  }

  public boolean waiting() {
    return ratified == null;
  }

  public boolean overdue(Instant now) {
    return ratified == null && now.isAfter(ratifyBy);
  }

  /** 待补批, 已逾期未补批, 已补批, 未予补批. */
  public String label(Instant now) {
    if (ratified == null) {
      return overdue(now) ? "应急改派·逾期未补批" : "应急改派·待补批";
    }
    return ratified ? "应急改派·已补批" : "应急改派·未予补批";
  }

  public String tone(Instant now) {
    if (ratified == null) {
      return overdue(now) ? "act" : "soon";
    }
    return ratified ? "done" : "act";
  }
}
