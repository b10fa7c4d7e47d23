package cn.dudao.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.platform.sheet.SheetProblem;
import cn.dudao.platform.sheet.WorkbookWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written can be read again, unchanged. */
class RoundTripTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"city-month", "untidy", "csv-gb18030", "city-quarter", "short-of-people"})
  void registersThatWereExportedAreReadAgainUnchanged(String sample) {
    ExchangeReading before = Samples.read(sample);
    Path file = folder.resolve("导出.xlsx");
    try (var book = new WorkbookWriter()) {
      RegisterWorkbook.all(before, Samples.TODAY, book);
      book.writeTo(file);
    }
    ExchangeReading after = read(file);

    assertThat(after.problems()).filteredOn(SheetProblem::isError).isEmpty();
    assertThat(values(after.supervisors())).isEqualTo(values(before.supervisors()));
    assertThat(values(after.institutions())).isEqualTo(values(before.institutions()));
    assertThat(values(after.sessions())).isEqualTo(values(before.sessions()));
    assertThat(values(after.grounds())).isEqualTo(values(before.grounds()));
    assertThat(values(after.history())).isEqualTo(values(before.history()));
    assertThat(values(after.absences())).isEqualTo(values(before.absences()));
  }

  @Test
  void templatesAreReadAsEmptyTables() {
    Path file = folder.resolve("模板.xlsx");
    try (var book = new WorkbookWriter()) {
      RegisterWorkbook.templates(ExchangeTable.IN_SHEET_ORDER, book);
      book.writeTo(file);
    }
    ExchangeReading reading = read(file);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.rows().keySet()).containsExactlyInAnyOrder(ExchangeTable.values());
    assertThat(reading.rows().values()).containsOnly(0);
  }

  private static ExchangeReading read(Path file) {
    return ExchangeReader.read(List.of(new SourceFile("导出.xlsx", file)), Samples.TODAY);
  }

  private static <T> List<T> values(List<Located<T>> rows) {
    return rows.stream().map(Located::value).toList();
  }
}
