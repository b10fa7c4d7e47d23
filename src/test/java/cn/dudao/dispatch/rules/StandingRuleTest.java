package cn.dudao.dispatch.rules;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static cn.dudao.dispatch.rules.Asking.ask;
import static cn.dudao.dispatch.rules.Asking.fact;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.SupervisorFixture;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.Employment;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.Standing;
import cn.dudao.supervisor.StandingPeriod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 第八条、第二十条. */
@Article({"8", "20"})
class StandingRuleTest {

  private final StandingRule rule = new StandingRule();

  private Ruling on(String day, SupervisorFixture supervisor) {
    return ask(rule, facts().with(supervisor).with(aSession("P1", "U1", day)).build());
  }

  @ParameterizedTest(name = "停止委派 {0} 至 {1}，任务 {2} → {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "2026-12-01, 2026-12-10, 2026-11-30, permitted",
        "2026-12-01, 2026-12-10, 2026-12-01, refused",
        "2026-12-01, 2026-12-10, 2026-12-10, refused",
        "2026-12-01, 2026-12-10, 2026-12-11, permitted",
        "2026-12-01, -,          2029-12-11, refused",
        "-,          2026-12-10, 2020-01-01, refused",
        "-,          -,          2026-12-05, refused",
      })
  void suspensionExcludesOnEachOfItsDays(String from, String to, String day, String expected) {
    Ruling ruling = on(day, aSupervisor().suspended(from, to));
    assertThat(ruling.permits()).isEqualTo(expected.equals("permitted"));
    if (!ruling.permits()) {
      assertThat(ruling.article()).isEqualTo("20");
      assertThat(ruling.reason()).contains("停止委派");
      assertThat(fact(ruling, "任务日期")).isEqualTo(day);
    }
  }

  @Test
  void theFactsNameThePeriod() {
    assertThat(fact(on("2026-12-05", aSupervisor().suspended("2026-12-01", "2026-12-10")), "起止"))
        .isEqualTo("2026-12-01 至 2026-12-10");
    assertThat(fact(on("2026-12-05", aSupervisor().suspended("2026-12-01", null)), "起止"))
        .isEqualTo("2026-12-01 至 解除时");
    assertThat(fact(on("2026-12-05", aSupervisor().suspended(null, "2026-12-10")), "起止"))
        .isEqualTo("此前 至 2026-12-10");
    Ruling always = on("2026-12-05", aSupervisor().suspended(null, null));
    assertThat(fact(always, "起止")).isEqualTo("长期");
    assertThat(fact(always, "原因")).isEqualTo("未填写");
  }

  @Test
  void disqualificationExcludesUnderArticleEight() {
    Ruling ruling = on("2026-12-05", aSupervisor().disqualified("2026-12-05"));
    assertThat(ruling.permits()).isFalse();
    assertThat(ruling.article()).isEqualTo("8");
    assertThat(ruling.reason()).isEqualTo("任务当日处于“取消资格”状态");
  }

  @Test
  void goodStandingIsPermittedUnderArticleEight() {
    Ruling ruling = on("2026-12-05", aSupervisor());
    assertThat(ruling.permits()).isTrue();
    assertThat(ruling.article()).isEqualTo("8");
  }

  @Test
  void aPeriodOfGoodStandingHindersNobody() {
    QualitySupervisor one = aSupervisor().build();
    QualitySupervisor supervisor =
        new QualitySupervisor(
            one.card(),
            one.name(),
            one.kind(),
            one.employer(),
            null,
            List.<Employment>of(),
            one.district(),
            one.issuedOn(),
            one.validUntil(),
            one.grades(),
            List.of(
                new StandingPeriod(Standing.GOOD, null, null, ""),
                new StandingPeriod(Standing.SUSPENDED, null, null, "违规")),
            null,
            List.of());
    var facts = facts().with(aSession("P1", "U1", "2026-12-05")).build();
    Ruling ruling =
        rule.on(
            new AssignmentCase(
                supervisor,
                facts.tasks().values().iterator().next(),
                facts,
                DispatchProposal.EMPTY));
    assertThat(fact(ruling, "状态")).isEqualTo("停止委派");
    assertThat(fact(ruling, "原因")).isEqualTo("违规");
  }
}
