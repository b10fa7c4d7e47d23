package cn.dudao.dispatch.register;

import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.web.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 委派台账 的一行: one order.
 *
 * @param documentNumber 委派通知书文号
 * @param institution 单位代码
 * @param card 证卡编号, "" while the names are sealed for the reader
 * @param name 姓名, "" while the names are sealed for the reader
 * @param sealed from when the reader may know the person, "" if they may now
 * @param reason why the person declined or why the order was taken back; "" if neither, or sealed
 * @param emergency 应急改派 and what became of its 补批, "" for an ordinary order
 * @param concern whether a rule found something since that an officer must settle
 * @param overdue whether the person's answer is overdue
 */
public record AssignmentLine(
    UUID id,
    String documentNumber,
    String task,
    String batch,
    String institution,
    String institutionName,
    LocalDate day,
    HalfDays halfDays,
    String card,
    String name,
    String sealed,
    Role role,
    AssignmentState state,
    Instant issuedAt,
    Instant answerDue,
    @Nullable Instant answeredAt,
    String reason,
    String emergency,
    boolean concern,
    boolean overdue) {

  /** The page of the order. */
  public String url() {
    return "/dispatch/assignments/" + id;
  }

  /** Whom it sends, in words. */
  public String person() {
    return sealed.isEmpty() ? name : sealed;
  }

  /** What the person answered and when, or until when an answer is awaited. */
  public String answer() {
    return switch (state) {
      case ISSUED -> "应于 " + Shown.time(answerDue) + " 前";
      case ACCEPTED, DECLINED -> Shown.time(answeredAt);
      case WITHDRAWN -> answeredAt == null ? "撤回前未回执" : Shown.time(answeredAt);
    };
  }
}
