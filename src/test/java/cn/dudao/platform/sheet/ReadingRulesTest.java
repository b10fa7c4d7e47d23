package cn.dudao.platform.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as offices really send them. */
class ReadingRulesTest {

  @TempDir private Path folder;

  private Path workbook(BiConsumer<XSSFWorkbook, XSSFSheet> content) {
    Path file = folder.resolve("名册.xlsx");
    try (var book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      content.accept(book, book.createSheet("名册"));
      book.write(out);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
    return file;
  }

  private static void row(XSSFSheet sheet, int number, Object... values) {
    Row row = sheet.createRow(number - 1);
    for (int at = 0; at < values.length; at++) {
      switch (values[at]) {
        case null -> {}
        case Number number1 -> row.createCell(at).setCellValue(number1.doubleValue());
        default -> row.createCell(at).setCellValue(values[at].toString());
      }
    }
  }

  private static Object nameAndCard(TableRow row) {
    return row.text(Rows.NAME) + "/" + row.code(Rows.CARD);
  }

  @Test
  void theHeaderIsFoundUnderTitlesAndNotes() {
    var rows =
        Rows.of(
            workbook((book, sheet) -> {
              row(sheet, 1, "督导员名册（2026 年）");
              sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, 5));
              row(sheet, 2, "填表说明：带 * 的为必填项");
              row(sheet, 7, "序号", "＊证 卡\n编号（必填）", " 名字 ", "籍贯");
              row(sheet, 8, 1, " Ｒ１２３４　", "张三", "郑州");
              row(sheet, 10, 2, "R2222", "欧阳·买买提", "洛阳");
            }),
            ReadingRulesTest::nameAndCard);

