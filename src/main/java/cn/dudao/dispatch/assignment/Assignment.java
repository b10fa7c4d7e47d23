package cn.dudao.dispatch.assignment;

import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.regulation.Ruling;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 委派: one person sent on one task, by order.
 *
 * @param task 任务号
 * @param plan the plan that it was issued from
 * @param revision the revision that was approved
 * @param permittedRevision the revision whose rulings permitted the person
 * @param card 证卡编号
 * @param name 姓名 at that time
 * @param seat from 1; the first one is the leader's
 * @param documentNumber 委派通知书文号
 * @param releasedAt from when the person may know of it
 * @param answerDue until when an answer is awaited
 * @param remindedAt when the person was reminded, null if not
 * @param emergency whether the duty officer sent the person on the day, to be approved afterwards
 * @param answeredAt when the person accepted or declined
 * @param answerReason why the person declined, "" if not
 * @param endedAt when it ended by declining or withdrawal
 * @param endArticle the article under which it ended, null where there is none
 * @param concerns what rules have found since and a person must settle; empty if nothing
 */
public record Assignment(
    UUID id,
    String task,
    UUID plan,
    int revision,
    int permittedRevision,
    String card,
    String name,
    int seat,
    LocalDate date,
    HalfDays halfDays,
    AssignmentState state,
    String documentNumber,
    String issuedBy,
    Instant issuedAt,
    Instant releasedAt,
    Instant answerDue,
    @Nullable Instant remindedAt,
    boolean emergency,
    @Nullable Instant answeredAt,
    String answerReason,
    @Nullable Instant endedAt,
    @Nullable String endedBy,
    @Nullable String endArticle,
    @Nullable String endReason,
    List<Ruling> concerns,
    long version) {

  public Assignment {
    concerns = List.copyOf(concerns);
  }

  public Role role() {
    return seat == 1 ? Role.LEADER : Role.MEMBER;
  }

  /** The seat as plans know it. */
  public ProposedAssignment proposed() {
    return new ProposedAssignment(task, card, role());
  }

  /**
   * Whether the person may know of it at a moment: it has been released to them, and was not taken
   * back before that.
   */
  public boolean known(Instant now) {
    return !now.isBefore(releasedAt) && (endedAt == null || !endedAt.isBefore(releasedAt));
  }

  /** Whether the person's answer is overdue at a moment. */
  public boolean overdue(Instant now) {
    return state == AssignmentState.ISSUED && now.isAfter(answerDue);
  }
}
