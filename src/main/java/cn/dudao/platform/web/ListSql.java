package cn.dudao.platform.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How one list is read: its columns, its tables, the orders on offer, and paging by key. A page is
 * found by the place of its first row in the order, not by counting rows, so that the thousandth
 * page costs what the first costs and nothing is shown twice while others write.
 *
 * <pre>{@code
 * private static final ListSql LIST =
 *     ListSql.of("i.id, i.code, i.name, i.district", "institution.institution i", "i.id", "uuid")
 *         .sortable("code", "i.code", "text")
 *         .sortable("name", "i.name", "text")
 *         .sortable("since", "coalesce(i.since, date '0001-01-01')", "date");
 *
 * Page<InstitutionLine> list(ListQuery query) {
 *   var conditions = new Conditions()
 *       .equal("i.district", query.filter("district"))
 *       .contains(query.filter("q"), "i.code", "i.name");
 *   return LIST.page(jdbc, query, conditions, (row, number) -> new InstitutionLine(…));
 * }
 * }</pre>
 *
 * <p>The first order is the usual one. An expression that orders must not be null.
 */
public final class ListSql {

  /** As PostgreSQL writes a moment. */
  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendOffset("+HH:mm", "+00")
          .toFormatter();

  /** So much work, in PostgreSQL's units, is done for the totals unasked: about 0.2 s. */
  private static final double QUICK = 50_000;

  /** Inside a transaction an export holds so many rows at a time, not all of them. */
  private static final int FETCHED = 1000;

  private static final Pattern COST = Pattern.compile("cost=[\\d.]+\\.\\.([\\d.]+)");

  private record Order(String expression, String type, boolean fallingFirst) {}

  private record Cursor(String value, String id) {}

  private final String columns;
  private final String tables;
  private final String id;
  private final String idType;
  private final Map<String, Order> orders;
  private final Map<String, String> figures;
  private final boolean bounded;

  private ListSql(
      String columns,
      String tables,
      String id,
      String idType,
      Map<String, Order> orders,
      Map<String, String> figures,
      boolean bounded) {
    this.columns = columns;
    this.tables = tables;
    this.id = id;
    this.idType = idType;
    this.orders = orders;
    this.figures = figures;
    this.bounded = bounded;
  }

  /**
   * @param columns the select list
   * @param tables the FROM clause
   * @param id a unique, not-null expression that settles ties
   * @param idType its SQL type ("uuid", "text", "bigint")
   */
  public static ListSql of(String columns, String tables, String id, String idType) {
    return new ListSql(columns, tables, id, idType, Map.of(), Map.of(), false);
  }

  /** Offers an order, rising by default. */
  public ListSql sortable(String key, String expression, String type) {
    return with(key, new Order(expression, type, false));
  }

  /** Offers an order, falling when it is the usual one: newest first. */
  public ListSql sortableFalling(String key, String expression, String type) {
    return with(key, new Order(expression, type, true));
  }

  private ListSql with(String key, Order order) {
    Map<String, Order> more = new LinkedHashMap<>(orders);
    more.put(key, order);
    return new ListSql(columns, tables, id, idType, more, figures, bounded);
  }

  /** Adds a column of figures up, over all pages. */
  public ListSql sum(String key, String expression) {
    Map<String, String> more = new LinkedHashMap<>(figures);
    more.put(key, expression);
    return new ListSql(columns, tables, id, idType, orders, more, bounded);
  }

  /** The list can never be long: its totals are always quick, which then needs no asking. */
  public ListSql bounded() {
    return new ListSql(columns, tables, id, idType, orders, figures, true);
  }

  /** One page. */
  public <T> Page<T> page(
      JdbcClient jdbc, ListQuery query, Conditions conditions, RowMapper<T> mapper) {
    Order order = order(query);
    boolean falling = falling(query, order);
    Cursor after = decode(query.after(), order);
    Cursor before = after == null ? decode(query.before(), order) : null;
    boolean backwards = before != null;
    Cursor from = backwards ? before : after;

    List<Cursor> places = new ArrayList<>();
    List<T> rows = read(jdbc, query, conditions, mapper, order, falling != backwards, from, places);

    boolean more = rows.size() > query.size();
    rows = new ArrayList<>(more ? rows.subList(0, query.size()) : rows);
    List<Cursor> shown = new ArrayList<>(more ? places.subList(0, query.size()) : places);
    if (backwards) {
      Collections.reverse(rows);
      Collections.reverse(shown);
    }
    boolean hasNext = backwards || more;
    boolean hasPrevious = backwards ? more : from != null;
    return new Page<>(
        rows,
        hasNext && !shown.isEmpty() ? encode(shown.getLast()) : null,
        hasPrevious && !shown.isEmpty() ? encode(shown.getFirst()) : null,
        totals(jdbc, query, conditions));
  }

  /**
   * The totals of what the filter shows: at once where that is quick, else when asked. How long it
   * takes is the database's own estimate, so that the first page of millions of rows stays quick.
   */
  private @Nullable Totals totals(JdbcClient jdbc, ListQuery query, Conditions conditions) {
    var select = new StringBuilder("select count(*) as row_count");
    figures.forEach((key, expression) ->
        select.append(", coalesce(sum(").append(expression).append("), 0) as ").append(key));
    select.append(" from ").append(tables).append(" where ").append(conditions.sql());
    if (!bounded && !query.count() && cost(jdbc, select.toString(), conditions) > QUICK) {
      return null;
    }
    return jdbc.sql(select.toString())
        .params(conditions.values())
        .query((row, number) -> {
          Map<String, Long> sums = new LinkedHashMap<>();
          for (String key : figures.keySet()) {
            sums.put(key, row.getLong(key));
          }
          return new Totals(row.getLong("row_count"), sums);
        })
        .single();
  }

