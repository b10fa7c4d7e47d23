package cn.dudao.platform.sheet;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads a small table of the tests: what its rows said, and what was reported. */
final class Rows {

  static final SheetColumn NAME =
      SheetColumn.required("姓名", SheetColumn.Kind.TEXT).alsoCalled("名字");
  static final SheetColumn CARD = SheetColumn.required("证卡编号", SheetColumn.Kind.UNIFORM_CODE);
  static final SheetColumn UNIT = SheetColumn.optional("单位代码", SheetColumn.Kind.CODE);
  static final SheetColumn DAY = SheetColumn.optional("日期", SheetColumn.Kind.DATE);
  static final SheetColumn COUNT = SheetColumn.optional("人数", SheetColumn.Kind.NUMBER);
  static final SheetColumn ITEMS = SheetColumn.optional("职业", SheetColumn.Kind.LIST);

  static final SheetTable TABLE =
      new SheetTable("名册", List.of("花名册"), List.of(NAME, CARD, UNIT, DAY, COUNT, ITEMS));

  final SheetProblems problems = new SheetProblems();
  final List<Integer> numbers = new ArrayList<>();
  final List<String> values = new ArrayList<>();
  final List<String> sheets = new ArrayList<>();

  /** Reads all sheets of a file as the table; each row is turned into a text. */
  static Rows of(Path file, Function<TableRow, Object> reading) {
    return of(file, file.getFileName().toString(), SheetLimits.STANDARD, reading);
  }

  static Rows of(Path file, String name, SheetLimits limits, Function<TableRow, Object> reading) {
    var rows = new Rows();
    SheetReader.read(
        file,
        name,
        limits,
        new SheetVisitor() {
          private TableReader reader;

          @Override
          public Consumer<SheetRow> sheet(SheetTitle title) {
            rows.sheets.add(title.name() + (title.hidden() ? "（隐藏）" : ""));
            reader =
                new TableReader(
                    TABLE,
                    name,
                    title.name(),
                    rows.problems,
                    row -> {
                      rows.numbers.add(row.number());
                      rows.values.add(String.valueOf(reading.apply(row)));
                    });
            return reader;
          }

          @Override
          public void endOfSheet() {
            reader.end();
          }

          @Override
          public int knownColumns(String table, List<String> texts) {
            return TABLE.knownColumns(texts);
          }
        });
    return rows;
  }

  static Rows ofCsv(Path folder, String text, Function<TableRow, Object> reading) {
    return ofCsv(folder, text, StandardCharsets.UTF_8, reading);
  }

  static Rows ofCsv(Path folder, String text, Charset charset, Function<TableRow, Object> reading) {
    try {
      return of(Files.write(folder.resolve("名册.csv"), text.getBytes(charset)), reading);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  /** The problems as "row column what". */
  List<String> errors() {
    return problems.list().stream()
        .filter(SheetProblem::isError)
        .map(each -> each.row() + " " + each.column() + " " + each.what())
        .toList();
  }

  Map<Boolean, Long> counts() {
    return Map.of(true, (long) problems.errors(), false, (long) problems.warnings());
  }
}
