package cn.dudao.platform.sheet;

import java.util.Comparator;

/**
 * One thing that is wrong in a file, at its cell.
 *
 * @param file the file's name
 * @param sheet the name of the sheet, "" if the file as a whole is meant
 * @param row the row number as Excel shows it, 0 if the sheet as a whole is meant
 * @param column the name of the column, "" if the row as a whole is meant
 * @param value what stands there
 * @param what what is wrong
 * @param mend how to mend it
 * @param severity whether it blocks
 */
public record SheetProblem(
    String file,
    String sheet,
    int row,
    String column,
    String value,
    String what,
    String mend,
    Severity severity) {

  /** Errors block the import as a whole; warnings do not. */
  public enum Severity {
    ERROR("错误"),
    WARNING("提醒");

    private final String label;

    Severity(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** The order of sheets is kept by a stable sort; within a sheet by row. */
  public static final Comparator<SheetProblem> BY_ROW = Comparator.comparingInt(SheetProblem::row);

  public static SheetProblem error(
      String file, String sheet, int row, String column, String value, String what, String mend) {
    return new SheetProblem(file, sheet, row, column, value, what, mend, Severity.ERROR);
  }

  public static SheetProblem warning(
      String file, String sheet, int row, String column, String value, String what, String mend) {
    return new SheetProblem(file, sheet, row, column, value, what, mend, Severity.WARNING);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line: sheet, row, column, value, what is wrong, how to mend it; separated by tabs. */
  public String line() {
    return String.join(
        "\t",
        flat(sheet.isEmpty() ? file : sheet),
        row == 0 ? "" : Integer.toString(row),
        flat(column),
        flat(value),
        flat(what),
        flat(mend));
  }

  private static String flat(String text) {
    return text.replaceAll("[\\t\\r\\n]+", " ");
  }
}
