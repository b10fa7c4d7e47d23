package cn.dudao.dispatch.assignment;

import cn.dudao.dispatch.TaskKind;
import cn.dudao.platform.calendar.HalfDays;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 已签发的督导任务: a task that somebody has been sent on, as it was when it was issued.
 *
 * @param number 任务号
 * @param institution 单位代码
 * @param unannounced whether the institution is not told before the day
 * @param announceAt from when the institution may know of it
 * @param namesAt from when anybody but the planners may know who comes
 * @param cancelReason why it was called off, null if it was not
 */
public record IssuedTask(
    String number,
    UUID plan,
    String batch,
    TaskKind kind,
    String institution,
    String institutionName,
    LocalDate date,
    HalfDays halfDays,
    String district,
    String site,
    int seats,
    boolean important,
    String occupation,
    String occupationCode,
    int level,
    boolean unannounced,
    Instant announceAt,
    Instant namesAt,
    Instant issuedAt,
    @Nullable Instant cancelledAt,
    @Nullable String cancelReason,
    long version) {

  /** The number as it stands in the query of an address. */
  public String encodedNumber() {
    return URLEncoder.encode(number, StandardCharsets.UTF_8);
  }

  public boolean cancelled() {
    return cancelledAt != null;
  }

  /**
   * Whether other times hold for what is still kept secret, when the task is issued anew.
   *
   * @param again the task as it would be issued now
   */
  public boolean otherTimes(IssuedTask again) {
    return (announceAt.isAfter(again.issuedAt)
            && (unannounced != again.unannounced || !announceAt.equals(again.announceAt)))
        || (namesAt.isAfter(again.issuedAt) && !namesAt.equals(again.namesAt));
  }
}
