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
 * @param totals what all pages amount to, null if that takes long and nobody asked
 */
public record Page<T>(
    List<T> rows, @Nullable String next, @Nullable String previous, @Nullable Totals totals) {

  public Page {
    rows = List.copyOf(rows);
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** How many rows the filter shows, null if that takes long and nobody asked. */
  public @Nullable Long total() {
    return totals == null ? null : totals.rows();
  }

  /** The same page with other rows. */
  public <R> Page<R> map(Function<? super T, ? extends R> change) {
    return new Page<R>(rows.stream().<R>map(change).toList(), next, previous, totals);
  }
}
