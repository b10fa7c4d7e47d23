package cn.dudao.dispatch;

import cn.dudao.dispatch.explanation.SeatExplanation;
import java.util.List;

/**
 * The excluded people of one task whom one rule excludes first.
 *
 * @param key the rule's key
 * @param title what the rule looks at
 * @param people as many as are shown
 * @param count how many there are
 */
public record ExcludedGroup(
    String key, String title, List<SeatExplanation.Excluded> people, int count) {}
