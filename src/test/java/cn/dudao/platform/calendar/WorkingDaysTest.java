package cn.dudao.platform.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDaysTest {

  private final WorkingDays days = WorkingDays.stateCouncil();

  @ParameterizedTest
  @CsvSource({
    "2026-10-01,false", // 国庆节, a Thursday
    "2026-10-10,true", // a Saturday that is worked
    "2026-11-21,false", // a plain Saturday
    "2026-11-23,true", // a plain Monday
    "2014-01-26,true" // a Sunday that was worked
  })
  void theNoticesDecide(LocalDate day, boolean worked) {
    assertThat(days.isWorkingDay(day)).isEqualTo(worked);
  }

  @Test
  void countsOverAHoliday() {
    LocalDate before = LocalDate.of(2026, 9, 30);
    assertThat(days.after(before, 0)).isEqualTo(before);
    assertThat(days.after(before, 1)).isEqualTo("2026-10-08");
    assertThat(days.after(before, 3)).isEqualTo("2026-10-10");
    assertThat(days.between(before, LocalDate.of(2026, 10, 10))).isEqualTo(3);
    assertThat(days.between(before, before)).isZero();
    assertThat(days.between(before, before.minusDays(9))).isZero();
  }

  @Test
  void aYearWithoutACalendarIsAVisibleWarning() {
    assertThat(days.warningFor(2026)).isEmpty();
    assertThat(days.warningFor(2027)).contains("2027年的节假日安排尚未录入，工作日暂按周末推算。");
    assertThat(days.isWorkingDay(LocalDate.of(2027, 10, 1))).isTrue();
  }
}
