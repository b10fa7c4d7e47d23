package cn.dudao.dispatch.rules;

import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Ruling;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 跨区路程: 同日在不同区县的两项任务之间至少空出一个时段。 No article demands it; travel takes time. Two tasks with a common
 * half-day are the matter of {@link OverlapRule} alone.
 */
public final class TravelRule implements AssignmentRule {

  @Override
  public String key() {
    return "travel";
  }

  @Override
  public String title() {
    return "跨区路程";
  }

  @Override
  public boolean permits(AssignmentCase question) {
    return tooClose(question) == null;
  }

  @Override
  public Ruling on(AssignmentCase question) {
    SupervisionTask task = question.task();
    LocalDate day = task.date();
    Fact time = new Fact("任务时间", day + " " + task.halfDays().label());
    Fact place = new Fact("任务区县", task.district());
    SupervisionTask other = tooClose(question);
    if (other == null) {
      return Ruling.permit(key(), "", "同日没有来不及赶到的其他区县任务", day, time, place);
    }
    return Ruling.refuse(
        key(),
        "",
        "同日%s在其他区县有任务 %s，路上来不及".formatted(other.halfDays().label(), other.number()),
        day,
        new Fact("已有任务", other.number()),
        new Fact("已有任务区县", other.district()),
        new Fact("已有任务时间", other.date() + " " + other.halfDays().label()),
        time,
        place);
  }

  private static @Nullable SupervisionTask tooClose(AssignmentCase question) {
    SupervisionTask task = question.task();
    return SameDay.first(
        question,
        other ->
            !other.district().equals(task.district())
                && !other.halfDays().overlaps(task.halfDays())
                && !other.halfDays().leavesGapTo(task.halfDays()));
  }
}
