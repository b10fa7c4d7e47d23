package cn.dudao.exchange;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.Occupations;
import cn.dudao.appraisal.SiteKind;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.TaskKind;
import cn.dudao.institution.Divisions;
import cn.dudao.institution.Institution;
import cn.dudao.institution.InstitutionKind;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.Standing;
import cn.dudao.supervisor.StandingPeriod;
import cn.dudao.supervisor.SupervisorEntry;
import cn.dudao.supervisor.SupervisorKind;
import cn.dudao.supervisor.SupervisorSource;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sample city: institutions, people and batches that do not exist, the same ones for the same
 * month on any machine. Batches lie in the two months after the given one, history in the months
 * before it.
 */
public final class SampleCity {

  /** The day from which the measure holds; any number would do. */
  private static final long SEED = 20140519;

  private static final int INSTITUTIONS = 36;
  private static final int SUPERVISORS = 80;
  private static final int BATCHES = 130;
  private static final String FILE = "示例城市.xlsx";

  private static final List<String> OCCUPATIONS =
      List.of(
          "电工",
          "焊工",
          "车工",
          "机修钳工",
          "汽车维修工",
          "保育师",
          "养老护理员",
          "美发师",
          "中式烹调师",
          "中式面点师",
          "茶艺师",
          "电子商务师",
          "健康管理师",
          "保安员",
          "消防设施操作员",
          "化学检验员",
          "起重装卸机械操作工",
          "制冷空调系统安装维修工");
  private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许";
  private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建文辉力";
  private static final String WORDS = "豫中嵩岳河洛商都金水惠济管城新密登封云桥明德宏远天工匠心博学正扬光华";
  private static final String CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  private final Random random = new Random(SEED);
  private final LocalDate base;
  private final List<String> districts = List.copyOf(Divisions.all().ofCity().keySet());
  private final List<Institution> institutions = new ArrayList<>();
  private final List<SupervisorEntry> supervisors = new ArrayList<>();
  private final List<AppraisalSession> sessions = new ArrayList<>();
  private final List<RecusalGround> grounds = new ArrayList<>();
  private final List<PastSupervision> history = new ArrayList<>();
  private final List<Absence> absences = new ArrayList<>();

  private SampleCity(YearMonth month) {
    this.base = month.atDay(1);
  }

  /** The city as a reading of the office's sheets. */
  public static ExchangeReading in(YearMonth month) {
    var city = new SampleCity(month);
    city.foundInstitutions();
    city.appointSupervisors();
    city.callBatches();
    city.declareGrounds();
    city.rememberHistory();
    city.takeLeave();
    var rows = new EnumMap<ExchangeTable, Integer>(ExchangeTable.class);
    for (ExchangeTable each : ExchangeTable.values()) {
      rows.put(each, 0);
    }
    return new ExchangeReading(
        located(city.institutions),
        located(city.supervisors),
        located(city.sessions),
        located(city.grounds),
        located(city.history),
        located(city.absences),
        rows,
        List.of(),
        List.of(),
        0,
        0,
        List.of());
  }

