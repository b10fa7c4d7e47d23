package cn.dudao.dispatch.rules;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static cn.dudao.dispatch.rules.Asking.ask;
import static cn.dudao.dispatch.rules.Asking.fact;
import static cn.dudao.dispatch.rules.Asking.proposal;
import static cn.dudao.dispatch.rules.Asking.question;
import static cn.dudao.platform.calendar.HalfDay.AFTERNOON;
import static cn.dudao.platform.calendar.HalfDay.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.FactsFixture;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterBook;
import cn.dudao.regulation.Parameters;
import cn.dudao.regulation.Ruling;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 第十九条: 在同一个被督导单位连续从事督导工作不能超过三次. */
@Article("19")
class RotationRuleTest {

  private static final RotationRule RULE = AssignmentRules.ROTATION;

  /**
   * The past of unit U1 as letters, one an occasion, oldest first: A was R1 alone, B another, C
   * both, - nobody. Then a batch on 5 December.
   */
  private static FactsFixture past(String letters) {
    FactsFixture result = facts().with(aSupervisor("R1"), aSupervisor("R2"));
    for (int i = 0; i < letters.length(); i++) {
      String day = "2026-11-%02d".formatted(i + 1);
      switch (letters.charAt(i)) {
        case 'A' -> result.withPast("U1", day, "H" + i, "R1");
        case 'B' -> result.withPast("U1", day, "H" + i, "R2");
        case 'C' -> result.withPast("U1", day, "H" + i, "R1", "R2");
        default -> result.withPast("U1", day, "H" + i);
      }
    }
    return result.with(aSession("P1", "U1", "2026-12-05"));
  }

  @ParameterizedTest(name = "{0}，上限 {1} → R1 {2}")
  @CsvSource({
    "'',     3, permitted",
    "A,      3, permitted",
    "AA,     3, permitted",
    "AAA,    3, refused",
    "AAAA,   3, refused",
    "BAAA,   3, refused",
    "AAAB,   3, permitted",
    "BAA,    3, permitted",
    "AABA,   3, permitted",
    "CCC,    3, refused",
    "CCBC,   3, permitted",
    "AAA-,   3, refused",
    "A-A-A,  3, refused",
    "AA-,    3, permitted",
    "AA,     2, refused",
    "A,      2, permitted",
    "A,      1, refused",
    "B,      1, permitted",
    // The law's limit cannot be made laxer.
    "AAA,    5, refused",
  })
  void theFourthTimeInARowIsRefusedInTheOrderOfTheUnit(String letters, int limit, String expected) {
    DispatchFacts facts =
        past(letters)
            .with(Parameter.MOST_IN_A_ROW, limit)
            .with(Parameter.ROTATION_READING, "UNIT")
            .build();
    Ruling ruling = ask(RULE, facts, "R1", "P1-20261205");
    assertThat(ruling.permits()).isEqualTo(expected.equals("permitted"));
    assertThat(ruling.article()).isEqualTo("19");
  }

  @ParameterizedTest(name = "{0} → R1 {1}")
  @CsvSource({
    // In R1's own order others do not matter: three times are three times.
    "AAA,   refused",
    "AAAB,  refused",
    "ABABA, refused",
    "ABA,   permitted",
    "AA-,   permitted",
  })
  void inThePersonsOwnOrderOthersDoNotInterrupt(String letters, String expected) {
    DispatchFacts facts = past(letters).with(Parameter.ROTATION_READING, "OWN").build();
    assertThat(ask(RULE, facts, "R1", "P1-20261205").permits())
        .isEqualTo(expected.equals("permitted"));
    DispatchFacts both = past(letters).build();
    assertThat(ask(RULE, both, "R1", "P1-20261205").permits())
        .isEqualTo(expected.equals("permitted"));
  }

  @Test
  void aVisitElsewhereInterruptsThePersonsOwnOrder() {
    FactsFixture between = past("AAA").withPast("U2", "2026-11-20", "H9", "R1");
    assertThat(
            ask(RULE, between.with(Parameter.ROTATION_READING, "OWN").build(), "R1", "P1-20261205")
                .permits())
        .isTrue();
    // Yet at the unit it is the fourth in a row: both readings must hold.
    assertThat(
            ask(RULE, between.with(Parameter.ROTATION_READING, "BOTH").build(), "R1", "P1-20261205")
                .permits())
        .isFalse();
  }

