package cn.dudao.dispatch.rules;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static cn.dudao.dispatch.rules.Asking.proposal;
import static cn.dudao.dispatch.rules.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Ruling;
import org.junit.jupiter.api.Test;

/** 第八条: who is excluded is excluded by the first rule that does so. */
@Article("8")
class AssignmentRulesTest {

  private final DispatchFacts facts =
      facts()
          .withInstitution("U1")
          .with(aSupervisor("R1"))
          .with(aSupervisor("R2").withCardValidUntil("2026-11-30").employedAt("U1"))
          .with(aSession("P1", "U1", "2026-12-05"), aSession("P2", "U2", "2026-12-05"))
          .build();

  @Test
  void theRulesStandInTheirOrder() {
    assertThat(AssignmentRules.ordered())
        .extracting(AssignmentRule::key)
        .containsExactly("8", "5", "10", "14", "18", "absent", "19", "overlap", "travel");
    assertThat(AssignmentRules.ordered())
        .extracting(AssignmentRule::title)
        .containsExactly("资质状态", "证卡有效期", "年度考核", "兼任考评", "回避", "不可用", "轮换", "时间冲突", "跨区路程");
    assertThat(AssignmentRules.staticRules())
        .extracting(AssignmentRule::key)
        .containsExactly("8", "5", "10", "14", "18", "absent");
    assertThat(AssignmentRules.ordered())
        .filteredOn(AssignmentRules::asksOnlyForTheDay)
        .extracting(AssignmentRule::key)
        .containsExactly("8", "5", "10");
    assertThat(AssignmentRules.LEADER.key()).isEqualTo("leader");
    assertThat(AssignmentRules.LEADER.title()).isEqualTo("重要批次组长");
    assertThat(AssignmentRules.asksOnlyForTheDay(AssignmentRules.LEADER)).isFalse();
  }

  @Test
  void theFirstRuleThatExcludesIsNamed() {
    AssignmentCase excluded = question(facts, "R2", "P1-20261205", proposal("P2-20261205", "R2"));
    assertThat(AssignmentRules.permits(excluded)).isFalse();
    assertThat(AssignmentRules.permitsStatically(excluded)).isFalse();
    assertThat(AssignmentRules.firstRefusing(excluded)).contains(AssignmentRules.VALID_CARD);
    assertThat(AssignmentRules.firstRefusal(excluded).orElseThrow().rule()).isEqualTo("5");
    assertThat(AssignmentRules.refusals(excluded))
        .extracting(Ruling::rule)
        .containsExactly("5", "18", "overlap");
    assertThat(AssignmentRules.all(excluded))
        .extracting(Ruling::permits)
        .containsExactly(true, false, true, true, false, true, true, false, true);
  }

  @Test
  void whoIsBusyIsStaticallyLawful() {
    AssignmentCase busy = question(facts, "R1", "P1-20261205", proposal("P2-20261205", "R1"));
    assertThat(AssignmentRules.permitsStatically(busy)).isTrue();
    assertThat(AssignmentRules.permits(busy)).isFalse();
    assertThat(AssignmentRules.firstRefusing(busy)).contains(AssignmentRules.OVERLAP);
  }

  @Test
  void whoIsExcludedByNoneIsPermitted() {
    AssignmentCase lawful = question(facts, "R1", "P1-20261205", proposal());
    assertThat(AssignmentRules.permits(lawful)).isTrue();
    assertThat(AssignmentRules.firstRefusing(lawful)).isEmpty();
    assertThat(AssignmentRules.firstRefusal(lawful)).isEmpty();
    assertThat(AssignmentRules.refusals(lawful)).isEmpty();
    assertThat(AssignmentRules.all(lawful)).hasSize(9).allMatch(Ruling::permits);
  }
}