  private static <T> List<Located<T>> located(List<T> values) {
    List<Located<T>> result = new ArrayList<>();
    for (T each : values) {
      result.add(new Located<>(each, FILE, "", result.size() + 2));
    }
    return result;
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String letters(String from, int count) {
    var result = new StringBuilder();
    for (int at = 0; at < count; at++) {
      result.append(from.charAt(random.nextInt(from.length())));
    }
    return result.toString();
  }

  private boolean oneIn(int parts) {
    return random.nextInt(parts) == 0;
  }

  // Institutions

  private void foundInstitutions() {
    Set<String> names = new LinkedHashSet<>();
    while (names.size() < INSTITUTIONS) {
      names.add("郑州" + letters(WORDS, 2));
    }
    for (String name : names) {
      int number = institutions.size();
      InstitutionKind kind = any(List.of(InstitutionKind.values()));
      String ending =
          switch (kind) {
            case OFFICE -> "职业技能鉴定所";
            case STATION -> "职业技能鉴定站";
            case EMPLOYER -> "实业集团有限公司";
            case SOCIAL_BODY -> "职业技能评价中心";
            case SCHOOL -> "技工学校";
            case OTHER -> "技能人才服务中心";
          };
      String parent = number > 5 && oneIn(5) ? institutions.get(random.nextInt(6)).code() : null;
      institutions.add(
          new Institution(
              oneIn(4) ? "SL-%03d".formatted(number + 1) : organisationCode(),
              name + ending,
              kind,
              any(districts),
              "",
              parent,
              List.of(any(OCCUPATIONS) + ":5,4,3", any(OCCUPATIONS) + ":4,3,2"),
              "豫职鉴 %04d".formatted(1001 + number),
              base.plusYears(1).plusMonths(number % 24).minusDays(1),
              person(),
              "",
              "正常"));
    }
  }

  /** A unified social credit code in form, with its check character. */
  private String organisationCode() {
    String body = "52410100" + letters(CODE_LETTERS, 9);
    int[] weights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    int sum = 0;
    for (int at = 0; at < 17; at++) {
      sum += CODE_LETTERS.indexOf(body.charAt(at)) * weights[at];
    }
    return body + CODE_LETTERS.charAt((31 - sum % 31) % 31);
  }

  private String person() {
    return letters(SURNAMES, 1) + letters(GIVEN, 1 + random.nextInt(2));
  }

  // Supervisors

  private void appointSupervisors() {
    for (int number = 1; number <= SUPERVISORS; number++) {
      // Some cards end within the planned months, and a few have ended already.
      LocalDate issuedOn = base.minusDays(20 + random.nextInt(1040));
      Institution employer = oneIn(2) ? any(institutions) : null;
      boolean examiner = oneIn(3);
      SortedMap<Integer, Grade> grades = grades(issuedOn, number);
      supervisors.add(
          new SupervisorEntry(
              new QualitySupervisor(
                  "R41%02d9%03d".formatted(issuedOn.getYear() % 100, number),
                  person(),
                  number % 9 == 0 ? SupervisorKind.NATIONAL : SupervisorKind.REGULAR,
                  employer == null ? "郑州" + letters(WORDS, 2) + "有限公司" : employer.name(),
                  employer == null ? null : employer.code(),
                  List.of(),
                  any(districts),
                  issuedOn,
                  QualitySupervisor.lastValidDay(issuedOn, 3),
                  grades,
                  standing(number),
                  examiner ? examinerNumber(number) : null,
                  knownOccupations()),
              any(List.of(SupervisorSource.values())),
              idNumber(),
              "1380000%04d".formatted(number),
              "",
              ""));
    }
  }

  private static String examinerNumber(int number) {
    return "K4100%03d".formatted(number);
  }

  private List<String> knownOccupations() {
    Set<String> known = new LinkedHashSet<>();
    for (int at = 0; at < 1 + random.nextInt(3); at++) {
      known.add(any(OCCUPATIONS));
    }
    return List.copyOf(known);
  }

  private SortedMap<Integer, Grade> grades(LocalDate issuedOn, int number) {
    SortedMap<Integer, Grade> grades = new TreeMap<>();
    for (int year = issuedOn.getYear() + 1; year < base.getYear(); year++) {
      grades.put(year, grade());
    }
    if (issuedOn.getYear() < base.getYear() && !grades.containsKey(base.getYear() - 1)) {
      // Not everybody was assessed for the year in which they were appointed.
      if (number % 7 != 0) {
        grades.put(base.getYear() - 1, grade());
      }
    }
    return grades;
  }

  private Grade grade() {
    int draw = random.nextInt(20);
    return draw < 4
        ? Grade.EXCELLENT
        : draw < 16 ? Grade.PASS : draw < 19 ? Grade.BASIC : Grade.FAIL;
  }

  private static List<StandingPeriod> standing(int number) {
    return number % 27 == 0
        ? List.of(new StandingPeriod(Standing.SUSPENDED, null, null, ""))
        : List.of();
  }

  /** An ID number in form, of a day of birth that may be anybody's. */
  private String idNumber() {
    LocalDate birth = LocalDate.of(1966, 1, 1).plusDays(random.nextInt(10_000));
    String body =
        any(districts)
            + "%tY%<tm%<td".formatted(birth)
            + "%03d".formatted(900 + random.nextInt(100));
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int at = 0; at < 17; at++) {
      sum += (body.charAt(at) - '0') * weights[at];
    }
    return body + "10X98765432".charAt(sum % 11);
  }

  // Batches

