package cn.dudao.dispatch.rules;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static cn.dudao.dispatch.rules.Asking.ask;
import static cn.dudao.dispatch.rules.Asking.fact;
import static cn.dudao.platform.calendar.HalfDay.AFTERNOON;
import static cn.dudao.platform.calendar.HalfDay.EVENING;
import static cn.dudao.platform.calendar.HalfDay.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.SupervisorFixture;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Ruling;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 第十四条: 不能兼任同场次考评工作. */
@Article("14")
class DualRoleRuleTest {

  private final DualRoleRule rule = new DualRoleRule();

  @ParameterizedTest(name = "名单“{0}”，督导员编号“{1}”姓名“{2}” → {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "K410001,   K410001,   王芳, refused",
        "' K410001 ', 'K410001', 王芳, refused",
        "K410001,   ' K410001 ', 王芳, refused",
        "王芳,      K410001,   王芳, refused",
        "' 王芳',   -,         王芳, refused",
        "王芳,      -,         '王芳 ', refused",
        "王芳芳,    -,         王芳, permitted",
        "K4100011,  K410001,   王芳, permitted",
        "'',        '',        王芳, permitted",
        "K410001,   -,         王芳, permitted",
      })
  void anEntryIsANumberOrAName(String entry, String number, String name, String expected) {
    SupervisorFixture supervisor = aSupervisor().named(name);
    if (number != null) {
      supervisor.withExaminerNumber(number);
    }
    // Once on the task's own roster, once elsewhere at the same time.
    Ruling own =
        ask(
            rule,
            facts()
                .with(supervisor)
                .with(aSession("P1", "U1", "2026-12-05").examinedBy("K9", entry))
                .build());
    Ruling elsewhere =
        ask(
            rule,
            facts()
                .with(supervisor)
                .with(aSession("P1", "U1", "2026-12-05"))
                .knowing(aSession("P2", "U2", "2026-12-05").examinedBy("K9", entry))
                .build());
    assertThat(own.permits()).isEqualTo(expected.equals("permitted"));
    assertThat(elsewhere.permits()).isEqualTo(expected.equals("permitted"));
    assertThat(own.article()).isEqualTo("14");
    assertThat(elsewhere.article()).isEqualTo("14");
  }

  @Test
  void aSessionOfTheTaskItselfExcludesWhateverTheHalfDay() {
    var facts =
        facts()
            .with(aSupervisor().withExaminerNumber("K1"))
            .with(aSession("P1", "U1", "2026-12-05").numbered("01").at(MORNING))
            .with(aSession("P1", "U1", "2026-12-05").numbered("02").at(AFTERNOON).examinedBy("K1"))
            .build();
    Ruling ruling = ask(rule, facts);
    assertThat(ruling.permits()).isFalse();
    assertThat(ruling.reason()).isEqualTo("在本任务的场次 P1-02 担任考评员");
    assertThat(fact(ruling, "担任考评的场次")).isEqualTo("P1-02");
    assertThat(fact(ruling, "场次时间")).isEqualTo("2026-12-05 下午");
    assertThat(fact(ruling, "考评员编号")).isEqualTo("K1");
  }

  @ParameterizedTest(name = "任务 12-05 {0}，别处考评 {1} {2} → {3}")
  @CsvSource({
    "MORNING,   2026-12-05, MORNING,   refused",
    "MORNING,   2026-12-05, AFTERNOON, permitted",
    "AFTERNOON, 2026-12-05, EVENING,   permitted",
    "EVENING,   2026-12-05, EVENING,   refused",
    "MORNING,   2026-12-04, MORNING,   permitted",
    "MORNING,   2026-12-06, MORNING,   permitted",
  })
  void elsewhereOnlyACommonHalfDayExcludes(
      HalfDay task, String day, HalfDay examining, String expected) {
    Ruling ruling =
        ask(
            rule,
            facts()
                .with(aSupervisor().withExaminerNumber("K1"))
                .with(aSession("P1", "U1", "2026-12-05").at(task))
                .knowing(aSession("P2", "U2", day).at(examining).examinedBy("K1"))
                .build());
    assertThat(ruling.permits()).isEqualTo(expected.equals("permitted"));
  }

  @Test
  void aSiteOfTheSameBatchElsewhereCountsByItsHalfDay() {
    var facts =
        facts()
            .with(aSupervisor().withExaminerNumber("K1"))
            .with(aSession("P1", "U1", "2026-12-05").numbered("01").at(MORNING))
            .with(
                aSession("P1", "U1", "2026-12-05")
                    .numbered("02")
                    .at(MORNING, EVENING)
                    .atSite("东区")
                    .examinedBy("K1"))
            .build();
    Ruling ruling = ask(rule, facts, "R41250001", "P1-20261205-1");
    assertThat(ruling.permits()).isFalse();
    assertThat(ruling.reason()).isEqualTo("同日上午、晚上在场次 P1-02 担任考评员");
  }

  @Test
  void bothNumberAndNameAreLookedFor() {
    var facts =
        facts()
            .with(aSupervisor().named("王芳").withExaminerNumber("K1"))
            .with(aSession("P1", "U1", "2026-12-05").at(EVENING))
            .knowing(aSession("P2", "U2", "2026-12-05").at(MORNING).examinedBy("K1"))
            .knowing(aSession("P3", "U3", "2026-12-05").at(EVENING).examinedBy("王芳"))
            .build();
    assertThat(ask(rule, facts).reason()).contains("P3-01");
    assertThat(
            facts.examining(
                facts.supervisors().values().iterator().next(), LocalDate.of(2026, 12, 5)))
        .hasSize(2);
  }

  @Test
  void whoExaminesNowhereIsPermitted() {
    Ruling ruling =
        ask(rule, facts().with(aSupervisor()).with(aSession("P1", "U1", "2026-12-05")).build());
    assertThat(ruling.permits()).isTrue();
    assertThat(ruling.article()).isEqualTo("14");
    assertThat(fact(ruling, "考评员编号")).isEqualTo("无");
  }
}
