package cn.dudao.regulation;

import cn.dudao.platform.text.TextLimit;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 参数变更: a value that an officer proposed, with what a leader decided of it.
 *
 * @param id its number
 * @param parameter what changes
 * @param value the new value
 * @param holdsFrom the first day on which it holds
 * @param reason why it was proposed
 * @param state where it stands
 * @param proposed who proposed it and when
 * @param decided who decided it and when, null while it is open
 * @param note what the decider wrote, "" if nothing
 */
public record ParameterChange(
    long id,
    Parameter parameter,
    String value,
    LocalDate holdsFrom,
    String reason,
    State state,
    Step proposed,
    @Nullable Step decided,
    String note) {

  public static final TextLimit NOTE_LIMIT = new TextLimit("审批意见", 500);

  /** Where a change stands. */
  public enum State {
    PROPOSED("待审批"),
    APPROVED("已批准"),
    RETURNED("已退回");

    private final String label;

    State(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * Who did something and when.
   *
   * @param personId the user's id
   * @param personName the name at that time
   * @param at the moment
   */
  public record Step(String personId, String personName, Instant at) {}

  /** The new value as a person reads it. */
  public String shownValue() {
    return parameter.shown(value);
  }

  public boolean isOpen() {
    return state == State.PROPOSED;
  }
}
