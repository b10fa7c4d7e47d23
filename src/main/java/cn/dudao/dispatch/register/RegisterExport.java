package cn.dudao.dispatch.register;

import cn.dudao.account.SignedIn;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.sheet.SheetColumn;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.platform.web.Download;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** 导出台账: row by row into a workbook, and into the record of acts. */
@Component
class RegisterExport {

  /** So many rows a sheet, below what Excel holds. */
  private static final int MOST_ROWS = 1_000_000;

  private final Ledger ledger;
  private final TransactionTemplate transaction;
  private final Clock clock;

  RegisterExport(Ledger ledger, TransactionTemplate transaction, Clock clock) {
    this.ledger = ledger;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Sends one register as a workbook.
   *
   * @param slug how the record of acts calls it
   * @param title its name in words: of the file and the sheet
   * @param content writes the rows; reads all of them within one transaction
   */
  void send(
      String slug,
      String title,
      List<SheetColumn> columns,
      SignedIn user,
      HttpServletResponse response,
      Consumer<Rows> content)
      throws IOException {
    try (var book = new WorkbookWriter()) {
      var rows = new Rows(book, title, columns);
      transaction.executeWithoutResult(status -> {
        content.accept(rows);
        ledger.record(user.actor(), new Act("exchange.export", "register", slug, "", "", "{}"));
      });
      rows.sheet.filter();
      Download.named(response, title + "-" + LocalDate.now(clock) + ".xlsx");
      book.writeTo(response.getOutputStream());
    }
  }

  static SheetColumn text(String name) {
    return SheetColumn.optional(name, SheetColumn.Kind.TEXT);
  }

  static SheetColumn date(String name) {
    return SheetColumn.optional(name, SheetColumn.Kind.DATE);
  }

  static SheetColumn number(String name) {
    return SheetColumn.optional(name, SheetColumn.Kind.NUMBER);
  }

  /** The rows of a register, on further sheets where one is full. */
  static final class Rows {

    private final WorkbookWriter book;
    private final String title;
    private final List<SheetColumn> columns;
    private WorkbookWriter.SheetWriter sheet;
    private int written;

    private Rows(WorkbookWriter book, String title, List<SheetColumn> columns) {
      this.book = book;
      this.title = title;
      this.columns = columns;
      this.sheet = book.sheet(title, columns);
    }

    /** Writes a row, one value for each column. */
    void row(@Nullable Object... values) {
      if (written > 0 && written % MOST_ROWS == 0) {
        sheet.filter();
        sheet = book.sheet(title + "（" + (written / MOST_ROWS + 1) + "）", columns);
      }
      sheet.row(values);
      written++;
    }
  }
}
