package cn.dudao.appraisal;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 鉴定批次, as the sum of its sessions that were not called off.
 *
 * @param number 批次号
 * @param institution 单位代码
 * @param firstDay its first session day, null if all its sessions were called off
 * @param lastDay its last session day, likewise
 * @param sessions how many sessions it has
 * @param candidates 人数 of all sessions together, as far as given
 * @param important whether any of its sessions says so
 * @param occupations the occupations, separated by 、
 */
public record AppraisalBatch(
    String number,
    String institution,
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    int sessions,
    int candidates,
    boolean important,
    String occupations) {}
