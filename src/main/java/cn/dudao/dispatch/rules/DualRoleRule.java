package cn.dudao.dispatch.rules;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** 第十四条: 具有考评员资格的质量督导员，在执行督导任务时，不能兼任同场次考评工作。 */
@Article("14")
public final class DualRoleRule implements StaticRule {

  @Override
  public String key() {
    return "14";
  }

  @Override
  public String title() {
    return "兼任考评";
  }

  @Override
  public boolean permits(AssignmentCase question) {
    return examinedSession(question) == null && sessionElsewhere(question) == null;
  }

  @Override
  public Ruling on(AssignmentCase question) {
    LocalDate day = question.task().date();
    AppraisalSession own = examinedSession(question);
    if (own != null) {
      return refuse(question, own, "在本任务的场次 %s-%s 担任考评员".formatted(own.batch(), own.number()));
    }
    AppraisalSession elsewhere = sessionElsewhere(question);
    if (elsewhere != null) {
      return refuse(
          question,
          elsewhere,
          "同日%s在场次 %s-%s 担任考评员"
              .formatted(elsewhere.halfDays().label(), elsewhere.batch(), elsewhere.number()));
    }
    return Ruling.permit(
        key(),
        "14",
        "不在同场次及同时段的考评员名单中",
        day,
        new Fact("考评员编号", examinerNumber(question.supervisor())),
        new Fact("任务日期", day.toString()),
        new Fact("任务时段", question.task().halfDays().label()));
  }

  private Ruling refuse(AssignmentCase question, AppraisalSession session, String reason) {
    return Ruling.refuse(
        key(),
        "14",
        reason,
        question.task().date(),
        new Fact("考评员编号", examinerNumber(question.supervisor())),
        new Fact("担任考评的场次", session.batch() + "-" + session.number()),
        new Fact("场次单位", Wording.institution(question.facts(), session.institution())),
        new Fact("场次时间", session.date() + " " + session.halfDays().label()),
        new Fact("任务时间", question.task().date() + " " + question.task().halfDays().label()));
  }

  /** A session of the task itself that the person examines, whatever the half-day. */
  private static @Nullable AppraisalSession examinedSession(AssignmentCase question) {
    for (AppraisalSession each : question.task().sessions()) {
      if (onRoster(question.supervisor(), each)) {
        return each;
      }
    }
    return null;
  }

  private static boolean onRoster(QualitySupervisor supervisor, AppraisalSession session) {
    String number = supervisor.examinerNumber();
    String name = supervisor.name().strip();
    for (String entry : session.examiners()) {
      String stripped = entry.strip();
      if (stripped.equals(name)
          || (number != null && !number.isBlank() && stripped.equals(number.strip()))) {
        return true;
      }
    }
    return false;
  }

  /** A session anywhere on that day, with a half-day in common, that the person examines. */
  private static @Nullable AppraisalSession sessionElsewhere(AssignmentCase question) {
    for (AppraisalSession each :
        question.facts().examining(question.supervisor(), question.task().date())) {
      if (each.halfDays().overlaps(question.task().halfDays())) {
        return each;
      }
    }
    return null;
  }

  private static String examinerNumber(QualitySupervisor supervisor) {
    String number = supervisor.examinerNumber();
    return number == null || number.isBlank() ? "无" : number;
  }
}
