package cn.dudao.dispatch.rules;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static cn.dudao.dispatch.rules.Asking.ask;
import static cn.dudao.dispatch.rules.Asking.fact;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.FactsFixture;
import cn.dudao.dispatch.SupervisorFixture;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.RecusalGround.Relation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** 第十八条: 实行回避制度. */
@Article("18")
class RecusalRuleTest {

  private final RecusalRule rule = new RecusalRule();

  /** A holding over two stations and a lone station; the top of the holding stands above it. */
  private static FactsFixture units() {
    return facts()
        .withInstitution("TOP", "总公司", null)
        .withInstitution("HOLDING", "集团", "TOP")
        .withInstitution("A", "甲站", "HOLDING")
        .withInstitution("B", "乙站", "HOLDING")
        .withInstitution("LONE", "独立站", null)
        .withInstitution("OTHER", "其他站", null)
        .withInstitution("BLANK", "空白站", " ")
        .withInstitution("BLANK2", "空白二站", " ");
  }

  private Ruling on(SupervisorFixture supervisor, String unit) {
    return ask(rule, units().with(supervisor).with(aSession("P1", unit, "2026-12-05")).build());
  }

  @ParameterizedTest(name = "工作单位 {0}，被督导单位 {1} → {2}")
  @CsvSource({
    "A,       A,       refused,   工作单位是被督导单位本身",
    "HOLDING, A,       refused,   工作单位是被督导单位的上级单位",
    "A,       HOLDING, refused,   工作单位是被督导单位的下级单位",
    "A,       B,       refused,   工作单位是被督导单位同一上级的其他下级单位",
    "TOP,     A,       permitted, 与被督导单位无回避关系",
    "A,       TOP,     permitted, 与被督导单位无回避关系",
    "LONE,    OTHER,   permitted, 与被督导单位无回避关系",
    "LONE,    A,       permitted, 与被督导单位无回避关系",
    "BLANK,   BLANK2,  permitted, 与被督导单位无回避关系",
    "NOWHERE, A,       permitted, 与被督导单位无回避关系",
    "' ',     A,       permitted, 与被督导单位无回避关系",
  })
  void theEmployerAndItsFamilyExclude(
      String employer, String unit, String expected, String reason) {
    Ruling ruling = on(aSupervisor().employedAt(employer), unit);
    assertThat(ruling.permits()).isEqualTo(expected.equals("permitted"));
    assertThat(ruling.article()).isEqualTo("18");
    assertThat(ruling.reason()).isEqualTo(reason);
    assertThat(fact(ruling, "被督导单位")).contains(unit);
  }

  @Test
  void anEmployerIsKnownByTheNameOfExactlyOneInstitution() {
    assertThat(on(aSupervisor().employedBy(" 甲站 "), "A").permits()).isFalse();
    assertThat(on(aSupervisor().employedBy("甲站 "), "B").permits()).isFalse();
    assertThat(on(aSupervisor().employedBy("甲"), "A").permits()).isTrue();
    // The code goes before the name.
    assertThat(on(aSupervisor().employedBy("甲站").employedAt("LONE"), "A").permits()).isTrue();
    // Two institutions of that name: nobody knows which.
    DispatchFacts twice =
        units()
            .withInstitution("A2", "甲站", null)
            .with(aSupervisor().employedBy("甲站"))
            .with(aSession("P1", "A", "2026-12-05"))
            .build();
    assertThat(ask(rule, twice).permits()).isTrue();
  }

