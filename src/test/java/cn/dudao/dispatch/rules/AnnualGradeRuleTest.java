package cn.dudao.dispatch.rules;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static cn.dudao.dispatch.rules.Asking.ask;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.SupervisorFixture;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.Grade;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 第十条: 年度考核结果作为委派的主要依据. */
@Article("10")
class AnnualGradeRuleTest {

  private final AnnualGradeRule rule = new AnnualGradeRule();

  @ParameterizedTest(name = "考核 {0}:{1}、{2}:{3}，任务 {4} → {5}")
  @CsvSource(
      nullValues = "-",
      value = {
        "2025, EXCELLENT, -,    -,    2026-12-05, permitted, 2025 年度考核优秀",
        "2025, PASS,      -,    -,    2026-12-05, permitted, 2025 年度考核合格",
        "2025, BASIC,     -,    -,    2026-12-05, permitted, 2025 年度考核基本合格",
        "2025, FAIL,      -,    -,    2026-12-05, refused,   2025 年度考核不合格",
        // The latest year before the task's year decides.
        "2024, FAIL,      2025, PASS, 2026-12-05, permitted, 2025 年度考核合格",
        "2024, PASS,      2025, FAIL, 2026-01-01, refused,   2025 年度考核不合格",
        "2024, PASS,      2025, FAIL, 2025-12-31, permitted, 2024 年度考核合格",
        // The year of the task itself does not count yet.
        "2025, PASS,      2026, FAIL, 2026-12-31, permitted, 2025 年度考核合格",
        "2025, PASS,      2026, FAIL, 2027-01-01, refused,   2026 年度考核不合格",
        // An older grade counts until a newer one is confirmed.
        "2023, FAIL,      -,    -,    2026-12-05, refused,   2023 年度考核不合格",
      })
  void theLatestGradeBeforeTheYearDecides(
      int year, Grade grade, Integer year2, Grade grade2, String day, String expected, String why) {
    SupervisorFixture supervisor =
        aSupervisor().withCardIssuedOn("2023-01-01").neverAssessed().graded(year, grade);
    if (year2 != null) {
      supervisor.graded(year2, grade2);
    }
    Ruling ruling = ask(rule, facts().with(supervisor).with(aSession("P1", "U1", day)).build());
    assertThat(ruling.permits()).isEqualTo(expected.equals("permitted"));
    assertThat(ruling.article()).isEqualTo("10");
    assertThat(ruling.reason()).isEqualTo(why);
  }

  @ParameterizedTest(name = "发证 {0}，未考核，任务 {1}，{2} → {3}")
  @CsvSource({
    "2025-12-06, 2026-12-05, EXCLUDE, permitted, 尚未考核",
    "2025-12-05, 2026-12-05, EXCLUDE, refused,   领证已满一年",
    "2025-12-05, 2026-12-04, EXCLUDE, permitted, 尚未考核",
    "2024-02-29, 2025-02-28, EXCLUDE, permitted, 尚未考核",
    "2024-02-29, 2025-03-01, EXCLUDE, refused,   领证已满一年",
    "2025-12-05, 2026-12-05, WARN,    permitted, 警告：领证已满一年",
    "2025-12-06, 2026-12-05, WARN,    permitted, 尚未考核",
  })
  void withoutAGradeTheFirstYearOfTheCardPasses(
      String issued, String day, String reading, String expected, String why) {
    Ruling ruling =
        ask(
            rule,
            facts()
                .with(Parameter.NO_ASSESSMENT, reading)
                .with(aSupervisor().withCardIssuedOn(issued).neverAssessed())
                .with(aSession("P1", "U1", day))
                .build());
    assertThat(ruling.permits()).isEqualTo(expected.equals("permitted"));
    assertThat(ruling.article()).isEqualTo("10");
    assertThat(ruling.reason()).startsWith(why);
  }
}
