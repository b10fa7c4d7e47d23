package cn.dudao.platform.history;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * One entry of the history.
 *
 * @param id grows with time
 * @param at when
 * @param subject the key of the record
 * @param what what was done, in Chinese ("修改", "停止委派")
 * @param fields what differs
 * @param reason why, "" if nobody said
 * @param byName who
 */
public record PastChange(
    long id,
    Instant at,
    String subject,
    String what,
    List<FieldChange> fields,
    String reason,
    String byName) {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  public PastChange {
    fields = List.copyOf(fields);
  }

  /** When, as a person reads it: 2026-11-23 09:30. */
  public String atText() {
    return SHOWN.format(at.atZone(CHINA));
  }
}
