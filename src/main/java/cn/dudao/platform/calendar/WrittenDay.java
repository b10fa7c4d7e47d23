package cn.dudao.platform.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A day as forms and addresses write it: {@code 2026-11-23}. */
public final class WrittenDay {

  private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  private WrittenDay() {}

  /**
   * @return the day, or null if the text is none, the day does not exist, or its year is not
   *     between 1900 and 2199, as in the office's spreadsheets
   */
  public static @Nullable LocalDate read(String text) {
    String written = text.strip();
    if (!FORM.matcher(written).matches()) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(written);
      return day.getYear() < 1900 || day.getYear() > 2199 ? null : day;
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }
}
