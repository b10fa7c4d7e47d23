package cn.dudao.platform.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How dates, times and missing things are shown on pages. */
public final class Shown {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Shown() {}

  /** 2026-11-23 14:05, "—" for null. */
  public static String time(@Nullable OffsetDateTime moment) {
    return moment == null ? "—" : time(moment.toInstant());
  }

  /** 2026-11-23 14:05, "—" for null. */
  public static String time(@Nullable Instant moment) {
    return moment == null ? "—" : MINUTE.format(moment.atZone(CHINA));
  }

  /** 2026-11-23 14:05:09. */
  public static String second(Instant moment) {
    return SECOND.format(moment.atZone(CHINA));
  }

  /** 2026-11-23, "—" for null. */
  public static String date(@Nullable LocalDate day) {
    return day == null ? "—" : day.toString();
  }

  /** The text, "—" for null or nothing. */
  public static String text(@Nullable String text) {
    return text == null || text.isBlank() ? "—" : text;
  }
}
