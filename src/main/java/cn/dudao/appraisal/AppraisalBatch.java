package cn.dudao.appraisal;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 鉴定批次, as the sum of its sessions that were not called off.
 *
 * @param id its number in addresses
 * @param number 批次号
 * @param institution 单位代码
 * @param institutionName 单位名称
 * @param firstDay its first session day, null if all its sessions were called off
 * @param lastDay its last session day, likewise
 * @param sessions how many sessions it has
 * @param candidates 人数 of all sessions together, as far as given
 * @param important whether any of its sessions says so
 * @param occupations the occupations, separated by 、
 */
public record AppraisalBatch(
    UUID id,
    String number,
    String institution,
    String institutionName,
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    int sessions,
    int candidates,
    boolean important,
    String occupations) {

  /** 2026-12-05, or 2026-12-05 至 2026-12-07. */
  public String days() {
    if (firstDay == null || lastDay == null) {
      return "已全部取消";
    }
    return firstDay.equals(lastDay) ? firstDay.toString() : firstDay + " 至 " + lastDay;
  }
}
