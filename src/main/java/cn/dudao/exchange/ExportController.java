package cn.dudao.exchange;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.appraisal.AppraisalBatches;
import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.dispatch.PastSupervisions;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.platform.web.Download;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.supervisor.Absences;
import cn.dudao.supervisor.RecusalGrounds;
import cn.dudao.supervisor.Supervisors;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** 导出: each register in the format in which it is read, and the templates to fill in. */
@Controller
class ExportController {

  private static final String ALL = "all";

  private final Institutions institutions;
  private final Supervisors supervisors;
  private final AppraisalBatches batches;
  private final AppraisalSessions sessions;
  private final RecusalGrounds grounds;
  private final PastSupervisions history;
  private final Absences absences;
  private final Ledger ledger;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ExportController(
      Institutions institutions,
      Supervisors supervisors,
      AppraisalBatches batches,
      AppraisalSessions sessions,
      RecusalGrounds grounds,
      PastSupervisions history,
      Absences absences,
      Ledger ledger,
      TransactionTemplate transaction,
      Clock clock) {
    this.institutions = institutions;
    this.supervisors = supervisors;
    this.batches = batches;
    this.sessions = sessions;
    this.grounds = grounds;
    this.history = history;
    this.absences = absences;
    this.ledger = ledger;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** 导出一份登记中筛选出的内容，个人信息隐去部分；导出记入操作记录。 */
  @GetMapping("/exports/{table}.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  void register(
      @PathVariable String table, ListQuery query, SignedIn user, HttpServletResponse response)
      throws IOException {
    List<ExchangeTable> tables = tables(table);
    LocalDate today = LocalDate.now(clock);
    try (var book = new WorkbookWriter()) {
      tables.forEach(each -> write(each, query, today, book));
      transaction.executeWithoutResult(status ->
          ledger.record(user.actor(), new Act("exchange.export", "register", table, "", "", "{}")));
      Download.named(response, title(tables) + "-" + today + ".xlsx");
      book.writeTo(response.getOutputStream());
    }
  }

  /** 导出勾选的登记: those rows of one register that were ticked on its list. */
  @PostMapping("/exports/{table}.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  void ticked(
      @PathVariable String table, ListQuery query, SignedIn user, HttpServletResponse response)
      throws IOException {
    if (query.ticked().isEmpty()) {
      throw new NotFoundException("没有勾选任何一行，没有导出。请返回列表勾选后再导出。");
    }
    if (tables(table).size() != 1 || table.equals(ExchangeTable.ABSENCES.slug())) {
      throw new NotFoundException("这张表不能勾选导出。");
    }
    register(table, query, user, response);
  }

  private void write(ExchangeTable table, ListQuery query, LocalDate today, WorkbookWriter book) {
    boolean whole = query.filters().isEmpty() && query.ticked().isEmpty();
    switch (table) {
      case INSTITUTIONS ->
          RegisterWorkbook.institutions(
              whole ? institutions.allMasked() : institutions.allMasked(query), book);
      case SUPERVISORS ->
          RegisterWorkbook.supervisors(
              whole ? supervisors.allMasked() : supervisors.allMasked(query), today, book);
      case SESSIONS -> RegisterWorkbook.sessions(whole ? sessions.all() : sessions(query), book);
      case RECUSAL_GROUNDS ->
          RegisterWorkbook.grounds(whole ? grounds.all() : grounds.all(query, today), book);
      case PAST_SUPERVISIONS ->
          RegisterWorkbook.history(whole ? history.all() : history.all(query), book);
      case ABSENCES -> RegisterWorkbook.absences(absences.all(), book);
    }
  }

  private List<AppraisalSession> sessions(ListQuery query) {
    Set<String> shown = batches.numbers(query);
    return sessions.all().stream().filter(each -> shown.contains(each.batch())).toList();
  }

  /** 下载填表模板。 */
  @GetMapping("/exports/templates/{table}.xlsx")
  @Allowed(signedIn = true)
  void template(@PathVariable String table, HttpServletResponse response) throws IOException {
    List<ExchangeTable> tables = tables(table);
    Download.named(response, title(tables) + "-模板.xlsx");
    try (var book = new WorkbookWriter()) {
      RegisterWorkbook.templates(tables, book);
      book.writeTo(response.getOutputStream());
    }
  }

  private static List<ExchangeTable> tables(String slug) {
    return slug.equals(ALL)
        ? ExchangeTable.IN_SHEET_ORDER
        : List.of(ExchangeTable.bySlug(slug).orElseThrow(() -> new NotFoundException("没有这张表。")));
  }

  private static String title(List<ExchangeTable> tables) {
    return tables.size() == 1 ? tables.getFirst().title() : "委派数据";
  }
}
