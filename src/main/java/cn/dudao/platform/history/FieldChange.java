package cn.dudao.platform.history;

import cn.dudao.platform.web.StaleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One field that differs.
 *
 * @param field what the office calls it ("工作单位")
 * @param before the old value as a person reads it, "" if there was none; personal data masked
 * @param after the new value, likewise
 */
public record FieldChange(String field, String before, String after) {

  /**
   * What an edit and the record disagree on, for the page 409.
   *
   * @param changes from the record as it is now to the record as the edit would have it
   */
  public static List<StaleException.Change> disagreements(List<FieldChange> changes) {
    return changes.stream()
        .map(each -> new StaleException.Change(each.field(), each.after(), each.before()))
        .toList();
  }

  /** Collects the differing fields of two states in the order in which they are compared. */
  public static final class Comparison {

    private final List<FieldChange> fields = new ArrayList<>();

    /** Compares the two values as text; null reads as "". */
    public Comparison field(String label, @Nullable Object before, @Nullable Object after) {
      String old = text(before);
      String now = text(after);
      if (!old.equals(now)) {
        fields.add(new FieldChange(label, old, now));
      }
      return this;
    }

    /** Adds a difference whose values are not shown as they are. */
    public Comparison masked(String label, boolean differs, String before, String after) {
      if (differs) {
        fields.add(new FieldChange(label, before, after));
      }
      return this;
    }

    public List<FieldChange> fields() {
      return List.copyOf(fields);
    }

    private static String text(@Nullable Object value) {
      return Objects.toString(value, "");
    }
  }
}
