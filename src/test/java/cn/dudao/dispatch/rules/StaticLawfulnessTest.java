package cn.dudao.dispatch.rules;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.FactsFixture;
import cn.dudao.dispatch.SupervisorFixture;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.RecusalGround;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The quick answer for all is the answer of the rules one by one. */
class StaticLawfulnessTest {

  @Test
  void agreesWithTheRulesOnRandomFacts() {
    Random random = new Random(5);
    int lawful = 0;
    int asked = 0;
    for (int world = 0; world < 250; world++) {
      DispatchFacts facts = randomFacts(random);
      StaticLawfulness bulk = new StaticLawfulness(facts);
      assertThat(bulk.supervisors()).containsExactlyElementsOf(facts.supervisors().values());
      assertThat(bulk.tasks()).containsExactlyElementsOf(facts.tasks().values());
      for (int s = 0; s < bulk.supervisors().size(); s++) {
        boolean any = false;
        for (int t = 0; t < bulk.tasks().size(); t++) {
          AssignmentCase question =
              new AssignmentCase(
                  bulk.supervisors().get(s), bulk.tasks().get(t), facts, DispatchProposal.EMPTY);
          boolean expected =
              AssignmentRules.staticRules().stream().allMatch(each -> each.on(question).permits());
          assertThat(bulk.permits(s, t)).isEqualTo(expected);
          assertThat(bulk.lawfulFor(t).get(s)).isEqualTo(expected);
          assertThat(AssignmentRules.permitsStatically(question)).isEqualTo(expected);
          any |= expected;
          lawful += expected ? 1 : 0;
          asked++;
        }
        assertThat(bulk.lawfulForAny().get(s)).isEqualTo(any);
      }
    }
    assertThat(lawful).isBetween(asked / 5, asked * 4 / 5);
  }

  private static DispatchFacts randomFacts(Random random) {
    FactsFixture result = facts();
    for (int u = 0; u < 4; u++) {
      result.withInstitution(
          "U" + u, "单位" + u, random.nextBoolean() ? "U" + random.nextInt(4) : null);
    }
    for (int i = 0; i < 5; i++) {
      String card = "R" + i;
      SupervisorFixture person =
          aSupervisor(card)
              .named("甲" + random.nextInt(8))
              .withCardIssuedOn(
                  LocalDate.of(2023, 11, 20).plusDays(random.nextInt(900)).toString());
      if (random.nextInt(3) == 0) {
        person.neverAssessed();
      }
      if (random.nextInt(4) == 0) {
        person.graded(2025, Grade.FAIL);
      }
      if (random.nextInt(4) == 0) {
        person.suspended(null, day(random));
      }
      if (random.nextInt(3) == 0) {
        person.withExaminerNumber("K" + random.nextInt(4));
      }
      if (random.nextInt(3) == 0) {
        person.employedAt("U" + random.nextInt(5));
      } else if (random.nextInt(3) == 0) {
        person.employedBy("单位" + random.nextInt(5));
      }
      if (random.nextInt(4) == 0) {
        person.formerlyAt("U" + random.nextInt(4), "2024-12-" + (10 + random.nextInt(20)));
      }
      result.with(person);
      if (random.nextInt(3) == 0) {
        result.withGround(
            card,
            "U" + random.nextInt(4),
            RecusalGround.Relation.RELATIVE,
            random.nextBoolean() ? day(random) : null,
            random.nextBoolean() ? day(random) : null);
      }
      if (random.nextInt(3) == 0) {
        result.withAbsence(card, day(random), "2026-12-31", new HalfDays(1 + random.nextInt(7)));
      }
    }
    for (int b = 0; b < 6; b++) {
      var session =
          aSession("P" + b, "U" + random.nextInt(4), day(random))
              .at(new HalfDays(1 + random.nextInt(7)))
              .examinedBy("K" + random.nextInt(4), "甲" + random.nextInt(8));
      if (random.nextInt(5) == 0) {
        result.knowing(session);
      } else {
        result.with(session);
      }
    }
    return result.build();
  }

  private static String day(Random random) {
    return "2026-12-" + (10 + random.nextInt(20));
  }
}
