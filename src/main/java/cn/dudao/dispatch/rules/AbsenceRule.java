package cn.dudao.dispatch.rules;

import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.Absence;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** 不可用: 本人登记不可用的时段不委派。 No article demands it; who is away cannot be sent. */
public final class AbsenceRule implements StaticRule {

  @Override
  public String key() {
    return "absent";
  }

  @Override
  public String title() {
    return "不可用";
  }

  @Override
  public boolean permits(AssignmentCase question) {
    return absence(question) == null;
  }

  @Override
  public Ruling on(AssignmentCase question) {
    LocalDate day = question.task().date();
    Fact time = new Fact("任务时间", day + " " + question.task().halfDays().label());
    Absence absence = absence(question);
    if (absence == null) {
      return Ruling.permit(key(), "", "任务时段没有登记不可用", day, time);
    }
    return Ruling.refuse(
        key(),
        "",
        absence.reason().isBlank() ? "任务时段不可用" : "任务时段不可用：" + absence.reason(),
        day,
        new Fact("不可用起止", Wording.period(absence.from(), absence.to())),
        new Fact("不可用时段", absence.halfDays().label()),
        time);
  }

  private static @Nullable Absence absence(AssignmentCase question) {
    for (Absence each : question.facts().absencesOf(question.supervisor().card())) {
      if (each.touches(question.task().date(), question.task().halfDays())) {
        return each;
      }
    }
    return null;
  }
}
