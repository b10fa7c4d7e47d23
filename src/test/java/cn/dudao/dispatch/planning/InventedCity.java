package cn.dudao.dispatch.planning;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.SiteKind;
import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.TaskKind;
import cn.dudao.dispatch.TaskMaking;
import cn.dudao.institution.Institution;
import cn.dudao.institution.InstitutionKind;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterBook;
import cn.dudao.regulation.Parameters;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.SupervisorKind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Invented cities and provinces for tests and measurements: the same size and seed give the same
 * people, institutions, batches and past on any machine.
 */
public final class InventedCity {

  private static final List<String> ZHENGZHOU =
      List.of(
          "410102", "410103", "410104", "410105", "410106", "410108", "410122", "410171", "410172",
          "410173", "410181", "410182", "410183", "410184", "410185");

  private static final String[][] OCCUPATIONS = {
    {"汽车维修工", "4-12-01-01"}, {"家政服务员", "4-10-01-06"}, {"车工", "6-18-01-01"},
    {"茶艺师", "4-03-02-07"}, {"消防设施操作员", "4-07-05-04"}, {"机修钳工", "6-31-01-02"},
    {"电子商务师", "4-01-06-01"}, {"健康管理师", "4-14-02-02"}, {"化学检验员", "6-31-03-01"},
    {"企业人力资源管理师", "4-07-03-04"}, {"美发师", "4-10-03-02"}, {"装配钳工", "6-20-01-01"},
    {"保安员", "4-07-05-01"}, {"养老护理员", "4-10-01-05"}, {"电工", "6-31-01-03"},
    {"焊工", "6-18-02-04"}, {"工业机器人系统操作员", "6-31-07-03"}, {"制冷空调系统安装维修工", "6-29-03-05"},
    {"中式烹调师", "4-03-02-01"}, {"园林绿化工", "4-09-10-01"}, {"起重装卸机械操作工", "6-30-05-01"},
    {"美容师", "4-10-03-01"}, {"中式面点师", "4-03-02-02"}, {"保育师", "4-10-01-03"}
  };

