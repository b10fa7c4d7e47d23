package cn.dudao.appraisal;

import cn.dudao.institution.Divisions;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.history.BulkRows;
import cn.dudao.platform.history.ChangeHistory;
import cn.dudao.platform.history.Difference;
import cn.dudao.platform.history.FieldChange;
import cn.dudao.platform.history.Journal;
import cn.dudao.platform.history.PastChange;
import cn.dudao.platform.history.Versioned;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.StaleException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** 鉴定场次的登记, with the batches that they belong to and the examiners on duty. */
@Repository
public class AppraisalSessions {

  /** The kind under which the history of changes and the record of acts know sessions. */
  public static final String KIND = "appraisal-session";

  private static final String SELECT =
      """
      select s.batch, s.number, b.institution_code, s.occupation, s.occupation_code, s.level,
             s.date, s.half_days, s.site_kind, s.district, s.site, s.candidates, s.examiners,
             s.supervisors_wanted, s.important, s.version, s.changed_at, s.cancelled_at,
             s.cancel_reason, s.id
        from appraisal.session s join appraisal.batch b on b.number = s.batch
      """;

  private final JdbcClient jdbc;
  private final BulkRows bulk;
  private final ChangeHistory history;
  private final Journal journal;
  private final ApplicationEventPublisher news;

