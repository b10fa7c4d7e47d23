package cn.dudao.platform.history;

import java.time.Instant;
import java.util.List;

/**
 * One entry of the history.
 *
 * @param id grows with time
 * @param at when
 * @param what what was done, in Chinese ("修改", "停止委派")
 * @param fields what differs
 * @param reason why, "" if nobody said
 * @param byName who
 */
public record PastChange(
    long id, Instant at, String what, List<FieldChange> fields, String reason, String byName) {

  public PastChange {
    fields = List.copyOf(fields);
  }
}
