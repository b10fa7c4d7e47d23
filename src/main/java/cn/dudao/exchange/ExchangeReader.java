package cn.dudao.exchange;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.SiteKind;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.TaskKind;
import cn.dudao.exchange.ExchangeTable.Absences;
import cn.dudao.exchange.ExchangeTable.Institutions;
import cn.dudao.exchange.ExchangeTable.PastSupervisions;
import cn.dudao.exchange.ExchangeTable.RecusalGrounds;
import cn.dudao.exchange.ExchangeTable.Sessions;
import cn.dudao.exchange.ExchangeTable.Supervisors;
import cn.dudao.institution.Divisions;
import cn.dudao.institution.Institution;
import cn.dudao.institution.InstitutionKind;
import cn.dudao.institution.NationalNumbers;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.crypto.Masks;
import cn.dudao.platform.sheet.SheetColumn;
import cn.dudao.platform.sheet.SheetLimits;
import cn.dudao.platform.sheet.SheetProblem;
import cn.dudao.platform.sheet.SheetProblems;
import cn.dudao.platform.sheet.SheetReader;
import cn.dudao.platform.sheet.SheetRow;
import cn.dudao.platform.sheet.SheetText;
import cn.dudao.platform.sheet.SheetVisitor;
import cn.dudao.platform.sheet.TableReader;
import cn.dudao.platform.sheet.TableRow;
import cn.dudao.platform.sheet.UnreadableSheetException;
import cn.dudao.regulation.Parameter;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.Standing;
import cn.dudao.supervisor.StandingPeriod;
import cn.dudao.supervisor.SupervisorEntry;
import cn.dudao.supervisor.SupervisorKind;
import cn.dudao.supervisor.SupervisorSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the office's files into the facts of the rooms, checks every cell and every reference
 * between the tables, and reports all problems at once. One object reads once.
 */
public final class ExchangeReader {