    assertThat(rows.values).containsExactly("张三/R1234", "欧阳·买买提/R2222");
    assertThat(rows.numbers).containsExactly(8, 10);
    assertThat(rows.problems.list()).isEmpty();
    assertThat(rows.problems.notes()).containsExactly("工作表“名册”中未使用的列：籍贯");
  }

  @Test
  void mergedHeadersAboveBelongToTheHeader() {
    var rows =
        Rows.of(
            workbook((book, sheet) -> {
              row(sheet, 1, "姓名", "证卡编号", "鉴定", null);
              row(sheet, 2, null, null, "日期", "人数");
              sheet.addMergedRegion(new CellRangeAddress(0, 1, 0, 0));
              sheet.addMergedRegion(new CellRangeAddress(0, 1, 1, 1));
              sheet.addMergedRegion(new CellRangeAddress(0, 0, 2, 3));
              row(sheet, 3, "张三", "R1234", "2026.1.5", 12);
            }),
            row ->
                nameAndCard(row)
                    + "/"
                    + row.date(Rows.DAY)
                    + "/"
                    + row.wholeNumber(Rows.COUNT, 0, 99));

    assertThat(rows.values).containsExactly("张三/R1234/2026-01-05/12");
    assertThat(rows.problems.list()).isEmpty();
  }

  @Test
  void signaturesEmptyRowsAndRepeatedHeadersAreSkipped() {
    var rows =
        Rows.ofCsv(
            folder,
            """
            序号,姓名,证卡编号
            1,张三,R1234
            ,,
            2,,
            序号,姓名,证卡编号
            3,李四,R1235
            ,,
            制表人：王五,审核人,赵六
            填报日期：,2026-11-23,
            （单位盖章）,,
            合计,2,
            备注：以上为在册人员,,
            """,
            ReadingRulesTest::nameAndCard);

    assertThat(rows.values).containsExactly("张三/R1234", "李四/R1235");
    assertThat(rows.errors()).isEmpty();
    assertThat(rows.problems.notes()).hasSize(6);
  }

  @Test
  void peopleWhoseNamesBeginLikeASignatureArePeople() {
    var rows = Rows.ofCsv(folder, "姓名,证卡编号\n合计生,R1234\n审核,R1235\n", ReadingRulesTest::nameAndCard);

    assertThat(rows.values).contains("合计生/R1234");
  }

  @Test
  void aMissingColumnIsOneErrorAndAMissingValueOnePerRow() {
    assertThat(Rows.ofCsv(folder, "姓名,日期\n张三,\n李四,\n", ReadingRulesTest::nameAndCard).errors())
        .containsExactly("1 证卡编号 缺少必需的列“证卡编号”");
    assertThat(Rows.ofCsv(folder, "姓名,证卡编号\n张三,\n,R1\n", ReadingRulesTest::nameAndCard).errors())
        .containsExactly("2 证卡编号 必填项为空", "3 姓名 必填项为空");
    assertThat(Rows.ofCsv(folder, "甲,乙\n1,2\n", ReadingRulesTest::nameAndCard).errors())
        .containsExactly("0  前 20 行中没有找到表头");
    assertThat(Rows.ofCsv(folder, "姓名,证卡编号,名字\n张三,R1,王\n", row -> "").errors())
        .containsExactly("1 姓名 列“姓名”出现了两次");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-03",
        "2026-11-3",
        "2026/11/3",
        "2026.11.3",
        "20261103",
        "2026年11月3日",
        "2026 年 11 月 03 日",
        "２０２６－１１－０３",
        "２０２６年１１月３日",
        "2026-11-03 00:00:00",
        " 2026/11/03　"
      })
  void datesAreReadInAllForms(String written) {
    assertThat(SheetDates.read(written).date()).isEqualTo(LocalDate.of(2026, 11, 3));
  }

  @ParameterizedTest
  @CsvSource({
    "2026年2月30日, true",
    "2026-13-05, true",
    "20260229, true",
    "2026/0/1, true",
    "十一月三日, false",
    "11/3/2026, false",
    "26-11-3, false",
    "2026-11, false"
  })
  void datesThatDoNotExistAreErrorsAndNeverShifted(String written, boolean looksLikeDate) {
    assertThat(SheetDates.read(written)).isEqualTo(new SheetDates.Reading(null, looksLikeDate));
  }

  @Test
  void excelDatesAreReadInBothEpochs() {
    for (boolean epoch1904 : List.of(false, true)) {
      Path file =
          workbook((book, sheet) -> {
            if (epoch1904) {
              book.getCTWorkbook().addNewWorkbookPr().setDate1904(true);
            }
            CellStyle style = book.createCellStyle();
            style.setDataFormat(book.createDataFormat().getFormat("yyyy\"年\"m\"月\"d\"日\";@"));
            row(sheet, 1, "姓名", "证卡编号", "日期");
            row(sheet, 2, "张三", "R1234", null);
            var cell = sheet.getRow(1).createCell(2);
            cell.setCellValue(epoch1904 ? 46329 - 1462 : 46329);
            cell.setCellStyle(style);
          });
      var rows = Rows.of(file, row -> row.date(Rows.DAY));

      assertThat(rows.values).containsExactly("2026-11-03");
      assertThat(rows.problems.list()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1900-01-01", "59, 1900-02-28", "60,", "61, 1900-03-01", "46329.75, 2026-11-03"})
  void serialsOfThe1900SystemKnowTheDayThatNeverWas(double serial, LocalDate day) {
    assertThat(SheetDates.ofSerial(serial, false)).isEqualTo(day);
  }

  @Test
  void builtInChineseDateFormatsAreDates() {
    Path file =
        workbook((book, sheet) -> {
          CellStyle style = book.createCellStyle();
          style.setDataFormat((short) 31);
          row(sheet, 1, "姓名", "证卡编号", "日期");
          row(sheet, 2, "张三", "R1234", 46329);
          sheet.getRow(1).getCell(2).setCellStyle(style);
        });

    assertThat(Rows.of(file, row -> row.date(Rows.DAY)).values).containsExactly("2026-11-03");
  }

  @Test
  void numbersInDateColumnsAreTakenWithAWarningOrRefused() {
    Path file =
        workbook((book, sheet) -> {
          row(sheet, 1, "姓名", "证卡编号", "日期");
          row(sheet, 2, "张三", "R1234", 20261103);
          row(sheet, 3, "李四", "R1235", 46329);
          row(sheet, 4, "王五", "R1236", 12);
          row(sheet, 5, "赵六", "R1237", 20260230);
        });
    var rows = Rows.of(file, row -> row.date(Rows.DAY));

    assertThat(rows.values).containsExactly("2026-11-03", "2026-11-03", "null", "null");
    assertThat(rows.errors()).containsExactly("4 日期 不是日期", "5 日期 日期不存在");
    assertThat(rows.problems.warnings()).isEqualTo(1);
  }

  @Test
  void codesThatExcelDamagedAreReportedAndNotGuessed() {
    Path file =
        workbook((book, sheet) -> {
          row(sheet, 1, "姓名", "证卡编号", "单位代码");
          row(sheet, 2, "张三", "00123456", 4.10105199003074e17);
          row(sheet, 3, "李四", 123457, "ZZ-1");
          row(sheet, 4, "王五", "00123458", "4.1E+17");
        });
    var rows = Rows.of(file, row -> nameAndCard(row) + "/" + row.code(Rows.UNIT));

    assertThat(rows.errors())
        .containsExactlyInAnyOrder(
            "2 单位代码 编号被 Excel 改成了数字，末尾数字已丢失",
            "4 单位代码 编号被 Excel 改成了数字，末尾数字已丢失",
            "3 证卡编号 编号被 Excel 当作数字，可能丢失了开头的 0");
  }

  @Test
  void numbersThatAreMeantAsCodesAreTaken() {
    Path file =
        workbook((book, sheet) -> {
          CellStyle zeros = book.createCellStyle();
          zeros.setDataFormat(book.createDataFormat().getFormat("00000000"));
          row(sheet, 1, "姓名", "证卡编号");
          row(sheet, 2, "张三", 41250001);
          row(sheet, 3, "李四", 123457);
          sheet.getRow(2).getCell(1).setCellStyle(zeros);
        });
    var rows = Rows.of(file, ReadingRulesTest::nameAndCard);

    assertThat(rows.values).containsExactly("张三/41250001", "李四/00123457");
    assertThat(rows.errors()).isEmpty();
  }

  @Test
  void formulasAreReadByTheirStoredResultAndErrorsAreNamed() {
    Path file =
        workbook((book, sheet) -> {
          row(sheet, 1, "姓名", "证卡编号", "人数");
          row(sheet, 2, "张三", "R1234", null);
          var sum = sheet.getRow(1).createCell(2);
          sum.setCellFormula("1+1");
          book.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(sum);
          row(sheet, 3, "李四", "R1235", null);
          sheet.getRow(2).createCell(2).setCellErrorValue((byte) 42);
          row(sheet, 4, "#REF!", "R1236", null);
        });
    var rows = Rows.of(file, row -> row.text(Rows.NAME) + "/" + row.wholeNumber(Rows.COUNT, 0, 9));

    assertThat(rows.values).containsExactly("张三/2", "李四/null", "null/null");
    assertThat(rows.errors()).containsExactly("3 人数 单元格是错误值", "4 姓名 单元格是错误值");
    assertThat(rows.problems.list().getFirst().value()).isEqualTo("#N/A");
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "２, 2", "2.0, 2", "2人, 2", "007, 7"})
  void wholeNumbers(String written, int number) {
    var rows =
        Rows.ofCsv(
            folder, "姓名,证卡编号,人数\n张三,R1234," + written, row -> row.wholeNumber(Rows.COUNT, 0, 99));

    assertThat(rows.values).containsExactly(String.valueOf(number));
  }

  @ParameterizedTest
  @CsvSource({"-5, 不能是负数", "两人, 不是整数", "2.5, 不是整数", "100, 数字过大", "1e3, 不是整数"})
  void whatIsNoWholeNumber(String written, String problem) {
    var rows =
        Rows.ofCsv(
            folder, "姓名,证卡编号,人数\n张三,R1234," + written, row -> row.wholeNumber(Rows.COUNT, 0, 99));

    assertThat(rows.errors()).containsExactly("2 人数 " + problem);
  }

  @Test
  void listsAreSeparatedInFourWays() {
    var rows =
        Rows.ofCsv(
            folder, "姓名,证卡编号,职业\n张三,R1234,\"电工;焊工；车工、钳工\n茶艺师;; \"\n", row -> row.list(Rows.ITEMS));

    assertThat(rows.values).containsExactly("[电工, 焊工, 车工, 钳工, 茶艺师]");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void csvInEveryEncodingAndSeparator(String separator) {
    String text =
        "姓名,证卡编号,职业\r\n\"张\"\"三\"\"\",R1234,\"甲;乙\"\r\n李四,R1235,\"丙\r\n丁\"\r\n王五,R1236,戊"
            .replace(",", separator);
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"), StandardCharsets.UTF_16LE)) {
      for (String mark : List.of("", "\ufeff")) {
        if (mark.isEmpty() == charset.equals(StandardCharsets.UTF_16LE)) {
          continue;
        }
        var rows =
            Rows.ofCsv(
                folder, mark + text, charset, row -> row.text(Rows.NAME) + row.list(Rows.ITEMS));

        assertThat(rows.values).containsExactly("张\"三\"[甲, 乙]", "李四[丙, 丁]", "王五[戊]");
        assertThat(rows.numbers).containsExactly(2, 3, 4);
        assertThat(rows.errors()).isEmpty();
      }
    }
  }

  @Test
  void waysOfKeepingExcelFromChangingATextAreUnderstood() {
    var rows =
        Rows.ofCsv(
            folder, "姓名,证卡编号\n'=张三,=\"001234\"\n'-李四,001235\n", ReadingRulesTest::nameAndCard);

    assertThat(rows.values).containsExactly("=张三/001234", "-李四/001235");
  }

  @Test
  void hiddenSheetsAreNamedAsHidden() {
    Path file =
        workbook((book, sheet) -> {
          row(sheet, 1, "姓名", "证卡编号");
          book.createSheet("藏");
          book.setSheetHidden(1, true);
        });

    assertThat(Rows.of(file, ReadingRulesTest::nameAndCard).sheets).containsExactly("名册", "藏（隐藏）");
  }
}
