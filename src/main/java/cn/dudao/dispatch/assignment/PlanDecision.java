package cn.dudao.dispatch.assignment;

import java.time.Instant;
import java.util.UUID;

/**
 * What was said of a plan on its way to the orders.
 *
 * @param revision the revision that was decided on
 * @param reason "" where none is needed
 * @param by by name
 */
public record PlanDecision(
    UUID plan, int revision, Kind kind, String reason, String byId, String by, Instant at) {

  /** The steps. */
  public enum Kind {
    SUBMISSION("提交审批"),
    RECALL("撤回提交"),
    RETURN("退回修改"),
    APPROVAL("批准"),
    ISSUE("签发");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
