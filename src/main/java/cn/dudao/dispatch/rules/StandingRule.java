package cn.dudao.dispatch.rules;

import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.Standing;
import cn.dudao.supervisor.StandingPeriod;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** 第八条、第二十条: 被委派人员应具有质量督导员资质；停止委派、取消资格期间不得委派。 */
@Article({"8", "20"})
public final class StandingRule implements StaticRule {

  @Override
  public String key() {
    return "8";
  }

  @Override
  public String title() {
    return "资质状态";
  }

  @Override
  public boolean permits(AssignmentCase question) {
    return hindering(question) == null;
  }

  @Override
  public Ruling on(AssignmentCase question) {
    LocalDate day = question.task().date();
    Fact date = new Fact("任务日期", day.toString());
    StandingPeriod period = hindering(question);
    if (period == null) {
      return Ruling.permit(
          key(), "8", "任务当日资质状态正常", day, new Fact("状态", Standing.GOOD.label()), date);
    }
    return Ruling.refuse(
        key(),
        period.standing() == Standing.SUSPENDED ? "20" : "8",
        "任务当日处于“%s”状态".formatted(period.standing().label()),
        day,
        new Fact("状态", period.standing().label()),
        new Fact("起止", Wording.period(period.from(), period.to())),
        new Fact("原因", period.reason().isBlank() ? "未填写" : period.reason()),
        date);
  }

  private static @Nullable StandingPeriod hindering(AssignmentCase question) {
    for (StandingPeriod each : question.supervisor().standings()) {
      if (each.standing() != Standing.GOOD && each.holdsOn(question.task().date())) {
        return each;
      }
    }
    return null;
  }
}