  private static final Pattern CARD = Pattern.compile("[0-9A-Za-z]{4,20}");
  private static final Pattern UNIT_CODE = Pattern.compile("[0-9A-Za-z_-]{1,40}");
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}·•‧・∙.． \\-]+");
  private static final Pattern PHONE = Pattern.compile("1\\d{10}|0\\d{2,3}-?\\d{7,8}");
  private static final Pattern UNNAMED_SHEET = Pattern.compile("(?i)(sheet|工作表|表)\\s*\\d*");
  private static final Pattern YEAR_GRADE = Pattern.compile("(\\d{4})(?:年度?)?[:：=\\-_ ]*(\\S+)");
  private static final int CARD_YEARS = Integer.parseInt(Parameter.CARD_VALIDITY_YEARS.standard());
  private static final int ROWS_BETWEEN_REPORTS = 500;

  private final KnownKeys known;
  private final SheetLimits limits;
  private final LocalDate today;
  private final ReadingProgress progress;
  private final Divisions divisions = Divisions.all();

  private final SheetProblems problems = new SheetProblems();
  private final List<Located<Institution>> institutions = new ArrayList<>();
  private final List<Located<SupervisorEntry>> supervisors = new ArrayList<>();
  private final List<Located<AppraisalSession>> sessions = new ArrayList<>();
  private final List<Located<RecusalGround>> grounds = new ArrayList<>();
  private final List<Located<PastSupervision>> history = new ArrayList<>();
  private final List<Located<Absence>> absences = new ArrayList<>();
  private final Map<ExchangeTable, Integer> rows = new EnumMap<>(ExchangeTable.class);
  private final List<Located<ExchangeTable>> sheets = new ArrayList<>();
  private final List<String> sheetOrder = new ArrayList<>();
  private int rowsRead;

  /** Where a key was seen first. */
  private record Seen(String file, String sheet, int row) {

    static Seen at(TableRow row) {
      return new Seen(row.file(), row.sheet(), row.number());
    }

    String in(TableRow other) {
      boolean sameSheet = file.equals(other.file()) && sheet.equals(other.sheet());
      return (sameSheet ? "" : "“" + sheet + "”") + "第 %d 行".formatted(row);
    }
  }

  /** A mention of a key that was not known when it was read. */
  private record Mention(TableRow row, SheetColumn column, String key) {}

  private final Map<String, Seen> cards = new HashMap<>();
  private final Map<String, Seen> units = new HashMap<>();
  private final Map<String, String> unitDistricts = new HashMap<>();
  private final Map<String, Seen> idNumbers = new HashMap<>();
  private final Map<String, Seen> sessionKeys = new HashMap<>();
  private final Map<String, Seen> batchSeen = new HashMap<>();
  private final Map<String, String> batchUnits = new HashMap<>();
  private final Map<Object, Seen> otherKeys = new HashMap<>();
  private final Map<Object, Integer> groundAt = new HashMap<>();
  private final Map<Object, Integer> historyAt = new HashMap<>();
  private final List<Mention> cardMentions = new ArrayList<>();
  private final List<Mention> unitMentions = new ArrayList<>();
  private final Map<String, String> pool = new HashMap<>();

  private ExchangeReader(
      KnownKeys known, SheetLimits limits, LocalDate today, ReadingProgress progress) {
    this.known = known;
    this.limits = limits;
    this.today = today;
    this.progress = progress;
  }

  /** Reads files that must explain themselves without a database. */
  public static ExchangeReading read(List<SourceFile> files, LocalDate today) {
    return read(files, KnownKeys.NONE, SheetLimits.STANDARD, today, ReadingProgress.SILENT);
  }

  /**
   * Reads files.
   *
   * @param files in any order
   * @param known what references may also point to
   * @param limits how large a file may be
   * @param today nobody is born after this day
   * @param progress hears how far it is
   */
  public static ExchangeReading read(
      List<SourceFile> files,
      KnownKeys known,
      SheetLimits limits,
      LocalDate today,
      ReadingProgress progress) {
    var reader = new ExchangeReader(known, limits, today, progress);
    for (SourceFile file : files) {
      reader.readFile(file);
    }
    return reader.finish();
  }

  private void readFile(SourceFile file) {
    try {
      SheetReader.read(file.path(), file.name(), limits, new Tables(file.name()));
    } catch (UnreadableSheetException refused) {
      problems.add(refused.problem());
    }
  }

  /** Leads each sheet of a file to the table that it is. */
  private final class Tables implements SheetVisitor {

    private final String file;
    private @Nullable TableReader current;
    private @Nullable ExchangeTable currentTable;
    private String sheetName = "";
    private boolean unnamedTaken;

    Tables(String file) {
      this.file = file;
    }

    @Override
    public @Nullable Consumer<SheetRow> sheet(SheetTitle title) {
      Optional<ExchangeTable> table = tableOf(title);
      current = null;
      currentTable = null;
      if (table.isEmpty()) {
        if (!title.hidden()) {
          problems.note("“%s”不是导入表，未读取".formatted(title.name()));
        }
        return null;
      }
      if (title.hidden()) {
        problems.note("隐藏的工作表“%s”未读取".formatted(title.name()));
        return null;
      }
      sheetOrder.add(file + "\n" + title.name());
      var reader =
          new TableReader(table.get().table(), file, title.name(), problems, rowTaker(table.get()));
      current = reader;
      currentTable = table.get();
      sheetName = title.name();
      return reader;
    }

    /** By the sheet's name; a lone sheet, or one that Excel named, goes by the file's name. */
    private Optional<ExchangeTable> tableOf(SheetTitle title) {
      Optional<ExchangeTable> bySheet = bestFit(title.name());
      if (bySheet.isPresent() || title.hidden()) {
        return bySheet;
      }
      boolean firstUnnamed = !unnamedTaken && UNNAMED_SHEET.matcher(title.name()).matches();
      if (!title.only() && !firstUnnamed) {
        return Optional.empty();
      }
      unnamedTaken = true;
      return bestFit(title.file());
    }

    private Optional<ExchangeTable> bestFit(String name) {
      ExchangeTable best = null;
      int bestFit = 0;
      for (ExchangeTable each : ExchangeTable.values()) {
        int fit = each.table().fit(name);
        if (fit > bestFit) {
          best = each;
          bestFit = fit;
        }
      }
      return Optional.ofNullable(best);
    }

    @Override
    public void endOfSheet() {
      TableReader reader = current;
      ExchangeTable table = currentTable;
      if (reader != null && table != null) {
        reader.end();
        sheets.add(new Located<>(table, file, sheetName, reader.headerRow()));
        rows.merge(table, reader.rows(), Integer::sum);
      }
    }

    @Override
    public int knownColumns(String table, List<String> texts) {
      ExchangeTable read = currentTable;
      return read == null ? 0 : read.table().knownColumns(texts);
    }
  }

  private Consumer<TableRow> rowTaker(ExchangeTable table) {
    Consumer<TableRow> taker =
        switch (table) {
          case INSTITUTIONS -> this::institution;
          case SUPERVISORS -> this::supervisor;
          case SESSIONS -> this::session;
          case RECUSAL_GROUNDS -> this::ground;
          case PAST_SUPERVISIONS -> this::pastSupervision;
          case ABSENCES -> this::absence;
        };
    return row -> {
      if (++rowsRead % ROWS_BETWEEN_REPORTS == 0) {
        progress.rows(rowsRead);
      }
      taker.accept(row);
    };
  }

  // 被督导单位

  private void institution(TableRow row) {
    String name = row.text(Institutions.NAME);
    String code = unitCode(row, Institutions.CODE);
    if (code != null) {
      boolean first = claim(units, code, row, Institutions.CODE, "单位代码");
      if (first && code.length() == 18) {
        NationalNumbers.problemOfOrganisationCode(code)
            .ifPresent(problem -> row.error(Institutions.CODE, problem, "请对照登记证书核对统一社会信用代码"));
      }
    }
    InstitutionKind kind =
        row.choice(Institutions.KIND, Wording::institutionKind, "鉴定所、鉴定站、用人单位、社会培训评价组织、院校、其他");
    String district = district(row, Institutions.DISTRICT);
    if (code != null && district != null) {
      unitDistricts.putIfAbsent(code, district);
    }
    String parent = unitCode(row, Institutions.PARENT);
    if (parent != null && parent.equals(code)) {
      row.error(Institutions.PARENT, "上级单位代码与本单位相同", "请填写上级单位的代码，没有则留空");
    } else {
      mentionUnit(row, Institutions.PARENT, parent);
    }
    List<String> scope = scope(row);
    LocalDate licenceUntil = row.date(Institutions.LICENCE_UNTIL);
    String address = row.textOrEmpty(Institutions.ADDRESS);
    String licence = Objects.requireNonNullElse(row.code(Institutions.LICENCE), "");
    String head = row.textOrEmpty(Institutions.HEAD);
    String phone = row.textOrEmpty(Institutions.PHONE);
    String status = row.textOrEmpty(Institutions.STATUS);
    if (name == null || code == null || district == null || row.isFaulty()) {
      return;
    }
    institutions.add(
        located(
            new Institution(
                code,
                name,
                kind == null ? InstitutionKind.OTHER : kind,
                district,
                address,
                parent,
                scope,
                licence,
                licenceUntil,
                head,
                phone,
                status),
            row));
  }

  /** 鉴定范围: {@code 电工:5,4,3}; a level that was cut off by a separator joins the item before. */
  private static List<String> scope(TableRow row) {
    List<String> result = new ArrayList<>();
    for (String item : row.list(Institutions.SCOPE)) {
      String even = SheetText.halfWidth(item).replace(" ", "");
      int colon = even.indexOf(':');
      if (colon < 0) {
        boolean level = Wording.level(even) != null;
        if (level && !result.isEmpty() && result.getLast().indexOf(':') > 0) {
          result.add(result.removeLast() + "," + Wording.level(even));
        } else {
          row.warning(Institutions.SCOPE, "“%s”没有写等级".formatted(item), "请按“职业:等级”填写，如 电工:5,4,3");
          result.add(item);
        }
        continue;
      }
      List<String> levels = new ArrayList<>();
      for (String level : even.substring(colon + 1).split("[,/]")) {
        Integer read = Wording.level(level);
        if (read == null) {
          row.error(Institutions.SCOPE, "“%s”的等级不可用".formatted(item), "等级可填 5 至 1，如 电工:5,4,3");
        } else {
          levels.add(read.toString());
        }
      }
      result.add(even.substring(0, colon) + ":" + String.join(",", levels));
    }
    return result;
  }

  // 督导员

  private void supervisor(TableRow row) {
    String name = row.text(Supervisors.NAME);
    if (name != null) {
      int letters = name.codePointCount(0, name.length());
      if (letters < 2 || letters > 50) {
        row.error(Supervisors.NAME, "姓名应为 2 至 50 个字", "请填写完整的姓名");
      } else if (!NAME.matcher(name).matches()) {
        row.warning(Supervisors.NAME, "姓名中有少见的字符", "请核对姓名");
      }
    }
    String card = card(row, Supervisors.CARD);
    if (card != null) {
      claim(cards, card, row, Supervisors.CARD, "证卡编号");
    }
    SupervisorKind kind = row.choice(Supervisors.KIND, Wording::supervisorKind, "国家级质量督导员、质量督导员");
    SupervisorSource source =
        row.choice(Supervisors.SOURCE, Wording::source, "人社部门、实训管理中心、鉴定中心、鉴定所站管理人员、考评人员、企业代表");
    String employer = row.text(Supervisors.EMPLOYER);
    String employerCode = unitCode(row, Supervisors.EMPLOYER_CODE);
    mentionUnit(row, Supervisors.EMPLOYER_CODE, employerCode);
    String district = district(row, Supervisors.DISTRICT);
    LocalDate issuedOn = row.date(Supervisors.ISSUED_ON);
    LocalDate validUntil = validUntil(row, issuedOn);
    SortedMap<Integer, Grade> grades = grades(row);
    Standing standing = row.choice(Supervisors.STANDING, Wording::standing, "正常、停止委派、取消资格");
    String examinerNumber = row.code(Supervisors.EXAMINER_NUMBER);
    List<String> occupations = row.list(Supervisors.OCCUPATIONS);
    String phone = phone(row);
    String sex = row.choice(Supervisors.SEX, Wording::sex, "男、女");
    String idNumber = idNumber(row, card, sex);
    String remark = row.lines(Supervisors.REMARK);
    if (name == null
        || card == null
        || kind == null
        || employer == null
        || district == null
        || issuedOn == null
        || validUntil == null
        || row.isFaulty()) {
      return;
    }
    List<StandingPeriod> standings =
        standing == null || standing == Standing.GOOD
            ? List.of()
            : List.of(new StandingPeriod(standing, null, null, ""));
    supervisors.add(
        located(
            new SupervisorEntry(
                new QualitySupervisor(
                    card,
                    name,
                    kind,
                    employer,
                    employerCode,
                    List.of(),
                    district,
                    issuedOn,
                    validUntil,
                    grades,
                    standings,
                    examinerNumber,
                    occupations),
                source,
                idNumber,
                phone,
                sex == null ? "" : sex,
                remark),
            row));
  }

  /**
   * The last valid day: as printed on the card, or as computed; never later than the law allows.
   */
  private static @Nullable LocalDate validUntil(TableRow row, @Nullable LocalDate issuedOn) {
    LocalDate given = row.date(Supervisors.VALID_UNTIL);
    if (issuedOn == null) {
      return null;
    }
    LocalDate lawful = QualitySupervisor.lastValidDay(issuedOn, CARD_YEARS);
    if (given == null) {
      return lawful;
    }
    if (given.isAfter(lawful)) {
      row.error(
          Supervisors.VALID_UNTIL,
          "有效期超过 %d 年（第五条）".formatted(CARD_YEARS),
          "发证日期 %s 的证卡，最后有效日应不晚于 %s".formatted(issuedOn, lawful));
      return null;
    }
    if (given.isBefore(issuedOn)) {
      row.error(Supervisors.VALID_UNTIL, "有效期至早于发证日期", "请核对两个日期");
      return null;
    }
    return given;
  }

  private static SortedMap<Integer, Grade> grades(TableRow row) {
    SortedMap<Integer, Grade> result = new TreeMap<>();
    for (String item : row.list(Supervisors.GRADES)) {
      Matcher parts = YEAR_GRADE.matcher(SheetText.halfWidth(item).strip());
      if (!parts.matches()) {
        row.error(Supervisors.GRADES, "“%s”不是“年份:等次”".formatted(item), "请按 2024:合格;2025:优秀 的格式填写");
        continue;
      }
      int year = Integer.parseInt(parts.group(1));
      Grade grade = Wording.grade(parts.group(2));
      if (grade == null) {
        row.error(Supervisors.GRADES, "等次“%s”不可用".formatted(parts.group(2)), "等次可填：优秀、合格、基本合格、不合格");
      } else if (year < 1990 || year > 2200) {
        row.error(Supervisors.GRADES, "年份“%d”不合理".formatted(year), "请核对年份");
      } else {
        Grade before = result.put(year, grade);
        if (before != null && before != grade) {
          row.error(Supervisors.GRADES, "%d 年有两个不同的等次".formatted(year), "每年只填一个等次");
        }
      }
    }
    return result;
  }

  private static String phone(TableRow row) {
    String phone = SheetText.code(row.textOrEmpty(Supervisors.PHONE));
    if (!phone.isEmpty() && !Masks.isMasked(phone) && !PHONE.matcher(phone).matches()) {
      row.warning(Supervisors.PHONE, "不像电话号码", "请核对号码，手机号为 11 位数字");
    }
    return phone;
  }

  private String idNumber(TableRow row, @Nullable String card, @Nullable String sex) {
    String given = row.code(Supervisors.ID_NUMBER);
    if (given == null) {
      return "";
    }
    String number = given.toUpperCase(java.util.Locale.ROOT);
    if (Masks.isMasked(number)) {
      // As an export has it: the registered number stays.
      return number;
    }
    Optional<String> problem = NationalNumbers.problemOfCitizenNumber(number, today);
    if (problem.isPresent()) {
      row.error(Supervisors.ID_NUMBER, problem.get(), "请对照身份证核对 18 位号码，并把该列设为文本格式");
      return "";
    }
    claim(idNumbers, number, row, Supervisors.ID_NUMBER, "身份证号");
    if (card != null) {
      warnOfOtherPerson(row, card, number);
    }
    if (sex != null && !sex.equals(NationalNumbers.sexOf(number))) {
      row.warning(Supervisors.SEX, "性别与身份证号不一致", "请核对性别和身份证号");
    }
    return number;
  }

  /** A card and an ID number that the register knows, but not with each other. */
  private void warnOfOtherPerson(TableRow row, String card, String number) {
    if (known.hasOtherIdNumber(card, number)) {
      row.warning(
          Supervisors.ID_NUMBER,
          "与登记中证卡编号 %s 的身份证号不同，可能是另一个人".formatted(card),
          "请核对证卡编号和身份证号；确是更正号码的，保存后以此号码为准");
    }
    known
        .cardOfIdNumber(number)
        .filter(each -> !each.equals(card))
        .ifPresent(other ->
            row.warning(
                Supervisors.ID_NUMBER,
                "此身份证号已登记在证卡编号 %s 名下".formatted(other),
                "请核对证卡编号；同一人只能登记一张证卡"));
  }

  // 鉴定批次

  private void session(TableRow row) {
    String batch = row.code(Sessions.BATCH);
    String number = row.code(Sessions.NUMBER);
    if (batch != null && number != null) {
      claim(sessionKeys, batch + "\n" + number, row, Sessions.NUMBER, "批次号加场次号");
    }
    String unit = unitCode(row, Sessions.INSTITUTION);
    mentionUnit(row, Sessions.INSTITUTION, unit);
    if (batch != null && unit != null) {
      checkUnitOfBatch(row, batch, unit);
    }
    String occupation = row.text(Sessions.OCCUPATION);
    String occupationCode = Objects.requireNonNullElse(row.code(Sessions.OCCUPATION_CODE), "");
    Integer level = row.choice(Sessions.LEVEL, Wording::level, "五级、四级、三级、二级、一级，或 5 至 1，或初级工至高级技师");
    LocalDate date = row.date(Sessions.DATE);
    HalfDays halfDays = row.choice(Sessions.HALF_DAY, Wording::halfDays, "上午、下午、晚上、全天");
    SiteKind siteKind = row.choice(Sessions.SITE_KIND, Wording::siteKind, "考试现场、工作现场");
    String district = row.isBlank(Sessions.DISTRICT) ? "" : district(row, Sessions.DISTRICT);
    String site = row.textOrEmpty(Sessions.SITE);
    Integer candidates = row.wholeNumber(Sessions.CANDIDATES, 0, 1_000_000);
    List<String> examiners =
        row.list(Sessions.EXAMINERS).stream()
            .map(each -> pooled(SheetText.halfWidth(each)))
            .toList();
    Integer wanted = row.wholeNumber(Sessions.WANTED, 1, 99);
    Boolean important = row.choice(Sessions.IMPORTANT, Wording::yesNo, "是、否");
    if (batch == null
        || number == null
        || unit == null
        || occupation == null
        || level == null
        || date == null
        || halfDays == null
        || district == null
        || row.isFaulty()) {
      return;
    }
    sessions.add(
        located(
            new AppraisalSession(
                pooled(batch),
                pooled(number),
                pooled(unit),
                pooled(occupation),
                pooled(occupationCode),
                level,
                date,
                halfDays,
                siteKind == null ? SiteKind.EXAM : siteKind,
                pooled(district),
                pooled(site),
                candidates,
                examiners,
                wanted,
                Boolean.TRUE.equals(important)),
            row));
  }

  private void checkUnitOfBatch(TableRow row, String batch, String unit) {
    String before = batchUnits.putIfAbsent(batch, unit);
    if (before == null) {
      batchSeen.put(batch, Seen.at(row));
    } else if (!before.equals(unit)) {
      Seen first = batchSeen.get(batch);
      row.error(
          Sessions.INSTITUTION,
          "同一批次 %s 的单位代码与%s的 %s 不一致".formatted(batch, first == null ? "前面" : first.in(row), before),
          "同一批次只能属于一个单位，请核对批次号和单位代码");
    }
  }

  // 回避关系, 督导历史, 不可用

  private void ground(TableRow row) {
    String card = mentionCard(row, RecusalGrounds.CARD, card(row, RecusalGrounds.CARD));
    String unit = unitCode(row, RecusalGrounds.INSTITUTION);
    mentionUnit(row, RecusalGrounds.INSTITUTION, unit);
    RecusalGround.Relation relation =
        row.choice(RecusalGrounds.RELATION, Wording::relation, "近亲属、师生、师徒、同事、利害关系、曾任职、其他");
    LocalDate from = row.date(RecusalGrounds.FROM);
    LocalDate to = row.date(RecusalGrounds.TO);
    if (from != null && to != null && to.isBefore(from)) {
      row.error(RecusalGrounds.TO, "止早于起（%s）".formatted(from), "请核对起止日期");
    }
    String note = row.lines(RecusalGrounds.NOTE);
    if (card == null || unit == null || relation == null || row.isFaulty()) {
      return;
    }
    var ground = new RecusalGround(card, unit, relation, from, to, note);
    Integer before =
        groundAt.putIfAbsent(Arrays.asList(card, unit, relation, from), grounds.size());
    if (before == null) {
      grounds.add(located(ground, row));
    } else {
      joinPeriods(before, ground, row);
    }
  }

  /** One ground that stands twice holds for the longer of both periods. */
  private void joinPeriods(int at, RecusalGround more, TableRow row) {
    Located<RecusalGround> first = grounds.get(at);
    LocalDate end = first.value().to();
    row.warning(RecusalGrounds.CARD, "与第 %d 行重复，按较长的期间只计一次".formatted(first.row()), "请删去重复的行");
    if (end != null && (more.to() == null || more.to().isAfter(end))) {
      grounds.set(at, new Located<>(more, first.file(), first.sheet(), first.row()));
    }
  }

  private void pastSupervision(TableRow row) {
    String unit = unitCode(row, PastSupervisions.INSTITUTION);
    mentionUnit(row, PastSupervisions.INSTITUTION, unit);
    LocalDate date = row.date(PastSupervisions.DATE);
    String task = row.code(PastSupervisions.TASK);
    TaskKind kind = row.choice(PastSupervisions.KIND, Wording::taskKind, "现场督考、经常性检查");
    List<String> team = row.codes(PastSupervisions.CARDS).stream().distinct().toList();
    for (String card : team) {
      mentionCard(row, PastSupervisions.CARDS, card);
    }
    if (unit == null || date == null || task == null || team.isEmpty() || row.isFaulty()) {
      return;
    }
    var past =
        new PastSupervision(
            unit,
            date,
            task,
            kind == null ? TaskKind.ON_SITE_EXAM : kind,
            team.stream().map(this::pooled).toList());
    Integer before = historyAt.putIfAbsent(List.of(unit, date, task), history.size());
    if (before == null) {
      history.add(located(past, row));
    } else {
      joinTeams(before, past, row);
    }
  }

  /** Rows of one supervision that name one person each are one supervision. */
  private void joinTeams(int at, PastSupervision more, TableRow row) {
    Located<PastSupervision> first = history.get(at);
    PastSupervision past = first.value();
    List<String> team =
        Stream.concat(past.cards().stream(), more.cards().stream()).distinct().toList();
    if (team.size() == past.cards().size()) {
      row.warning(PastSupervisions.TASK, "与第 %d 行重复，只按一行计".formatted(first.row()), "请删去重复的行");
    } else {
      history.set(
          at,
          new Located<>(
              new PastSupervision(past.institution(), past.date(), past.task(), past.kind(), team),
              first.file(),
              first.sheet(),
              first.row()));
    }
  }

  private void absence(TableRow row) {
    String card = mentionCard(row, Absences.CARD, card(row, Absences.CARD));
    LocalDate from = row.date(Absences.FROM);
    LocalDate to = row.date(Absences.TO);
    if (from != null && to != null && to.isBefore(from)) {
      row.error(Absences.TO, "结束日期早于开始日期（%s）".formatted(from), "请核对两个日期");
    }
    HalfDays halfDays = row.choice(Absences.HALF_DAY, Wording::halfDays, "上午、下午、晚上、全天，可留空");
    String reason = row.textOrEmpty(Absences.REASON);
    if (card == null || from == null || to == null || row.isFaulty()) {
      return;
    }
    var absence =
        new Absence(card, from, to, halfDays == null ? HalfDays.FULL_DAY : halfDays, reason);
    if (isNew(row, List.of("不可用", card, from, to, absence.halfDays()), Absences.CARD)) {
      absences.add(located(absence, row));
    }
  }

  /** Whether a row without a key of its own was not there before; if it was, it is left out. */
  private boolean isNew(TableRow row, Object key, SheetColumn column) {
    Seen first = otherKeys.putIfAbsent(key, Seen.at(row));
    if (first != null) {
      row.warning(column, "与%s重复，只按一行计".formatted(first.in(row)), "请删去重复的行");
    }
    return first == null;
  }

  // What the tables have in common.

  private @Nullable String card(TableRow row, SheetColumn column) {
    String card = row.code(column);
    if (card != null && !CARD.matcher(card).matches()) {
      row.error(column, "证卡编号应为 4 至 20 位字母和数字", "请对照证卡核对编号");
      return null;
    }
    return card == null ? null : pooled(card);
  }

  private @Nullable String unitCode(TableRow row, SheetColumn column) {
    String code = row.code(column);
    if (code != null && !UNIT_CODE.matcher(code).matches()) {
      row.error(column, "单位代码应为字母、数字和短横线，不超过 40 位", "请核对单位代码");
      return null;
    }
    return code == null ? null : pooled(code);
  }

  private @Nullable String district(TableRow row, SheetColumn column) {
    String given = row.text(column);
    if (given == null) {
      return null;
    }
    Optional<String> code = divisions.code(given);
    if (code.isEmpty()) {
      row.error(column, "没有这个区县", "请填写区县全称（如 金水区）或 6 位行政区划代码（如 410105）");
      return null;
    }
    return pooled(code.get());
  }

  /** Takes a key for this row; a key that is taken already is an error naming the first row. */
  private static boolean claim(
      Map<String, Seen> taken, String key, TableRow row, SheetColumn column, String what) {
    Seen first = taken.putIfAbsent(key, Seen.at(row));
    if (first != null) {
      row.error(column, "%s与%s重复".formatted(what, first.in(row)), "请核对并保留一行");
    }
    return first == null;
  }

  private @Nullable String mentionCard(TableRow row, SheetColumn column, @Nullable String card) {
    if (card != null && !cards.containsKey(card)) {
      cardMentions.add(new Mention(row, column, card));
    }
    return card;
  }

  private void mentionUnit(TableRow row, SheetColumn column, @Nullable String code) {
    if (code != null && !units.containsKey(code)) {
      unitMentions.add(new Mention(row, column, code));
    }
  }

  private String pooled(String text) {
    String before = pool.putIfAbsent(text, text);
    return before == null ? text : before;
  }

  private static <T> Located<T> located(T value, TableRow row) {
    return new Located<>(value, row.file(), row.sheet(), row.number());
  }

  private ExchangeReading finish() {
    Map<String, Boolean> asked = new HashMap<>();
    for (Mention each : cardMentions) {
      if (!cards.containsKey(each.key()) && !asked.computeIfAbsent(each.key(), known::hasCard)) {
        each.row()
            .error(
                each.column(),
                "督导员名册中没有证卡编号“%s”".formatted(each.key()),
                similar(each.key(), cards).orElse("请核对编号，或先在督导员表中加入此人"));
      }
    }
    Map<String, Optional<String>> registered = new LinkedHashMap<>();
    for (Mention each : unitMentions) {
      if (!units.containsKey(each.key())
          && registered.computeIfAbsent(each.key(), known::districtOf).isEmpty()) {
        each.row()
            .error(
                each.column(),
                "被督导单位中没有单位代码“%s”".formatted(each.key()),
                similar(each.key(), units).orElse("请核对代码，或先在被督导单位表中加入该单位"));
      }
    }
    fillDistricts(registered);
    progress.rows(rowsRead);
    List<SheetProblem> sorted = new ArrayList<>(problems.list());
    sorted.sort(
        Comparator.comparingInt(
                (SheetProblem each) -> sheetOrder.indexOf(each.file() + "\n" + each.sheet()))
            .thenComparingInt(SheetProblem::row));
    if (problems.notKept() > 0) {
      problems.note("问题过多，另有 %d 个未列出".formatted(problems.notKept()));
    }
    return new ExchangeReading(
        List.copyOf(institutions),
        List.copyOf(supervisors),
        List.copyOf(sessions),
        List.copyOf(grounds),
        List.copyOf(history),
        List.copyOf(absences),
        new EnumMap<>(rows),
        List.copyOf(sheets),
        List.copyOf(sorted),
        problems.errors(),
        problems.warnings(),
        List.copyOf(problems.notes()));
  }

  /** A known key that differs only by zeros at its beginning or by letter case. */
  private static Optional<String> similar(String key, Map<String, Seen> taken) {
    String even = key.replaceFirst("^0+", "").toUpperCase(java.util.Locale.ROOT);
    if (even.isEmpty() || taken.size() > 5000) {
      return Optional.empty();
    }
    return taken.keySet().stream()
        .filter(
            each -> each.replaceFirst("^0+", "").toUpperCase(java.util.Locale.ROOT).equals(even))
        .findFirst()
        .map(each -> "是否为“%s”？开头的 0 或字母大小写不同，请核对".formatted(each));
  }

  private void fillDistricts(Map<String, Optional<String>> registered) {
    for (int at = 0; at < sessions.size(); at++) {
      Located<AppraisalSession> each = sessions.get(at);
      AppraisalSession session = each.value();
      if (!session.district().isEmpty()) {
        continue;
      }
      String unit = session.institution();
      String district =
          unitDistricts.containsKey(unit)
              ? unitDistricts.getOrDefault(unit, "")
              : registered.computeIfAbsent(unit, known::districtOf).orElse("");
      sessions.set(
          at,
          new Located<>(
              new AppraisalSession(
                  session.batch(),
                  session.number(),
                  session.institution(),
                  session.occupation(),
                  session.occupationCode(),
                  session.level(),
                  session.date(),
                  session.halfDays(),
                  session.siteKind(),
                  district,
                  session.site(),
                  session.candidates(),
                  session.examiners(),
                  session.supervisorsWanted(),
                  session.important()),
              each.file(),
              each.sheet(),
              each.row()));
    }
  }
}
