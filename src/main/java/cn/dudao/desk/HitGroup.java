package cn.dudao.desk;

import java.util.List;

/**
 * What a search found of one kind.
 *
 * @param label 督导员, 机构, …
 * @param hits the first ones
 * @param more whether there are more than are shown
 */
public record HitGroup(String label, List<Hit> hits, boolean more) {

  public HitGroup {
    hits = List.copyOf(hits);
  }
}