  @Test
  void theFactsNameEveryVisitOfTheRun() {
    Ruling ruling = ask(RULE, past("AAA").build(), "R1", "P1-20261205");
    assertThat(ruling.reason()).isEqualTo("按该单位的督导次序连续督导该单位将达 4 次，上限 3 次");
    assertThat(fact(ruling, "第 1 次")).isEqualTo("2026-11-01 H0（历史）");
    assertThat(fact(ruling, "第 3 次")).isEqualTo("2026-11-03 H2（历史）");
    assertThat(fact(ruling, "第 4 次")).isEqualTo("2026-12-05 P1-20261205（本方案）");
    assertThat(fact(ruling, "连续督导上限")).isEqualTo("3 次");
    Ruling permitted = ask(RULE, past("AA").build(), "R1", "P1-20261205");
    assertThat(permitted.reason()).isEqualTo("本单位连续第 3 次，上限 3 次");
    assertThat(fact(permitted, "按该单位的督导次序")).isEqualTo("连续第 3 次");
    assertThat(fact(permitted, "按本人的督导次序")).isEqualTo("连续第 3 次");
    assertThat(ask(RULE, past("").build(), "R1", "P1-20261205").reason())
        .isEqualTo("本单位连续第 1 次，上限 3 次");
  }

  @Test
  void aBatchOfSeveralDaysIsOneOccasion() {
    DispatchFacts facts =
        past("AA")
            .with(aSession("P1", "U1", "2026-12-06").numbered("02"))
            .with(aSession("P1", "U1", "2026-12-07").numbered("03"))
            .build();
    DispatchProposal others = proposal("P1-20261205", "R1", "P1-20261206", "R1");
    assertThat(ask(RULE, facts, "R1", "P1-20261207", others).permits()).isTrue();
    assertThat(RULE.inARow(question(facts, "R1", "P1-20261207", others), unit())).isEqualTo(3);
  }

  private static RotationRun.Reading unit() {
    return RotationRun.Reading.UNIT;
  }

  @Test
  void parallelBatchesAreOneOccasionAlsoThroughAThird() {
    // P1 5 Dec, P3 5-7 Dec, P2 7 Dec: P1 and P2 share no day, but both share one with P3.
    DispatchFacts joined =
        past("AA")
            .with(aSession("P2", "U1", "2026-12-07"))
            .knowing(
                aSession("P3", "U1", "2026-12-05"),
                aSession("P3", "U1", "2026-12-07").numbered("02"))
            .build();
    assertThat(ask(RULE, joined, "R1", "P2-20261207", proposal("P1-20261205", "R1")).permits())
        .isTrue();
    DispatchFacts apart = past("AA").with(aSession("P2", "U1", "2026-12-07")).build();
    assertThat(ask(RULE, apart, "R1", "P2-20261207", proposal("P1-20261205", "R1")).permits())
        .isFalse();
  }

  @Test
  void aPastVisitOnADayOfTheBatchIsTheSameOccasion() {
    DispatchFacts facts = past("AA").withPast("U1", "2026-12-05", "H8", "R1").build();
    assertThat(ask(RULE, facts, "R1", "P1-20261205").permits()).isTrue();
  }

  @Test
  void anOccasionThatNobodyIsAssignedToDoesNotCount() {
    FactsFixture fixture = past("AAA").with(aSession("P0", "U1", "2026-12-01"));
    DispatchFacts facts = fixture.build();
    assertThat(ask(RULE, facts, "R1", "P1-20261205").permits()).isFalse();
    assertThat(ask(RULE, facts, "R1", "P1-20261205", proposal("P0-20261201", "R2")).permits())
        .as("in the unit's order the other one interrupts; in R1's own it is the fourth")
        .isFalse();
    DispatchFacts unitOnly = fixture.with(Parameter.ROTATION_READING, "UNIT").build();
    assertThat(ask(RULE, unitOnly, "R1", "P1-20261205", proposal("P0-20261201", "R2")).permits())
        .isTrue();
  }

  @Test
  void aTaskInFrontOfALaterRunIsRefusedToo() {
    DispatchFacts facts =
        facts()
            .with(aSupervisor("R1"))
            .with(
                aSession("P1", "U1", "2026-12-01"),
                aSession("P2", "U1", "2026-12-03"),
                aSession("P3", "U1", "2026-12-05"),
                aSession("P4", "U1", "2026-12-07"))
            .build();
    DispatchProposal later =
        proposal("P2-20261203", "R1", "P3-20261205", "R1", "P4-20261207", "R1");
    Ruling ruling = ask(RULE, facts, "R1", "P1-20261201", later);
    assertThat(ruling.permits()).isFalse();
    assertThat(fact(ruling, "第 4 次")).startsWith("2026-12-07");
  }