  private void callBatches() {
    List<LocalDate> days = examDays();
    for (int number = 1; number <= BATCHES; number++) {
      Institution unit = any(institutions);
      String occupation = any(OCCUPATIONS);
      List<String> codes = Occupations.of2022().codesOf(occupation);
      int first = random.nextInt(days.size());
      int length = oneIn(4) ? 2 : 1;
      int level = 1 + random.nextInt(5);
      boolean important = oneIn(12);
      int session = 0;
      for (int day = first; day < Math.min(days.size(), first + length); day++) {
        for (HalfDays half : halfDays()) {
          session++;
          sessions.add(
              new AppraisalSession(
                  "SL%d-%04d".formatted(base.getYear(), number),
                  "%02d".formatted(session),
                  unit.code(),
                  occupation,
                  codes.isEmpty() ? "" : codes.getFirst(),
                  level,
                  days.get(day),
                  half,
                  oneIn(9) ? SiteKind.WORK : SiteKind.EXAM,
                  unit.district(),
                  oneIn(15) ? "第二考点" : "",
                  20 + random.nextInt(140),
                  examiners(),
                  oneIn(9) ? 3 : null,
                  important));
        }
      }
    }
  }

  /** The weekends of the two months that follow, and every third working day. */
  private List<LocalDate> examDays() {
    List<LocalDate> days = new ArrayList<>();
    LocalDate end = base.plusMonths(3);
    for (LocalDate day = base.plusMonths(1); day.isBefore(end); day = day.plusDays(1)) {
      boolean weekend =
          day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
      if (weekend || day.getDayOfMonth() % 3 == 0) {
        days.add(day);
      }
    }
    return days;
  }

  private List<HalfDays> halfDays() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> List.of(HalfDays.of(HalfDay.MORNING));
      case 3 -> List.of(HalfDays.of(HalfDay.AFTERNOON));
      case 4, 5 -> List.of(HalfDays.of(HalfDay.MORNING), HalfDays.of(HalfDay.AFTERNOON));
      case 6 -> List.of(HalfDays.FULL_DAY);
      default -> List.of(HalfDays.of(HalfDay.EVENING));
    };
  }

  private List<String> examiners() {
    Set<String> roster = new LinkedHashSet<>();
    while (roster.size() < 3) {
      roster.add("K4200%03d".formatted(random.nextInt(90)));
    }
    if (oneIn(3)) {
      String own = any(supervisors).supervisor().examinerNumber();
      if (own != null) {
        roster.add(own);
      }
    }
    return List.copyOf(roster);
  }

  // What bears on who may be sent

  private void declareGrounds() {
    Set<List<Object>> keys = new LinkedHashSet<>();
    while (grounds.size() < SUPERVISORS) {
      String card = any(supervisors).card();
      String unit = any(institutions).code();
      RecusalGround.Relation relation = any(List.of(RecusalGround.Relation.values()));
      if (keys.add(List.of(card, unit, relation))) {
        grounds.add(
            new RecusalGround(
                card,
                unit,
                relation,
                oneIn(3) ? base.minusMonths(6) : null,
                oneIn(4) ? base.plusMonths(2) : null,
                ""));
      }
    }
  }

  /** One supervision a unit and month; at some units the same two people three times running. */
  private void rememberHistory() {
    for (int unit = 0; unit < institutions.size(); unit++) {
      String code = institutions.get(unit).code();
      @Nullable List<String> same = unit % 4 == 0 ? pair() : null;
      for (int back = 8; back >= 1; back--) {
        if (oneIn(3) && back > 3) {
          continue;
        }
        LocalDate day = base.minusMonths(back).plusDays(random.nextInt(27));
        history.add(
            new PastSupervision(
                code,
                day,
                "H%03d-%d".formatted(unit + 1, 9 - back),
                oneIn(3) ? TaskKind.ROUTINE_INSPECTION : TaskKind.ON_SITE_EXAM,
                same != null && back <= 3 ? same : pair()));
      }
    }
  }

  private List<String> pair() {
    Set<String> cards = new LinkedHashSet<>();
    while (cards.size() < 2) {
      cards.add(any(supervisors).card());
    }
    return List.copyOf(cards);
  }

  private void takeLeave() {
    Set<String> away = new LinkedHashSet<>();
    while (away.size() < 14) {
      away.add(any(supervisors).card());
    }
    for (String card : away) {
      LocalDate from = base.plusMonths(1).plusDays(random.nextInt(50));
      absences.add(
          new Absence(
              card,
              from,
              from.plusDays(random.nextInt(6)),
              oneIn(4) ? HalfDays.of(HalfDay.MORNING) : HalfDays.FULL_DAY,
              any(List.of("请假", "外出培训", "会议"))));
    }
  }
}
