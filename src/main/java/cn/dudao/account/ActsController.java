package cn.dudao.account;

import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.web.Conditions;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.ListSql;
import cn.dudao.platform.web.Page;
import cn.dudao.platform.web.Shown;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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

  ActsController(RecordedActs acts, ActWords words) {
    this.acts = acts;
    this.words = words;
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

  /** What the filter shows, as a text table that spreadsheets open. */
  @GetMapping("/acts/export")
  @Allowed(UserRole.AUDIT_ADMIN)
  void export(ListQuery query, SignedIn by, HttpServletResponse response) throws IOException {
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename("操作记录.csv", StandardCharsets.UTF_8)
            .build()
            .toString());
    response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
    try (var out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
      acts.export(query, by, out);
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

    RecordedActs(
        JdbcClient jdbc, Ledger ledger, ActWords words, tools.jackson.databind.ObjectMapper json) {
      this.jdbc = jdbc;
      this.ledger = ledger;
      this.words = words;
      this.details = new ActDetails(json, words);
    }

    /** Filters: actor, verb, kind, subject, from, until. */
    Page<RecordedAct> list(ListQuery query) {
      return LIST.page(jdbc, query, conditions(query), this::act);
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

    private RecordedAct act(ResultSet row, int number) throws SQLException {
      return new RecordedAct(
          row.getLong("id"),
          row.getObject("at", OffsetDateTime.class).toInstant(),
          row.getString("actor_name"),
          words.of(row.getString("verb")),
          words.of(row.getString("subject_kind"))
              + " "
              + words.ofDetail(row.getString("subject_id")),
          plain(row.getString("reason")),
          plain(row.getString("article")),
          details.lines(plain(row.getString("details"))));
    }

    private static String plain(@org.jspecify.annotations.Nullable String text) {
      return text == null ? "" : text;
    }

    /** Reading the record is itself on record. */
    @Transactional
    void export(ListQuery query, SignedIn by, Writer out) throws IOException {
      ledger.record(by.actor(), Act.of("account.export-acts", "ledger", "all"));
      out.write("\uFEFF编号,时间,人员,事项,对象,理由,条文,详情\r\n");
      LIST.each(jdbc, query, conditions(query), this::act, each -> write(out, each));
    }

    private static void write(Writer out, RecordedAct act) {
      try {
        out.write(
            String.join(
                    ",",
                    Long.toString(act.id()),
                    Shown.second(act.at()),
                    cell(act.actor()),
                    cell(act.verb()),
                    cell(act.subject()),
                    cell(act.reason()),
                    cell(act.article()),
                    cell(String.join("；", act.details())))
                + "\r\n");
      } catch (IOException problem) {
        throw new UncheckedIOException(problem);
      }
    }

    /** Quoted, and so that no spreadsheet takes it for a formula. */
    private static String cell(String text) {
      String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
      return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
  }
}
