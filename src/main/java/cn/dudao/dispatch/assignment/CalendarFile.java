package cn.dudao.dispatch.assignment;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Tasks as an iCalendar file (RFC 5545). The registers know half-days, not hours: a task fills its
 * day, and its title says which part.
 */
final class CalendarFile {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int LONGEST_LINE = 75;

  private final StringBuilder text = new StringBuilder();

  private CalendarFile() {}

  static String of(List<OwnTask> tasks, Instant now) {
    var file = new CalendarFile();
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//dudao//supervision tasks//ZH");
    file.line("CALSCALE:GREGORIAN");
    file.line("METHOD:PUBLISH");
    tasks.forEach(each -> file.event(each, now));
    file.line("END:VCALENDAR");
    return file.text.toString();
  }

  private void event(OwnTask own, Instant now) {
    line("BEGIN:VEVENT");
    line("UID:" + own.order().id() + "@dudao");
    line("DTSTAMP:" + MOMENT.format(now));
    line("SEQUENCE:" + own.order().version());
    line("DTSTART;VALUE=DATE:" + day(own.order().date()));
    line("DTEND;VALUE=DATE:" + day(own.order().date().plusDays(1)));
    line(
        "SUMMARY:"
            + escaped(
                "%s（%s）：%s"
                    .formatted(
                        own.task().kind().label(),
                        own.order().halfDays().label(),
                        own.task().institutionName())));
    if (!own.task().site().isEmpty()) {
      line("LOCATION:" + escaped(own.task().site()));
    }
    line(
        "DESCRIPTION:"
            + escaped(
                "任务号 %s\n文号 %s\n担任%s"
                    .formatted(
                        own.order().task(),
                        own.order().documentNumber(),
                        own.order().role().label())));
    line("STATUS:CONFIRMED");
    line("END:VEVENT");
  }

  private static String day(LocalDate date) {
    return date.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r", "")
        .replace("\n", "\\n");
  }

  /** A line, folded after 75 octets, never within a letter. */
  private void line(String content) {
    int octets = 0;
    for (int at = 0; at < content.length(); ) {
      int letter = content.codePointAt(at);
      String shown = Character.toString(letter);
      int size = shown.getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > LONGEST_LINE) {
        text.append("\r\n ");
        octets = 1;
      }
      text.append(shown);
      octets += size;
      at += Character.charCount(letter);
    }
    text.append("\r\n");
  }
}
