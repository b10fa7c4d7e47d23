package cn.dudao.dispatch.rules;

import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Ruling;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** 时间冲突: 同一人同日同一时段只能执行一项任务。 No article demands it; nobody is in two places. */
public final class OverlapRule implements AssignmentRule {

  @Override
  public String key() {
    return "overlap";
  }

  @Override
  public String title() {
    return "时间冲突";
  }

  @Override
  public boolean permits(AssignmentCase question) {
    return colliding(question) == null;
  }

  @Override
  public Ruling on(AssignmentCase question) {
    SupervisionTask task = question.task();
    LocalDate day = task.date();
    Fact time = new Fact("任务时间", day + " " + task.halfDays().label());
    SupervisionTask other = colliding(question);
    if (other == null) {
      return Ruling.permit(key(), "", "任务时段没有其他任务", day, time);
    }
    return Ruling.refuse(
        key(),
        "",
        "同一时段已有任务 %s".formatted(other.number()),
        day,
        new Fact("已有任务", other.number()),
        new Fact("已有任务单位", Wording.institution(question.facts(), other.institution())),
        new Fact("已有任务时间", other.date() + " " + other.halfDays().label()),
        time);
  }

  private static @Nullable SupervisionTask colliding(AssignmentCase question) {
    SupervisionTask task = question.task();
    return SameDay.first(question, other -> other.halfDays().overlaps(task.halfDays()));
  }
}
