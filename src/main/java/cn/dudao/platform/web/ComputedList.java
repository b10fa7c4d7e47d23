package cn.dudao.platform.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A list whose rows are worked out and not read, a few thousand at most: ordered and paged like
 * those of {@link ListSql}, by the key of the row at which a page begins or ends.
 *
 * @param <T> a row
 */
public final class ComputedList<T> {

  private final Function<T, String> key;
  private final Map<String, Comparator<T>> orders = new LinkedHashMap<>();
  private final Map<String, ToLongFunction<T>> figures = new LinkedHashMap<>();

  /**
   * @param key what tells a row from all others
   */
  public ComputedList(Function<T, String> key) {
    this.key = key;
  }

  /** Offers an order; the first one is the usual one. */
  public ComputedList<T> sortable(String name, Comparator<T> order) {
    orders.put(name, order);
    return this;
  }

  /** Adds a column of figures up, over all pages. */
  public ComputedList<T> sum(String name, ToLongFunction<T> figure) {
    figures.put(name, figure);
    return this;
  }

  /** All rows in the order asked for; those that were ticked only, if any were. */
  public List<T> sorted(List<T> rows, ListQuery query) {
    List<T> result = new ArrayList<>(rows);
    if (!query.ticked().isEmpty()) {
      result.removeIf(each -> !query.ticked().contains(key.apply(each)));
    }
    var asked = orders.get(query.sort());
    Comparator<T> order =
        asked == null
            ? orders.values().iterator().next()
            : query.falling() ? asked.reversed() : asked;
    result.sort(order.thenComparing(key));
    return result;
  }

  /** One page. */
  public Page<T> page(List<T> rows, ListQuery query) {
    List<T> all = sorted(rows, query);
    Map<String, Long> sums = new LinkedHashMap<>();
    figures.forEach((name, figure) -> sums.put(name, all.stream().mapToLong(figure).sum()));
    int first = 0;
    String after = query.after();
    String before = query.before();
    if (after != null) {
      first = place(all, after) + 1;
    } else if (before != null) {
      first = Math.max(0, place(all, before) - query.size());
    }
    List<T> shown = all.subList(first, Math.min(all.size(), first + query.size()));
    boolean more = first + shown.size() < all.size();
    return new Page<>(
        shown,
        more && !shown.isEmpty() ? key.apply(shown.getLast()) : null,
        first > 0 && !shown.isEmpty() ? key.apply(shown.getFirst()) : null,
        new Totals(all.size(), sums));
  }

  /** Where the row is, -1 if it is not there any more: the first page is shown then. */
  private int place(List<T> all, String wanted) {
    for (int i = 0; i < all.size(); i++) {
      if (key.apply(all.get(i)).equals(wanted)) {
        return i;
      }
    }
    return -1;
  }
}
