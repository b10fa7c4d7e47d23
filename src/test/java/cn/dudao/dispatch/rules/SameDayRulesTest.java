package cn.dudao.dispatch.rules;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static cn.dudao.dispatch.rules.Asking.ask;
import static cn.dudao.dispatch.rules.Asking.fact;
import static cn.dudao.dispatch.rules.Asking.proposal;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.regulation.Ruling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Overlap and travel: half-days as bits, 1 上午, 2 下午, 4 晚上, 7 全天. */
class SameDayRulesTest {

  private static DispatchFacts twoTasks(int one, int other, String otherDay, String otherDistrict) {
    return facts()
        .with(aSupervisor("R1"), aSupervisor("R2"))
        .with(aSession("P1", "U1", "2026-12-05").at(new HalfDays(one)).in("410105"))
        .with(aSession("P2", "U2", otherDay).at(new HalfDays(other)).in(otherDistrict))
        .build();
  }

  @ParameterizedTest(name = "{0} 与 {1}（{2}，{3}）→ 冲突 {4}，路程 {5}")
  @CsvSource({
    "1, 1, 2026-12-05, 410105, refused,   permitted",
    "1, 2, 2026-12-05, 410105, permitted, permitted",
    "1, 7, 2026-12-05, 410105, refused,   permitted",
    "3, 4, 2026-12-05, 410105, permitted, permitted",
    "3, 6, 2026-12-05, 410105, refused,   permitted",
    "1, 2, 2026-12-05, 410122, permitted, refused",
    "2, 1, 2026-12-05, 410122, permitted, refused",
    "2, 4, 2026-12-05, 410122, permitted, refused",
    "1, 4, 2026-12-05, 410122, permitted, permitted",
    "4, 1, 2026-12-05, 410122, permitted, permitted",
    "3, 4, 2026-12-05, 410122, permitted, refused",
    "5, 2, 2026-12-05, 410122, permitted, refused",
    // A common half-day is the matter of overlap alone.
    "1, 1, 2026-12-05, 410122, refused,   permitted",
    "7, 2, 2026-12-05, 410122, refused,   permitted",
    // Other days never collide.
    "7, 7, 2026-12-06, 410122, permitted, permitted",
    "4, 1, 2026-12-06, 410122, permitted, permitted",
  })
  void twoTasksOfOnePerson(
      int one, int other, String day, String district, String overlap, String travel) {
    DispatchFacts facts = twoTasks(one, other, day, district);
    DispatchProposal others = proposal("P2-" + day.replace("-", ""), "R1");
    Ruling byOverlap = ask(AssignmentRules.OVERLAP, facts, "R1", "P1-20261205", others);
    Ruling byTravel = ask(AssignmentRules.TRAVEL, facts, "R1", "P1-20261205", others);
    assertThat(byOverlap.permits()).isEqualTo(overlap.equals("permitted"));
    assertThat(byTravel.permits()).isEqualTo(travel.equals("permitted"));
    assertThat(byOverlap.article()).isEmpty();
    assertThat(byTravel.article()).isEmpty();
    if (!byOverlap.permits()) {
      assertThat(fact(byOverlap, "已有任务")).isEqualTo("P2-20261205");
    }
    if (!byTravel.permits()) {
      assertThat(fact(byTravel, "已有任务区县")).isEqualTo("410122");
    }
  }

  @Test
  void theSeatItselfAndOtherPeopleAreLeftAside() {
    DispatchFacts facts = twoTasks(1, 1, "2026-12-05", "410122");
    for (DispatchProposal others :
        new DispatchProposal[] {
          proposal("P1-20261205", "R1"), proposal("P2-20261205", "R2"), proposal("PX", "R1")
        }) {
      assertThat(ask(AssignmentRules.OVERLAP, facts, "R1", "P1-20261205", others).permits())
          .isTrue();
      assertThat(ask(AssignmentRules.TRAVEL, facts, "R1", "P1-20261205", others).permits())
          .isTrue();
    }
  }
}
