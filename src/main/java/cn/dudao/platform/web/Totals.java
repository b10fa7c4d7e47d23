package cn.dudao.platform.web;

import java.util.Map;

/**
 * What a list amounts to over all its pages, computed in one statement.
 *
 * @param rows how many rows the filter shows
 * @param sums the sums of the columns of figures, by the names that the list gave them
 */
public record Totals(long rows, Map<String, Long> sums) {

  public Totals {
    sums = Map.copyOf(sums);
  }

  /** The sum of one column. */
  public long sum(String key) {
    Long sum = sums.get(key);
    if (sum == null) {
      throw new IllegalArgumentException("This list does not add up " + key);
    }
    return sum;
  }
}
