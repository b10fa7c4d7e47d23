package cn.dudao.dispatch.register;

import java.math.BigDecimal;

/**
 * 均衡程度: how evenly the half-days of a year are shared among people.
 *
 * @param people how many people share
 * @param mean half-days a person
 * @param least of the person with the least
 * @param most of the person with the most
 * @param deviation the standard deviation of all of them
 * @param gini 0 if all have the same, towards 1 the fewer do all
 */
public record LoadFigures(
    int people, BigDecimal mean, int least, int most, BigDecimal deviation, BigDecimal gini) {}
