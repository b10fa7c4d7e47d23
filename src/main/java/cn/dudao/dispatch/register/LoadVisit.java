package cn.dudao.dispatch.register;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When an institution was last supervised.
 *
 * @param code 单位代码
 * @param last the last day up to today, null if there was none
 * @param next the next day that somebody is sent, null if there is none
 */
public record LoadVisit(
    String code, String name, String district, @Nullable LocalDate last, @Nullable LocalDate next) {

  /** "35 天" since the last visit, in words. */
  public String since(LocalDate today) {
    return last == null ? "尚未督导" : ChronoUnit.DAYS.between(last, today) + " 天";
  }
}
