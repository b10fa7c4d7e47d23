package cn.dudao.platform.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The WHERE clause of a list, put together from the filters that are set. SQL comes from the
 * program only; values are always bound.
 *
 * <pre>{@code
 * new Conditions()
 *     .equal("i.kind", query.filter("kind"))
 *     .contains(query.filter("q"), "i.name", "i.code")
 *     .from("b.first_day", query.date("from"))
 *     .and("i.closed_on is null")
 * }</pre>
 */
public final class Conditions {

  private final List<String> clauses = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** A clause that always holds. */
  public Conditions and(String clause) {
    clauses.add("(" + clause + ")");
    return this;
  }

  /**
   * A clause with one named value, which must not be named like {@code c1}, {@code keyset…}.
   *
   * @param clause for example {@code "i.district = :district"}
   */
  public Conditions and(String clause, String name, Object value) {
    clauses.add("(" + clause + ")");
    values.put(name, value);
    return this;
  }

  /** The column has this text; "" means any. */
  public Conditions equal(String column, String value) {
    return value.isEmpty() ? this : bind(column + " = ", value, "");
  }

  /** One of the columns contains this text, in upper or lower case; "" means any. */
  public Conditions contains(String value, String... columns) {
    if (value.isEmpty()) {
      return this;
    }
    String pattern =
        "%" + value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    String name = next();
    values.put(name, pattern);
    List<String> any = new ArrayList<>();
    for (String column : columns) {
      any.add(column + " ilike :" + name);
    }
    clauses.add("(" + String.join(" or ", any) + ")");
    return this;
  }

  /** The date is this day or later; null means any. */
  public Conditions from(String column, @Nullable LocalDate day) {
    return day == null ? this : bind(column + " >= ", day, "");
  }

  /** The date is this day or earlier; null means any. */
  public Conditions until(String column, @Nullable LocalDate day) {
    return day == null ? this : bind(column + " <= ", day, "");
  }

  /** The moment is before the end of this day; null means any. */
  public Conditions untilEndOf(String column, @Nullable LocalDate day) {
    return day == null ? this : bind(column + " < ", day.plusDays(1), "");
  }

  private Conditions bind(String left, Object value, String right) {
    String name = next();
    values.put(name, value);
    clauses.add("(" + left + ":" + name + right + ")");
    return this;
  }

  private String next() {
    return "c" + (values.size() + 1);
  }

  String sql() {
    return clauses.isEmpty() ? "true" : String.join(" and ", clauses);
  }

  Map<String, Object> values() {
    return values;
  }
}