  @Test
  void thePastIsNeverCharged() {
    // Four in a row in the past, then a task elsewhere.
    DispatchFacts facts = past("AAAA").with(aSession("P2", "U2", "2026-12-08")).build();
    assertThat(ask(RULE, facts, "R1", "P2-20261208").permits()).isTrue();
    assertThat(RULE.tooLong(facts, proposal("P2-20261208", "R1"), "R1")).isEmpty();
  }

  @Test
  void aMorningGoesBeforeAnAfternoonInThePersonsOwnOrder() {
    FactsFixture fixture =
        facts()
            .with(Parameter.ROTATION_READING, "OWN")
            .with(aSupervisor("R1"))
            .withPast("U1", "2026-11-01", "H1", "R1")
            .withPast("U1", "2026-11-02", "H2", "R1")
            .withPast("U1", "2026-11-03", "H3", "R1");
    DispatchFacts before =
        fixture
            .with(aSession("P2", "U2", "2026-12-05").at(MORNING))
            .with(aSession("P1", "U1", "2026-12-05").at(AFTERNOON))
            .build();
    assertThat(ask(RULE, before, "R1", "P1-20261205", proposal("P2-20261205", "R1")).permits())
        .isTrue();
    DispatchFacts after =
        facts()
            .with(Parameter.ROTATION_READING, "OWN")
            .with(aSupervisor("R1"))
            .withPast("U1", "2026-11-01", "H1", "R1")
            .withPast("U1", "2026-11-02", "H2", "R1")
            .withPast("U1", "2026-11-03", "H3", "R1")
            .with(aSession("P2", "U2", "2026-12-05").at(AFTERNOON))
            .with(aSession("P1", "U1", "2026-12-05").at(MORNING))
            .build();
    assertThat(ask(RULE, after, "R1", "P1-20261205", proposal("P2-20261205", "R1")).permits())
        .isFalse();
  }

  @Test
  void aFurtherDayThatMovesAnOccasionForwardMayJoinRunsElsewhere() {
    // In R1's own order: U1, U1, then U2 on the 10th, then U1, U1. A further day at U2 on the 1st
    // puts U2 in front, and U1 follows four times in a row.
    DispatchFacts facts =
        facts()
            .with(Parameter.ROTATION_READING, "OWN")
            .with(aSupervisor("R1"))
            .with(aSession("B", "U2", "2026-12-01"))
            .with(aSession("B", "U2", "2026-12-10").numbered("02"))
            .with(aSession("P1", "U1", "2026-12-03"))
            .with(aSession("P2", "U1", "2026-12-05"))
            .with(aSession("P3", "U1", "2026-12-12"))
            .with(aSession("P4", "U1", "2026-12-14"))
            .build();
    DispatchProposal others =
        proposal(
            "P1-20261203",
            "R1",
            "P2-20261205",
            "R1",
            "B-20261210",
            "R1",
            "P3-20261212",
            "R1",
            "P4-20261214",
            "R1");
    assertThat(RULE.tooLong(facts, others, "R1")).isEmpty();
    assertThat(
            ask(
                    RULE,
                    facts,
                    "R1",
                    "B-20261201",
                    others.with(new ProposedAssignment("B-20261201", "R1", Role.MEMBER)))
                .permits())
        .as("also if the seat is taken already")
        .isFalse();
    Ruling ruling = ask(RULE, facts, "R1", "B-20261201", others);
    assertThat(ruling.permits()).isFalse();
    assertThat(ruling.reason()).startsWith("会使本人按本人的督导次序连续督导 U1 达 4 次");
    assertThat(fact(ruling, "被督导单位")).isEqualTo("U1");
  }

  @Test
  void theSeatThatIsAskedForIsLeftAside() {
    DispatchFacts facts = past("AA").build();
    assertThat(ask(RULE, facts, "R1", "P1-20261205", proposal("P1-20261205", "R1")).permits())
        .isTrue();
  }

  @Test
  void theCheckShowsEachRunThatIsTooLong() {
    DispatchFacts facts = past("AAA").build();
    var runs = RULE.tooLong(facts, proposal("P1-20261205", "R1"), "R1");
    assertThat(runs)
        .extracting(RotationRun::reading)
        .containsExactly(RotationRun.Reading.UNIT, RotationRun.Reading.OWN);
    assertThat(runs.getFirst().length()).isEqualTo(4);
    Ruling ruling = RULE.onRun(facts, runs.getFirst());
    assertThat(ruling.permits()).isFalse();
    assertThat(ruling.reason()).isEqualTo("按该单位的督导次序连续督导该单位 4 次，上限 3 次");
    assertThat(ruling.day()).isEqualTo("2026-12-05");
  }

