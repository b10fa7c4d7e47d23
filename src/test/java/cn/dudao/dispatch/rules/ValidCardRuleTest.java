package cn.dudao.dispatch.rules;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static cn.dudao.dispatch.rules.Asking.ask;
import static cn.dudao.dispatch.rules.Asking.fact;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.SupervisorFixture;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Ruling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 第五条: 有效期为三年. */
@Article("5")
class ValidCardRuleTest {

  private final ValidCardRule rule = new ValidCardRule();

  @ParameterizedTest(name = "发证 {0}，证载有效期至 {1}，任务 {2} → {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "2023-12-05, -,          2023-12-04, refused",
        "2023-12-05, -,          2023-12-05, permitted",
        "2023-12-05, -,          2026-12-04, permitted",
        "2023-12-05, -,          2026-12-05, refused",
        "2024-02-29, -,          2027-02-28, permitted",
        "2024-02-29, -,          2027-03-01, refused",
        "2024-02-28, -,          2027-02-27, permitted",
        "2024-02-28, -,          2027-02-28, refused",
        "2024-03-01, -,          2027-02-28, permitted",
        "2024-03-01, -,          2027-03-01, refused",
        "2023-12-05, 2026-11-30, 2026-11-30, permitted",
        "2023-12-05, 2026-11-30, 2026-12-01, refused",
        // Longer than the law allows: the law holds.
        "2023-12-05, 2027-12-04, 2026-12-05, refused",
        "2023-12-05, 2027-12-04, 2026-12-04, permitted",
      })
  void theCardIsValidFromItsIssueToItsLastDay(
      String issued, String until, String day, String expected) {
    SupervisorFixture supervisor = aSupervisor().withCardIssuedOn(issued);
    if (until != null) {
      supervisor.withCardValidUntil(until);
    }
    Ruling ruling = ask(rule, facts().with(supervisor).with(aSession("P1", "U1", day)).build());
    assertThat(ruling.permits()).isEqualTo(expected.equals("permitted"));
    assertThat(ruling.article()).isEqualTo("5");
    assertThat(fact(ruling, "任务日期")).isEqualTo(day);
  }

  @Test
  void theReasonNamesBothDays() {
    Ruling late =
        ask(
            rule,
            facts()
                .with(aSupervisor().withCardIssuedOn("2024-01-01").withCardValidUntil("2026-11-30"))
                .with(aSession("P1", "U1", "2026-12-05"))
                .build());
    assertThat(late.reason()).isEqualTo("证卡有效期至 2026-11-30，任务日期 2026-12-05");
    assertThat(fact(late, "证卡有效期至")).isEqualTo("2026-11-30");
    Ruling early =
        ask(
            rule,
            facts()
                .with(aSupervisor().withCardIssuedOn("2026-12-06"))
                .with(aSession("P1", "U1", "2026-12-05"))
                .build());
    assertThat(early.reason()).isEqualTo("证卡 2026-12-06 才发证，任务日期 2026-12-05");
  }
}
