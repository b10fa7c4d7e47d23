package cn.dudao.platform.web;

import cn.dudao.platform.calendar.WrittenDay;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list page was asked for, read from the address and written back into every link of the
 * page, so that a list can be kept as a bookmark. A controller method takes it as an argument:
 *
 * <pre>{@code
 * @GetMapping("/institutions")
 * @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
 * String list(ListQuery query, Model model) {
 *   model.addAttribute("query", query);
 *   model.addAttribute("page", institutions.list(query));
 *   return "institution/list";
 * }
 * }</pre>
 *
 * <p>Reserved names: {@code sort} (a key, with a leading "-" for falling order), {@code after} and
 * {@code before} (cursors), {@code size}, {@code count}, {@code row} (ticked rows). All other
 * parameters are filters.
 */
public final class ListQuery {

  /** The page sizes on offer. */
  public static final List<Integer> SIZES = List.of(20, 50, 100, 200);

  private static final int USUAL_SIZE = 50;
  private static final int LONGEST_FILTER = 200;
  private static final Set<String> RESERVED =
      Set.of("sort", "after", "before", "size", "count", "row", "_csrf");

  private final String path;
  private final Map<String, String> filters;
  private final String sort;
  private final boolean falling;
  private final @Nullable String after;
  private final @Nullable String before;
  private final int size;
  private final boolean count;
  private final Set<String> ticked;

  private ListQuery(
      String path,
      Map<String, String> filters,
      String sort,
      boolean falling,
      @Nullable String after,
      @Nullable String before,
      int size,
      boolean count,
      Set<String> ticked) {
    this.path = path;
    this.filters = Collections.unmodifiableMap(filters);
    this.sort = sort;
    this.falling = falling;
    this.after = after;
    this.before = before;
    this.size = size;
    this.count = count;
    this.ticked = Collections.unmodifiableSet(ticked);
  }

  /** Reads the address; what is not understood is left aside. */
  public static ListQuery of(HttpServletRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    request
        .getParameterMap()
        .forEach((name, values) -> parameters.put(name, values.length == 0 ? "" : values[0]));
    String[] rows = request.getParameterValues("row");
    return of(request.getRequestURI(), parameters, rows == null ? List.of() : List.of(rows));
  }

  /** For tests and for calls without a request. */
  public static ListQuery of(String path, Map<String, String> parameters) {
    return of(path, parameters, List.of());
  }

  /** The same with rows that were ticked on the page, by what settles ties in their list. */
  public static ListQuery of(
      String path, Map<String, String> parameters, Collection<String> ticked) {
    Map<String, String> filters = new LinkedHashMap<>();
    parameters.forEach((name, value) -> {
      String text = value.strip();
      if (!RESERVED.contains(name) && !text.isEmpty() && text.length() <= LONGEST_FILTER) {
        filters.put(name, text);
      }
    });
    String sort = parameters.getOrDefault("sort", "");
    boolean falling = sort.startsWith("-");
    return new ListQuery(
        path,
        filters,
        falling ? sort.substring(1) : sort,
        falling,
        blankToNull(parameters.get("after")),
        blankToNull(parameters.get("before")),
        size(parameters.get("size")),
        "1".equals(parameters.get("count")),
        new LinkedHashSet<>(ticked));
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static int size(@Nullable String text) {
    for (Integer each : SIZES) {
      if (each.toString().equals(text)) {
        return each;
      }
    }
    return USUAL_SIZE;
  }

  /** The path of the list. */
  public String path() {
    return path;
  }

  /** The filters that are set, in the order of the address. */
  public Map<String, String> filters() {
    return filters;
  }

  /** The value of a filter, "" if it is not set. */
  public String filter(String name) {
    return filters.getOrDefault(name, "");
  }

  /** Whether a filter is set. */
  public boolean has(String name) {
    return filters.containsKey(name);
  }

  /** The value of a filter as a date, null if it is not set or no date. */
  public @Nullable LocalDate date(String name) {
    return WrittenDay.read(filter(name));
  }

  /** Whether one of these filters is set; the filter bar then shows them. */
  public boolean hasAny(String... names) {
    for (String name : names) {
      if (has(name)) {
        return true;
      }
    }
    return false;
  }

  /** The key of the column that orders the list, "" for the usual order. */
  public String sort() {
    return sort;
  }

  public boolean falling() {
    return falling;
  }

  @Nullable String after() {
    return after;
  }

  @Nullable String before() {
    return before;
  }

  /** How many rows a page has. */
  public int size() {
    return size;
  }

  /** Whether the total was asked for. */
  public boolean count() {
    return count;
  }

  /** The rows that were ticked on the page, empty if the act is meant for all of them. */
  public Set<String> ticked() {
    return ticked;
  }

  /** The first page in another order: by this column, or the other way round if it is by it now. */
  public String sortedBy(String key) {
    return address(path, sort.equals(key) && !falling ? "-" + key : key, null, null, size, count);
  }

  /** The next page. */
  public String after(String cursor) {
    return address(path, sortText(), cursor, null, size, count);
  }

  /** The page before. */
  public String before(String cursor) {
    return address(path, sortText(), null, cursor, size, count);
  }

  /** The first page with so many rows. */
  public String ofSize(int rows) {
    return address(path, sortText(), null, null, rows, count);
  }

  /** The same page with the total. */
  public String counted() {
    return address(path, sortText(), after, before, size, true);
  }

  /** What the filter shows, at another path: the export. */
  public String at(String otherPath) {
    return address(otherPath, sortText(), null, null, USUAL_SIZE, false);
  }

  /** The first page with one filter set to another value, or taken away by "". */
  public String with(String name, String value) {
    Map<String, String> other = new LinkedHashMap<>(filters);
    if (value.isEmpty()) {
      other.remove(name);
    } else {
      other.put(name, value);
    }
    return new ListQuery(path, other, sort, falling, null, null, size, false, Set.of())
        .address(path, sortText(), null, null, size, false);
  }

  /** The list without any filter. */
  public String cleared() {
    return path;
  }

  /** The order as the address has it. */
  public String sortText() {
    return falling ? "-" + sort : sort;
  }

  private String address(
      String at,
      String order,
      @Nullable String afterCursor,
      @Nullable String beforeCursor,
      int rows,
      boolean counting) {
    var url = new StringBuilder(at);
    char[] joint = {'?'};
    filters.forEach((name, value) -> append(url, joint, name, value));
    if (!order.isEmpty()) {
      append(url, joint, "sort", order);
    }
    if (afterCursor != null) {
      append(url, joint, "after", afterCursor);
    }
    if (beforeCursor != null) {
      append(url, joint, "before", beforeCursor);
    }
    if (rows != USUAL_SIZE) {
      append(url, joint, "size", Integer.toString(rows));
    }
    if (counting) {
      append(url, joint, "count", "1");
    }
    return url.toString();
  }

  private static void append(StringBuilder url, char[] joint, String name, String value) {
    url.append(joint[0]).append(encode(name)).append('=').append(encode(value));
    joint[0] = '&';
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
