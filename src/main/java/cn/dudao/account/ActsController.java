package cn.dudao.account;

import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.sheet.SheetColumn;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.Download;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import cn.dudao.platform.web.Shown;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 操作记录: who did what, when, on what, why; only for the audit administrator. */
@Controller
class ActsController {

  private final RecordedActs acts;
  private final ActWords words;
  private final Clock clock;

  ActsController(RecordedActs acts, ActWords words, Clock clock) {
    this.acts = acts;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping("/acts")
  @Allowed(UserRole.AUDIT_ADMIN)
  String list(ListQuery query, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", acts.list(query));
    model.addAttribute("verbs", words.verbs());
    model.addAttribute("subjects", words.subjects());
    return "account/acts";
  }

  /** What the filter shows, as a workbook. */
  @GetMapping("/acts/export")
  @Allowed(UserRole.AUDIT_ADMIN)
  void export(ListQuery query, SignedIn by, HttpServletResponse response) throws IOException {
    try (var book = new WorkbookWriter()) {
      acts.export(query, by, book);
      Download.named(response, "操作记录-" + LocalDate.now(clock) + ".xlsx");
      book.writeTo(response.getOutputStream());
    }
  }

  /** Reads the record of acts for pages. */
  @Component
  static class RecordedActs {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private static final ListSql LIST =
        ListSql.of(
                "a.id, a.at, a.actor_name, a.verb, a.subject_kind, a.subject_id, a.reason,"
                    + " a.article, cast(a.details as text) as details",
                "platform.ledger_entry a",
                "a.id",
                "bigint")
            .sortableFalling("at", "a.id", "bigint");

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ActWords words;
    private final ActDetails details;
    private final ObjectProvider<ActSeal> seals;

    RecordedActs(
        JdbcClient jdbc,
        Ledger ledger,
        ActWords words,
        tools.jackson.databind.ObjectMapper json,
        ObjectProvider<ActSeal> seals) {
      this.jdbc = jdbc;
      this.ledger = ledger;
      this.words = words;
      this.seals = seals;
      this.details = new ActDetails(json, words);
    }

    /** Filters: actor, verb, kind, subject, from, until. */
    Page<RecordedAct> list(ListQuery query) {
      var sealed = sealed();
      return LIST.page(jdbc, query, conditions(query), (row, number) -> act(row, number, sealed));
    }

    private Map<ActSeal.Subject, String> sealed() {
      Map<ActSeal.Subject, String> notes = new HashMap<>();
      seals.forEach(each -> notes.putAll(each.notes()));
      return notes;
    }

    private static Conditions conditions(ListQuery query) {
      var conditions =
          new Conditions()
              .contains(query.filter("actor"), "a.actor_name")
              .equal("a.verb", query.filter("verb"))
              .equal("a.subject_kind", query.filter("kind"))
              .contains(query.filter("subject"), "a.subject_id");
      var from = query.date("from");
      if (from != null) {
        conditions.and("a.at >= :from", "from", from.atStartOfDay(CHINA).toOffsetDateTime());
      }
      var until = query.date("until");
      if (until != null) {
        conditions.and(
            "a.at < :until", "until", until.plusDays(1).atStartOfDay(CHINA).toOffsetDateTime());
      }
      return conditions;
    }

    private RecordedAct act(ResultSet row, int number, Map<ActSeal.Subject, String> sealed)
        throws SQLException {
      String note =
          sealed.get(
              new ActSeal.Subject(row.getString("subject_kind"), row.getString("subject_id")));
      return new RecordedAct(
          row.getLong("id"),
          row.getObject("at", OffsetDateTime.class).toInstant(),
          row.getString("actor_name"),
          words.of(row.getString("verb")),
          words.of(row.getString("subject_kind"))
              + " "
              + words.ofDetail(row.getString("subject_id")),
          note == null ? plain(row.getString("reason")) : "",
          plain(row.getString("article")),
          note == null ? details.lines(plain(row.getString("details"))) : List.of(note));
    }

    private static String plain(@org.jspecify.annotations.Nullable String text) {
      return text == null ? "" : text;
    }

    /** Reading the record is itself on record. */
    @Transactional
    void export(ListQuery query, SignedIn by, WorkbookWriter book) {
      ledger.record(by.actor(), Act.of("account.export-acts", "ledger", "all"));
      var sheets = new Sheets(book);
      var sealed = sealed();
      LIST.each(
          jdbc, query, conditions(query), (row, number) -> act(row, number, sealed), sheets::row);
      sheets.end();
    }
  }

  /** Writes the acts; when a sheet holds as many rows as Excel can open, the next one begins. */
  private static final class Sheets {

    private static final int MOST_ROWS = 1_000_000;
    private static final List<SheetColumn> COLUMNS =
        List.of(
            SheetColumn.optional("编号", SheetColumn.Kind.NUMBER),
            SheetColumn.optional("时间", SheetColumn.Kind.TEXT).wide(20),
            SheetColumn.optional("人员", SheetColumn.Kind.TEXT).wide(12),
            SheetColumn.optional("事项", SheetColumn.Kind.TEXT).wide(20),
            SheetColumn.optional("对象", SheetColumn.Kind.TEXT).wide(32),
            SheetColumn.optional("理由", SheetColumn.Kind.TEXT).wide(41),
            SheetColumn.optional("条文", SheetColumn.Kind.TEXT).wide(8),
            SheetColumn.optional("详情", SheetColumn.Kind.TEXT).wide(60));

    private final WorkbookWriter book;
    private WorkbookWriter.SheetWriter sheet;
    private int sheets = 1;
    private int rows;

    Sheets(WorkbookWriter book) {
      this.book = book;
      this.sheet = book.sheet("操作记录", COLUMNS);
    }

    void row(RecordedAct act) {
      if (rows == MOST_ROWS) {
        end();
        sheets++;
        sheet = book.sheet("操作记录 " + sheets, COLUMNS);
        rows = 0;
      }
      sheet.row(
          act.id(),
          Shown.second(act.at()),
          act.actor(),
          act.verb(),
          act.subject(),
          act.reason(),
          act.article(),
          String.join("；", act.details()));
      rows++;
    }

    void end() {
      sheet.filter();
    }
  }
}
