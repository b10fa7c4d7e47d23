package cn.dudao.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

@Article("22")
class ParameterHistoryTest {

  private static final LocalDate JANUARY = LocalDate.of(2027, 1, 1);
  private static final LocalDate MARCH = LocalDate.of(2027, 3, 1);

  @Test
  void withoutChangesEveryDayHasTheStandardValues() {
    ParameterHistory history = new ParameterHistory(List.of());
    assertThat(history.on(JANUARY).number(Parameter.TEAM_SIZE)).isEqualTo(2);
    assertThat(history.behind(Parameter.TEAM_SIZE, JANUARY)).isEmpty();
  }

  @Test
  void aValueHoldsFromItsDayAndThePastKeepsTheOldOne() {
    ParameterHistory history =
        new ParameterHistory(
            List.of(
                change(2, Parameter.TEAM_SIZE, "4", MARCH, "2026-12-02T00:00:00Z"),
                change(1, Parameter.TEAM_SIZE, "3", JANUARY, "2026-12-01T00:00:00Z"),
                change(3, Parameter.WEIGHT_PAIRS, "9", MARCH, "2026-12-03T00:00:00Z")));
    assertThat(history.on(JANUARY.minusDays(1)).number(Parameter.TEAM_SIZE)).isEqualTo(2);
    assertThat(history.on(JANUARY).number(Parameter.TEAM_SIZE)).isEqualTo(3);
    assertThat(history.on(MARCH.minusDays(1)).number(Parameter.TEAM_SIZE)).isEqualTo(3);
    assertThat(history.on(MARCH).number(Parameter.TEAM_SIZE)).isEqualTo(4);
    assertThat(history.on(MARCH.minusDays(1)).number(Parameter.WEIGHT_PAIRS)).isEqualTo(3);
    assertThat(history.on(MARCH).number(Parameter.WEIGHT_PAIRS)).isEqualTo(9);
    assertThat(history.behind(Parameter.TEAM_SIZE, MARCH).orElseThrow().id()).isEqualTo(2);
  }

  @Test
  void ofTwoFromTheSameDayTheLaterDecisionCounts() {
    ParameterHistory history =
        new ParameterHistory(
            List.of(
                change(5, Parameter.TEAM_SIZE, "5", JANUARY, "2026-12-05T00:00:00Z"),
                change(4, Parameter.TEAM_SIZE, "4", JANUARY, "2026-12-04T00:00:00Z")));
    assertThat(history.on(JANUARY).number(Parameter.TEAM_SIZE)).isEqualTo(5);
  }

  @Test
  void whatIsNotApprovedDoesNotHold() {
    ParameterChange open =
        new ParameterChange(
            1,
            Parameter.TEAM_SIZE,
            "4",
            JANUARY,
            "理由",
            ParameterChange.State.PROPOSED,
            step("2026-12-01T00:00:00Z"),
            null,
            "");
    assertThat(new ParameterHistory(List.of(open)).on(MARCH).number(Parameter.TEAM_SIZE))
        .isEqualTo(2);
  }

  private static ParameterChange change(
      long id, Parameter parameter, String value, LocalDate from, String decidedAt) {
    return new ParameterChange(
        id,
        parameter,
        value,
        from,
        "理由",
        ParameterChange.State.APPROVED,
        step("2026-11-30T00:00:00Z"),
        step(decidedAt),
        "");
  }

  private static ParameterChange.Step step(String at) {
    return new ParameterChange.Step("1", "某人", Instant.parse(at));
  }
}
