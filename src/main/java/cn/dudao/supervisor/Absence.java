package cn.dudao.supervisor;

import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.text.TextLimit;
import java.time.LocalDate;

/**
 * 不可用: a time in which a supervisor cannot be sent.
 *
 * @param card 证卡编号
 * @param from 开始日期
 * @param to 结束日期, included
 * @param halfDays the half-days of each of these days
 * @param reason 原因, "" if not given
 */
public record Absence(String card, LocalDate from, LocalDate to, HalfDays halfDays, String reason) {

  public static final TextLimit REASON_LIMIT = new TextLimit("原因", 200);

  public boolean touches(LocalDate day, HalfDays times) {
    return !day.isBefore(from) && !day.isAfter(to) && halfDays.overlaps(times);
  }
}
