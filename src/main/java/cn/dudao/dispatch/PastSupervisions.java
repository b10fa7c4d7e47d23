package cn.dudao.dispatch;

import cn.dudao.platform.history.BulkRows;
import cn.dudao.platform.history.Difference;
import cn.dudao.platform.history.FieldChange;
import cn.dudao.platform.history.Journal;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** 登记系统启用前的督导历史, 计入轮换. */
@Article("19")
@Repository
public class PastSupervisions {

  /** The kind under which the history of changes and the record of acts know past supervisions. */
  public static final String KIND = "past-supervision";

  private static final String SELECT =
      """
      select p.institution_code, p.date, p.task, p.kind, p.version,
             array(select t.card from dispatch.past_supervision_team t
                    where t.institution_code = p.institution_code and t.date = p.date
                      and t.task = p.task order by t.card) as cards
        from dispatch.past_supervision p
      """;

  private static final String WRITE_TEAM =
      """
      insert into dispatch.past_supervision_team (institution_code, date, task, card)
      select institution_code, date, task, card
        from json_populate_recordset(null::dispatch.past_supervision_team, :rows::json)
      """;

  private final JdbcClient jdbc;
  private final BulkRows bulk;
  private final Journal journal;
  private final ApplicationEventPublisher news;

  PastSupervisions(
      JdbcClient jdbc, BulkRows bulk, Journal journal, ApplicationEventPublisher news) {
    this.jdbc = jdbc;
    this.bulk = bulk;
    this.journal = journal;
    this.news = news;
  }

  /** All of them, by day, institution and number: facts for rules and planning, and exports. */
  public List<PastSupervision> all() {
    return jdbc.sql(SELECT + " order by p.date, p.institution_code, p.task")
        .query((row, number) -> past(row))
        .list();
  }

  private static final ListSql LIST =
      ListSql.of(
              """
              p.institution_code, p.date, p.task, p.kind,
              array(select t.card from dispatch.past_supervision_team t
                     where t.institution_code = p.institution_code and t.date = p.date
                       and t.task = p.task order by t.card) as cards
              """,
              """
              dispatch.past_supervision p
              join institution.institution i on i.code = p.institution_code
              """,
              "p.institution_code || ' ' || p.date || ' ' || p.task",
              "text")
          .sortableFalling("date", "p.date", "date")
          .sortable("institution", "i.name", "text")
          .sortable("task", "p.task", "text")
          .sum(
              "people",
              """
              (select count(*) from dispatch.past_supervision_team t
                where t.institution_code = p.institution_code and t.date = p.date
                  and t.task = p.task)
              """);

  /** One page of the list. */
  Page<PastSupervision> list(ListQuery query) {
    return LIST.page(jdbc, query, conditions(query), (row, number) -> past(row));
  }

  /** What the list shows with all its pages: for exports. */
  public List<PastSupervision> all(ListQuery query) {
    List<PastSupervision> result = new ArrayList<>();
    LIST.each(jdbc, query, conditions(query), (row, number) -> past(row), result::add);
    return result;
  }

  private static Conditions conditions(ListQuery query) {
    Conditions conditions =
        new Conditions()
            .contains(query.filter("q"), "i.name", "p.task")
            .from("p.date", query.date("from"))
            .until("p.date", query.date("to"))
            .equal("p.kind", query.filter("kind"))
            .equal("p.institution_code", query.filter("institution"));
    if (query.has("card")) {
      conditions.and(
          """
          exists (select 1 from dispatch.past_supervision_team m
                   where m.institution_code = p.institution_code and m.date = p.date
                     and m.task = p.task and m.card = :card)
          """,
          "card",
          query.filter("card"));
    }
    return conditions;
  }

