package cn.dudao.dispatch.register;

import cn.dudao.supervisor.SupervisorKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 工作量台账 的一行: what one person did or will do in a year.
 *
 * @param card 证卡编号
 * @param district six-digit division code
 * @param tasks how many tasks and past supervisions
 * @param halfDays their work; a full day is two
 * @param last the day of the last one, null if there is none
 */
public record LoadLine(
    String card,
    String name,
    SupervisorKind kind,
    String district,
    int tasks,
    int halfDays,
    @Nullable LocalDate last) {

  /** How far the work is from the mean, with its sign: "+1.5". */
  public String against(BigDecimal mean) {
    var difference = BigDecimal.valueOf(halfDays).subtract(mean).setScale(1, RoundingMode.HALF_UP);
    return (difference.signum() > 0 ? "+" : "") + difference;
  }
}
