package cn.dudao.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.platform.sheet.SheetColumn;
import cn.dudao.platform.sheet.SheetProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample inputs are read as their description says. */
class SamplesReadingTest {

  @ParameterizedTest
  @CsvSource({
    "city-month, 60, 24, 153, 60, 101, 20",
    "untidy, 40, 15, 89, 40, 62, 13",
    "csv-gb18030, 40, 15, 95, 40, 73, 13",
    "city-quarter, 300, 150, 1642, 300, 673, 100",
    "short-of-people, 12, 10, 104, 12, 47, 4"
  })
  void validSamplesAreReadWholeAndWithoutErrors(
      String sample,
      int supervisors,
      int institutions,
      int sessions,
      int grounds,
      int history,
      int absences) {
    var reading = Samples.read(sample);

    assertThat(reading.problems()).filteredOn(SheetProblem::isError).isEmpty();
    assertThat(reading.errors()).isZero();
    assertThat(reading.rows())
        .isEqualTo(
            Map.of(
                ExchangeTable.SUPERVISORS, supervisors,
                ExchangeTable.INSTITUTIONS, institutions,
                ExchangeTable.SESSIONS, sessions,
                ExchangeTable.RECUSAL_GROUNDS, grounds,
                ExchangeTable.PAST_SUPERVISIONS, history,
                ExchangeTable.ABSENCES, absences));
    assertThat(reading.supervisors()).hasSize(supervisors);
    assertThat(reading.institutions()).hasSize(institutions);
    assertThat(reading.sessions()).hasSize(sessions);
    assertThat(reading.history()).hasSize(history);
    assertThat(reading.sessions())
        .allSatisfy(each -> assertThat(each.value().district()).matches("4101\\d\\d"));
  }

  @Test
  void everyPlantedErrorIsReportedAtItsCell() throws IOException {
    var reading = Samples.read("broken");
    List<String> missing = new ArrayList<>();
    var planted = Files.readAllLines(Samples.folder("broken").resolve("planted-errors.csv"));
    for (String line : planted.subList(1, planted.size())) {
      String[] parts = line.split(",");
      boolean found =
          reading.problems().stream()
              .anyMatch(each ->
                  each.isError()
                      && each.sheet().equals(parts[0])
                      && each.row() == Integer.parseInt(parts[1])
                      && each.column().equals(parts[2]));
      if (!found) {
        missing.add(line);
      }
    }
    assertThat(planted).hasSize(23);
    assertThat(missing).isEmpty();
  }

  @Test
  void onlyPlantedErrorsAndWhatFollowsFromThemAreReported() {
    var reading = Samples.read("broken");

    assertThat(reading.problems())
        .filteredOn(SheetProblem::isError)
        .filteredOn(each -> !followsFromAPlantedError(each))
        .hasSize(22);
  }

  /** Mentions of keys that only the faulty rows carry. */
  private static boolean followsFromAPlantedError(SheetProblem problem) {
    return problem.what().contains("R41240020")
        || problem.what().contains("R41260030")
        || problem.value().equals("52410100CCJXEWK3UD")
        || problem.what().contains("与第 49 行的 ZZ-999 不一致");
  }

  @Test
  void oneRowIsUnderstoodInEveryCell() {
    var first = Samples.read("untidy").supervisors().getFirst().value();

    assertThat(first.supervisor().card()).isEqualTo("R41250001");
    assertThat(first.supervisor().name()).isEqualTo("廖国梅");
    assertThat(first.supervisor().district()).isEqualTo("410182");
    assertThat(first.supervisor().issuedOn()).hasToString("2025-04-04");
    assertThat(first.supervisor().validUntil()).hasToString("2028-04-03");
    assertThat(first.supervisor().grades()).hasToString("{2025=EXCELLENT}");
    assertThat(first.supervisor().occupations()).containsExactly("中式烹调师");
    assertThat(first.idNumber()).isEqualTo("41012219701226484X");
  }

  @Test
  void aFileOfOneTableGoesByItsNameIfExcelNamedItsSheets(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("2026年鉴定机构.xlsx");
    try (var book = new XSSFWorkbook();
        var out = Files.newOutputStream(file)) {
      var sheet = book.createSheet("Sheet1");
      var header = sheet.createRow(0);
      var row = sheet.createRow(1);
      List<String> columns = List.of("单位名称", "单位代码", "区县");
      List<String> values = List.of("某某鉴定所", "ZZ-001", "金水");
      for (int at = 0; at < columns.size(); at++) {
        header.createCell(at).setCellValue(columns.get(at));
        row.createCell(at).setCellValue(values.get(at));
      }
      book.createSheet("Sheet2");
      book.write(out);
    }
    var reading =
        ExchangeReader.read(List.of(new SourceFile("2026年鉴定机构.xlsx", file)), Samples.TODAY);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.institutions())
        .singleElement()
        .satisfies(each -> assertThat(each.value().district()).isEqualTo("410105"));
  }

  @ParameterizedTest
  @CsvSource({
    "被督导单位, 单位名称, 101",
    "被督导单位, 地址, 201",
    "被督导单位, 鉴定范围, 2001",
    "被督导单位, 许可证号, 61",
    "被督导单位, 负责人, 51",
    "被督导单位, 联系电话, 41",
    "被督导单位, 状态, 51",
    "督导员, 工作单位, 101",
    "督导员, 考评员编号, 41",
    "督导员, 熟悉职业, 1001",
    "督导员, 手机, 41",
    "督导员, 备注, 501",
    "鉴定批次, 批次号, 61",
    "鉴定批次, 场次号, 61",
    "鉴定批次, 职业, 61",
    "鉴定批次, 职业编码, 41",
    "鉴定批次, 考点, 101",
    "鉴定批次, 考评员, 2001",
    "回避关系, 说明, 501",
    "督导历史, 任务号, 61",
    "不可用, 原因, 201"
  })
  void aTextThatIsTooLongIsAnErrorAtItsCell(
      String table, String column, int letters, @TempDir Path folder) throws IOException {
    var columns =
        Arrays.stream(ExchangeTable.values())
            .filter(each -> each.title().equals(table))
            .findFirst()
            .orElseThrow()
            .table()
            .columns();
    String header = columns.stream().map(SheetColumn::name).collect(Collectors.joining(","));
    String row =
        columns.stream()
            .map(each -> each.name().equals(column) ? "长".repeat(letters) : "")
            .collect(Collectors.joining(","));
    Path file = Files.writeString(folder.resolve(table + ".csv"), header + "\n" + row + "\n");

    var reading = ExchangeReader.read(List.of(new SourceFile(table + ".csv", file)), Samples.TODAY);

    assertThat(reading.problems())
        .filteredOn(each -> each.column().equals(column))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.isError()).isTrue();
          assertThat(each.row()).isEqualTo(2);
          assertThat(each.sheet()).isEqualTo(table);
          assertThat(each.what())
              .isEqualTo("%s不超过 %d 个字，现有 %d 个字".formatted(column, letters - 1, letters));
        });
  }
}
