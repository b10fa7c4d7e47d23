package cn.dudao.dispatch.rules;

import cn.dudao.dispatch.Occasion;
import java.util.List;

/**
 * 连续督导: a person's consecutive visits to one unit, up to and with one that the plan brings.
 *
 * @param reading in which order they are consecutive
 * @param visits the visits, the first one first
 * @param limit how many the parameters of the day allow
 */
public record RotationRun(Reading reading, List<Visit> visits, int limit) {

  public RotationRun {
    visits = List.copyOf(visits);
  }

  /** 对“连续”的理解: in whose order. */
  public enum Reading {
    /** In the order of the unit's occasions. */
    UNIT("按该单位的督导次序"),
    /** In the order of the person's own occasions, over all units. */
    OWN("按本人的督导次序");

    private final String label;

    Reading(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public String institution() {
    return last().institution();
  }

  /** The occasion that the run ends with. */
  public Occasion last() {
    return visits.getLast().occasion();
  }

  public int length() {
    return visits.size();
  }

  public boolean tooLong() {
    return length() > limit;
  }

  boolean contains(Occasion occasion) {
    return visits.stream().anyMatch(each -> each.occasion() == occasion);
  }

  boolean endsLike(RotationRun other) {
    return reading == other.reading && last() == other.last();
  }
}
