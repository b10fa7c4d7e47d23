package cn.dudao.platform.sheet;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates as offices write them; a date that does not exist is an error and never shifted. */
public final class SheetDates {

  private static final Pattern SEPARATED =
      Pattern.compile(
          "(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*[日号]?"
              + "(?:\\s*T?\\s*\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?)?");
  private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
  private static final LocalDate BEFORE_LEAP_FAULT = LocalDate.of(1899, 12, 31);
  private static final LocalDate AFTER_LEAP_FAULT = LocalDate.of(1899, 12, 30);
  private static final LocalDate EPOCH_1904 = LocalDate.of(1904, 1, 1);
  private static final int LAST_SERIAL = 2_958_465;

  private SheetDates() {}

  /**
   * What a text says.
   *
   * @param date the day, null if there is none
   * @param looksLikeDate whether it has the form of a date, though the day may not exist
   */
  public record Reading(@Nullable LocalDate date, boolean looksLikeDate) {}

  /** Reads {@code 2026-11-23}, {@code 2026/11/3}, {@code 20261123}, {@code 2026年11月3日} …. */
  public static Reading read(String text) {
    String even =
        SheetText.halfWidth(SheetText.strip(text))
            .replace('\u2010', '-')
            .replace('\u2011', '-')
            .replace('\u2013', '-')
            .replace('\u2014', '-')
            .replace('\u2212', '-')
            .replace('。', '.');
    Matcher parts = SEPARATED.matcher(even);
    if (!parts.matches()) {
      parts = COMPACT.matcher(even);
    }
    if (!parts.matches()) {
      return new Reading(null, false);
    }
    try {
      LocalDate date =
          LocalDate.of(
              Integer.parseInt(parts.group(1)),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)));
      return new Reading(date, true);
    } catch (DateTimeException doesNotExist) {
      return new Reading(null, true);
    }
  }

  /**
   * The day that an Excel serial number stands for; the time of day is left aside.
   *
   * @return null if it stands for none, as 60 in the 1900 system (29 February 1900)
   */
  public static @Nullable LocalDate ofSerial(double serial, boolean epoch1904) {
    if (!(serial >= 0) || serial > LAST_SERIAL) {
      return null;
    }
    int days = (int) Math.floor(serial);
    if (epoch1904) {
      return EPOCH_1904.plusDays(days);
    }
    if (days == 60 || days == 0) {
      return null;
    }
    return days < 60 ? BEFORE_LEAP_FAULT.plusDays(days) : AFTER_LEAP_FAULT.plusDays(days);
  }
}
