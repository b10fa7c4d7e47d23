package cn.dudao.supervisor;

import cn.dudao.institution.Divisions;
import cn.dudao.platform.crypto.FieldCipher;
import cn.dudao.platform.crypto.Masks;
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
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterBook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 第九条: 为每名督导员分别建立档案, 变更逐项留痕. ID numbers and phones are sealed in the database; readings give them
 * masked, in clear only {@link #reveal}, which is recorded.
 */
@Repository
@Article("9")
public class Supervisors {

  /** The kind under which the history of changes and the record of acts know supervisors. */
  public static final String KIND = "supervisor";

  private static final String COLUMNS =
      """
      card, name, kind, source, employer, employer_code, district, issued_on, valid_until,
      examiner_number, occupations, sex, remark, id_number_sealed, phone_sealed, version, changed_at
      """;

  private static final String STANDING_ORDER = "from_date nulls first, decided_at, id";
  private static final String FORMER_ORDER = "until_date nulls first, institution_code";

  private final JdbcClient jdbc;
  private final BulkRows bulk;
  private final Journal journal;
  private final FieldCipher cipher;
  private final ParameterBook parameters;
  private final Clock clock;
  private final ApplicationEventPublisher news;

  Supervisors(
      JdbcClient jdbc,
      BulkRows bulk,
      Journal journal,
      FieldCipher cipher,
      ParameterBook parameters,
      Clock clock,
      ApplicationEventPublisher news) {
    this.jdbc = jdbc;
    this.bulk = bulk;
    this.journal = journal;
    this.cipher = cipher;
    this.parameters = parameters;
    this.clock = clock;
    this.news = news;
  }

  /** The supervisor with personal data masked. */
  public Optional<Versioned<SupervisorEntry>> find(String card) {
    return read("where card = any(:keys)", new String[] {card}, Personal.MASKED).stream()
        .findFirst();
  }

  /** All supervisors in the order of their cards: facts for rules and planning. */
  public List<QualitySupervisor> all() {
    return read("where :keys::text[] is null", null, Personal.LEFT_OUT).stream()
        .map(each -> each.value().supervisor())
        .toList();
  }

  /** All entries in the order of their cards, personal data masked: for exports. */
  public List<SupervisorEntry> allMasked() {
    return read("where :keys::text[] is null", null, Personal.MASKED).stream()
        .map(Versioned::value)
        .toList();
  }

  /** All card numbers. */
  public Set<String> cards() {
    return new TreeSet<>(
        jdbc.sql("select card from supervisor.supervisor").query(String.class).list());
  }

  /** Whose ID number is whose, as it stands now. */
  public KnownIdNumbers idNumbers() {
    Map<String, String> cards = new HashMap<>();
    jdbc.sql(
            """
            select card, id_number_index from supervisor.supervisor
             where id_number_index is not null
            """)
        .query(row -> {
          cards.put(row.getString("id_number_index"), row.getString("card"));
        });
    return new KnownIdNumbers(cards, this::index);
  }

  /** The names of the given supervisors by card; unknown cards are left out. */
  public Map<String, String> names(Collection<String> cards) {
    Map<String, String> result = new LinkedHashMap<>();
    jdbc.sql("select card, name from supervisor.supervisor where card = any(:cards)")
        .param("cards", cards.toArray(String[]::new))
        .query(row -> {
          result.put(row.getString("card"), row.getString("name"));
        });
    return result;
  }

  private static final String STANDING_ON_DAY =
      """
      coalesce((select max(case p.standing when 'DISQUALIFIED' then 2 else 1 end)
                  from supervisor.standing_period p
                 where p.card = s.card
                   and (p.from_date is null or p.from_date <= :today)
                   and (p.to_date is null or p.to_date >= :today)), 0)
      """;

  private static final ListSql LIST =
      ListSql.of(
              """
              s.card, s.name, s.kind, s.employer, s.employer_code, s.district, s.issued_on,
              s.valid_until, s.examiner_number, g.year as grade_year, g.grade,
              """
                  + STANDING_ON_DAY
                  + " as standing",
              """
              supervisor.supervisor s
              left join lateral (select a.year, a.grade from supervisor.annual_grade a
                                  where a.card = s.card order by a.year desc limit 1) g on true
              """,
              "s.card",
              "text")
          .sortable("card", "s.card", "text")
          .sortable("name", "s.name", "text")
          .sortable("employer", "s.employer", "text")
          .sortable("district", "s.district", "text")
          .sortable("validUntil", "s.valid_until", "date");

  /** Within how many days the end of a card is warned of. */
  int warningDays() {
    return parameters.on(LocalDate.now(clock)).number(Parameter.EXPIRY_WARNING_DAYS);
  }

  /** One page of the list. */
  Page<SupervisorLine> list(ListQuery query) {
    LocalDate today = LocalDate.now(clock);
    LocalDate warned = today.plusDays(warningDays());
    return LIST.page(
        jdbc, query, conditions(query, today, warned), (row, number) -> line(row, today, warned));
  }

  /** What the list shows with all its pages, personal data masked: for exports. */
  public List<SupervisorEntry> allMasked(ListQuery query) {
    LocalDate today = LocalDate.now(clock);
    Set<String> shown = new HashSet<>();
    LIST.each(
        jdbc,
        query,
        conditions(query, today, today.plusDays(warningDays())),
        (row, number) -> row.getString("card"),
        shown::add);
    return allMasked().stream().filter(each -> shown.contains(each.card())).toList();
  }

  private static Conditions conditions(ListQuery query, LocalDate today, LocalDate warned) {
    Conditions conditions =
        new Conditions()
            .and("cast(:today as date) is not null", "today", today)
            .contains(query.filter("q"), "s.name", "s.card", "s.examiner_number")
            .equal("s.kind", query.filter("kind"))
            .equal("s.district", query.filter("district"))
            .equal("s.source", query.filter("source"))
            .equal("g.grade", query.filter("grade"))
            .contains(query.filter("employer"), "s.employer", "s.employer_code")
            .contains(query.filter("occupation"), "array_to_string(s.occupations, ' ')")
            .until("s.valid_until", query.date("validUntil"));
    switch (query.filter("state")) {
      case "GOOD" -> conditions.and(STANDING_ON_DAY + " = 0").and("s.valid_until >= :today");
      case "SUSPENDED" -> conditions.and(STANDING_ON_DAY + " = 1");
      case "DISQUALIFIED" -> conditions.and(STANDING_ON_DAY + " = 2");
      case "EXPIRED" -> conditions.and("s.valid_until < :today");
      case "EXPIRING" ->
          conditions.and("s.valid_until >= :today and s.valid_until <= :warned", "warned", warned);
      default -> {}
    }
    return conditions;
  }

  private static SupervisorLine line(ResultSet row, LocalDate today, LocalDate warned)
      throws SQLException {
    String grade = row.getString("grade");
    return new SupervisorLine(
        row.getString("card"),
        row.getString("name"),
        SupervisorKind.valueOf(row.getString("kind")),
        row.getString("employer"),
        row.getString("district"),
        row.getObject("valid_until", LocalDate.class),
        Objects.requireNonNullElse(row.getString("examiner_number"), ""),
        grade == null ? "" : row.getInt("grade_year") + " " + Grade.valueOf(grade).label(),
        SupervisorState.of(
            Standing.values()[row.getInt("standing")],
            row.getObject("valid_until", LocalDate.class),
            today,
            warned));
  }

  /** Supervisors whose name contains or card begins with the words: for search-as-you-type. */
  public Map<String, String> search(String words, int most) {
    Map<String, String> result = new LinkedHashMap<>();
    String literal = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    jdbc.sql(
            """
            select card, name || '（' || employer || '）' as shown from supervisor.supervisor
             where name ilike :inside or card ilike :start order by name, card limit :most
            """)
        .param("inside", "%" + literal + "%")
        .param("start", literal + "%")
        .param("most", most)
        .query(row -> {
          result.put(row.getString("card"), row.getString("shown"));
        });
    return result;
  }

  /**
   * 登记一名督导员, 证卡有效期不得超过法定期限.
   *
   * <p>Adds one supervisor.
   *
   * @return what forbids it, as Chinese sentences; empty if the supervisor was added
   */
  @Article("5")
  @Transactional
  public List<String> add(SupervisorEntry entry, Actor by, String reason) {
    if (find(entry.card()).isPresent()) {
      return List.of("证卡编号 %s 已登记".formatted(entry.card()));
    }
    Difference<SupervisorEntry> difference = difference(List.of(entry));
    if (difference.obstacles().isEmpty()) {
      apply(difference, by, reason);
    }
    return difference.obstacles();
  }

  /**
   * Changes the particulars of one supervisor; grades and standing stay as they are, masked
   * personal data leave the stored ones as they are. A changed employer moves the old one, if it is
   * an institution, into the former employments.
   *
   * @param version the version that the edit rests on
   * @param leftEmployerOn last day at the old employer
   * @return what forbids it, as Chinese sentences; empty if it was changed
   * @throws StaleException if somebody changed it since
   */
  @Transactional
  public List<String> change(
      SupervisorEntry entry, int version, LocalDate leftEmployerOn, Actor by, String reason) {
    Versioned<SupervisorEntry> now = stored(List.of(entry.card())).get(entry.card());
    if (now == null) {
      throw stale(entry.card(), List.of());
    }
    QualitySupervisor old = now.value().supervisor();
    SupervisorEntry after =
        unmasked(
            withSupervisor(
                entry,
                with(
                    entry.supervisor(),
                    entry.supervisor().employerCode(),
                    formerEmployments(old, entry.supervisor().employerCode(), leftEmployerOn),
                    old.grades(),
                    old.standings())),
            now.value());
    List<FieldChange> fields = compare(now.value(), after);
    if (now.version() != version) {
      throw stale(entry.card(), FieldChange.disagreements(fields));
    }
    if (fields.isEmpty()) {
      return List.of();
    }
    List<String> obstacles = sharedIdNumbers(List.of(after));
    if (obstacles.isEmpty()) {
      apply(
          Difference.changing(
              new Difference.Changed<>(after.card(), now.value(), after, now.version(), fields)),
          by,
          reason);
    }
    return obstacles;
  }

  /**
   * 登记或者更正年度考核结果.
   *
   * <p>Enters or corrects the confirmed grade of a year.
   */
  @Article("10")
  @Transactional
  public void grade(String card, int version, int year, Grade grade, Actor by, String reason) {
    Versioned<SupervisorEntry> now = locked(card, version);
    @Nullable Grade before = now.value().supervisor().grades().get(year);
    if (before == grade) {
      return;
    }
    writeGrades(by, List.of(Map.of("card", card, "year", year, "grade", grade.name())));
    bump(card, version);
    journal.one(
        by,
        reason,
        "10",
        "grade",
        new ChangeHistory.Entry(
            KIND,
            card,
            "登记年度考核",
            List.of(
                new FieldChange(
                    year + " 年度考核", before == null ? "" : before.label(), grade.label())),
            version + 1));
    news.publishEvent(new SupervisorsChanged(Set.of(card)));
  }

  /**
   * 决定停止委派, 或者登记省级部门取消资格的决定.
   *
   * @param standing {@link Standing#SUSPENDED} or {@link Standing#DISQUALIFIED}
   * @param from first day
   * @return what forbids it, as Chinese sentences; empty if it was done
   */
  @Article("20")
  @Transactional
  public List<String> impose(
      String card, int version, Standing standing, LocalDate from, Actor by, String reason) {
    if (standing == Standing.GOOD) {
      throw new IllegalArgumentException("good standing is not imposed");
    }
    boolean already =
        locked(card, version).value().supervisor().standings().stream()
            .anyMatch(each -> each.standing() == standing && each.to() == null);
    if (already) {
      return List.of("已登记为“%s”，尚未解除".formatted(standing.label()));
    }
    writeStandings(
        by, List.of(standingRow(card, new StandingPeriod(standing, from, null, reason))));
    bump(card, version);
    journal.one(
        by,
        reason,
        "20",
        standing == Standing.SUSPENDED ? "suspend" : "disqualify",
        new ChangeHistory.Entry(
            KIND,
            card,
            standing.label(),
            List.of(new FieldChange("状态", "", "%s，自 %s".formatted(standing.label(), from))),
            version + 1));
    news.publishEvent(new SupervisorsChanged(Set.of(card)));
    return List.of();
  }

  /**
   * 恢复委派, 写明停止委派的最后一天.
   *
   * @param lastDay the last day on which it still holds
   */
  @Article("20")
  @Transactional
  public void reinstate(String card, int version, LocalDate lastDay, Actor by, String reason) {
    locked(card, version);
    int touched =
        jdbc.sql(
                """
                update supervisor.standing_period
                   set to_date = greatest(cast(:last as date), from_date - 1),
                       lifted_by = :by, lifted_at = now(), lift_reason = :reason
                 where card = :card and standing = 'SUSPENDED' and to_date is null
                """)
            .param("last", lastDay)
            .param("by", by.name())
            .param("reason", reason)
            .param("card", card)
            .update();
    if (touched == 0) {
      return;
    }
    bump(card, version);
    journal.one(
        by,
        reason,
        "20",
        "reinstate",
        new ChangeHistory.Entry(
            KIND,
            card,
            "恢复委派",
            List.of(new FieldChange("状态", "停止委派", "正常，停止委派至 " + lastDay)),
            version + 1));
    news.publishEvent(new SupervisorsChanged(Set.of(card)));
  }

  /** Personal data in clear, for a stated reason; the reading is recorded. */
  @Transactional
  public String reveal(String card, PersonalField field, String reason, Actor by) {
    SupervisorEntry entry =
        Objects.requireNonNull(stored(List.of(card)).get(card), "no such supervisor").value();
    journal.revealed(by, reason, KIND, card, field.label());
    return field == PersonalField.PHONE ? entry.phone() : entry.idNumber();
  }

  /** What can be revealed. */
  public enum PersonalField {
    ID_NUMBER("身份证号"),
    PHONE("手机");

    private final String label;

    PersonalField(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * Compares rows with the register. An empty optional field leaves the registered value as it is;
   * so do masked personal data and years without a grade in the row. A standing that is stricter
   * than the registered one holds from today; a milder one is not taken over, because lifting a
   * decision is for the bureau's leaders. A card that comes twice counts as it stands last.
   */
  @Transactional(readOnly = true)
  public Difference<SupervisorEntry> difference(List<SupervisorEntry> rows) {
    LocalDate today = LocalDate.now(clock);
    Map<String, SupervisorEntry> byCard = new LinkedHashMap<>();
    rows.forEach(each -> byCard.put(each.card(), each));
    Map<String, Versioned<SupervisorEntry>> stored = stored(byCard.keySet());
    List<SupervisorEntry> added = new ArrayList<>();
    List<Difference.Changed<SupervisorEntry>> changed = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    int unchanged = 0;
    for (SupervisorEntry row : byCard.values()) {
      Versioned<SupervisorEntry> before = stored.get(row.card());
      if (before == null) {
        added.add(row);
        continue;
      }
      SupervisorEntry after = filledFrom(row, before.value(), today, remarks);
      List<FieldChange> fields = compare(before.value(), after);
      if (fields.isEmpty()) {
        unchanged++;
      } else {
        changed.add(
            new Difference.Changed<>(row.card(), before.value(), after, before.version(), fields));
      }
    }
    List<SupervisorEntry> written = new ArrayList<>(added);
    changed.forEach(each -> written.add(each.after()));
    return new Difference<>(added, changed, unchanged, remarks, sharedIdNumbers(written));
  }

  /**
   * Applies a difference as it was computed, in the caller's transaction.
   *
   * @throws StaleException if the register changed since
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void apply(Difference<SupervisorEntry> difference, Actor by, String reason) {
    if (difference.isEmpty()) {
      return;
    }
    difference.requireApplicable();
    insert(difference.added());
    update(difference.changed());
    writeDatedRows(difference, by);
    journal.applied(by, reason, KIND, "", difference, SupervisorEntry::card);
    Set<String> cards = new HashSet<>();
    difference.added().forEach(each -> cards.add(each.card()));
    difference.changed().forEach(each -> cards.add(each.after().card()));
    news.publishEvent(new SupervisorsChanged(cards));
  }

  private void insert(List<SupervisorEntry> added) {
    bulk.writeEach(
        """
        insert into supervisor.supervisor
          (card, name, kind, source, employer, employer_code, district, issued_on, valid_until,
           examiner_number, occupations, sex, remark, id_number_sealed, id_number_index,
           phone_sealed)
        select card, name, kind, source, employer, employer_code, district, issued_on, valid_until,
               examiner_number, occupations, sex, remark, id_number_sealed, id_number_index,
               phone_sealed
          from json_populate_recordset(null::supervisor.supervisor, :rows::json)
        """,
        added,
        each -> row(each, 0),
        Supervisors::overtaken);
  }

  private void update(List<Difference.Changed<SupervisorEntry>> changed) {
    // A key is taken as well if another card got the ID number since.
    bulk.writeEach(
        """
        update supervisor.supervisor as s
           set name = n.name, kind = n.kind, source = n.source, employer = n.employer,
               employer_code = n.employer_code, district = n.district,
               issued_on = n.issued_on, valid_until = n.valid_until,
               examiner_number = n.examiner_number, occupations = n.occupations, sex = n.sex,
               remark = n.remark, id_number_sealed = n.id_number_sealed,
               id_number_index = n.id_number_index, phone_sealed = n.phone_sealed,
               version = s.version + 1, changed_at = now()
          from json_populate_recordset(null::supervisor.supervisor, :rows::json) as n
         where s.card = n.card and s.version = n.version
        """,
        changed,
        each -> row(each.after(), each.version()),
        Supervisors::overtaken);
  }

  private void writeDatedRows(Difference<SupervisorEntry> difference, Actor by) {
    List<Map<String, ?>> grades = new ArrayList<>();
    List<Map<String, ?>> standings = new ArrayList<>();
    List<Map<String, ?>> employments = new ArrayList<>();
    for (SupervisorEntry each : difference.added()) {
      collect(each.supervisor(), null, grades, standings, employments);
    }
    for (var each : difference.changed()) {
      collect(
          each.after().supervisor(), each.before().supervisor(), grades, standings, employments);
    }
    writeGrades(by, grades);
    writeStandings(by, standings);
    bulk.execute(
        """
        insert into supervisor.former_employment (card, institution_code, until_date)
        select card, institution_code, until_date
          from json_populate_recordset(null::supervisor.former_employment, :rows::json)
        on conflict (card, institution_code, until_date) do nothing
        """,
        employments);
  }

  /** What {@code after} has and {@code before} has not. */
  private static void collect(
      QualitySupervisor after,
      @Nullable QualitySupervisor before,
      List<Map<String, ?>> grades,
      List<Map<String, ?>> standings,
      List<Map<String, ?>> employments) {
    after
        .grades()
        .forEach((year, grade) -> {
          if (before == null || before.grades().get(year) != grade) {
            grades.add(Map.of("card", after.card(), "year", year, "grade", grade.name()));
          }
        });
    for (StandingPeriod each : after.standings()) {
      if (before == null || !before.standings().contains(each)) {
        standings.add(standingRow(after.card(), each));
      }
    }
    for (Employment each : after.formerEmployments()) {
      if (before == null || !before.formerEmployments().contains(each)) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("card", after.card());
        row.put("institution_code", each.institution());
        row.put("until_date", Objects.toString(each.until(), null));
        employments.add(row);
      }
    }
  }

  private void writeGrades(Actor by, List<? extends Map<String, ?>> rows) {
    bulk.execute(
        """
        insert into supervisor.annual_grade (card, year, grade, recorded_by)
        select card, year, grade, recorded_by
          from json_populate_recordset(null::supervisor.annual_grade, :rows::json)
        on conflict (card, year) do update
          set grade = excluded.grade, recorded_by = excluded.recorded_by, recorded_at = now()
        """,
        signed(rows, "recorded_by", by));
  }

  private void writeStandings(Actor by, List<? extends Map<String, ?>> rows) {
    bulk.execute(
        """
        insert into supervisor.standing_period
          (card, standing, from_date, to_date, reason, decided_by)
        select card, standing, from_date, to_date, reason, decided_by
          from json_populate_recordset(null::supervisor.standing_period, :rows::json)
        on conflict (card, standing) where to_date is null do nothing
        """,
        signed(rows, "decided_by", by));
  }

  private static List<Map<String, ?>> signed(
      List<? extends Map<String, ?>> rows, String column, Actor by) {
    List<Map<String, ?>> result = new ArrayList<>();
    for (Map<String, ?> each : rows) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>(each);
      row.put(column, by.name());
      result.add(row);
    }
    return result;
  }

  private static Map<String, @Nullable Object> standingRow(String card, StandingPeriod period) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("card", card);
    row.put("standing", period.standing().name());
    row.put("from_date", Objects.toString(period.from(), null));
    row.put("to_date", Objects.toString(period.to(), null));
    row.put("reason", period.reason());
    return row;
  }

  private Map<String, @Nullable Object> row(SupervisorEntry entry, int version) {
    QualitySupervisor each = entry.supervisor();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("card", each.card());
    row.put("name", each.name());
    row.put("kind", each.kind().name());
    row.put("source", entry.source() == null ? null : entry.source().name());
    row.put("employer", each.employer());
    row.put("employer_code", each.employerCode());
    row.put("district", each.district());
    row.put("issued_on", each.issuedOn().toString());
    row.put("valid_until", each.validUntil().toString());
    row.put("examiner_number", each.examinerNumber());
    row.put("occupations", each.occupations());
    row.put("sex", entry.sex());
    row.put("remark", entry.remark());
    boolean identified = !entry.idNumber().isEmpty();
    row.put(
        "id_number_sealed",
        identified ? cipher.seal(entry.idNumber(), idNumberOf(entry.card())) : null);
    row.put("id_number_index", identified ? index(entry.idNumber()) : null);
    row.put(
        "phone_sealed",
        entry.phone().isEmpty() ? null : cipher.seal(entry.phone(), phoneOf(entry.card())));
    row.put("version", version);
    return row;
  }

  /** One sentence for each ID number that would belong to two cards. */
  private List<String> sharedIdNumbers(List<SupervisorEntry> written) {
    Map<String, String> cards = new LinkedHashMap<>();
    List<String> result = new ArrayList<>();
    for (SupervisorEntry each : written) {
      if (each.idNumber().isEmpty()) {
        continue;
      }
      String other = cards.putIfAbsent(index(each.idNumber()), each.card());
      if (other != null && !other.equals(each.card())) {
        result.add("证卡编号 %s 与 %s 的身份证号相同".formatted(other, each.card()));
      }
    }
    jdbc.sql(
            """
            select card, id_number_index from supervisor.supervisor
             where id_number_index = any(:indexes)
            """)
        .param("indexes", cards.keySet().toArray(String[]::new))
        .query(row -> {
          String mine = cards.get(row.getString("id_number_index"));
          if (!row.getString("card").equals(mine)) {
            result.add("证卡编号 %s 的身份证号已登记在证卡编号 %s 名下".formatted(mine, row.getString("card")));
          }
        });
    return result;
  }

  private static SupervisorEntry filledFrom(
      SupervisorEntry row, SupervisorEntry stored, LocalDate today, List<String> remarks) {
    QualitySupervisor given = row.supervisor();
    QualitySupervisor old = stored.supervisor();
    String employerCode =
        given.employerCode() == null && given.employer().equals(old.employer())
            ? old.employerCode()
            : given.employerCode();
    SortedMap<Integer, Grade> grades = new TreeMap<>(old.grades());
    grades.putAll(given.grades());
    QualitySupervisor filled =
        new QualitySupervisor(
            given.card(),
            given.name(),
            given.kind(),
            given.employer(),
            employerCode,
            formerEmployments(old, employerCode, today),
            given.district(),
            given.issuedOn(),
            given.validUntil(),
            grades,
            standings(given, old, today, remarks),
            given.examinerNumber() == null ? old.examinerNumber() : given.examinerNumber(),
            given.occupations().isEmpty() ? old.occupations() : given.occupations());
    return unmasked(
        new SupervisorEntry(
            filled,
            row.source() == null ? stored.source() : row.source(),
            given(row.idNumber(), stored.idNumber()),
            given(row.phone(), stored.phone()),
            given(row.sex(), stored.sex()),
            given(row.remark(), stored.remark())),
        stored);
  }

  private static String given(String value, String otherwise) {
    return value.isEmpty() ? otherwise : value;
  }

  private static List<Employment> formerEmployments(
      QualitySupervisor old, @Nullable String employerCode, LocalDate lastDay) {
    if (old.employerCode() == null || old.employerCode().equals(employerCode)) {
      return old.formerEmployments();
    }
    List<Employment> result = new ArrayList<>(old.formerEmployments());
    result.add(new Employment(old.employerCode(), lastDay));
    return result;
  }

  private static List<StandingPeriod> standings(
      QualitySupervisor given, QualitySupervisor old, LocalDate today, List<String> remarks) {
    Standing wanted = standingOn(given.standings(), today);
    Standing registered = standingOn(old.standings(), today);
    if (wanted.ordinal() < registered.ordinal()) {
      remarks.add(
          "督导员 %s（%s）已登记为“%s”，导入不改为“%s”；恢复委派由局领导在督导员页面办理"
              .formatted(old.name(), old.card(), registered.label(), wanted.label()));
    }
    if (wanted.ordinal() <= registered.ordinal()) {
      return old.standings();
    }
    List<StandingPeriod> result = new ArrayList<>(old.standings());
    result.add(new StandingPeriod(wanted, today, null, "随名册导入"));
    return result;
  }

  static Standing standingOn(List<StandingPeriod> periods, LocalDate day) {
    return periods.stream()
        .filter(each -> each.holdsOn(day))
        .map(StandingPeriod::standing)
        .max(Comparator.naturalOrder())
        .orElse(Standing.GOOD);
  }

  private static SupervisorEntry unmasked(SupervisorEntry row, SupervisorEntry stored) {
    return new SupervisorEntry(
        row.supervisor(),
        row.source(),
        Masks.isMasked(row.idNumber()) ? stored.idNumber() : row.idNumber(),
        Masks.isMasked(row.phone()) ? stored.phone() : row.phone(),
        row.sex(),
        row.remark());
  }

  private static SupervisorEntry withSupervisor(SupervisorEntry entry, QualitySupervisor other) {
    return new SupervisorEntry(
        other, entry.source(), entry.idNumber(), entry.phone(), entry.sex(), entry.remark());
  }

  private static QualitySupervisor with(
      QualitySupervisor each,
      @Nullable String employerCode,
      List<Employment> formerEmployments,
      SortedMap<Integer, Grade> grades,
      List<StandingPeriod> standings) {
    return new QualitySupervisor(
        each.card(),
        each.name(),
        each.kind(),
        each.employer(),
        employerCode,
        formerEmployments,
        each.district(),
        each.issuedOn(),
        each.validUntil(),
        grades,
        standings,
        each.examinerNumber(),
        each.occupations());
  }

  private static List<FieldChange> compare(SupervisorEntry one, SupervisorEntry other) {
    QualitySupervisor before = one.supervisor();
    QualitySupervisor after = other.supervisor();
    var comparison =
        new FieldChange.Comparison()
            .field("姓名", before.name(), after.name())
            .field("督导员类别", before.kind().label(), after.kind().label())
            .field("来源", label(one.source()), label(other.source()))
            .field("工作单位", before.employer(), after.employer())
            .field("单位代码", before.employerCode(), after.employerCode())
            .field("曾任职单位", former(before), former(after))
            .field(
                "常驻区县",
                Divisions.all().name(before.district()),
                Divisions.all().name(after.district()))
            .field("发证日期", before.issuedOn(), after.issuedOn())
            .field("有效期至", before.validUntil(), after.validUntil())
            .field("状态", standings(before), standings(after))
            .field("考评员编号", before.examinerNumber(), after.examinerNumber())
            .field(
                "熟悉职业",
                String.join("；", before.occupations()),
                String.join("；", after.occupations()))
            .masked(
                "身份证号",
                !one.idNumber().equals(other.idNumber()),
                Masks.idNumber(one.idNumber()),
                Masks.idNumber(other.idNumber()))
            .masked(
                "手机",
                !one.phone().equals(other.phone()),
                Masks.phone(one.phone()),
                Masks.phone(other.phone()))
            .field("性别", one.sex(), other.sex())
            .field("备注", one.remark(), other.remark());
    after
        .grades()
        .forEach((year, grade) -> {
          Grade old = before.grades().get(year);
          comparison.field(year + " 年度考核", old == null ? "" : old.label(), grade.label());
        });
    return comparison.fields();
  }

  private static String label(@Nullable SupervisorSource source) {
    return source == null ? "" : source.label();
  }

  private static String former(QualitySupervisor supervisor) {
    return String.join(
        "；",
        supervisor.formerEmployments().stream()
            .map(each ->
                each.until() == null
                    ? each.institution()
                    : "%s（至 %s）".formatted(each.institution(), each.until()))
            .toList());
  }

  private static String standings(QualitySupervisor supervisor) {
    return String.join(
        "；",
        supervisor.standings().stream()
            .map(each ->
                each.standing().label()
                    + (each.from() == null ? "" : "，自 " + each.from())
                    + (each.to() == null ? "" : "，至 " + each.to()))
            .toList());
  }

  /** Reads one supervisor and holds the row until the end of the transaction. */
  private Versioned<SupervisorEntry> locked(String card, int version) {
    boolean current =
        jdbc.sql(
                """
                select 1 from supervisor.supervisor
                 where card = :card and version = :version for update
                """)
            .param("card", card)
            .param("version", version)
            .query(Integer.class)
            .optional()
            .isPresent();
    if (!current) {
      throw stale(card, List.of());
    }
    return Objects.requireNonNull(stored(List.of(card)).get(card));
  }

  private void bump(String card, int version) {
    int touched =
        jdbc.sql(
                """
                update supervisor.supervisor set version = version + 1, changed_at = now()
                 where card = :card and version = :version
                """)
            .param("card", card)
            .param("version", version)
            .update();
    if (touched != 1) {
      throw stale(card, List.of());
    }
  }

  private StaleException stale(String card, List<StaleException.Change> changes) {
    String name = names(List.of(card)).getOrDefault(card, "");
    return new StaleException(
        "督导员“%s”（%s）刚刚被他人修改。".formatted(name, card), "/supervisors/" + card, changes);
  }

  private static StaleException overtaken() {
    return new StaleException("督导员登记刚刚被他人修改，请重新核对后再保存。", "/supervisors", List.of());
  }

  /** The entries as they are in the register, personal data in clear, by card. */
  private Map<String, Versioned<SupervisorEntry>> stored(Collection<String> cards) {
    Map<String, Versioned<SupervisorEntry>> result = new HashMap<>();
    read("where card = any(:keys)", cards.toArray(String[]::new), Personal.CLEAR)
        .forEach(each -> result.put(each.value().card(), each));
    return result;
  }

  /** The entries for the given cards, personal data masked, by card. */
  Map<String, Versioned<SupervisorEntry>> masked(Collection<String> cards) {
    Map<String, Versioned<SupervisorEntry>> result = new HashMap<>();
    read("where card = any(:keys)", cards.toArray(String[]::new), Personal.MASKED)
        .forEach(each -> result.put(each.value().card(), each));
    return result;
  }

  private List<Versioned<SupervisorEntry>> read(
      String where, String @Nullable [] keys, Personal reading) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + ", years, grades, standings, standing_from, standing_to, standing_reasons,"
                + " former_codes, former_until from supervisor.supervisor left join ("
                + " select card, array_agg(year order by year) as years,"
                + " array_agg(grade order by year) as grades from supervisor.annual_grade "
                + where
                + " group by card) g using (card) left join ("
                + " select card, array_agg(standing order by "
                + STANDING_ORDER
                + ") as standings, array_agg(from_date order by "
                + STANDING_ORDER
                + ") as standing_from, array_agg(to_date order by "
                + STANDING_ORDER
                + ") as standing_to, array_agg(reason order by "
                + STANDING_ORDER
                + ") as standing_reasons from supervisor.standing_period "
                + where
                + " group by card) p using (card) left join ("
                + " select card, array_agg(institution_code order by "
                + FORMER_ORDER
                + ") as former_codes, array_agg(until_date order by "
                + FORMER_ORDER
                + ") as former_until from supervisor.former_employment "
                + where
                + " group by card) f using (card) "
                + where
                + " order by card")
        .param("keys", keys)
        .query((row, number) ->
            new Versioned<>(
                entry(row, grades(row), standings(row), employments(row), reading),
                row.getInt("version"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  private static SortedMap<Integer, Grade> grades(ResultSet row) throws SQLException {
    SortedMap<Integer, Grade> result = new TreeMap<>();
    Object[] years = values(row, "years");
    Object[] grades = values(row, "grades");
    for (int i = 0; i < years.length; i++) {
      result.put(((Number) years[i]).intValue(), Grade.valueOf((String) grades[i]));
    }
    return result;
  }

  private static List<StandingPeriod> standings(ResultSet row) throws SQLException {
    List<StandingPeriod> result = new ArrayList<>();
    Object[] standings = values(row, "standings");
    Object[] from = values(row, "standing_from");
    Object[] to = values(row, "standing_to");
    Object[] reasons = values(row, "standing_reasons");
    for (int i = 0; i < standings.length; i++) {
      result.add(
          new StandingPeriod(
              Standing.valueOf((String) standings[i]),
              day(from[i]),
              day(to[i]),
              (String) reasons[i]));
    }
    return List.copyOf(result);
  }

  private static List<Employment> employments(ResultSet row) throws SQLException {
    List<Employment> result = new ArrayList<>();
    Object[] codes = values(row, "former_codes");
    Object[] until = values(row, "former_until");
    for (int i = 0; i < codes.length; i++) {
      result.add(new Employment((String) codes[i], day(until[i])));
    }
    return List.copyOf(result);
  }

  /** The elements of an array, none if there is no array. */
  private static Object[] values(ResultSet row, String column) throws SQLException {
    var array = row.getArray(column);
    return array == null ? new Object[0] : (Object[]) array.getArray();
  }

  private static @Nullable LocalDate day(@Nullable Object value) {
    return value == null ? null : ((java.sql.Date) value).toLocalDate();
  }

  private SupervisorEntry entry(
      ResultSet row,
      SortedMap<Integer, Grade> grades,
      List<StandingPeriod> standings,
      List<Employment> employments,
      Personal reading)
      throws SQLException {
    String source = row.getString("source");
    String idNumber =
        clear(row.getString("id_number_sealed"), idNumberOf(row.getString("card")), reading);
    String phone = clear(row.getString("phone_sealed"), phoneOf(row.getString("card")), reading);
    boolean masked = reading == Personal.MASKED;
    return new SupervisorEntry(
        new QualitySupervisor(
            row.getString("card"),
            row.getString("name"),
            SupervisorKind.valueOf(row.getString("kind")),
            row.getString("employer"),
            row.getString("employer_code"),
            employments,
            row.getString("district"),
            row.getObject("issued_on", LocalDate.class),
            row.getObject("valid_until", LocalDate.class),
            grades,
            standings,
            row.getString("examiner_number"),
            Arrays.asList((String[]) row.getArray("occupations").getArray())),
        source == null ? null : SupervisorSource.valueOf(source),
        masked ? Masks.idNumber(idNumber) : idNumber,
        masked ? Masks.phone(phone) : phone,
        row.getString("sex"),
        row.getString("remark"));
  }

  private String clear(@Nullable String sealed, String context, Personal reading) {
    return sealed == null || reading == Personal.LEFT_OUT ? "" : cipher.open(sealed, context);
  }

  private String index(String idNumber) {
    return cipher.blindIndex(idNumber, "supervisor.id-number");
  }

  private static String idNumberOf(String card) {
    return "supervisor.id-number:" + card;
  }

  private static String phoneOf(String card) {
    return "supervisor.phone:" + card;
  }

  /** What becomes of personal data on reading. */
  private enum Personal {
    LEFT_OUT,
    MASKED,
    CLEAR
  }
}