  AppraisalSessions(
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

  /** One session, also one that was called off. */
  public Optional<Versioned<AppraisalSession>> find(String batch, String number) {
    return jdbc.sql(SELECT + " where s.batch = :batch and s.number = :number")
        .param("batch", batch)
        .param("number", number)
        .query((row, line) -> versioned(row))
        .optional();
  }

  /** One session by its number in addresses. */
  Optional<Versioned<AppraisalSession>> find(UUID id) {
    return jdbc.sql(SELECT + " where s.id = :id")
        .param("id", id)
        .query((row, line) -> versioned(row))
        .optional();
  }

  /** The newest changes of the sessions of a batch, newest first. */
  List<PastChange> changesOf(String batch) {
    List<String> ids = of(batch).stream().map(each -> key(each.session())).toList();
    return history.ofAll(KIND, ids, 200);
  }

  /** All sessions that were not called off, by batch and number: facts for rules and planning. */
  public List<AppraisalSession> all() {
    return jdbc.sql(SELECT + " where s.cancelled_at is null order by s.batch, s.number")
        .query((row, line) -> session(row))
        .list();
  }

  /** The sessions between two days, both included, that were not called off. */
  public List<AppraisalSession> between(LocalDate from, LocalDate to) {
    return jdbc.sql(
            SELECT
                + " where s.cancelled_at is null and s.date between :from and :to"
                + " order by s.batch, s.number")
        .param("from", from)
        .param("to", to)
        .query((row, line) -> session(row))
        .list();
  }

  /**
   * The days of a batch.
   *
   * @param first the day of its first session
   * @param last the day of its last
   */
  public record Days(LocalDate first, LocalDate last) {

    /** The days of both. */
    public Days and(Days other) {
      return new Days(
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  /** The days of these batches; one that is not known or was called off is left out. */
  public Map<String, Days> days(Collection<String> batches) {
    Map<String, Days> result = new LinkedHashMap<>();
    jdbc.sql(
            """
            select batch, min(date) as first, max(date) as last from appraisal.session
             where cancelled_at is null and batch = any(:batches) group by batch
            """)
        .param("batches", batches.toArray(String[]::new))
        .query(row -> {
          result.put(
              row.getString("batch"),
              new Days(
                  row.getObject("first", LocalDate.class), row.getObject("last", LocalDate.class)));
        });
    return result;
  }

  /** All batch numbers. */
  public Set<String> batches() {
    return new LinkedHashSet<>(
        jdbc.sql("select number from appraisal.batch order by number").query(String.class).list());
  }

  /**
   * A session and whether it was called off.
   *
   * @param id its number in addresses
   * @param cancelReason why it was called off, null if it was not
   */
  public record Entry(
      UUID id, AppraisalSession session, int version, @Nullable String cancelReason) {}

  /** The sessions of a batch in the order of their numbers, also those that were called off. */
  public List<Entry> of(String batch) {
    return jdbc.sql(SELECT + " where s.batch = :batch order by s.date, s.half_days, s.number")
        .param("batch", batch)
        .query((row, line) ->
            new Entry(
                row.getObject("id", UUID.class),
                session(row),
                row.getInt("version"),
                row.getString("cancel_reason")))
        .list();
  }

  /**
   * Adds one session, and its batch if it is the first.
   *
   * @return what forbids it, as Chinese sentences; empty if it was added
   */
  @Transactional
  public List<String> add(AppraisalSession session, Actor by, String reason) {
    if (find(session.batch(), session.number()).isPresent()) {
      return List.of("批次 %s 已有场次 %s".formatted(session.batch(), session.number()));
    }
    String holder =
        jdbc.sql("select institution_code from appraisal.batch where number = :batch")
            .param("batch", session.batch())
            .query(String.class)
            .optional()
            .orElse(session.institution());
    if (!holder.equals(session.institution())) {
      return List.of("批次 %s 由单位 %s 承办，同一批次不能有两个单位".formatted(session.batch(), holder));
    }
    apply(Difference.adding(session), by, reason);
    return List.of();
  }

  /**
   * Changes one session; its batch and institution stay.
   *
   * @param version the version that the edit rests on
   * @throws StaleException if somebody changed it since
   */
  @Transactional
  public void change(AppraisalSession session, int version, Actor by, String reason) {
    Versioned<AppraisalSession> now = find(session.batch(), session.number()).orElse(null);
    if (now == null) {
      throw overtaken();
    }
    List<FieldChange> fields = compare(now.value(), session);
    if (now.version() != version) {
      throw new StaleException(
          "批次 %s 场次 %s 刚刚被他人修改。".formatted(session.batch(), session.number()),
          "/batches?q=" + URLEncoder.encode(session.batch(), StandardCharsets.UTF_8),
          FieldChange.disagreements(fields));
    }
    if (!fields.isEmpty()) {
      apply(
          Difference.changing(
              new Difference.Changed<>(key(session), now.value(), session, version, fields)),
          by,
          reason);
    }
  }

  /**
   * Calls a session off; doing it twice does nothing more.
   *
   * @throws StaleException if somebody changed it since
   */
  @Transactional
  public void cancel(String batch, String number, int version, Actor by, String reason) {
    int touched =
        jdbc.sql(
                """
                update appraisal.session
                   set cancelled_at = now(), cancel_reason = :reason, version = version + 1,
                       changed_at = now()
                 where batch = :batch and number = :number and version = :version
                   and cancelled_at is null
                """)
            .param("reason", reason)
            .param("batch", batch)
            .param("number", number)
            .param("version", version)
            .update();
    if (touched == 0) {
      boolean gone =
          jdbc.sql(
                  """
                  select cancelled_at is not null from appraisal.session
                   where batch = :batch and number = :number
                  """)
              .param("batch", batch)
              .param("number", number)
              .query(Boolean.class)
              .optional()
              .orElse(false);
      if (gone) {
        return;
      }
      throw overtaken();
    }
    journal.one(
        by,
        reason,
        "13",
        "cancel",
        new ChangeHistory.Entry(
            KIND,
            batch + "/" + number,
            "取消场次",
            List.of(new FieldChange("场次状态", "正常", "已取消")),
            version + 1));
    news.publishEvent(
        new SessionsChanged(
            Set.of(batch),
            find(batch, number).map(each -> Set.of(each.value().date())).orElse(Set.of())));
  }

  /**
   * Compares rows with the register. Empty 职业编码, 人数, 考评员 and 督导人数 leave the registered ones as they
   * are; all else is taken from the row. A session that comes twice counts as it stands last; one
   * that was called off stays so and is named in the remarks.
   */
  @Transactional(readOnly = true)
  public Difference<AppraisalSession> difference(List<AppraisalSession> rows) {
    Map<String, AppraisalSession> wanted = new LinkedHashMap<>();
    rows.forEach(each -> wanted.put(key(each), each));
    Map<String, Stored> stored =
        stored(rows.stream().map(AppraisalSession::batch).distinct().toList());
    List<AppraisalSession> added = new ArrayList<>();
    List<Difference.Changed<AppraisalSession>> changed = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    int unchanged = 0;
    for (AppraisalSession row : wanted.values()) {
      Stored before = stored.get(key(row));
      if (before == null) {
        added.add(row);
        continue;
      }
      if (before.cancelled()) {
        remarks.add("批次 %s 场次 %s 已登记为取消，导入不改动".formatted(row.batch(), row.number()));
        unchanged++;
        continue;
      }
      AppraisalSession after = filledFrom(row, before.session());
      List<FieldChange> fields = compare(before.session(), after);
      if (fields.isEmpty()) {
        unchanged++;
      } else {
        changed.add(
            new Difference.Changed<>(key(row), before.session(), after, before.version(), fields));
      }
    }
    return new Difference<>(added, changed, unchanged, remarks, List.of());
  }

  /**
   * Applies a difference as it was computed, in the caller's transaction.
   *
   * @throws StaleException if the register changed since
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void apply(Difference<AppraisalSession> difference, Actor by, String reason) {
    if (difference.isEmpty()) {
      return;
    }
    difference.requireApplicable();
    writeBatches(difference);
    insert(difference.added());
    update(difference.changed());
    journal.applied(by, reason, KIND, "", difference, AppraisalSessions::key);
    Set<String> batches = new HashSet<>();
    Set<LocalDate> days = new HashSet<>();
    for (AppraisalSession each : difference.added()) {
      batches.add(each.batch());
      days.add(each.date());
    }
    for (var each : difference.changed()) {
      batches.add(each.after().batch());
      days.add(each.before().date());
      days.add(each.after().date());
    }
    news.publishEvent(new SessionsChanged(batches, days));
  }

  private void writeBatches(Difference<AppraisalSession> difference) {
    Map<String, String> institutions = new LinkedHashMap<>();
    difference.added().forEach(each -> institutions.put(each.batch(), each.institution()));
    difference
        .changed()
        .forEach(each -> institutions.put(each.after().batch(), each.after().institution()));
    List<Map<String, ?>> rows = new ArrayList<>();
    institutions.forEach(
        (batch, institution) -> rows.add(Map.of("number", batch, "institution_code", institution)));
    bulk.execute(
        """
        insert into appraisal.batch (number, institution_code)
        select number, institution_code
          from json_populate_recordset(null::appraisal.batch, :rows::json)
        on conflict (number) do update
          set institution_code = excluded.institution_code, version = batch.version + 1,
              changed_at = now()
          where batch.institution_code <> excluded.institution_code
        """,
        rows);
  }

  private void insert(List<AppraisalSession> added) {
    bulk.writeEach(
        """
        insert into appraisal.session
          (batch, number, occupation, occupation_code, level, date, half_days, site_kind,
           district, site, candidates, examiners, supervisors_wanted, important)
        select batch, number, occupation, occupation_code, level, date, half_days, site_kind,
               district, site, candidates, examiners, supervisors_wanted, important
          from json_populate_recordset(null::appraisal.session, :rows::json)
        """,
        added,
        each -> row(each, 0),
        AppraisalSessions::overtaken);
  }

  private void update(List<Difference.Changed<AppraisalSession>> changed) {
    bulk.writeEach(
        """
        update appraisal.session as s
           set occupation = n.occupation, occupation_code = n.occupation_code,
               level = n.level, date = n.date, half_days = n.half_days,
               site_kind = n.site_kind, district = n.district, site = n.site,
               candidates = n.candidates, examiners = n.examiners,
               supervisors_wanted = n.supervisors_wanted, important = n.important,
               version = s.version + 1, changed_at = now()
          from json_populate_recordset(null::appraisal.session, :rows::json) as n
         where s.batch = n.batch and s.number = n.number and s.version = n.version
           and s.cancelled_at is null
        """,
        changed,
        each -> row(each.after(), each.version()),
        AppraisalSessions::overtaken);
  }

  private static Map<String, @Nullable Object> row(AppraisalSession each, int version) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("batch", each.batch());
    row.put("number", each.number());
    row.put("occupation", each.occupation());
    row.put("occupation_code", each.occupationCode());
    row.put("level", each.level());
    row.put("date", each.date().toString());
    row.put("half_days", each.halfDays().mask());
    row.put("site_kind", each.siteKind().name());
    row.put("district", each.district());
    row.put("site", each.site());
    row.put("candidates", each.candidates());
    row.put("examiners", each.examiners());
    row.put("supervisors_wanted", each.supervisorsWanted());
    row.put("important", each.important());
    row.put("version", version);
    return row;
  }

  private record Stored(AppraisalSession session, int version, boolean cancelled) {}

  private Map<String, Stored> stored(Collection<String> batches) {
    Map<String, Stored> result = new HashMap<>();
    jdbc.sql(SELECT + " where s.batch = any(:batches)")
        .param("batches", batches.toArray(String[]::new))
        .query(row -> {
          AppraisalSession each = session(row);
          result.put(
              key(each),
              new Stored(each, row.getInt("version"), row.getObject("cancelled_at") != null));
        });
    return result;
  }

  private static AppraisalSession filledFrom(AppraisalSession row, AppraisalSession stored) {
    return new AppraisalSession(
        row.batch(),
        row.number(),
        row.institution(),
        row.occupation(),
        row.occupationCode().isEmpty() ? stored.occupationCode() : row.occupationCode(),
        row.level(),
        row.date(),
        row.halfDays(),
        row.siteKind(),
        row.district(),
        row.site(),
        row.candidates() == null ? stored.candidates() : row.candidates(),
        row.examiners().isEmpty() ? stored.examiners() : row.examiners(),
        row.supervisorsWanted() == null ? stored.supervisorsWanted() : row.supervisorsWanted(),
        row.important());
  }

  private static List<FieldChange> compare(AppraisalSession before, AppraisalSession after) {
    if (before.equals(after)) {
      return List.of();
    }
    return new FieldChange.Comparison()
        .field("单位代码", before.institution(), after.institution())
        .field("职业", before.occupation(), after.occupation())
        .field("职业编码", before.occupationCode(), after.occupationCode())
        .field("等级", Levels.label(before.level()), Levels.label(after.level()))
        .field("日期", before.date(), after.date())
        .field("时段", before.halfDays().label(), after.halfDays().label())
        .field("现场类型", before.siteKind().label(), after.siteKind().label())
        .field(
            "区县", Divisions.all().name(before.district()), Divisions.all().name(after.district()))
        .field("考点", before.site(), after.site())
        .field("人数", before.candidates(), after.candidates())
        .field("考评员", String.join("；", before.examiners()), String.join("；", after.examiners()))
        .field("督导人数", before.supervisorsWanted(), after.supervisorsWanted())
        .field("重要批次", before.important() ? "是" : "否", after.important() ? "是" : "否")
        .fields();
  }

  private static String key(AppraisalSession each) {
    return each.batch() + "/" + each.number();
  }

  private static StaleException overtaken() {
    return new StaleException("鉴定场次刚刚被他人修改，请重新核对后再保存。", "/batches", List.of());
  }

  private static Versioned<AppraisalSession> versioned(ResultSet row) throws SQLException {
    return new Versioned<>(
        session(row),
        row.getInt("version"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private static AppraisalSession session(ResultSet row) throws SQLException {
    return new AppraisalSession(
        row.getString("batch"),
        row.getString("number"),
        row.getString("institution_code"),
        row.getString("occupation"),
        row.getString("occupation_code"),
        row.getInt("level"),
        row.getObject("date", LocalDate.class),
        new HalfDays(row.getInt("half_days")),
        SiteKind.valueOf(row.getString("site_kind")),
        row.getString("district"),
        row.getString("site"),
        row.getObject("candidates", Integer.class),
        Arrays.asList((String[]) row.getArray("examiners").getArray()),
        row.getObject("supervisors_wanted", Integer.class),
        row.getBoolean("important"));
  }
}
