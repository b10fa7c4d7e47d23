package cn.dudao.supervisor;

import cn.dudao.platform.history.ChangeHistory;
import cn.dudao.platform.history.FieldChange;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import cn.dudao.regulation.Article;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** 第十八条: 督导员每年声明一次与鉴定机构的关系, 声明的关系登记为回避事由. */
@Article("18")
@Repository
public class AnnualDeclarations {

  /** The kind under which the record of acts knows declarations. */
  public static final String KIND = "annual-declaration";

  private static final ListSql LIST =
      ListSql.of(
              "s.card, s.name, s.employer, d.declared_at, d.grounds",
              """
              supervisor.supervisor s
              left join lateral (
                select a.declared_at, a.grounds from supervisor.annual_declaration a
                where a.card = s.card and a.year = :year
                order by a.declared_at desc limit 1) d on true
              """,
              "s.card",
              "text")
          .sortable("name", "s.name", "text")
          .sortable("card", "s.card", "text")
          .sortable(
              "declared",
              "coalesce(d.declared_at, timestamptz '1970-01-01 00:00+00')",
              "timestamptz");

  private final JdbcClient sql;
  private final RecusalGrounds grounds;
  private final ChangeHistory history;
  private final Ledger ledger;
  private final JsonMapper json;
  private final Clock clock;

  AnnualDeclarations(
      JdbcClient sql,
      RecusalGrounds grounds,
      ChangeHistory history,
      Ledger ledger,
      JsonMapper json,
      Clock clock) {
    this.sql = sql;
    this.grounds = grounds;
    this.history = history;
    this.ledger = ledger;
    this.json = json;
    this.clock = clock;
  }

  /**
   * One line of the officer's list.
   *
   * @param declaredAt null if the person has not declared
   * @param grounds how many grounds were entered with it
   */
  public record Line(
      String card, String name, String employer, @Nullable Instant declaredAt, int grounds) {}

  /**
   * Declares, and enters what applies as grounds of recusal from today on.
   *
   * @param requestKey of the form; the same form again changes nothing
   * @param found the grounds that were declared; one that holds already is not entered again
   * @return how many grounds were entered
   */
  @Transactional
  public int declare(
      UUID requestKey,
      String card,
      RecusalDeclaration declaration,
      List<RecusalGround> found,
      Actor by) {
    var now = clock.instant();
    var today = LocalDate.now(clock);
    int inserted =
        sql.sql(
                """
                insert into supervisor.annual_declaration
                  (id, card, year, declaration, grounds, declared_at, declared_by, declared_by_name)
                values (:id, :card, :year, cast(:declaration as jsonb), :grounds, :at, :by, :byName)
                on conflict (id) do nothing
                """)
            .param("id", requestKey)
            .param("card", card)
            .param("year", today.getYear())
            .param("declaration", json.writeValueAsString(declaration))
            .param("grounds", found.size())
            .param("at", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
            .param("by", by.id())
            .param("byName", by.name())
            .update();
    if (inserted == 0) {
      return 0;
    }
    var known = grounds.of(card).stream().map(each -> each.value().ground()).toList();
    int entered = 0;
    for (RecusalGround each : found) {
      boolean holds =
          known.stream()
              .anyMatch(old ->
                  old.institution().equals(each.institution())
                      && old.relation() == each.relation()
                      && old.holdsOn(today)
                      && old.to() == null);
      if (!holds && grounds.add(each, RecusalGrounds.Source.DECLARED, by, "年度回避声明")) {
        entered++;
      }
    }
    history.add(
        by,
        "",
        new ChangeHistory.Entry(
            Supervisors.KIND,
            card,
            "年度回避声明",
            List.of(
                new FieldChange(
                    "%d 年度".formatted(today.getYear()),
                    "",
                    found.isEmpty() ? "无回避情形" : "有 %d 项回避情形".formatted(found.size()))),
            null));
    ledger.record(
        by,
        Act.of(KIND + ".declare", KIND, card)
            .under("18")
            .with(json.writeValueAsString(Map.of("year", today.getYear(), "added", entered))));
    return entered;
  }

  /** What counts for a year: the latest declaration. */
  public Optional<AnnualDeclaration> of(String card, int year) {
    return sql.sql(
            """
            select * from supervisor.annual_declaration where card = :card and year = :year
            order by declared_at desc limit 1
            """)
        .param("card", card)
        .param("year", year)
        .query((row, number) -> declaration(row))
        .optional();
  }

  /** All declarations of a person, the latest first. */
  public List<AnnualDeclaration> of(String card) {
    return sql.sql(
            """
            select * from supervisor.annual_declaration where card = :card
            order by declared_at desc limit 50
            """)
        .param("card", card)
        .query((row, number) -> declaration(row))
        .list();
  }

  /** Who has declared for a year and who has not, of those whose cards are valid. */
  Page<Line> list(ListQuery query, int year, LocalDate today) {
    Conditions conditions =
        new Conditions()
            .and("s.valid_until >= :today", "today", today)
            .and(":year > 0", "year", year)
            .contains(query.filter("q"), "s.name", "s.card", "s.employer");
    switch (query.filter("state")) {
      case "MISSING" -> conditions.and("d.declared_at is null");
      case "DECLARED" -> conditions.and("d.declared_at is not null");
      case "GROUNDS" -> conditions.and("d.grounds > 0");
      default -> {}
    }
    return LIST.page(
        sql,
        query,
        conditions,
        (row, number) -> {
          var at = row.getObject("declared_at", OffsetDateTime.class);
          return new Line(
              row.getString("card"),
              row.getString("name"),
              row.getString("employer"),
              at == null ? null : at.toInstant(),
              row.getInt("grounds"));
        });
  }

  private AnnualDeclaration declaration(ResultSet row) throws SQLException {
    return new AnnualDeclaration(
        row.getObject("id", UUID.class),
        row.getString("card"),
        row.getInt("year"),
        json.readValue(row.getString("declaration"), RecusalDeclaration.class),
        row.getInt("grounds"),
        row.getObject("declared_at", OffsetDateTime.class).toInstant(),
        row.getString("declared_by_name"));
  }
}
