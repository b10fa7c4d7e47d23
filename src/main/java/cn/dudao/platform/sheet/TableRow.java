package cn.dudao.platform.sheet;

import cn.dudao.platform.text.TextLimit;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table. The reading methods report what is wrong at the cell and then return null (or
 * an empty list), so that all problems of a row are found in one go.
 */
public final class TableRow {

  private static final Pattern EXPONENT = Pattern.compile("[+-]?\\d+(\\.\\d+)?[Ee][+-]?\\d+");
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}(\\.0+)?");
  private static final int FIRST_LIKELY_SERIAL = 20_000;
  private static final int LAST_LIKELY_SERIAL = 80_000;

  private final TableReader table;
  private final SheetRow row;
  private boolean faulty;

  TableRow(TableReader table, SheetRow row) {
    this.table = table;
    this.row = row;
  }

  /** The row number as Excel shows it. */
  public int number() {
    return row.number();
  }

  public String file() {
    return table.file();
  }

  public String sheet() {
    return table.sheet();
  }

  /** Whether an error was reported for this row. */
  public boolean isFaulty() {
    return faulty;
  }

  public boolean isBlank(SheetColumn column) {
    return cell(column).isBlank();
  }

  /** The cell of a column; blank if the sheet has no such column. */
  public SheetCell cell(SheetColumn column) {
    return table.cell(row, column);
  }

  public void error(SheetColumn column, String what, String mend) {
    faulty = true;
    table
        .problems()
        .add(
            SheetProblem.error(
                table.file(), table.sheet(), number(), column.name(), shown(column), what, mend));
  }

  public void warning(SheetColumn column, String what, String mend) {
    table
        .problems()
        .add(
            SheetProblem.warning(
                table.file(), table.sheet(), number(), column.name(), shown(column), what, mend));
  }

  private String shown(SheetColumn column) {
    return SheetText.strip(cell(column).text());
  }

  /** The cell if there is something in it; reports an error value and a missing required value. */
  private @Nullable SheetCell filled(SheetColumn column) {
    SheetCell cell = cell(column);
    if (cell.kind() == SheetCell.Kind.ERROR || isErrorText(cell)) {
      error(column, "单元格是错误值", "请改正公式，或直接填写内容");
      return null;
    }
    if (cell.isBlank()) {
      if (column.isRequired()) {
        faulty = true;
        // A missing column is one error, not one for each row.
        if (table.has(column)) {
          error(column, "必填项为空", "请填写" + column.name());
        }
      }
      return null;
    }
    return cell;
  }

  private static boolean isErrorText(SheetCell cell) {
    if (cell.kind() != SheetCell.Kind.TEXT || cell.text().indexOf('#') < 0) {
      return false;
    }
    return switch (SheetText.strip(cell.text())) {
      case "#N/A",
          "#REF!",
          "#VALUE!",
          "#DIV/0!",
          "#NAME?",
          "#NUM!",
          "#NULL!",
          "#SPILL!",
          "#CALC!" ->
          true;
      default -> false;
    };
  }

  /** A text of one line, or null. */
  public @Nullable String text(SheetColumn column) {
    SheetCell cell = filled(column);
    return cell == null ? null : within(column, SheetText.line(cell.text()));
  }

  /** The text, or null if it is longer than it may be, which is reported. */
  private @Nullable String within(SheetColumn column, String text) {
    TextLimit limit = column.limit();
    return limit == null || !tooLong(column, limit.problemOf(text)) ? text : null;
  }

  private boolean tooLong(SheetColumn column, Optional<String> problem) {
    problem.ifPresent(what -> error(column, what, "请缩短后重新填写"));
    return problem.isPresent();
  }

  /** A text of one line, or "". */
  public String textOrEmpty(SheetColumn column) {
    String text = text(column);
    return text == null ? "" : text;
  }

  /** A text that may have several lines, or "". */
  public String lines(SheetColumn column) {
    SheetCell cell = filled(column);
    String text = cell == null ? null : within(column, SheetText.strip(cell.text()));
    return text == null ? "" : text;
  }

  /** A code without spaces in half-width letters, or null; reports codes that Excel damaged. */
  public @Nullable String code(SheetColumn column) {
    SheetCell cell = filled(column);
    if (cell == null) {
      return null;
    }
    if (cell.kind() == SheetCell.Kind.DATE) {
      error(column, "编号被 Excel 改成了日期", "请把该列设为“文本”格式后重新填写");
      return null;
    }
    String code = SheetText.code(cell.text());
    if (cell.kind() == SheetCell.Kind.NUMBER
            && (Math.abs(cell.number()) >= 1e15 || cell.number() != Math.rint(cell.number()))
        || EXPONENT.matcher(code).matches()) {
      error(column, "编号被 Excel 改成了数字，末尾数字已丢失", "请把该列设为“文本”格式后重新填写完整的编号");
      return null;
    }
    return within(column, code);
  }

  /** A list of codes; empty if the cell is, or if Excel damaged it. */
  public List<String> codes(SheetColumn column) {
    SheetCell cell = cell(column);
    if (cell.kind() == SheetCell.Kind.NUMBER || cell.kind() == SheetCell.Kind.DATE) {
      String single = code(column);
      return single == null ? List.of() : List.of(single);
    }
    List<String> items = list(column).stream().map(SheetText::code).toList();
    if (items.stream().anyMatch(item -> EXPONENT.matcher(item).matches())) {
      error(column, "编号被 Excel 改成了数字，末尾数字已丢失", "请把该列设为“文本”格式后重新填写完整的编号");
      return List.of();
    }
    return items;
  }

  /** A day, or null. */
  public @Nullable LocalDate date(SheetColumn column) {
    SheetCell cell = filled(column);
    if (cell == null) {
      return null;
    }
    SheetDates.Reading reading =
        cell.kind() == SheetCell.Kind.DATE
            ? new SheetDates.Reading(cell.date(), true)
            : SheetDates.read(cell.text());
    if (cell.kind() == SheetCell.Kind.NUMBER && !reading.looksLikeDate()) {
      reading = ofUnformattedSerial(column, cell);
    }
    LocalDate date = reading.date();
    if (date == null) {
      if (reading.looksLikeDate()) {
        error(column, "日期不存在", "请改为实际存在的日期，如 2026-11-23");
      } else {
        error(column, "不是日期", "请按 2026-11-23 的格式填写");
      }
      return null;
    }
    if (date.getYear() < 1900 || date.getYear() > 2199) {
      error(column, "年份不合理", "请检查日期，如 2026-11-23");
      return null;
    }
    return date;
  }

  /** A date whose cell lost its format: only numbers that are days of our time are taken. */
  private SheetDates.Reading ofUnformattedSerial(SheetColumn column, SheetCell cell) {
    double number = cell.number();
    if (number < FIRST_LIKELY_SERIAL || number > LAST_LIKELY_SERIAL) {
      return new SheetDates.Reading(null, false);
    }
    LocalDate date = cell.date();
    if (date != null) {
      warning(column, "单元格不是日期格式，按 Excel 日期读作 " + date, "请核对，并把该列设为日期格式");
    }
    return new SheetDates.Reading(date, date != null);
  }

  /** A whole number within limits, both included, or null. */
  public @Nullable Integer wholeNumber(SheetColumn column, int least, int most) {
    SheetCell cell = filled(column);
    if (cell == null) {
      return null;
    }
    String text = SheetText.code(cell.text());
    if (text.endsWith("人") || text.endsWith("名")) {
      text = text.substring(0, text.length() - 1);
    }
    if (cell.kind() == SheetCell.Kind.DATE || !WHOLE.matcher(text).matches()) {
      error(column, "不是整数", "请填写阿拉伯数字，如 2");
      return null;
    }
    int dot = text.indexOf('.');
    int number = Integer.parseInt(dot < 0 ? text : text.substring(0, dot));
    if (number < least) {
      error(
          column,
          number < 0 ? "不能是负数" : "不能小于 " + least,
          "请填写 %d 至 %d 之间的整数".formatted(least, most));
      return null;
    }
    if (number > most) {
      error(column, "数字过大", "请填写 %d 至 %d 之间的整数".formatted(least, most));
      return null;
    }
    return number;
  }

  /** The items of a list; empty if the cell is. */
  public List<String> list(SheetColumn column) {
    SheetCell cell = filled(column);
    if (cell == null) {
      return List.of();
    }
    List<String> items = SheetText.list(cell.text());
    if (items.isEmpty() && column.isRequired()) {
      error(column, "必填项为空", "请填写" + column.name());
    }
    TextLimit limit = column.limit();
    if (limit != null && tooLong(column, limit.problemOf(items))) {
      return List.of();
    }
    return items;
  }

  /**
   * One of a set of values.
   *
   * @param reading from the text (half-width, no spaces) to the value, or null if it is none
   * @param allowed what may stand there, for the message
   */
  public <T> @Nullable T choice(
      SheetColumn column, Function<String, @Nullable T> reading, String allowed) {
    SheetCell cell = filled(column);
    if (cell == null) {
      return null;
    }
    T value = reading.apply(SheetText.code(cell.text()));
    if (value == null) {
      error(column, "不是可用的值", "可填：" + allowed);
    }
    return value;
  }
}
