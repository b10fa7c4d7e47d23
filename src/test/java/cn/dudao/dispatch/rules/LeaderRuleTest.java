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
import cn.dudao.supervisor.Grade;
import org.junit.jupiter.api.Test;

/** 重要批次的组长. */
@Article({"4", "10"})
class LeaderRuleTest {

  private final LeaderRule rule = new LeaderRule();

  private Ruling important(SupervisorFixture supervisor) {
    return ask(
        rule,
        facts().with(supervisor).with(aSession("P1", "U1", "2026-12-05").important()).build());
  }

  @Test
  void nationalLevelOrGradedExcellentMayLead() {
    assertThat(important(aSupervisor()).permits()).isFalse();
    assertThat(important(aSupervisor()).reason()).contains("国家级质量督导员或年度考核优秀");
    assertThat(important(aSupervisor().nationalLevel()).permits()).isTrue();
    assertThat(important(aSupervisor().graded(2025, Grade.EXCELLENT)).permits()).isTrue();
    // The grade that counts on the day, not an older or a newer one.
    assertThat(important(aSupervisor().graded(2024, Grade.EXCELLENT)).permits()).isFalse();
    assertThat(important(aSupervisor().graded(2026, Grade.EXCELLENT)).permits()).isFalse();
  }

  @Test
  void anybodyMayLeadAnotherBatch() {
    Ruling ruling =
        ask(rule, facts().with(aSupervisor()).with(aSession("P1", "U1", "2026-12-05")).build());
    assertThat(ruling.permits()).isTrue();
    assertThat(ruling.reason()).isEqualTo("非重要批次");
  }

  @Test
  void theFactsAreThoseOfThePerson() {
    Ruling ruling = important(aSupervisor());
    assertThat(fact(ruling, "重要批次")).isEqualTo("是");
    assertThat(fact(ruling, "年度考核")).isEqualTo("2025 年：合格");
    assertThat(fact(important(aSupervisor().neverAssessed()), "年度考核")).isEqualTo("无记录");
  }
}
