package cn.dudao.desk;

import cn.dudao.account.Allowed;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.register.Coverage;
import cn.dudao.dispatch.register.CoverageLine;
import cn.dudao.dispatch.register.UncoveredBatch;
import cn.dudao.platform.sheet.SheetColumn;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.platform.web.Download;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.regulation.Article;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 统计分析. */
@Controller
class StatisticsController {

  private static final int MOST_UNCOVERED = 200;

  private final Coverage coverage;
  private final Clock clock;

  StatisticsController(Coverage coverage, Clock clock) {
    this.coverage = coverage;
    this.clock = clock;
  }

  /** 按周、按单位查看督导覆盖率，以及未覆盖的批次和原因。 */
  @GetMapping("/statistics")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article({"2", "13"})
  String statistics(ListQuery query, Model model) {
    Period period = period(query);
    LocalDate from = period.from();
    LocalDate to = period.to();
    model.addAttribute("query", query);
    model.addAttribute("from", from);
    model.addAttribute("to", to);
    model.addAttribute("total", coverage.total(from, to));
    model.addAttribute("weeks", coverage.byWeek(from, to));
    model.addAttribute("institutions", coverage.byInstitution(from, to));
    model.addAttribute("uncovered", coverage.uncovered(from, to, MOST_UNCOVERED));
    return "desk/statistics";
  }

  /** 导出督导覆盖统计。 */
  @GetMapping("/statistics.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("13")
  void export(ListQuery query, HttpServletResponse response) throws IOException {
    Period period = period(query);
    LocalDate from = period.from();
    LocalDate to = period.to();
    Download.named(response, "督导覆盖-" + from + "-" + to + ".xlsx");
    try (WorkbookWriter book = new WorkbookWriter()) {
      CoverageLine total = coverage.total(from, to);
      lines(book, "按周", "周", coverage.byWeek(from, to), total);
      lines(book, "按单位", "单位", coverage.byInstitution(from, to), total);
      var sheet =
          book.sheet(
              "未覆盖的批次",
              List.of(
                  text("批次号").wide(20),
                  text("单位代码").wide(20),
                  text("单位名称").wide(32),
                  SheetColumn.optional("首日", SheetColumn.Kind.DATE).wide(12),
                  SheetColumn.optional("末日", SheetColumn.Kind.DATE).wide(12),
                  text("原因").wide(32)));
      for (UncoveredBatch each : coverage.uncovered(from, to, Integer.MAX_VALUE)) {
        sheet.row(
            each.number(),
            each.institution(),
            each.institutionName(),
            each.firstDay(),
            each.lastDay(),
            each.reason());
      }
      sheet.filter();
      book.writeTo(response.getOutputStream());
    }
  }

  private static void lines(
      WorkbookWriter book,
      String title,
      String first,
      List<CoverageLine> lines,
      CoverageLine total) {
    var sheet =
        book.sheet(
            title,
            List.of(
                text(first).wide(32),
                number("批次"),
                number("已覆盖"),
                number("未覆盖"),
                number("应有席位"),
                number("已排席位"),
                number("覆盖率（%）").wide(14)));
    for (CoverageLine line : lines) {
      row(sheet, line.label(), line);
    }
    row(sheet, "合计", total);
  }

  private static void row(WorkbookWriter.SheetWriter sheet, String label, CoverageLine line) {
    sheet.row(
        label,
        line.batches(),
        line.covered(),
        line.uncovered(),
        line.seats(),
        line.filled(),
        line.percent());
  }

  private static SheetColumn text(String name) {
    return SheetColumn.optional(name, SheetColumn.Kind.TEXT);
  }

  private static SheetColumn number(String name) {
    return SheetColumn.optional(name, SheetColumn.Kind.NUMBER).wide(10);
  }

  private record Period(LocalDate from, LocalDate to) {}

  /** The period asked for, else eight weeks from this Monday; never longer than two years. */
  private Period period(ListQuery query) {
    LocalDate monday =
        LocalDate.now(clock).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate asked = query.date("from");
    LocalDate from = asked == null ? monday : asked;
    LocalDate until = query.date("to");
    LocalDate to = until == null || until.isBefore(from) ? from.plusDays(8 * 7 - 1) : until;
    LocalDate latest = from.plusYears(2);
    return new Period(from, to.isAfter(latest) ? latest : to);
  }
}
