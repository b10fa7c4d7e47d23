package cn.dudao.platform.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a list.
 *
 * @param rows the rows of this page
 * @param next the cursor of the page after, null on the last
 * @param previous the cursor of the page before, null on the first
 * @param total how many rows the filter shows, null if nobody asked
 */
public record Page<T>(
    List<T> rows, @Nullable String next, @Nullable String previous, @Nullable Long total) {

  public Page {
    rows = List.copyOf(rows);
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The same page with other rows. */
  public <R> Page<R> map(Function<? super T, ? extends R> change) {
    return new Page<R>(rows.stream().<R>map(change).toList(), next, previous, total);
  }
}
