package cn.dudao.supervisor;

import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.history.BulkRows;
import cn.dudao.platform.history.ChangeHistory;
import cn.dudao.platform.history.Difference;
import cn.dudao.platform.history.FieldChange;
import cn.dudao.platform.history.Journal;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.StaleException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** 不可用: the times in which supervisors cannot be sent. */
@Repository
public class Absences {

  /** The kind under which the record of acts knows absences. */
  public static final String KIND = "absence";

  private static final String COLUMNS = "id, card, from_date, to_date, half_days, reason, version";

  private final JdbcClient jdbc;
  private final BulkRows bulk;
  private final ChangeHistory history;
  private final Journal journal;
  private final ApplicationEventPublisher news;

  Absences(
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

  /**
   * An absence as the register keeps it.
   *
   * @param id its number in addresses
   */
  public record Entry(UUID id, Absence absence, int version) {}

  public Optional<Entry> find(UUID id) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from supervisor.absence where id = :id and withdrawn_at is null")
        .param("id", id)
        .query((row, number) -> entry(row))
        .optional();
  }

  /** All absences that hold: facts for rules and planning, and exports. */
  public List<Absence> all() {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from supervisor.absence where withdrawn_at is null"
                + " order by card, from_date, to_date, half_days")
        .query((row, number) -> entry(row).absence())
        .list();
  }

  /** The absences of one supervisor, the latest first. */
  public List<Entry> of(String card) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from supervisor.absence where card = :card and withdrawn_at is null"
                + " order by from_date desc, id")
        .param("card", card)
        .query((row, number) -> entry(row))
        .list();
  }

  /**
   * Enters one absence.
   *
   * @return false if it is entered already; then nothing changed
   */
  @Transactional
  public boolean add(Absence absence, Actor by, String reason) {
    Difference<Absence> difference = difference(List.of(absence));
    if (difference.added().isEmpty()) {
      return false;
    }
    apply(difference, by, reason);
    return true;
  }

  /** Takes one absence back; doing it twice does nothing more. */
  @Transactional
  public void withdraw(UUID id, Actor by, String reason) {
    Optional<Entry> now = find(id);
    int touched =
        jdbc.sql(
                """
                update supervisor.absence set withdrawn_at = now(), version = version + 1
                 where id = :id and withdrawn_at is null
                """)
            .param("id", id)
            .update();
    if (touched == 0 || now.isEmpty()) {
      return;
    }
    journal.one(
        by,
        reason,
        "",
        "withdraw",
        new ChangeHistory.Entry(KIND, id.toString(), "撤销", List.of(), now.get().version() + 1));
    Absence absence = now.get().absence();
    history.add(
        by,
        reason,
        new ChangeHistory.Entry(
            Supervisors.KIND,
            absence.card(),
            "撤销不可用",
            List.of(new FieldChange("不可用", describeInDossier(absence), "")),
            null));
    news.publishEvent(new AbsencesChanged(Set.of(absence.card())));
  }

  /**
   * Compares rows with the register; one supervisor, first day, last day and half-days are one
   * absence. An empty reason leaves the registered one.
   */
  @Transactional(readOnly = true)
  public Difference<Absence> difference(List<Absence> rows) {
    Map<List<Object>, Absence> wanted = new LinkedHashMap<>();
    rows.forEach(each -> wanted.put(key(each), each));
    Map<List<Object>, Entry> stored = new LinkedHashMap<>();
    jdbc.sql(
            "select "
                + COLUMNS
                + " from supervisor.absence where card = any(:cards) and withdrawn_at is null")
        .param("cards", rows.stream().map(Absence::card).distinct().toArray(String[]::new))
        .query(row -> {
          Entry each = entry(row);
          stored.put(key(each.absence()), each);
        });
    List<Absence> added = new ArrayList<>();
    List<Difference.Changed<Absence>> changed = new ArrayList<>();
    int unchanged = 0;
    for (var each : wanted.entrySet()) {
      Entry before = stored.get(each.getKey());
      Absence after = each.getValue();
      if (before == null) {
        added.add(after);
      } else if (after.reason().isEmpty() || after.reason().equals(before.absence().reason())) {
        unchanged++;
      } else {
        changed.add(
            new Difference.Changed<>(
                describe(after),
                before.absence(),
                after,
                before.version(),
                List.of(new FieldChange("原因", before.absence().reason(), after.reason()))));
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
  public void apply(Difference<Absence> difference, Actor by, String reason) {
    if (difference.isEmpty()) {
      return;
    }
    difference.requireApplicable();
    bulk.writeEach(
        """
        insert into supervisor.absence (card, from_date, to_date, half_days, reason)
        select card, from_date, to_date, half_days, reason
          from json_populate_recordset(null::supervisor.absence, :rows::json)
        """,
        difference.added(),
        each -> row(each, 0),
        Absences::overtaken);
    bulk.writeEach(
        """
        update supervisor.absence as a set reason = n.reason, version = a.version + 1
          from json_populate_recordset(null::supervisor.absence, :rows::json) as n
         where a.card = n.card and a.from_date = n.from_date and a.to_date = n.to_date
           and a.half_days = n.half_days and a.withdrawn_at is null and a.version = n.version
        """,
        difference.changed(),
        each -> row(each.after(), each.version()),
        Absences::overtaken);
    journal.applied(by, reason, KIND, "", difference, Absences::describe);
    List<ChangeHistory.Entry> dossiers = new ArrayList<>();
    for (Absence each : difference.added()) {
      dossiers.add(
          new ChangeHistory.Entry(
              Supervisors.KIND,
              each.card(),
              "登记不可用",
              List.of(new FieldChange("不可用", "", describeInDossier(each))),
              null));
    }
    history.addAll(by, reason, dossiers);
    Set<String> cards = new HashSet<>();
    difference.added().forEach(each -> cards.add(each.card()));
    difference.changed().forEach(each -> cards.add(each.after().card()));
    news.publishEvent(new AbsencesChanged(cards));
  }

  private static Map<String, ?> row(Absence each, int version) {
    return Map.of(
        "card", each.card(),
        "from_date", each.from().toString(),
        "to_date", each.to().toString(),
        "half_days", each.halfDays().mask(),
        "reason", each.reason(),
        "version", version);
  }

  private static List<Object> key(Absence each) {
    return List.of(each.card(), each.from(), each.to(), each.halfDays());
  }

  private static String describe(Absence each) {
    return each.card() + "：" + describeInDossier(each);
  }

  private static String describeInDossier(Absence each) {
    return "%s 至 %s %s".formatted(each.from(), each.to(), each.halfDays().label());
  }

  private static StaleException overtaken() {
    return new StaleException("不可用登记刚刚被他人修改，请重新核对后再保存。", "/supervisors", List.of());
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getObject("id", UUID.class),
        new Absence(
            row.getString("card"),
            row.getObject("from_date", LocalDate.class),
            row.getObject("to_date", LocalDate.class),
            new HalfDays(row.getInt("half_days")),
            row.getString("reason")),
        row.getInt("version"));
  }
}