  @Test
  void theParametersOfThePlannedDayDecide() {
    // From 7 December once in a row is the most.
    ParameterBook stricter =
        day ->
            new Parameters(
                Map.of(
                    Parameter.MOST_IN_A_ROW, day.isBefore(LocalDate.of(2026, 12, 7)) ? "3" : "1"));
    DispatchFacts facts =
        past("A")
            .with(stricter)
            .with(aSession("P2", "U1", "2026-12-08"))
            .withPast("U1", "2026-12-06", "H7", "R1")
            .knowing(aSession("P3", "U1", "2026-12-06"))
            .knowing(aSession("P3", "U1", "2026-12-08").numbered("02"))
            .build();
    assertThat(ask(RULE, facts, "R1", "P1-20261205").permits()).isTrue();
    // The occasion began on the 6th, but what the plan brings is on the 8th.
    assertThat(ask(RULE, facts, "R1", "P2-20261208").permits()).isFalse();
    assertThat(ask(RULE, facts, "R2", "P2-20261208").permits()).isTrue();
  }

  @Test
  void aRunThatIsTooLongAlreadyExcludesItsFurtherDays() {
    DispatchFacts facts =
        past("AAA").with(aSession("P1", "U1", "2026-12-06").numbered("02")).build();
    assertThat(ask(RULE, facts, "R1", "P1-20261206", proposal("P1-20261205", "R1")).permits())
        .isFalse();
  }

  @Test
  void whatIsBrokenElsewhereDoesNotExcludeHere() {
    for (String reading : List.of("UNIT", "OWN", "BOTH")) {
      DispatchFacts facts =
          past("AAA")
              .with(Parameter.ROTATION_READING, reading)
              .withPast("U2", "2026-10-01", "H9", "R1")
              .with(aSession("P2", "U2", "2026-12-08"))
              .build();
      assertThat(ask(RULE, facts, "R1", "P2-20261208", proposal("P1-20261205", "R1")).permits())
          .isTrue();
    }
  }

  @Test
  void whatIsBrokenElsewhereDoesNotHideWhatIsNewlyBroken() {
    // As above, with four in a row at U3 that the plan has already.
    FactsFixture fixture =
        facts()
            .with(Parameter.ROTATION_READING, "OWN")
            .with(aSupervisor("R1"))
            .with(aSession("B", "U2", "2026-12-01"))
            .with(aSession("B", "U2", "2026-12-10").numbered("02"));
    DispatchProposal others = proposal("B-20261210", "R1");
    for (String day : List.of("03", "05", "12", "14")) {
      fixture.with(aSession("P" + day, "U1", "2026-12-" + day));
      others = others.with(member("P%s-202612%s".formatted(day, day)));
    }
    for (String day : List.of("20", "22", "24", "26")) {
      fixture.with(aSession("Q" + day, "U3", "2026-12-" + day));
      others = others.with(member("Q%s-202612%s".formatted(day, day)));
    }
    DispatchFacts facts = fixture.build();
    assertThat(RULE.tooLong(facts, others, "R1")).hasSize(1);
    assertThat(ask(RULE, facts, "R1", "B-20261201", others).permits()).isFalse();
  }

  private static ProposedAssignment member(String task) {
    return new ProposedAssignment(task, "R1", Role.MEMBER);
  }

  @Test
  void visitsToOtherUnitsDoNotCountInTheOrderOfTheUnit() {
    DispatchFacts facts =
        past("AA")
            .with(Parameter.ROTATION_READING, "UNIT")
            .withPast("U2", "2026-11-10", "H8", "R1")
            .withPast("U2", "2026-11-11", "H9", "R1")
            .build();
    assertThat(ask(RULE, facts, "R1", "P1-20261205").permits()).isTrue();
  }

  @Test
  void theNumberInARowIsThatOfTheTaskItself() {
    DispatchFacts facts =
        past("A")
            .with(aSession("P2", "U1", "2026-12-07"))
            .with(aSession("P3", "U2", "2026-12-06"))
            .build();
    DispatchProposal others = proposal("P1-20261205", "R1", "P3-20261206", "R1");
    AssignmentCase second = question(facts, "R1", "P2-20261207", others);
    assertThat(RULE.inARow(second, RotationRun.Reading.UNIT)).isEqualTo(3);
    assertThat(RULE.inARow(second, RotationRun.Reading.OWN)).isEqualTo(1);
  }
}
