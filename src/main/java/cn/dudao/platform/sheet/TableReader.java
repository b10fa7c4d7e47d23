package cn.dudao.platform.sheet;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds a table in a sheet: its header among the first rows, then its rows; leaves out empty rows,
 * repeated headers and signature lines.
 */
public final class TableReader implements Consumer<SheetRow> {

  private static final int HEADER_ROWS = 20;

  /** 制表人：, 审核人, 填报日期：2026-11-23, 合计 …. */
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "(制表|填表|填报|审核|审批|审定|复核|经办|核对|录入|编制|报送|批准|单位负责)"
              + "(人|者|单位|部门|机构|日期|时间|人员|领导)?(签字|签名|签章|盖章|\\((签字|签名|签章|盖章|章)\\))?(:.*)?"
              + "|(单位|部门|主管|分管|科室)?(负责人|领导|盖章|公章|\\(盖章\\)|\\(公章\\))(签字|签名|\\((签字|签名)\\))?:.*"
              + "|\\((单位)?(盖章|公章)\\)"
              + "|(日期|联系人|联系电话|电话):.*"
              + "|(合计|总计|小计|共计)(:.*)?"
              + "|(注|备注|说明|填表说明|填报说明|注意|注意事项):.*");

  private static final Set<String> SILENT_COLUMNS = Set.of("序号", "编号序", "no", "no.", "校验结果");

  private final SheetTable table;
  private final String file;
  private final String sheet;
  private final SheetProblems problems;
  private final Consumer<TableRow> taker;
  private final Map<String, SheetColumn> byHeader;

  private final List<SheetRow> ahead = new ArrayList<>();
  private boolean headerFound;
  private int headerRow;
  private int lastColumn;
  private int filledRows;
  private final Map<SheetColumn, Integer> positions = new IdentityHashMap<>();
  private final Map<SheetColumn, CodeShapes> shapes = new IdentityHashMap<>();

  /** What the codes of a column look like: tells whether a number among them lost its zeros. */
  private static final class CodeShapes {

    record Numeric(int row, String text) {}

    private final List<Numeric> numeric = new ArrayList<>();
    private int texts;
    private int textsWithLetters;
    private int longestDigits;
    private boolean leadingZero;
  }

  /**
   * @param table what is looked for
   * @param file the file's name
   * @param sheet the sheet's name
   * @param problems where problems and notes go
   * @param taker where the rows of the table go
   */
  public TableReader(
      SheetTable table,
      String file,
      String sheet,
      SheetProblems problems,
      Consumer<TableRow> taker) {
    this.table = table;
    this.file = file;
    this.sheet = sheet;
    this.problems = problems;
    this.taker = taker;
    this.byHeader = table.byHeader();
  }

  @Override
  public void accept(SheetRow row) {
    if (headerFound) {
      body(row);
      return;
    }
    if (row.number() > HEADER_ROWS) {
      findHeader();
      if (headerFound) {
        body(row);
      } else {
        filledRows++;
      }
      return;
    }
    ahead.add(row);
  }

  /** To be called when the sheet has ended. */
  public void end() {
    if (!headerFound) {
      findHeader();
    }
    if (!headerFound) {
      if (ahead.isEmpty() && filledRows == 0) {
        problems.note("工作表“%s”是空的".formatted(sheet));
      } else {
        problems.add(
            SheetProblem.error(
                file,
                sheet,
                0,
                "",
                "",
                "前 %d 行中没有找到表头".formatted(HEADER_ROWS),
                "请保留列名一行，如：" + String.join("、", requiredNames())));
      }
      return;
    }
    shapes.forEach(this::reportLostZeros);
  }

  private List<String> requiredNames() {
    return table.columns().stream().filter(SheetColumn::isRequired).map(SheetColumn::name).toList();
  }

  private void findHeader() {
    if (headerFound || ahead.isEmpty()) {
      return;
    }
    int best = -1;
    int bestScore = 1;
    for (int at = 0; at < ahead.size(); at++) {
      int score = score(ahead.get(at));
      if (score > bestScore) {
        best = at;
        bestScore = score;
      }
    }
    if (best < 0) {
      return;
    }
    headerFound = true;
    List<SheetRow> rows = List.copyOf(ahead);
    ahead.clear();
    int bodyFrom = readHeader(rows, best);
    for (SheetRow row : rows.subList(bodyFrom, rows.size())) {
      body(row);
    }
  }

  private int score(SheetRow row) {
    return (int)
        row.cells().stream()
            .map(this::columnNamed)
            .filter(java.util.Objects::nonNull)
            .distinct()
            .count();
  }

  private @Nullable SheetColumn columnNamed(SheetCell cell) {
    return cell.kind() == SheetCell.Kind.TEXT && cell.text().length() < 60
        ? SheetTable.named(cell.text(), byHeader)
        : null;
  }

  /**
   * Takes the header row, and what merged header cells left in the row above or below it.
   *
   * @return where the body begins
   */
  private int readHeader(List<SheetRow> rows, int at) {
    Map<Integer, String> names = new LinkedHashMap<>();
    SheetRow header = rows.get(at);
    int bodyFrom = at + 1;
    if (bodyFrom < rows.size() && continuesHeader(rows.get(bodyFrom), header)) {
      collect(rows.get(bodyFrom), names, true);
      headerRow = rows.get(bodyFrom).number();
      bodyFrom++;
    } else {
      headerRow = header.number();
    }
    collect(header, names, true);
    Set<SheetColumn> known = columnsOf(names);
    for (int above = at - 1; above >= 0 && above >= at - 2; above--) {
      Map<Integer, String> more = new LinkedHashMap<>();
      collect(rows.get(above), more, false);
      more.forEach((column, text) -> {
        SheetColumn named = SheetTable.named(text, byHeader);
        if (named != null && !known.contains(named) && !names.containsKey(column)) {
          names.put(column, text);
          known.add(named);
        }
      });
    }
    takeColumns(names);
    return bodyFrom;
  }

  private Set<SheetColumn> columnsOf(Map<Integer, String> names) {
    Set<SheetColumn> result =
        java.util.Collections.newSetFromMap(new IdentityHashMap<SheetColumn, Boolean>());
    for (String text : names.values()) {
      SheetColumn named = SheetTable.named(text, byHeader);
      if (named != null) {
        result.add(named);
      }
    }
    return result;
  }

  private static void collect(SheetRow row, Map<Integer, String> names, boolean keepFirst) {
    for (int column = 0; column < row.cells().size(); column++) {
      SheetCell cell = row.cells().get(column);
      if (!cell.isBlank() && !(keepFirst && names.containsKey(column))) {
        names.put(column, cell.text());
      }
    }
  }

  /** Whether all that stands in the row are further column names (the lower row of two). */
  private boolean continuesHeader(SheetRow row, SheetRow header) {
    Set<SheetColumn> above =
        java.util.Collections.newSetFromMap(new IdentityHashMap<SheetColumn, Boolean>());
    for (int column = 0; column < header.cells().size(); column++) {
      SheetColumn named = columnNamed(header.cell(column));
      if (named != null && row.cell(column).isBlank()) {
        above.add(named);
      }
    }
    int more = 0;
    for (SheetCell cell : row.cells()) {
      if (!cell.isBlank()) {
        SheetColumn named = columnNamed(cell);
        if (named == null || above.contains(named)) {
          return false;
        }
        more++;
      }
    }
    return more > 0;
  }

  private void takeColumns(Map<Integer, String> names) {
    Set<String> unknown = new LinkedHashSet<>();
    names.forEach((position, text) -> {
      lastColumn = Math.max(lastColumn, position);
      SheetColumn column = SheetTable.named(text, byHeader);
      if (column == null) {
        String plain = SheetText.header(text);
        if (!plain.isEmpty() && !SILENT_COLUMNS.contains(plain)) {
          unknown.add(SheetText.line(text));
        }
      } else if (positions.containsKey(column)) {
        problems.add(
            SheetProblem.error(
                file,
                sheet,
                headerRow,
                column.name(),
                SheetText.line(text),
                "列“%s”出现了两次".formatted(column.name()),
                "请只保留一列"));
      } else {
        positions.put(column, position);
        if (column.isCode()) {
          shapes.put(column, new CodeShapes());
        }
      }
    });
    if (!unknown.isEmpty()) {
      problems.note("工作表“%s”中未使用的列：%s".formatted(sheet, String.join("、", unknown)));
    }
    for (SheetColumn column : table.columns()) {
      if (column.isRequired() && !positions.containsKey(column)) {
        problems.add(
            SheetProblem.error(
                file,
                sheet,
                headerRow,
                column.name(),
                "",
                "缺少必需的列“%s”".formatted(column.name()),
                "请在表头中加上该列"));
      }
    }
  }

  private void body(SheetRow row) {
    if (row.isBlank()) {
      return;
    }
    if (isSignature(row)) {
      problems.note("工作表“%s”第 %d 行是签署或说明，已略过".formatted(sheet, row.number()));
      return;
    }
    if (isRepeatedHeader(row)) {
      problems.note("工作表“%s”第 %d 行重复了表头，已略过".formatted(sheet, row.number()));
      return;
    }
    if (nothingButNumber(row)) {
      return;
    }
    filledRows++;
    observeCodes(row);
    taker.accept(new TableRow(this, row));
  }

  private static boolean isSignature(SheetRow row) {
    for (SheetCell cell : row.cells()) {
      if (!cell.isBlank()) {
        return cell.kind() == SheetCell.Kind.TEXT
            && SIGNATURE.matcher(SheetText.code(cell.text())).matches();
      }
    }
    return false;
  }

  private boolean isRepeatedHeader(SheetRow row) {
    int same = 0;
    for (Map.Entry<SheetColumn, Integer> each : positions.entrySet()) {
      SheetCell cell = row.cell(each.getValue());
      if (columnNamed(cell) == each.getKey()) {
        same++;
      } else if (!cell.isBlank()) {
        return false;
      }
    }
    return same > 1;
  }

  /** A row in which only an unknown column (the running number) is filled. */
  private boolean nothingButNumber(SheetRow row) {
    for (int position : positions.values()) {
      if (!row.cell(position).isBlank()) {
        return false;
      }
    }
    return true;
  }

  private void observeCodes(SheetRow row) {
    shapes.forEach((column, shape) -> {
      SheetCell cell = row.cell(positions.getOrDefault(column, -1));
      if (cell.kind() == SheetCell.Kind.NUMBER) {
        if (shape.numeric.size() < SheetProblems.MOST) {
          shape.numeric.add(new CodeShapes.Numeric(row.number(), cell.text()));
        }
      } else if (cell.kind() == SheetCell.Kind.TEXT) {
        String code = SheetText.code(cell.text());
        shape.texts++;
        if (isDigits(code)) {
          shape.longestDigits = Math.max(shape.longestDigits, code.length());
          shape.leadingZero |= code.charAt(0) == '0';
        } else {
          shape.textsWithLetters++;
        }
      }
    });
  }

  private void reportLostZeros(SheetColumn column, CodeShapes shape) {
    for (CodeShapes.Numeric each : shape.numeric) {
      boolean shorter = isDigits(each.text()) && each.text().length() < shape.longestDigits;
      boolean alone =
          column.kind() == SheetColumn.Kind.UNIFORM_CODE
              && shape.textsWithLetters > shape.numeric.size();
      if (shorter || alone) {
        problems.add(
            SheetProblem.error(
                file,
                sheet,
                each.row(),
                column.name(),
                each.text(),
                "编号被 Excel 当作数字，可能丢失了开头的 0",
                "请把该列设为“文本”格式后重新填写完整的编号"));
      }
    }
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
  }

  // What a row of the table needs to know of it.

  SheetCell cell(SheetRow row, SheetColumn column) {
    Integer position = positions.get(column);
    return position == null ? SheetCell.BLANK : row.cell(position);
  }

  boolean has(SheetColumn column) {
    return positions.containsKey(column);
  }

  SheetProblems problems() {
    return problems;
  }

  String file() {
    return file;
  }

  String sheet() {
    return sheet;
  }

  /** The row of the header as Excel shows it, 0 if none was found. */
  public int headerRow() {
    return headerRow;
  }

  /** How many rows of the table there were. */
  public int rows() {
    return filledRows;
  }
}