  private static double cost(JdbcClient jdbc, String statement, Conditions conditions) {
    String plan =
        jdbc.sql("explain " + statement)
            .params(conditions.values())
            .query(String.class)
            .list()
            .getFirst();
    var cost = COST.matcher(plan);
    return cost.find() ? Double.parseDouble(cost.group(1)) : Double.MAX_VALUE;
  }

  private <T> List<T> read(
      JdbcClient jdbc,
      ListQuery query,
      Conditions conditions,
      RowMapper<T> mapper,
      Order order,
      boolean falling,
      @Nullable Cursor from,
      List<Cursor> places) {
    String place =
        from == null
            ? ""
            : " and (%s, %s) %s (cast(:keysetValue as %s), cast(:keysetId as %s))"
                .formatted(order.expression, id, falling ? "<" : ">", order.type, idType);
    Map<String, Object> values = new LinkedHashMap<>(conditions.values());
    if (from != null) {
      values.put("keysetValue", from.value);
      values.put("keysetId", from.id);
    }
    return jdbc.sql(select(conditions, order, falling, place) + " limit " + (query.size() + 1))
        .params(values)
        .query((row, number) -> {
          places.add(new Cursor(row.getString("keyset_value"), row.getString("keyset_id")));
          return mapper.mapRow(row, number);
        })
        .list();
  }

  private String select(Conditions conditions, Order order, boolean falling, String place) {
    String way = falling ? " desc" : " asc";
    return "select "
        + columns
        + ", cast("
        + order.expression
        + " as text) as keyset_value, cast("
        + id
        + " as text) as keyset_id from "
        + tables
        + " where "
        + conditions.sql()
        + place
        + " order by "
        + order.expression
        + way
        + ", "
        + id
        + way;
  }

  /**
   * All rows that the filter shows, in its order, one after the other: for the export. If rows were
   * ticked on the page, these only.
   *
   * @throws NotFoundException after the last row, if a ticked row is not there any more
   */
  public <T> void each(
      JdbcClient jdbc,
      ListQuery query,
      Conditions conditions,
      RowMapper<T> mapper,
      Consumer<? super T> reader) {
    Order order = order(query);
    Set<String> missing = new LinkedHashSet<>(query.ticked());
    if (!missing.isEmpty()) {
      conditions.and(
          id + " = any(cast(:ticked as " + idType + "[]))",
          "ticked",
          missing.stream().filter(each -> fits(each, idType)).toArray(String[]::new));
    }
    RowMapper<T> noting =
        (row, number) -> {
          missing.remove(row.getString("keyset_id"));
          return mapper.mapRow(row, number);
        };
    try (var rows =
        jdbc
            .sql(select(conditions, order, falling(query, order), ""))
            .withFetchSize(FETCHED)
            .params(conditions.values())
            .query(noting)
            .stream()) {
      rows.forEach(reader);
    }
    if (!missing.isEmpty()) {
      throw new NotFoundException(
          "勾选的 %d 项中有 %d 项已不在列表中%s，没有办理任何一项。请返回列表，刷新后重新勾选。"
              .formatted(
                  query.ticked().size(),
                  missing.size(),
                  idType.equals("text") ? "：" + String.join("、", missing) : ""));
    }
  }

  private Order order(ListQuery query) {
    Order asked = orders.get(query.sort());
    if (asked != null) {
      return asked;
    }
    for (Order usual : orders.values()) {
      return usual;
    }
    throw new IllegalStateException("A list needs an order: " + tables);
  }

  private boolean falling(ListQuery query, Order order) {
    return orders.containsKey(query.sort()) ? query.falling() : order.fallingFirst;
  }

  private static String encode(Cursor cursor) {
    String text = cursor.value.length() + ":" + cursor.value + cursor.id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Null for a cursor that somebody changed by hand: the first page is shown then. */
  private @Nullable Cursor decode(@Nullable String text, Order order) {
    if (text == null) {
      return null;
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int colon = plain.indexOf(':');
      int end = colon + 1 + Integer.parseInt(plain.substring(0, Math.max(colon, 0)));
      var cursor = new Cursor(plain.substring(colon + 1, end), plain.substring(end));
      return fits(cursor.value, order.type) && fits(cursor.id, idType) ? cursor : null;
    } catch (IllegalArgumentException
        | StringIndexOutOfBoundsException
        | DateTimeException problem) {
      return null;
    }
  }

  /**
   * Whether the database can read the value; what has the shape but no value (30 February, a number
   * too large) is thrown out by the reading here.
   */
  private static boolean fits(String value, String type) {
    return switch (type) {
      case "uuid" -> value.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
      case "date" -> value.length() == 10 && LocalDate.parse(value).getYear() > 0;
      case "timestamptz" ->
          value.length() <= 35 && OffsetDateTime.parse(value, MOMENT).getYear() > 0;
      case "smallint" -> isWhole(value, Short.MAX_VALUE);
      case "int" -> isWhole(value, Integer.MAX_VALUE);
      case "bigint" -> isWhole(value, Long.MAX_VALUE);
      case "numeric" -> value.matches("-?\\d{1,20}([.]\\d{1,20})?");
      case "boolean" -> value.equals("true") || value.equals("false");
      default -> value.indexOf(0) < 0;
    };
  }

  private static boolean isWhole(String value, long most) {
    return value.matches("-?\\d+") && Math.abs(Long.parseLong(value)) <= most;
  }
}
