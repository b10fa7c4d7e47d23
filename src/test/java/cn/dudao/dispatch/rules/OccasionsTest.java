package cn.dudao.dispatch.rules;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.Occasion;
import cn.dudao.dispatch.Occasions;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.TaskKind;
import cn.dudao.regulation.Article;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 第十九条: what counts as one time (次). */
@Article("19")
class OccasionsTest {

  @Test
  void spansThatShareADayAreOneOccasionTransitively() {
    DispatchFacts facts =
        facts()
            .with(aSession("P1", "U1", "2026-12-03"))
            .with(aSession("P2", "U1", "2026-12-05"))
            .with(aSession("P2", "U1", "2026-12-03").numbered("00"))
            .with(aSession("P3", "U1", "2026-12-05").numbered("02"))
            .withPast("U1", "2026-12-04", "H2", "R1")
            .withPast("U1", "2026-12-04", "H0")
            .withPast("U1", "2026-12-03", "H1")
            .with(aSession("P4", "U1", "2026-12-04"))
            .withPast("U1", "2026-12-06", "H3")
            .withPast("U2", "2026-12-04", "H4", "R1")
            .build();
    Occasions occasions = facts.occasions();
    List<Occasion> at = occasions.at("U1");
    assertThat(at).hasSize(2);
    Occasion first = at.getFirst();
    assertThat(first.first()).isEqualTo("2026-12-03");
    assertThat(first.last()).isEqualTo("2026-12-05");
    assertThat(first.position()).isZero();
    assertThat(first.institution()).isEqualTo("U1");
    assertThat(first.servedInThePast()).isTrue();
    assertThat(first.tasks())
        .extracting(SupervisionTask::number)
        .containsExactly("P1-20261203", "P2-20261203", "P4-20261204", "P2-20261205", "P3-20261205");
    assertThat(first.past()).extracting(PastSupervision::task).containsExactly("H1", "H0", "H2");
    assertThat(first).hasToString("U1 2026-12-03..2026-12-05");
    assertThat(at.getLast().position()).isEqualTo(1);
    assertThat(at.getLast().first()).as("the next day is another day").isEqualTo("2026-12-06");
    assertThat(at.getLast().servedInThePast()).as("nobody is named").isFalse();
    facts.tasks().values().forEach(each -> assertThat(occasions.of(each)).isSameAs(first));
    facts.history().stream()
        .filter(each -> each.task().equals("H2"))
        .forEach(each -> assertThat(occasions.of(each)).isSameAs(first));
    assertThat(occasions.at("U9")).isEmpty();
  }

  @Test
  void whatIsUnknownIsAFault() {
    DispatchFacts facts = facts().with(aSession("P1", "U1", "2026-12-03")).build();
    DispatchFacts other = facts().with(aSession("P2", "U1", "2026-12-03")).build();
    SupervisionTask elsewhere = other.tasks().values().iterator().next();
    assertThatThrownBy(() -> facts.occasions().of(elsewhere)).hasMessageContaining("P2-20261203");
    PastSupervision past =
        new PastSupervision(
            "U1", LocalDate.of(2026, 12, 3), "H1", TaskKind.ON_SITE_EXAM, List.of());
    assertThatThrownBy(() -> facts.occasions().of(past)).hasMessageContaining("H1");
  }
}
