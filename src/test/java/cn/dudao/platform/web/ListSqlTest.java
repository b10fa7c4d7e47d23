package cn.dudao.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.support.RoomTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Paging by key: nothing is shown twice, nothing left out, also among equal values. */
@RoomTest
@Transactional
class ListSqlTest {

  private record Line(int id, String name, String day) {}

  private static final ListSql LIST =
      ListSql.of("t.id, t.name, t.day", "list_test t", "t.id", "int")
          .sortable("name", "t.name", "text")
          .sortableFalling("day", "t.day", "date")
          .sortable("at", "t.at", "timestamptz")
          .sum("seats", "t.id");

  private static final RowMapper<Line> LINE =
      (row, number) -> new Line(row.getInt("id"), row.getString("name"), row.getString("day"));

  @Autowired JdbcClient jdbc;

  @BeforeEach
  void rows() {
    jdbc.sql(
            """
            create temporary table list_test on commit drop as
            select n as id, '名' || n % 7 as name, date '2026-11-01' + n % 3 as day,
              timestamptz '2026-11-01 08:00:00.123456+08' + (n % 5) * interval '1 hour' as at
            from generate_series(1, 107) n
            """)
        .update();
  }

  private Page<Line> page(String... parameters) {
    return LIST.page(jdbc, query(parameters), new Conditions(), LINE);
  }

  private static ListQuery query(String... parameters) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    map.put("size", "20");
    return ListQuery.of("/list", map);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "name", "-name", "day", "-day", "at", "-at", "unknown"})
  void goingForwardAndBackShowsEveryRowOnce(String sort) {
    List<List<Line>> pages = new ArrayList<>();
    var page = page("sort", sort);
    assertThat(page.previous()).isNull();
    pages.add(page.rows());
    while (page.next() != null) {
      page = page("sort", sort, "after", page.next());
      pages.add(page.rows());
    }
    List<Line> all = pages.stream().flatMap(List::stream).toList();
    assertThat(all).hasSize(107).doesNotHaveDuplicates();

    List<List<Line>> back = new ArrayList<>(List.of(page.rows()));
    while (page.previous() != null) {
      page = page("sort", sort, "before", page.previous());
      back.addFirst(page.rows());
    }
    assertThat(back).isEqualTo(pages);
  }

  @Test
  void theOrderIsTheOneAskedFor() {
    assertThat(page("sort", "-name").rows())
        .isSortedAccordingTo(Comparator.comparing(Line::name).thenComparing(Line::id).reversed());
    assertThat(page("sort", "name").rows())
        .isSortedAccordingTo(Comparator.comparing(Line::name).thenComparing(Line::id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "AAAA",
        "NTphYmNkZTE",
        "Mjp4eG5vbnVtYmVy",
        "OTk6eA",
        "MTA6MjAyNi0wMi0zMDc",
        "MTA6MjAyNi0wMi0yODk5OTk5OTk5OTk5OTk5OQ"
      })
  void aCursorChangedByHandShowsTheFirstPage(String cursor) {
    assertThat(page("sort", "day", "after", cursor).rows()).hasSize(20);
  }

  @Test
  void theTotalsAreThoseOfAllPagesThatTheFilterShows() {
    var totals = page().totals();
    assertThat(totals).isNotNull();
    assertThat(totals.rows()).isEqualTo(107);
    assertThat(totals.sum("seats")).isEqualTo(107 * 108 / 2);
    var some = LIST.page(jdbc, query(), new Conditions().and("t.id <= 30"), LINE).totals();
    assertThat(some).isNotNull();
    assertThat(some.rows()).isEqualTo(30);
    assertThat(some.sum("seats")).isEqualTo(30 * 31 / 2);
    var none = LIST.page(jdbc, query(), new Conditions().and("t.id < 0"), LINE).totals();
    assertThat(none).isNotNull();
    assertThat(none.sum("seats")).isZero();
  }

  @Test
  void whatTakesLongIsAddedUpOnlyWhenAsked() {
    var slow =
        ListSql.of("n as id", "generate_series(1, 200000) n, generate_series(1, 50) m", "n", "int")
            .sortable("id", "n", "int");
    RowMapper<Integer> id = (row, number) -> row.getInt("id");
    assertThat(slow.page(jdbc, query(), new Conditions(), id).total()).isNull();
    assertThat(slow.page(jdbc, query("count", "1"), new Conditions(), id).total())
        .isEqualTo(10_000_000);
  }

  @Test
  void filtersAreBoundAndNothingElse() {
    var query = ListQuery.of("/list", Map.of("q", "名' or '1'='1", "size", "200"));
    assertThat(
            LIST.page(jdbc, query, new Conditions().contains(query.filter("q"), "t.name"), LINE)
                .rows())
        .isEmpty();
    assertThat(
            LIST.page(
                    jdbc,
                    ListQuery.of("/list", Map.of("size", "200")),
                    new Conditions().contains("%", "t.name"),
                    LINE)
                .rows())
        .as("a percent sign is a letter like any other")
        .isEmpty();
  }

  @Test
  void onlyTickedRowsAreReadAndAllOfThemMustBeThere() {
    List<Line> some = new ArrayList<>();
    LIST.each(jdbc, ticking("3", "5", "107"), new Conditions(), LINE, some::add);
    assertThat(some).extracting(Line::id).containsExactlyInAnyOrder(3, 5, 107);

    assertThatThrownBy(() ->
            LIST.each(jdbc, ticking("3", "108", "x", "1;drop"), new Conditions(), LINE, some::add))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("4 项中有 3 项");
  }

  private static ListQuery ticking(String... rows) {
    return ListQuery.of("/list", Map.of(), List.of(rows));
  }

  @Test
  void theExportReadsEverythingInOrder() {
    List<Line> all = new ArrayList<>();
    LIST.each(
        jdbc,
        ListQuery.of("/list", Map.of("sort", "name", "size", "20")),
        new Conditions(),
        LINE,
        all::add);
    assertThat(all).hasSize(107);
  }
}
