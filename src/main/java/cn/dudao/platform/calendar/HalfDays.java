package cn.dudao.platform.calendar;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A non-empty set of half-days of one date.
 *
 * @param mask one bit per half-day, bit {@code HalfDay.ordinal()}; 1 to 7
 */
public record HalfDays(int mask) {

  /** 全天: morning, afternoon and evening. */
  public static final HalfDays FULL_DAY = new HalfDays(7);

  public HalfDays {
    if (mask < 1 || mask > 7) {
      throw new IllegalArgumentException("half-days mask " + mask);
    }
  }

  public static HalfDays of(HalfDay first, HalfDay... more) {
    int mask = 1 << first.ordinal();
    for (HalfDay each : more) {
      mask |= 1 << each.ordinal();
    }
    return new HalfDays(mask);
  }

  public boolean contains(HalfDay half) {
    return (mask & (1 << half.ordinal())) != 0;
  }

  /** Whether the two have a half-day in common. */
  public boolean overlaps(HalfDays other) {
    return (mask & other.mask) != 0;
  }

  public HalfDays union(HalfDays other) {
    return new HalfDays(mask | other.mask);
  }

  public HalfDay first() {
    return HalfDay.values()[Integer.numberOfTrailingZeros(mask)];
  }

  public HalfDay last() {
    return HalfDay.values()[31 - Integer.numberOfLeadingZeros(mask)];
  }

  /**
   * Whether at least one whole half-day lies between the two, so that there is time to travel from
   * one district to another (morning and evening: yes; morning and afternoon: no).
   */
  public boolean leavesGapTo(HalfDays other) {
    if (overlaps(other)) {
      return false;
    }
    return last().ordinal() + 1 < other.first().ordinal()
        || other.last().ordinal() + 1 < first().ordinal();
  }

  /** The work that it counts for: its half-days, but a day that is covered whole counts 2. */
  public int load() {
    return mask == 7 ? 2 : Integer.bitCount(mask);
  }

  public List<HalfDay> list() {
    return Arrays.stream(HalfDay.values()).filter(this::contains).toList();
  }

  /** 上午, 上午、下午, 全天. */
  public String label() {
    return mask == 7 ? "全天" : list().stream().map(HalfDay::label).collect(Collectors.joining("、"));
  }
}
