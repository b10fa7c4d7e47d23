package cn.dudao.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.TaskMaking;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.explanation.ExclusionCounts;
import cn.dudao.dispatch.planning.PlanOptimizer;
import cn.dudao.dispatch.planning.PlanningProgress;
import cn.dudao.dispatch.planning.PlanningRequest;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.regulation.ParameterBook;
import cn.dudao.regulation.Parameters;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample city is in order, whenever it is founded. */
class SampleCityTest {

  @TempDir private Path folder;

  private ExchangeReading written(YearMonth month) {
    Path file = folder.resolve(month + ".xlsx");
    try (var book = new WorkbookWriter()) {
      RegisterWorkbook.all(SampleCity.in(month), month.atDay(15), book);
      book.writeTo(file);
    }
    return ExchangeReader.read(List.of(new SourceFile(month + ".xlsx", file)), month.atDay(15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11", "2026-12", "2027-01", "2028-02", "2030-07"})
  void itsWorkbookIsReadWithoutAnyProblem(String month) {
    ExchangeReading reading = written(YearMonth.parse(month));

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.supervisors()).hasSize(80);
    assertThat(reading.institutions()).hasSize(36);
    assertThat(reading.sessions()).hasSizeGreaterThan(130);
  }

  @Test
  void itIsTheSameCityEveryTime() {
    assertThat(SampleCity.in(YearMonth.of(2026, 11)))
        .isEqualTo(SampleCity.in(YearMonth.of(2026, 11)));
  }

  @Test
  void itCanBePlannedAndShowsExclusions() {
    DispatchFacts facts =
        ExchangeFacts.of(
            written(YearMonth.of(2026, 11)),
            ParameterBook.always(Parameters.STANDARD),
            TaskMaking.Scope.ALL);
    var result = PlanOptimizer.plan(facts, PlanningRequest.steps(2000, 1), PlanningProgress.SILENT);

    assertThat(PlanCheck.check(facts, result.proposal()).clean()).isTrue();
    var exclusions = ExclusionCounts.of(facts, result.proposal());
    for (String rule : List.of("8", "5", "10", "14", "18", "absent", "19", "overlap", "travel")) {
      assertThat(facts.tasks().values())
          .as("somebody is excluded by " + rule)
          .anyMatch(task -> exclusions.of(task).getOrDefault(rule, 0) > 0);
    }
  }
}