  /**
   * Compares rows with the register; institution, day and number are the key. A row that comes
   * twice counts as it stands last.
   */
  @Transactional(readOnly = true)
  public Difference<PastSupervision> difference(List<PastSupervision> rows) {
    record Stored(PastSupervision value, int version) {}
    Map<String, PastSupervision> wanted = new LinkedHashMap<>();
    rows.forEach(each -> wanted.put(key(each), inOrder(each)));
    Map<String, Stored> stored = new HashMap<>();
    jdbc.sql(SELECT + " where p.institution_code = any(:codes)")
        .param(
            "codes",
            rows.stream().map(PastSupervision::institution).distinct().toArray(String[]::new))
        .query(row -> {
          PastSupervision each = past(row);
          stored.put(key(each), new Stored(each, row.getInt("version")));
        });
    List<PastSupervision> added = new ArrayList<>();
    List<Difference.Changed<PastSupervision>> changed = new ArrayList<>();
    int unchanged = 0;
    for (var each : wanted.entrySet()) {
      PastSupervision after = each.getValue();
      Stored before = stored.get(each.getKey());
      if (before == null) {
        added.add(after);
        continue;
      }
      List<FieldChange> fields =
          new FieldChange.Comparison()
              .field("形式", before.value().kind().label(), after.kind().label())
              .field(
                  "督导员", String.join("；", before.value().cards()), String.join("；", after.cards()))
              .fields();
      if (fields.isEmpty()) {
        unchanged++;
      } else {
        changed.add(
            new Difference.Changed<>(
                each.getKey(), before.value(), after, before.version(), fields));
      }
    }
    return new Difference<>(added, changed, unchanged, List.of(), List.of());
  }

  /**
   * Applies a difference as it was computed, in the caller's transaction.
   *
   * @throws StaleException if the register changed since
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void apply(Difference<PastSupervision> difference, Actor by, String reason) {
    if (difference.isEmpty()) {
      return;
    }
    difference.requireApplicable();
    bulk.writeEach(
        """
        insert into dispatch.past_supervision (institution_code, date, task, kind)
        select institution_code, date, task, kind
          from json_populate_recordset(null::dispatch.past_supervision, :rows::json)
        """,
        difference.added(),
        each -> row(each, 0),
        PastSupervisions::overtaken);
    List<Map<String, ?>> changed =
        difference.changed().stream()
            .<Map<String, ?>>map(each -> row(each.after(), each.version()))
            .toList();
    bulk.writeEach(
        """
        update dispatch.past_supervision as p set kind = n.kind, version = p.version + 1
          from json_populate_recordset(null::dispatch.past_supervision, :rows::json) as n
         where p.institution_code = n.institution_code and p.date = n.date
           and p.task = n.task and p.version = n.version
        """,
        changed,
        each -> each,
        PastSupervisions::overtaken);
    bulk.execute(
        """
        delete from dispatch.past_supervision_team as t
         using json_populate_recordset(null::dispatch.past_supervision, :rows::json) as n
         where t.institution_code = n.institution_code and t.date = n.date and t.task = n.task
        """,
        changed);
    List<Map<String, ?>> team = new ArrayList<>();
    difference.added().forEach(each -> team.addAll(team(each)));
    difference.changed().forEach(each -> team.addAll(team(each.after())));
    bulk.execute(WRITE_TEAM, team);
    journal.applied(by, reason, KIND, "19", difference, PastSupervisions::key);
    Set<String> institutions = new HashSet<>();
    Set<String> cards = new HashSet<>();
    List<PastSupervision> entered = new ArrayList<>(difference.added());
    for (var each : difference.changed()) {
      entered.add(each.before());
      entered.add(each.after());
    }
    for (PastSupervision each : entered) {
      institutions.add(each.institution());
      cards.addAll(each.cards());
    }
    news.publishEvent(new PastSupervisionsChanged(institutions, cards));
  }

  private static Map<String, ?> row(PastSupervision each, int version) {
    return Map.of(
        "institution_code", each.institution(),
        "date", each.date().toString(),
        "task", each.task(),
        "kind", each.kind().name(),
        "version", version);
  }

  private static List<Map<String, ?>> team(PastSupervision each) {
    List<Map<String, ?>> result = new ArrayList<>();
    for (String card : each.cards()) {
      result.add(
          Map.of(
              "institution_code", each.institution(),
              "date", each.date().toString(),
              "task", each.task(),
              "card", card));
    }
    return result;
  }

  /** The same with each card once, in order: the order of a team means nothing. */
  private static PastSupervision inOrder(PastSupervision each) {
    return new PastSupervision(
        each.institution(),
        each.date(),
        each.task(),
        each.kind(),
        List.copyOf(new TreeSet<>(each.cards())));
  }

  private static String key(PastSupervision each) {
    return "%s %s %s".formatted(each.institution(), each.date(), each.task());
  }

  private static StaleException overtaken() {
    return new StaleException("督导历史刚刚被他人修改，请重新核对后再保存。", "/past-supervisions", List.of());
  }

  private static PastSupervision past(ResultSet row) throws SQLException {
    return new PastSupervision(
        row.getString("institution_code"),
        row.getObject("date", LocalDate.class),
        row.getString("task"),
        TaskKind.valueOf(row.getString("kind")),
        Arrays.asList((String[]) row.getArray("cards").getArray()));
  }
}
