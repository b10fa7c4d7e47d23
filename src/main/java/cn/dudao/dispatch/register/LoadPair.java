package cn.dudao.dispatch.register;

import java.time.LocalDate;

/**
 * Two people who served together.
 *
 * @param card 证卡编号 of one
 * @param otherCard 证卡编号 of the other
 * @param times on how many tasks and past supervisions of the year
 * @param last the day of the last one
 */
public record LoadPair(
    String card, String name, String otherCard, String otherName, int times, LocalDate last) {}