  @ParameterizedTest(name = "任职至 {0}，年限 {1}，任务 2026-12-05 → {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "2024-12-04, 2, permitted",
        "2024-12-05, 2, refused",
        "2026-12-04, 2, refused",
        "2027-06-30, 2, refused",
        "-,          2, refused",
        "2024-12-05, 1, permitted",
        "2025-12-05, 1, refused",
        "2023-12-05, 3, refused",
        "2026-12-05, 0, refused",
        "2026-12-04, 0, permitted",
      })
  void aFormerEmploymentExcludesForSomeYears(String until, int years, String expected) {
    DispatchFacts facts =
        units()
            .with(Parameter.EMPLOYMENT_YEARS, years)
            .with(aSupervisor().formerlyAt("LONE", "2026-12-01").formerlyAt("A", until))
            .with(aSession("P1", "A", "2026-12-05"))
            .build();
    Ruling ruling = ask(rule, facts);
    assertThat(ruling.permits()).isEqualTo(expected.equals("permitted"));
    if (!ruling.permits()) {
      assertThat(ruling.article()).isEqualTo("18");
      assertThat(fact(ruling, "任职至")).isEqualTo(until == null ? "不详" : until);
      assertThat(ruling.reason())
          .isEqualTo(
              until == null ? "曾在被督导单位任职，离职日期不详" : "曾在被督导单位任职至 %s，未满 %d 年".formatted(until, years));
    }
  }

  @Test
  void aFormerEmploymentDoesNotReachTheFamily() {
    assertThat(on(aSupervisor().formerlyAt("B", "2026-12-01"), "A").permits()).isTrue();
  }

  @ParameterizedTest(name = "申报 {0} 至 {1}，任务 {2} → {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "2026-12-05, 2026-12-07, 2026-12-04, permitted",
        "2026-12-05, 2026-12-07, 2026-12-05, refused",
        "2026-12-05, 2026-12-07, 2026-12-07, refused",
        "2026-12-05, 2026-12-07, 2026-12-08, permitted",
        "2026-12-05, -,          2036-12-05, refused",
        "-,          2026-12-07, 2006-12-05, refused",
        "-,          -,          2026-12-05, refused",
      })
  void aDeclaredGroundHoldsFromItsFirstToItsLastDay(
      String from, String to, String day, String expected) {
    DispatchFacts facts =
        units()
            .with(aSupervisor("R1"))
            .withGround("R1", "LONE", Relation.RELATIVE, from, to)
            .with(aSession("P1", "LONE", day))
            .build();
    Ruling ruling = ask(rule, facts);
    assertThat(ruling.permits()).isEqualTo(expected.equals("permitted"));
    if (!ruling.permits()) {
      assertThat(ruling.reason()).isEqualTo("与被督导单位有回避关系：近亲属");
      assertThat(ruling.article()).isEqualTo("18");
      assertThat(fact(ruling, "说明")).isEqualTo("未填写");
    }
  }

  @ParameterizedTest
  @EnumSource(Relation.class)
  void everyDeclaredRelationExcludes(Relation relation) {
    DispatchFacts facts =
        units()
            .with(aSupervisor("R1"))
            .withGround("R1", "LONE", relation, null, null)
            .with(aSession("P1", "LONE", "2026-12-05"))
            .build();
    assertThat(ask(rule, facts).permits()).isFalse();
  }

  @Test
  void aGroundConcernsItsPersonAndItsUnitOnly() {
    DispatchFacts facts =
        units()
            .with(aSupervisor("R1"), aSupervisor("R2"))
            .withGround("R1", "A", Relation.OTHER, null, null)
            .with(aSession("P1", "A", "2026-12-05"), aSession("P2", "B", "2026-12-05"))
            .build();
    assertThat(ask(rule, facts, "R1", "P1-20261205").permits()).isFalse();
    assertThat(ask(rule, facts, "R1", "P2-20261205").permits()).isTrue();
    assertThat(ask(rule, facts, "R2", "P1-20261205").permits()).isTrue();
    assertThat(RecusalRule.unitsConcerning(facts, facts.supervisors().get("R1")))
        .containsExactly("A");
    assertThat(RecusalRule.unitsConcerning(facts, aSupervisor().employedAt("A").build()))
        .containsExactlyInAnyOrder("A", "B", "HOLDING");
    assertThat(RecusalRule.unitsConcerning(facts, aSupervisor().employedAt("HOLDING").build()))
        .containsExactlyInAnyOrder("A", "B", "HOLDING", "TOP");
  }
}
