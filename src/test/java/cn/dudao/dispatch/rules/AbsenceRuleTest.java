package cn.dudao.dispatch.rules;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static cn.dudao.dispatch.rules.Asking.ask;
import static cn.dudao.dispatch.rules.Asking.fact;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.regulation.Ruling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbsenceRuleTest {

  private final AbsenceRule rule = new AbsenceRule();

  @ParameterizedTest(name = "不可用 12-05 至 12-07 时段 {0}，任务 {1} 时段 {2} → {3}")
  @CsvSource({
    "7, 2026-12-04, 7, permitted",
    "7, 2026-12-05, 1, refused",
    "7, 2026-12-07, 4, refused",
    "7, 2026-12-08, 7, permitted",
    "1, 2026-12-06, 1, refused",
    "1, 2026-12-06, 2, permitted",
    "1, 2026-12-06, 7, refused",
    "6, 2026-12-06, 1, permitted",
  })
  void onlyTheSameHalfDaysOfItsDaysCount(int absent, String day, int task, String expected) {
    Ruling ruling =
        ask(
            rule,
            facts()
                .with(aSupervisor("R1"))
                .withAbsence("R1", "2026-12-05", "2026-12-07", new HalfDays(absent))
                .with(aSession("P1", "U1", day).at(new HalfDays(task)))
                .build());
    assertThat(ruling.permits()).isEqualTo(expected.equals("permitted"));
    assertThat(ruling.article()).isEmpty();
    if (!ruling.permits()) {
      assertThat(ruling.reason()).isEqualTo("任务时段不可用：请假");
      assertThat(fact(ruling, "不可用起止")).isEqualTo("2026-12-05 至 2026-12-07");
    }
  }
}
