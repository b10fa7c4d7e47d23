package cn.dudao.dispatch.register;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A batch with a task that nobody is planned for.
 *
 * @param id the address of its page
 * @param number 批次号
 * @param institution 单位代码
 * @param institutionName 单位名称
 * @param firstDay its first day in the period
 * @param lastDay its last day in the period
 * @param tasks its tasks in the period: one per day and site
 * @param planned how many of them are in a plan
 * @param unmanned how many of them nobody is planned for
 */
public record UncoveredBatch(
    UUID id,
    String number,
    String institution,
    String institutionName,
    LocalDate firstDay,
    LocalDate lastDay,
    int tasks,
    int planned,
    int unmanned) {

  /** Why it is not covered, in one Chinese sentence. */
  public String reason() {
    if (planned == 0) {
      return "尚未编入委派方案";
    }
    return unmanned == tasks ? "已编入委派方案，尚无督导员" : tasks + " 项任务中有 " + unmanned + " 项尚无督导员";
  }

  public String days() {
    return firstDay.equals(lastDay) ? firstDay.toString() : firstDay + " 至 " + lastDay;
  }
}
