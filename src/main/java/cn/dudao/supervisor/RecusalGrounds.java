package cn.dudao.supervisor;

import cn.dudao.platform.history.BulkRows;
import cn.dudao.platform.history.ChangeHistory;
import cn.dudao.platform.history.Difference;
import cn.dudao.platform.history.FieldChange;
import cn.dudao.platform.history.Journal;
import cn.dudao.platform.history.Versioned;
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
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** 第十八条: 登记申报、申请和决定的回避事由. */
@Article("18")
@Repository
public class RecusalGrounds {

  /** The kind under which the record of acts knows grounds. */
  public static final String KIND = "recusal-ground";

  private static final String COLUMNS =
      "id, card, institution_code, relation, from_date, to_date, note, source, version, changed_at";

  private final JdbcClient jdbc;
  private final BulkRows bulk;
  private final ChangeHistory history;
  private final Journal journal;
  private final ApplicationEventPublisher news;

  RecusalGrounds(
      JdbcClient jdbc,
      BulkRows bulk,
      ChangeHistory history,
      Journal journal,
      ApplicationEventPublisher news) {
    this.jdbc = jdbc;
    this.bulk = bulk;
    this.history = history;
    this.journal = journal;
    this.news = news;
  }

  /** Where a ground comes from. */
  public enum Source {
    DECLARED("本人申报"),
    ASKED("单位申请"),
    DECIDED("主管部门决定");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * A ground as the register keeps it.
   *
   * @param id its number in addresses
   */
  public record Entry(UUID id, RecusalGround ground, Source source) {}

  public Optional<Versioned<Entry>> find(UUID id) {
    return jdbc.sql("select " + COLUMNS + " from supervisor.recusal_ground where id = :id")
        .param("id", id)
        .query((row, number) -> versioned(row))
        .optional();
  }

  /** All grounds, also those that are over: facts for rules and planning, and exports. */
  public List<RecusalGround> all() {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from supervisor.recusal_ground"
                + " order by card, institution_code, relation, from_date nulls first")
        .query((row, number) -> ground(row))
        .list();
  }

