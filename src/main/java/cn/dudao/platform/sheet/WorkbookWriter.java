package cn.dudao.platform.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * Writes an .xlsx workbook row by row, without holding it in memory. A text stays a text: one that
 * begins like a formula is marked so that Excel will not run it.
 */
public final class WorkbookWriter implements AutoCloseable {

  private static final int ROWS_IN_MEMORY = 200;
  private static final int MOST_LETTERS_IN_CELL = 32_000;
  private static final int MOST_LETTERS_OF_CHOICES = 250;
  private static final int TEMPLATE_ROWS = 5000;

  private final SXSSFWorkbook book = new SXSSFWorkbook(null, ROWS_IN_MEMORY, true);
  private final CellStyle headerStyle;
  private final CellStyle requiredStyle;
  private final CellStyle textStyle;
  private final CellStyle wrappedStyle;
  private final CellStyle quotedStyle;
  private final CellStyle dateStyle;

  public WorkbookWriter() {
    Font bold = book.createFont();
    bold.setBold(true);
    headerStyle = headerStyle(bold);
    Font red = book.createFont();
    red.setBold(true);
    red.setColor(IndexedColors.DARK_RED.getIndex());
    requiredStyle = headerStyle(red);
    short textFormat = book.createDataFormat().getFormat("@");
    textStyle = book.createCellStyle();
    textStyle.setDataFormat(textFormat);
    textStyle.setVerticalAlignment(VerticalAlignment.TOP);
    wrappedStyle = book.createCellStyle();
    wrappedStyle.setDataFormat(textFormat);
    wrappedStyle.setWrapText(true);
    wrappedStyle.setVerticalAlignment(VerticalAlignment.TOP);
    quotedStyle = book.createCellStyle();
    quotedStyle.setDataFormat(textFormat);
    quotedStyle.setQuotePrefixed(true);
    quotedStyle.setVerticalAlignment(VerticalAlignment.TOP);
    dateStyle = book.createCellStyle();
    dateStyle.setDataFormat(book.createDataFormat().getFormat("yyyy-mm-dd"));
    dateStyle.setVerticalAlignment(VerticalAlignment.TOP);
  }

  private CellStyle headerStyle(Font font) {
    CellStyle style = book.createCellStyle();
    style.setFont(font);
    style.setFillForegroundColor(IndexedColors.PALE_BLUE.getIndex());
    style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
    style.setAlignment(HorizontalAlignment.CENTER);
    style.setVerticalAlignment(VerticalAlignment.CENTER);
    style.setBorderBottom(BorderStyle.THIN);
    style.setWrapText(true);
    return style;
  }

  /** Begins a sheet with its header. */
  public SheetWriter sheet(String title, List<SheetColumn> columns) {
    return new SheetWriter(book.createSheet(title), columns, false);
  }

  /**
   * Begins an empty sheet for filling in: required columns are marked, choices are offered, each
   * column explains itself.
   */
  public void template(SheetTable table) {
    new SheetWriter(book.createSheet(table.title()), table.columns(), true);
  }

  /** Writes the workbook. */
  public void writeTo(OutputStream out) throws IOException {
    book.write(out);
  }

  public void writeTo(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      book.write(out);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    try {
      book.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Writes the rows of one sheet. */
  public final class SheetWriter {

    private final SXSSFSheet sheet;
    private final List<SheetColumn> columns;
    private int next;

    private SheetWriter(SXSSFSheet sheet, List<SheetColumn> columns, boolean template) {
      this.sheet = sheet;
      this.columns = columns;
      Row header = sheet.createRow(next++);
      header.setHeightInPoints(24);
      for (int at = 0; at < columns.size(); at++) {
        SheetColumn column = columns.get(at);
        boolean marked = template && column.isRequired();
        Cell cell = header.createCell(at);
        cell.setCellValue(marked ? "*" + column.name() : column.name());
        cell.setCellStyle(marked ? requiredStyle : headerStyle);
        sheet.setColumnWidth(at, Math.min(255, column.width() + 2) * 256);
        if (template) {
          sheet.setDefaultColumnStyle(
              at, column.kind() == SheetColumn.Kind.DATE ? dateStyle : textStyle);
          offerChoices(at, column);
        }
      }
      sheet.createFreezePane(0, 1);
      sheet.setRepeatingRows(CellRangeAddress.valueOf("1:1"));
      sheet.getPrintSetup().setLandscape(true);
      sheet.getPrintSetup().setPaperSize(org.apache.poi.ss.usermodel.PrintSetup.A4_PAPERSIZE);
      sheet.setFitToPage(true);
      sheet.getPrintSetup().setFitHeight((short) 0);
    }

    private void offerChoices(int at, SheetColumn column) {
      String joined = String.join(",", column.choices());
      boolean listed = !joined.isEmpty() && joined.length() <= MOST_LETTERS_OF_CHOICES;
      if (!listed && column.hint().isEmpty()) {
        return;
      }
      var validations = sheet.getDataValidationHelper();
      DataValidationConstraint constraint =
          listed
              ? validations.createExplicitListConstraint(column.choices().toArray(String[]::new))
              : validations.createTextLengthConstraint(
                  DataValidationConstraint.OperatorType.GREATER_OR_EQUAL, "0", null);
      DataValidation validation =
          validations.createValidation(
              constraint, new CellRangeAddressList(1, TEMPLATE_ROWS, at, at));
      validation.setSuppressDropDownArrow(true);
      // Other words for the same are understood when the file is read; Excel must not refuse them.
      validation.setShowErrorBox(false);
      if (!column.hint().isEmpty()) {
        validation.createPromptBox(column.name(), column.hint());
        validation.setShowPromptBox(true);
      }
      sheet.addValidationData(validation);
    }

    /**
     * Writes a row.
     *
     * @param values one for each column: text, whole number, decimal number, date, or null
     */
    public void row(@Nullable Object... values) {
      Row row = sheet.createRow(next++);
      for (int at = 0; at < values.length; at++) {
        Object value = values[at];
        if (value != null && !"".equals(value)) {
          fill(row.createCell(at), columns.get(at), value);
        }
      }
    }

    private void fill(Cell cell, SheetColumn column, Object value) {
      switch (value) {
        case LocalDate date -> {
          cell.setCellValue(date);
          cell.setCellStyle(dateStyle);
        }
        case Number number -> cell.setCellValue(number.doubleValue());
        default -> {
          String text = value.toString();
          cell.setCellValue(
              text.length() > MOST_LETTERS_IN_CELL
                  ? text.substring(0, MOST_LETTERS_IN_CELL) + "…"
                  : text);
          cell.setCellStyle(
              startsLikeFormula(text)
                  ? quotedStyle
                  : column.width() > 40 ? wrappedStyle : textStyle);
        }
      }
    }

    /** Lets the reader filter by the header; to be called after the last row. */
    public void filter() {
      if (next > 1) {
        sheet.setAutoFilter(new CellRangeAddress(0, next - 1, 0, columns.size() - 1));
      }
    }

    Sheet sheet() {
      return sheet;
    }
  }

  /** Whether Excel could take the text for a formula. */
  static boolean startsLikeFormula(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
  }
}
