package cn.dudao.supervisor;

import cn.dudao.platform.text.TextLimit;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * 质量督导员: what rules and planning may know of one supervisor. No personal identifiers: ID number and
 * phone stay in the register.
 *
 * @param card 证卡编号, the key
 * @param name 姓名
 * @param kind 督导员类别
 * @param employer 工作单位
 * @param employerCode 单位代码 if the employer is itself an institution, else null
 * @param formerEmployments employments at institutions that have ended
 * @param district 常驻区县, six-digit division code
 * @param issuedOn 发证日期
 * @param validUntil the last valid day of the card, never later than the law allows
 * @param grades confirmed annual grades by year
 * @param standings the times in which the person was not in good standing
 * @param examinerNumber 考评员编号, null if the person is no examiner
 * @param occupations 熟悉职业: names or codes as they were given
 */
public record QualitySupervisor(
    String card,
    String name,
    SupervisorKind kind,
    String employer,
    @Nullable String employerCode,
    List<Employment> formerEmployments,
    String district,
    LocalDate issuedOn,
    LocalDate validUntil,
    SortedMap<Integer, Grade> grades,
    List<StandingPeriod> standings,
    @Nullable String examinerNumber,
    List<String> occupations) {

  public static final TextLimit EMPLOYER_LIMIT = new TextLimit("工作单位", 100);
  public static final TextLimit EXAMINER_NUMBER_LIMIT = new TextLimit("考评员编号", 40);
  public static final TextLimit OCCUPATIONS_LIMIT = new TextLimit("熟悉职业", 1000);

  public QualitySupervisor {
    formerEmployments = List.copyOf(formerEmployments);
    grades = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(grades));
    standings = List.copyOf(standings);
    occupations = List.copyOf(occupations);
  }

  /**
   * The last valid day of a card (Art. 5): so many years from the day of issue, less one day; a
   * card of 29 February ends on 28 February.
   */
  public static LocalDate lastValidDay(LocalDate issuedOn, int years) {
    return anniversary(issuedOn, years).minusDays(1);
  }

  /** The same day years later; for 29 February in a common year that is 1 March. */
  public static LocalDate anniversary(LocalDate day, int years) {
    LocalDate result = day.plusYears(years);
    boolean clamped = !MonthDay.from(result).equals(MonthDay.from(day));
    return clamped ? result.plusDays(1) : result;
  }

  /**
   * The confirmed grade that counts on a day (Art. 10): the latest one for a year before its year.
   */
  public Optional<Map.Entry<Integer, Grade>> gradeCountingOn(LocalDate day) {
    SortedMap<Integer, Grade> before = grades.headMap(day.getYear());
    return before.isEmpty()
        ? Optional.empty()
        : Optional.of(Map.entry(before.lastKey(), before.get(before.lastKey())));
  }

  /** Whether the person may lead the team of an important batch on a day. */
  public boolean mayLeadImportantOn(LocalDate day) {
    return kind == SupervisorKind.NATIONAL
        || gradeCountingOn(day).map(each -> each.getValue() == Grade.EXCELLENT).orElse(false);
  }
}