  /** The grounds of one supervisor, the latest first. */
  public List<Versioned<Entry>> of(String card) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from supervisor.recusal_ground where card = :card"
                + " order by coalesce(from_date, date '0001-01-01') desc, institution_code, id")
        .param("card", card)
        .query((row, number) -> versioned(row))
        .list();
  }

  private static final ListSql LIST =
      ListSql.of(
              """
              g.id, g.card, g.institution_code, g.relation, g.from_date, g.to_date, g.note, g.source,
              g.version, g.changed_at, s.name as supervisor_name, i.name as institution_name
              """,
              """
              supervisor.recusal_ground g
              join supervisor.supervisor s on s.card = g.card
              join institution.institution i on i.code = g.institution_code
              """,
              "g.id",
              "uuid")
          .sortable("supervisor", "s.name", "text")
          .sortable("institution", "i.name", "text")
          .sortable("from", "coalesce(g.from_date, date '0001-01-01')", "date")
          .sortable("to", "coalesce(g.to_date, date '9999-12-31')", "date");

  /** One page of the list. */
  Page<GroundLine> list(ListQuery query, LocalDate today) {
    return LIST.page(
        jdbc,
        query,
        conditions(query, today),
        (row, number) ->
            new GroundLine(
                versioned(row).value(),
                row.getString("supervisor_name"),
                row.getString("institution_name"),
                today));
  }

  /** What the list shows on a day with all its pages: for exports. */
  public List<RecusalGround> all(ListQuery query, LocalDate today) {
    List<RecusalGround> result = new ArrayList<>();
    LIST.each(jdbc, query, conditions(query, today), (row, number) -> ground(row), result::add);
    return result;
  }

  private static Conditions conditions(ListQuery query, LocalDate today) {
    Conditions conditions =
        new Conditions()
            .contains(query.filter("q"), "s.name", "g.card", "i.name", "g.institution_code")
            .equal("g.relation", query.filter("relation"))
            .equal("g.source", query.filter("source"))
            .equal("g.card", query.filter("card"))
            .equal("g.institution_code", query.filter("institution"));
    switch (query.filter("state")) {
      case "HOLDS" ->
          conditions.and(
              "coalesce(g.from_date, :today) <= :today and coalesce(g.to_date, :today) >= :today",
              "today",
              today);
      case "OVER" -> conditions.and("g.to_date < :today", "today", today);
      case "LATER" -> conditions.and("g.from_date > :today", "today", today);
      default -> {}
    }
    return conditions;
  }

  /**
   * Enters one ground.
   *
   * @return false if the same relation from the same day is entered already; then nothing changed
   */
  @Transactional
  public boolean add(RecusalGround ground, Source source, Actor by, String reason) {
    Difference<RecusalGround> difference = difference(List.of(ground));
    if (difference.added().isEmpty()) {
      return false;
    }
    insert(difference.added(), source);
    written(by, reason, difference);
    return true;
  }

  /**
   * Lifts a ground.
   *
   * @param lastDay the last day on which it still holds
   * @throws StaleException if somebody changed it since
   */
  @Transactional
  public void lift(UUID id, int version, LocalDate lastDay, Actor by, String reason) {
    Versioned<Entry> now = find(id).orElse(null);
    int touched =
        jdbc.sql(
                """
                update supervisor.recusal_ground
                   set to_date = :last, version = version + 1, changed_at = now()
                 where id = :id and version = :version
                """)
            .param("last", lastDay)
            .param("id", id)
            .param("version", version)
            .update();
    if (touched == 0 || now == null) {
      throw overtaken();
    }
    RecusalGround before = now.value().ground();
    journal.one(
        by,
        reason,
        "18",
        "lift",
        new ChangeHistory.Entry(
            KIND,
            id.toString(),
            "解除回避",
            List.of(new FieldChange("止", Objects.toString(before.to(), ""), lastDay.toString())),
            version + 1));
    history.add(
        by,
        reason,
        new ChangeHistory.Entry(
            Supervisors.KIND,
            before.card(),
            "解除回避",
            List.of(new FieldChange("回避关系", describeInDossier(before), "至 " + lastDay)),
            null));
    news.publishEvent(new GroundsChanged(Set.of(before.card())));
  }

  /**
   * Compares rows with the register; one supervisor, institution, relation and first day are one
   * ground. If it comes twice the later end counts. An empty note leaves the registered one.
   */
  @Transactional(readOnly = true)
  public Difference<RecusalGround> difference(List<RecusalGround> rows) {
    Map<List<Object>, RecusalGround> wanted = new LinkedHashMap<>();
    rows.forEach(each -> wanted.merge(key(each), each, RecusalGrounds::longer));
    Map<List<Object>, Versioned<Entry>> stored = new LinkedHashMap<>();
    jdbc.sql(
            "select "
                + COLUMNS
                + " from supervisor.recusal_ground where card = any(:cards) order by id")
        .param("cards", rows.stream().map(RecusalGround::card).distinct().toArray(String[]::new))
        .query(row -> {
          Versioned<Entry> each = versioned(row);
          stored.put(key(each.value().ground()), each);
        });
    List<RecusalGround> added = new ArrayList<>();
    List<Difference.Changed<RecusalGround>> changed = new ArrayList<>();
    int unchanged = 0;
    for (var each : wanted.entrySet()) {
      Versioned<Entry> before = stored.get(each.getKey());
      if (before == null) {
        added.add(each.getValue());
        continue;
      }
      RecusalGround old = before.value().ground();
      RecusalGround row = each.getValue();
      RecusalGround after =
          new RecusalGround(
              row.card(),
              row.institution(),
              row.relation(),
              row.from(),
              row.to(),
              row.note().isEmpty() ? old.note() : row.note());
      List<FieldChange> fields =
          new FieldChange.Comparison()
              .field("止", old.to(), after.to())
              .field("说明", old.note(), after.note())
              .fields();
      if (fields.isEmpty()) {
        unchanged++;
      } else {
        changed.add(
            new Difference.Changed<>(describe(after), old, after, before.version(), fields));
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
  public void apply(Difference<RecusalGround> difference, Actor by, String reason) {
    if (difference.isEmpty()) {
      return;
    }
    difference.requireApplicable();
    insert(difference.added(), Source.DECLARED);
    bulk.writeEach(
        """
        update supervisor.recusal_ground as g
           set to_date = n.to_date, note = n.note, version = g.version + 1, changed_at = now()
          from json_populate_recordset(null::supervisor.recusal_ground, :rows::json) as n
         where g.card = n.card and g.institution_code = n.institution_code
           and g.relation = n.relation and g.from_date is not distinct from n.from_date
           and g.version = n.version
        """,
        difference.changed(),
        each -> row(each.after(), Source.DECLARED, each.version()),
        RecusalGrounds::overtaken);
    written(by, reason, difference);
  }

  private void insert(List<RecusalGround> added, Source source) {
    bulk.writeEach(
        """
        insert into supervisor.recusal_ground
          (card, institution_code, relation, from_date, to_date, note, source)
        select card, institution_code, relation, from_date, to_date, note, source
          from json_populate_recordset(null::supervisor.recusal_ground, :rows::json)
        """,
        added,
        each -> row(each, source, 0),
        RecusalGrounds::overtaken);
  }

  private void written(Actor by, String reason, Difference<RecusalGround> difference) {
    journal.applied(by, reason, KIND, "18", difference, RecusalGrounds::describe);
    List<ChangeHistory.Entry> dossiers = new ArrayList<>();
    for (RecusalGround each : difference.added()) {
      dossiers.add(
          new ChangeHistory.Entry(
              Supervisors.KIND,
              each.card(),
              "登记回避关系",
              List.of(new FieldChange("回避关系", "", describeInDossier(each))),
              null));
    }
    for (var each : difference.changed()) {
      dossiers.add(
          new ChangeHistory.Entry(
              Supervisors.KIND, each.after().card(), "修改回避关系", each.fields(), null));
    }
    history.addAll(by, reason, dossiers);
    Set<String> cards = new HashSet<>();
    difference.added().forEach(each -> cards.add(each.card()));
    difference.changed().forEach(each -> cards.add(each.after().card()));
    news.publishEvent(new GroundsChanged(cards));
  }

  private static Map<String, @Nullable Object> row(RecusalGround each, Source source, int version) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("card", each.card());
    row.put("institution_code", each.institution());
    row.put("relation", each.relation().name());
    row.put("from_date", Objects.toString(each.from(), null));
    row.put("to_date", Objects.toString(each.to(), null));
    row.put("note", each.note());
    row.put("source", source.name());
    row.put("version", version);
    return row;
  }

  private static List<Object> key(RecusalGround each) {
    return List.of(
        each.card(), each.institution(), each.relation(), Objects.toString(each.from(), ""));
  }

  private static RecusalGround longer(RecusalGround one, RecusalGround other) {
    if (one.to() == null) {
      return one;
    }
    return other.to() == null || other.to().isAfter(one.to()) ? other : one;
  }

  private static String describe(RecusalGround each) {
    return each.card() + " " + describeInDossier(each);
  }

  private static String describeInDossier(RecusalGround each) {
    return "与单位 %s：%s%s"
        .formatted(
            each.institution(),
            each.relation().label(),
            each.from() == null ? "" : "，自 " + each.from());
  }

  private static StaleException overtaken() {
    return new StaleException("回避台账刚刚被他人修改，请重新核对后再保存。", "/recusal-grounds", List.of());
  }

  static Versioned<Entry> versioned(ResultSet row) throws SQLException {
    return new Versioned<>(
        new Entry(
            row.getObject("id", UUID.class), ground(row), Source.valueOf(row.getString("source"))),
        row.getInt("version"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private static RecusalGround ground(ResultSet row) throws SQLException {
    return new RecusalGround(
        row.getString("card"),
        row.getString("institution_code"),
        RecusalGround.Relation.valueOf(row.getString("relation")),
        row.getObject("from_date", LocalDate.class),
        row.getObject("to_date", LocalDate.class),
        row.getString("note"));
  }
}