  private final SplittableRandom random;
  private int people = 300;
  private int institutions = 150;
  private int batches = 900;
  private int cities = 1;
  private LocalDate first = LocalDate.of(2026, 10, 1);
  private LocalDate last = LocalDate.of(2026, 12, 31);
  private int longestBatch = 3;
  private int pastPerInstitution = 5;
  private int importantPercent = 8;
  private final Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);

  private InventedCity(long seed) {
    random = new SplittableRandom(seed);
  }

  public static InventedCity ofSeed(long seed) {
    return new InventedCity(seed);
  }

  /** 60 people, 90 batches in a month. */
  public static DispatchFacts month() {
    return ofSeed(1)
        .withPeople(60)
        .withInstitutions(24)
        .withBatches(90)
        .from(LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 31))
        .facts();
  }

  /** 300 people, 150 institutions, about 1,200 tasks in a quarter. */
  public static DispatchFacts quarter() {
    return ofSeed(2).facts();
  }

  /** 600 people, about 6,000 tasks in a year. */
  public static DispatchFacts largeCityYear() {
    return ofSeed(3)
        .withPeople(600)
        .withInstitutions(300)
        .withBatches(4500)
        .from(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31))
        .facts();
  }

  /** 4,000 people, about 20,000 tasks in a quarter. */
  public static DispatchFacts provinceQuarter() {
    return ofSeed(4)
        .withPeople(4000)
        .withInstitutions(2000)
        .withBatches(15000)
        .withCities(18)
        .facts();
  }

  public InventedCity withPeople(int number) {
    people = number;
    return this;
  }

  public InventedCity withInstitutions(int number) {
    institutions = number;
    return this;
  }

  public InventedCity withBatches(int number) {
    batches = number;
    return this;
  }

  /** So many cities of fifteen districts each; most people and all examiners stay in theirs. */
  public InventedCity withCities(int number) {
    cities = number;
    return this;
  }

  public InventedCity from(LocalDate firstDay, LocalDate lastDay) {
    first = firstDay;
    last = lastDay;
    return this;
  }

  public InventedCity withBatchesUpTo(int days) {
    longestBatch = days;
    return this;
  }

  public InventedCity withPastPerInstitution(int number) {
    pastPerInstitution = number;
    return this;
  }

  public InventedCity withImportantPercent(int percent) {
    importantPercent = percent;
    return this;
  }

  public InventedCity with(Parameter parameter, String value) {
    parameters.put(parameter, value);
    return this;
  }

  public DispatchFacts facts() {
    List<Institution> units = new ArrayList<>();
    for (int i = 0; i < institutions; i++) {
      String parent = i > 0 && chance(6) ? unit(random.nextInt(i)) : null;
      units.add(
          new Institution(
              unit(i),
              "单位" + i,
              InstitutionKind.STATION,
              district(),
              "",
              parent,
              List.of(),
              "",
              null,
              "",
              "",
              ""));
    }
    List<QualitySupervisor> supervisors = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      supervisors.add(supervisor(i));
    }
    ParameterBook book = ParameterBook.always(new Parameters(parameters));
    List<AppraisalSession> sessions = sessions(units);
    List<RecusalGround> grounds = new ArrayList<>();
    List<Absence> absences = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      grounds.add(
          new RecusalGround(
              card(random.nextInt(people)),
              unit(random.nextInt(institutions)),
              RecusalGround.Relation.RELATIVE,
              null,
              null,
              ""));
      if (chance(33)) {
        LocalDate from = day();
        absences.add(
            new Absence(
                card(random.nextInt(people)),
                from,
                from.plusDays(random.nextInt(7)),
                HalfDays.FULL_DAY,
                "请假"));
      }
    }
    return new DispatchFacts(
        book,
        supervisors,
        units,
        sessions,
        TaskMaking.tasksOf(sessions, book),
        grounds,
        history(),
        absences);
  }

  private QualitySupervisor supervisor(int i) {
    TreeMap<Integer, Grade> grades = new TreeMap<>();
    int roll = random.nextInt(100);
    LocalDate issued = first.minusDays(30 + random.nextInt(900));
    if (roll < 80) {
      grades.put(
          first.getYear() - 1,
          roll < 17
              ? Grade.EXCELLENT
              : roll < 72 ? Grade.PASS : roll < 78 ? Grade.BASIC : Grade.FAIL);
    } else {
      issued = first.minusDays(random.nextInt(200));
    }
    List<String> occupations = new ArrayList<>();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      String[] occupation = OCCUPATIONS[random.nextInt(OCCUPATIONS.length)];
      occupations.add(occupation[random.nextInt(2)]);
    }
    return new QualitySupervisor(
        card(i),
        "人" + i,
        chance(14) ? SupervisorKind.NATIONAL : SupervisorKind.REGULAR,
        "单位",
        chance(40) ? unit(random.nextInt(institutions)) : null,
        List.of(),
        district(),
        issued,
        QualitySupervisor.lastValidDay(issued, 3),
        grades,
        List.of(),
        chance(40) ? "K" + i : null,
        occupations);
  }

  private List<AppraisalSession> sessions(List<Institution> units) {
    List<AppraisalSession> sessions = new ArrayList<>();
    for (int b = 0; b < batches; b++) {
      Institution unit = units.get(random.nextInt(institutions));
      String[] occupation = OCCUPATIONS[random.nextInt(OCCUPATIONS.length)];
      int roll = random.nextInt(100);
      int length = Math.min(longestBatch, roll < 70 ? 1 : roll < 92 ? 2 : 3);
      LocalDate day = day();
      Integer wanted = chance(60) ? null : 1 + random.nextInt(3);
      boolean important = chance(importantPercent);
      int number = 1;
      for (int i = 0; i < length && !day.plusDays(i).isAfter(last); i++) {
        for (int rooms = chance(30) ? 2 : 1; rooms > 0; rooms--) {
          List<String> examiners = new ArrayList<>();
          for (int e = 3 + random.nextInt(3); e > 0; e--) {
            examiners.add(chance(8) ? "K" + random.nextInt(people) : "X" + random.nextInt(500));
          }
          sessions.add(
              new AppraisalSession(
                  "P%05d".formatted(b),
                  "%02d".formatted(number++),
                  unit.code(),
                  occupation[0],
                  occupation[1],
                  4,
                  day.plusDays(i),
                  halfDays(),
                  SiteKind.EXAM,
                  unit.district(),
                  "",
                  30,
                  examiners,
                  wanted,
                  important));
        }
      }
    }
    return sessions;
  }

  private List<PastSupervision> history() {
    List<PastSupervision> history = new ArrayList<>();
    for (int i = 0; i < institutions; i++) {
      LocalDate day = first.minusDays(20 + random.nextInt(120));
      String one = card(random.nextInt(people));
      String other = card(random.nextInt(people));
      for (int n = random.nextInt(pastPerInstitution * 2 + 1); n > 0; n--) {
        if (chance(50)) {
          one = card(random.nextInt(people));
          other = card(random.nextInt(people));
        }
        if (day.isBefore(first)) {
          history.add(
              new PastSupervision(
                  unit(i),
                  day,
                  "H%d-%d".formatted(i, n),
                  TaskKind.ON_SITE_EXAM,
                  List.of(one, other)));
        }
        day = day.plusDays(5 + random.nextInt(20));
      }
    }
    return history;
  }

  /** Weekends are busier than other days. */
  private LocalDate day() {
    int days = (int) (last.toEpochDay() - first.toEpochDay()) + 1;
    LocalDate day = first.plusDays(random.nextInt(days));
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return weekend || chance(40) ? day : first.plusDays(random.nextInt(days));
  }

  private HalfDays halfDays() {
    int roll = random.nextInt(100);
    return roll < 47
        ? HalfDays.of(HalfDay.MORNING)
        : roll < 84
            ? HalfDays.of(HalfDay.AFTERNOON)
            : roll < 96 ? HalfDays.FULL_DAY : HalfDays.of(HalfDay.EVENING);
  }

  private String district() {
    String district = ZHENGZHOU.get(random.nextInt(ZHENGZHOU.size()));
    int city = random.nextInt(cities);
    return city == 0 ? district : "41%02d%s".formatted(city + 1, district.substring(4));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private static String unit(int i) {
    return "U%04d".formatted(i);
  }

  private static String card(int i) {
    return "R41%06d".formatted(i);
  }
}
