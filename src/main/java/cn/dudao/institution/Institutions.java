package cn.dudao.institution;

import cn.dudao.platform.crypto.FieldCipher;
import cn.dudao.platform.crypto.Masks;
import cn.dudao.platform.history.BulkRows;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 第二条: 登记被督导的职业技能鉴定机构及其鉴定范围. Phones are sealed in the database; every reading but {@link #phone}
 * and the ones that say so gives "" or the masked number.
 */
@Repository
@Article("2")
public class Institutions {

  /** The kind under which the history of changes and the record of acts know institutions. */
  public static final String KIND = "institution";

  private static final String COLUMNS =
      """
      code, name, kind, district, address, parent_code, scope, licence, licence_until, head,
      phone_sealed, status, version, changed_at
      """;

  private final JdbcClient jdbc;
  private final BulkRows bulk;
  private final Journal journal;
  private final FieldCipher cipher;
  private final ApplicationEventPublisher news;

  Institutions(
      JdbcClient jdbc,
      BulkRows bulk,
      Journal journal,
      FieldCipher cipher,
      ApplicationEventPublisher news) {
    this.jdbc = jdbc;
    this.bulk = bulk;
    this.journal = journal;
    this.cipher = cipher;
    this.news = news;
  }

  /** The institution with its phone masked. */
  public Optional<Versioned<Institution>> find(String code) {
    return jdbc.sql("select " + COLUMNS + " from institution.institution where code = :code")
        .param("code", code)
        .query((row, number) -> versioned(row, Phone.MASKED))
        .optional();
  }

  /** All institutions in the order of their codes, without phones: facts for rules and planning. */
  public List<Institution> all() {
    return jdbc.sql("select " + COLUMNS + " from institution.institution order by code")
        .query((row, number) -> institution(row, Phone.LEFT_OUT))
        .list();
  }

  /** All institutions in the order of their codes with masked phones: for exports. */
  public List<Institution> allMasked() {
    return jdbc.sql("select " + COLUMNS + " from institution.institution order by code")
        .query((row, number) -> institution(row, Phone.MASKED))
        .list();
  }

  /** All codes. */
  public Set<String> codes() {
    return new TreeSet<>(
        jdbc.sql("select code from institution.institution").query(String.class).list());
  }

  /** The names of the given institutions by code; unknown codes are left out. */
  public Map<String, String> names(Iterable<String> codes) {
    List<String> wanted = new ArrayList<>();
    codes.forEach(wanted::add);
    Map<String, String> result = new LinkedHashMap<>();
    jdbc.sql("select code, name from institution.institution where code = any(:codes)")
        .param("codes", wanted.toArray(String[]::new))
        .query(row -> {
          result.put(row.getString("code"), row.getString("name"));
        });
    return result;
  }

  /** The institutions directly below one. */
  public List<Institution> childrenOf(String code) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from institution.institution where parent_code = :code order by code")
        .param("code", code)
        .query((row, number) -> institution(row, Phone.LEFT_OUT))
        .list();
  }

  /** Institutions whose name contains or code begins with the words: for search-as-you-type. */
  public List<Institution> search(String words, int most) {
    String literal = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                 from institution.institution
                 where name ilike :inside or code ilike :start
                 order by name, code limit :most
                """)
        .param("inside", "%" + literal + "%")
        .param("start", literal + "%")
        .param("most", most)
        .query((row, number) -> institution(row, Phone.LEFT_OUT))
        .list();
  }

  private static final ListSql LIST =
      ListSql.of(
              """
              i.code, i.name, i.kind, i.district, i.parent_code, i.licence, i.licence_until, i.head,
              i.status
              """,
              "institution.institution i",
              "i.code",
              "text")
          .sortable("name", "i.name", "text")
          .sortable("code", "i.code", "text")
          .sortable("district", "i.district", "text")
          .sortable("licenceUntil", "coalesce(i.licence_until, date '9999-12-31')", "date");

  /** One page of the list. */
  Page<InstitutionLine> list(ListQuery query) {
    return LIST.page(jdbc, query, conditions(query), (row, number) -> line(row));
  }

  /** What the list shows with all its pages, phones masked: for exports. */
  public List<Institution> allMasked(ListQuery query) {
    Set<String> shown = new HashSet<>();
    LIST.each(jdbc, query, conditions(query), (row, number) -> row.getString("code"), shown::add);
    return allMasked().stream().filter(each -> shown.contains(each.code())).toList();
  }

  private static Conditions conditions(ListQuery query) {
    return new Conditions()
        .contains(query.filter("q"), "i.name", "i.code")
        .equal("i.kind", query.filter("kind"))
        .equal("i.district", query.filter("district"))
        .equal("i.parent_code", query.filter("parent"))
        .contains(query.filter("status"), "i.status")
        .contains(query.filter("scope"), "array_to_string(i.scope, ' ')")
        .until("i.licence_until", query.date("licenceUntil"));
  }

  private static InstitutionLine line(ResultSet row) throws SQLException {
    return new InstitutionLine(
        row.getString("code"),
        row.getString("name"),
        InstitutionKind.valueOf(row.getString("kind")),
        row.getString("district"),
        row.getString("parent_code"),
        row.getString("licence"),
        row.getObject("licence_until", LocalDate.class),
        row.getString("head"),
        row.getString("status"));
  }

  /**
   * Adds one institution.
   *
   * @return false if the code is taken already; then nothing changed
   */
  @Transactional
  public boolean add(Institution institution, Actor by, String reason) {
    if (find(institution.code()).isPresent()) {
      return false;
    }
    apply(Difference.adding(institution), by, reason);
    return true;
  }

  /**
   * Changes one institution; a masked phone leaves the stored one as it is.
   *
   * @param version the version that the edit rests on
   * @throws StaleException if somebody changed it since
   */
  @Transactional
  public void change(Institution institution, int version, Actor by, String reason) {
    Versioned<Institution> now = stored(List.of(institution.code())).get(institution.code());
    if (now == null || now.version() != version) {
      throw stale(institution, now);
    }
    Institution after = withPhoneOf(institution, now.value());
    List<FieldChange> fields = compare(now.value(), after);
    if (!fields.isEmpty()) {
      var changed =
          new Difference.Changed<>(institution.code(), now.value(), after, version, fields);
      apply(Difference.changing(changed), by, reason);
    }
  }

  /**
   * Compares rows with the register. An empty optional field leaves the registered value as it is;
   * so does a masked phone. A code that comes twice counts as it stands last.
   */
  @Transactional(readOnly = true)
  public Difference<Institution> difference(List<Institution> rows) {
    Map<String, Institution> byCode = new LinkedHashMap<>();
    rows.forEach(each -> byCode.put(each.code(), each));
    Map<String, Versioned<Institution>> stored = stored(byCode.keySet());
    List<Institution> added = new ArrayList<>();
    List<Difference.Changed<Institution>> changed = new ArrayList<>();
    int unchanged = 0;
    for (Institution row : byCode.values()) {
      Versioned<Institution> before = stored.get(row.code());
      if (before == null) {
        added.add(row);
        continue;
      }
      Institution after = filledFrom(row, before.value());
      List<FieldChange> fields = compare(before.value(), after);
      if (fields.isEmpty()) {
        unchanged++;
      } else {
        changed.add(
            new Difference.Changed<>(row.code(), before.value(), after, before.version(), fields));
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
  public void apply(Difference<Institution> difference, Actor by, String reason) {
    if (difference.isEmpty()) {
      return;
    }
    difference.requireApplicable();
    insert(difference.added());
    update(difference.changed());
    journal.applied(by, reason, KIND, "", difference, Institution::code);
    Set<String> codes = new HashSet<>();
    List<Institution> touched = new ArrayList<>(difference.added());
    for (var each : difference.changed()) {
      touched.add(each.before());
      touched.add(each.after());
    }
    for (Institution each : touched) {
      codes.add(each.code());
      if (each.parentCode() != null && !each.parentCode().isBlank()) {
        codes.add(each.parentCode());
      }
    }
    news.publishEvent(new InstitutionsChanged(codes));
  }

  /** The phone in clear, for a stated reason; the reading is recorded. */
  @Transactional
  public String phone(String code, String reason, Actor by) {
    String sealed =
        jdbc.sql("select phone_sealed from institution.institution where code = :code")
            .param("code", code)
            .query((row, number) -> Objects.requireNonNullElse(row.getString(1), ""))
            .single();
    journal.revealed(by, reason, KIND, code, "phone");
    return sealed.isEmpty() ? "" : cipher.open(sealed, phoneOf(code));
  }

  private void insert(List<Institution> added) {
    bulk.writeEach(
        """
        insert into institution.institution
          (code, name, kind, district, address, parent_code, scope, licence, licence_until, head,
           phone_sealed, status)
        select code, name, kind, district, address, parent_code, scope, licence, licence_until,
               head, phone_sealed, status
          from json_populate_recordset(null::institution.institution, :rows::json)
        """,
        added,
        each -> row(each, 0),
        Institutions::overtaken);
  }

  private void update(List<Difference.Changed<Institution>> changed) {
    bulk.writeEach(
        """
        update institution.institution as i
           set name = n.name, kind = n.kind, district = n.district, address = n.address,
               parent_code = n.parent_code, scope = n.scope, licence = n.licence,
               licence_until = n.licence_until, head = n.head, phone_sealed = n.phone_sealed,
               status = n.status, version = i.version + 1, changed_at = now()
          from json_populate_recordset(null::institution.institution, :rows::json) as n
         where i.code = n.code and i.version = n.version
        """,
        changed,
        each -> row(each.after(), each.version()),
        Institutions::overtaken);
  }

  private Map<String, @Nullable Object> row(Institution each, int version) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("code", each.code());
    row.put("name", each.name());
    row.put("kind", each.kind().name());
    row.put("district", each.district());
    row.put("address", each.address());
    row.put("parent_code", each.parentCode());
    row.put("scope", each.scope());
    row.put("licence", each.licence());
    row.put("licence_until", Objects.toString(each.licenceUntil(), null));
    row.put("head", each.head());
    row.put(
        "phone_sealed",
        each.phone().isEmpty() ? null : cipher.seal(each.phone(), phoneOf(each.code())));
    row.put("status", each.status());
    row.put("version", version);
    return row;
  }

  /** The rows as they are in the register, with phones in clear, by code. */
  private Map<String, Versioned<Institution>> stored(Iterable<String> codes) {
    List<String> wanted = new ArrayList<>();
    codes.forEach(wanted::add);
    Map<String, Versioned<Institution>> result = new LinkedHashMap<>();
    jdbc.sql("select " + COLUMNS + " from institution.institution where code = any(:codes)")
        .param("codes", wanted.toArray(String[]::new))
        .query(row -> {
          Versioned<Institution> each = versioned(row, Phone.CLEAR);
          result.put(each.value().code(), each);
        });
    return result;
  }

  private static Institution filledFrom(Institution row, Institution stored) {
    return withPhoneOf(
        new Institution(
            row.code(),
            row.name(),
            row.kind() == InstitutionKind.OTHER ? stored.kind() : row.kind(),
            row.district(),
            given(row.address(), stored.address()),
            row.parentCode() == null ? stored.parentCode() : row.parentCode(),
            row.scope().isEmpty() ? stored.scope() : row.scope(),
            given(row.licence(), stored.licence()),
            row.licenceUntil() == null ? stored.licenceUntil() : row.licenceUntil(),
            given(row.head(), stored.head()),
            given(row.phone(), stored.phone()),
            given(row.status(), stored.status())),
        stored);
  }

  private static String given(String value, String otherwise) {
    return value.isEmpty() ? otherwise : value;
  }

  private static Institution withPhoneOf(Institution row, Institution stored) {
    return Masks.isMasked(row.phone()) ? withPhone(row, stored.phone()) : row;
  }

  private static Institution withPhone(Institution row, String phone) {
    return new Institution(
        row.code(),
        row.name(),
        row.kind(),
        row.district(),
        row.address(),
        row.parentCode(),
        row.scope(),
        row.licence(),
        row.licenceUntil(),
        row.head(),
        phone,
        row.status());
  }

  private static List<FieldChange> compare(Institution before, Institution after) {
    return new FieldChange.Comparison()
        .field("单位名称", before.name(), after.name())
        .field("单位类型", before.kind().label(), after.kind().label())
        .field("区县", district(before.district()), district(after.district()))
        .field("地址", before.address(), after.address())
        .field("上级单位代码", before.parentCode(), after.parentCode())
        .field("鉴定范围", String.join("；", before.scope()), String.join("；", after.scope()))
        .field("许可证号", before.licence(), after.licence())
        .field("有效期至", before.licenceUntil(), after.licenceUntil())
        .field("负责人", before.head(), after.head())
        .masked(
            "联系电话",
            !before.phone().equals(after.phone()),
            Masks.phone(before.phone()),
            Masks.phone(after.phone()))
        .field("状态", before.status(), after.status())
        .fields();
  }

  private static String district(String code) {
    return Divisions.all().name(code);
  }

  private static StaleException stale(Institution wanted, @Nullable Versioned<Institution> now) {
    return new StaleException(
        "单位“%s”（%s）刚刚被他人修改。".formatted(wanted.name(), wanted.code()),
        "/institutions/" + wanted.code(),
        now == null
            ? List.of()
            : FieldChange.disagreements(compare(now.value(), withPhoneOf(wanted, now.value()))));
  }

  private static StaleException overtaken() {
    return new StaleException("被督导单位登记刚刚被他人修改，请重新核对后再保存。", "/institutions", List.of());
  }

  /** What becomes of the phone on reading. */
  private enum Phone {
    LEFT_OUT,
    MASKED,
    CLEAR
  }

  private Versioned<Institution> versioned(ResultSet row, Phone phone) throws SQLException {
    return new Versioned<>(
        institution(row, phone),
        row.getInt("version"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private Institution institution(ResultSet row, Phone phone) throws SQLException {
    return new Institution(
        row.getString("code"),
        row.getString("name"),
        InstitutionKind.valueOf(row.getString("kind")),
        row.getString("district"),
        row.getString("address"),
        row.getString("parent_code"),
        Arrays.asList((String[]) row.getArray("scope").getArray()),
        row.getString("licence"),
        row.getObject("licence_until", LocalDate.class),
        row.getString("head"),
        phone(row.getString("code"), row.getString("phone_sealed"), phone),
        row.getString("status"));
  }

  private String phone(String code, @Nullable String sealed, Phone reading) {
    if (sealed == null || reading == Phone.LEFT_OUT) {
      return "";
    }
    String clear = cipher.open(sealed, phoneOf(code));
    return reading == Phone.MASKED ? Masks.phone(clear) : clear;
  }

  /** Binds a sealed phone to its row. */
  private static String phoneOf(String code) {
    return "institution.phone:" + code;
  }
}
