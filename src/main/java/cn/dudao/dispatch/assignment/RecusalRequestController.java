package cn.dudao.dispatch.assignment;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.calendar.WrittenDay;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.sheet.SheetColumn;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.Choice;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.MenuEntry;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import cn.dudao.platform.web.Shown;
import cn.dudao.regulation.Article;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.Supervisors;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 回避申请: asked for by institutions, or entered by an officer for others; decided by a leader. */
@Controller
class RecusalRequestController {

  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final RecusalRequests requests;
  private final Assignments assignments;
  private final Supervisors supervisors;
  private final Institutions institutions;
  private final Ledger ledger;
  private final TransactionTemplate transaction;
  private final Clock clock;

  RecusalRequestController(
      RecusalRequests requests,
      Assignments assignments,
      Supervisors supervisors,
      Institutions institutions,
      Ledger ledger,
      TransactionTemplate transaction,
      Clock clock) {
    this.requests = requests;
    this.assignments = assignments;
    this.supervisors = supervisors;
    this.institutions = institutions;
    this.ledger = ledger;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Bean
  static MenuEntry recusalRequestsMenu() {
    return new MenuEntry(
        "督导委派",
        "回避申请",
        "/recusal-requests",
        42,
        Set.of("BUREAU_OFFICER", "BUREAU_LEADER", "INSTITUTION_STAFF"));
  }

  /** 查看回避申请：由谁提出、是否较晚或者较多、怎样决定；机构只看到自己提出的. */
  @Article("18")
  @GetMapping("/recusal-requests")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER, UserRole.INSTITUTION_STAFF})
  String list(ListQuery query, SignedIn user, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", requests.list(query, bureau(user) ? null : code(user)));
    model.addAttribute("bureau", bureau(user));
    model.addAttribute(
        "states",
        Arrays.stream(RecusalRequest.State.values())
            .map(each -> new Choice(each.name(), each.label()))
            .toList());
    model.addAttribute("applicants", applicants());
    return "dispatch/recusal-requests";
  }

  /** 导出回避申请，申请鉴定人员和其他人员的姓名不导出；导出记入操作记录. */
  @GetMapping("/recusal-requests.xlsx")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  void export(ListQuery query, SignedIn user, HttpServletResponse response) throws IOException {
    transaction.executeWithoutResult(status ->
        ledger.record(
            user.actor(), Act.of("exchange.export", "register", "recusal-requests").under("18")));
    response.setContentType(XLSX);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename("回避申请-" + LocalDate.now(clock) + ".xlsx", StandardCharsets.UTF_8)
            .build()
            .toString());
    try (var book = new WorkbookWriter()) {
      var sheet = book.sheet("回避申请", COLUMNS);
      transaction.executeWithoutResult(status ->
          requests.each(
              query,
              line -> {
                var each = line.request();
                sheet.row(
                    each.askedAt().atZone(clock.getZone()).toLocalDate(),
                    each.applicantKind().label(),
                    line.supervisor(),
                    each.card(),
                    line.institution(),
                    each.institution(),
                    each.task(),
                    each.relation().label(),
                    each.late() ? "较晚" : "",
                    each.often() ? "较多" : "",
                    each.state().label(),
                    each.decidedBy(),
                    Shown.time(each.decidedAt()),
                    each.decisionReason());
              }));
      sheet.filter();
      book.writeTo(response.getOutputStream());
    }
  }

  private static final List<SheetColumn> COLUMNS =
      List.of(
          SheetColumn.optional("提出日期", SheetColumn.Kind.DATE),
          SheetColumn.optional("申请人", SheetColumn.Kind.TEXT),
          SheetColumn.optional("督导员", SheetColumn.Kind.TEXT),
          SheetColumn.optional("证卡编号", SheetColumn.Kind.CODE),
          SheetColumn.optional("被督导单位", SheetColumn.Kind.TEXT).wide(30),
          SheetColumn.optional("单位代码", SheetColumn.Kind.CODE),
          SheetColumn.optional("任务号", SheetColumn.Kind.CODE).wide(24),
          SheetColumn.optional("关系", SheetColumn.Kind.TEXT),
          SheetColumn.optional("提出较晚", SheetColumn.Kind.TEXT),
          SheetColumn.optional("提出较多", SheetColumn.Kind.TEXT),
          SheetColumn.optional("决定", SheetColumn.Kind.TEXT),
          SheetColumn.optional("决定人", SheetColumn.Kind.TEXT),
          SheetColumn.optional("决定时间", SheetColumn.Kind.TEXT).wide(18),
          SheetColumn.optional("理由", SheetColumn.Kind.TEXT).wide(50));

  @GetMapping("/recusal-requests/new")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.INSTITUTION_STAFF})
  String blank(
      @RequestParam(defaultValue = "") String assignment,
      @RequestParam(defaultValue = "") String card,
      @RequestParam(defaultValue = "") String institution,
      SignedIn user,
      Model model) {
    return form(
        RecusalRequestForm.blank(assignment, card, institution), FormErrors.NONE, user, model);
  }

  /** 申请回避：机构对名单已公开的督导员提出；经办人员代申请鉴定人员和其他人员登记. */
  @Article("18")
  @PostMapping("/recusal-requests")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.INSTITUTION_STAFF})
  String ask(
      @ModelAttribute RecusalRequestForm form,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var errors = new FormErrors();
    var id = form.id();
    if (id == null) {
      throw new NotFoundException("这个表单不完整，请重新打开后填写。");
    }
    form.check(errors);
    RecusalRequests.Asked asked =
        user.is(UserRole.BUREAU_OFFICER) ? entered(form, id, errors) : own(form, id, user, errors);
    if (asked == null || !errors.isEmpty()) {
      response.setStatus(422);
      return form(form, errors, user, model);
    }
    requests.ask(asked, user.actor());
    Notice.done(redirect, "已登记回避申请，由主管部门负责人决定。");
    return "redirect:/recusal-requests/" + id;
  }

  /** What an institution asks for: about somebody whom it may know of. */
  private RecusalRequests.@org.jspecify.annotations.Nullable Asked own(
      RecusalRequestForm form, UUID id, SignedIn user, FormErrors errors) {
    var order =
        requests.visibleOrders(code(user)).stream()
            .filter(each -> each.id().toString().equals(form.assignment()))
            .findFirst();
    if (order.isEmpty()) {
      errors.add("assignment", "请选择申请谁回避");
    }
    return order.isEmpty() || !errors.isEmpty()
        ? null
        : form.asked(
            id,
            order.get().card(),
            code(user),
            order.get().task(),
            RecusalRequest.Applicant.INSTITUTION);
  }

  /** What an officer enters for somebody else. */
  private RecusalRequests.@org.jspecify.annotations.Nullable Asked entered(
      RecusalRequestForm form, UUID id, FormErrors errors) {
    form.checkApplicant(errors);
    if (!errors.has("card") && supervisors.find(form.card()).isEmpty()) {
      errors.add("card", "没有证卡编号为 %s 的督导员".formatted(form.card()));
    }
    if (!errors.has("institution") && institutions.find(form.institution()).isEmpty()) {
      errors.add("institution", "没有代码为 %s 的单位".formatted(form.institution()));
    }
    if (!form.task().isEmpty()) {
      var task = assignments.task(form.task());
      if (task.isEmpty() || !task.get().institution().equals(form.institution())) {
        errors.add("task", "该单位没有任务号为 %s 的已签发任务".formatted(form.task()));
      } else if (task.get().namesAt().isAfter(clock.instant())) {
        errors.add("task", "这项任务的名单尚未公开，公开后才能针对这项任务申请");
      } else if (form.kind().equals(RecusalRequest.Applicant.INSTITUTION.name())
          && task.get().announceAt().isAfter(clock.instant())) {
        // The institution reads its own requests.
        errors.add("task", "这项任务尚未通知该单位，不能代该单位针对这项任务申请");
      }
    }
    return errors.isEmpty()
        ? form.asked(
            id,
            form.card(),
            form.institution(),
            form.task().isEmpty() ? null : form.task(),
            RecusalRequest.Applicant.valueOf(form.kind()))
        : null;
  }

  private String form(RecusalRequestForm form, FormErrors errors, SignedIn user, Model model) {
    boolean officer = user.is(UserRole.BUREAU_OFFICER);
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("officer", officer);
    model.addAttribute(
        "orders",
        officer
            ? List.of()
            : requests.visibleOrders(code(user)).stream()
                .map(each ->
                    new Choice(
                        each.id().toString(),
                        "%s %s %s（%s）"
                            .formatted(
                                each.date(),
                                each.halfDays().label(),
                                each.name(),
                                each.role().label())))
                .toList());
    model.addAttribute("applicants", applicants());
    model.addAttribute(
        "relations",
        Arrays.stream(RecusalGround.Relation.values())
            .map(each -> new Choice(each.name(), each.label()))
            .toList());
    return "dispatch/recusal-request-form";
  }

  /** 查看一项回避申请和决定；督导员本人在决定后看到结果，不显示申请鉴定人员是谁. */
  @Article("18")
  @GetMapping("/recusal-requests/{id}")
  @Allowed({
    UserRole.BUREAU_OFFICER,
    UserRole.BUREAU_LEADER,
    UserRole.INSTITUTION_STAFF,
    UserRole.SUPERVISOR
  })
  String record(@PathVariable UUID id, SignedIn user, Model model) {
    var line = visible(id, user);
    return page(line, user, "", "", "", FormErrors.NONE, model);
  }

  /** 决定一项回避申请，写明理由；准予的登记为回避事由，并撤回相应的委派. */
  @Article("18")
  @PostMapping("/recusal-requests/{id}/decision")
  @Allowed(UserRole.BUREAU_LEADER)
  String decide(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam(defaultValue = "") String decision,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String until,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var line = visible(id, user);
    var errors = new FormErrors();
    boolean grants = decision.equals(RecusalRequest.State.GRANTED.name());
    if (!grants && !decision.equals(RecusalRequest.State.REFUSED.name())) {
      errors.add("decision", "请选择准予或者不予回避");
    }
    errors.required("reason", reason, "请写明理由");
    errors.within("reason", reason.strip(), TextLimit.REASON);
    var last = WrittenDay.read(until);
    if (!until.isBlank() && last == null) {
      errors.add("until", "请填写实际存在的日期，样式为 2026-11-23");
    } else if (last != null && last.isBefore(LocalDate.now(clock))) {
      errors.add("until", "不能早于今天");
    }
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return page(line, user, decision, reason.strip(), until.strip(), errors, model);
    }
    if (grants) {
      requests.grant(id, version, reason.strip(), last, user.actor());
      Notice.done(redirect, "已准予回避，登记为回避事由，相应的委派已撤回，并已告知本人。");
    } else {
      requests.refuse(id, version, reason.strip(), user.actor());
      Notice.done(redirect, "已决定不予回避，并已告知本人。");
    }
    return "redirect:/recusal-requests/" + id;
  }

  private String page(
      RecusalRequests.Line line,
      SignedIn user,
      String decision,
      String reason,
      String until,
      FormErrors errors,
      Model model) {
    boolean bureau = bureau(user);
    model.addAttribute("line", line);
    model.addAttribute("bureau", bureau);
    model.addAttribute("concerned", !bureau && line.request().card().equals(user.supervisorCard()));
    model.addAttribute(
        "mayDecide",
        user.is(UserRole.BUREAU_LEADER)
            && line.request().state() == RecusalRequest.State.OPEN
            && !line.request().askedById().equals(user.actor().id()));
    model.addAttribute("decision", decision);
    model.addAttribute("reason", reason);
    model.addAttribute("until", until);
    model.addAttribute("errors", errors);
    return "dispatch/recusal-request";
  }

  private RecusalRequests.Line visible(UUID id, SignedIn user) {
    return requests
        .find(id)
        .filter(each -> maySee(each.request(), user))
        .orElseThrow(() -> new NotFoundException("没有这项回避申请。"));
  }

  private static boolean maySee(RecusalRequest request, SignedIn user) {
    if (bureau(user)) {
      return true;
    }
    boolean asked =
        user.is(UserRole.INSTITUTION_STAFF)
            && request.applicantKind() == RecusalRequest.Applicant.INSTITUTION
            && request.institution().equals(user.institutionCode());
    boolean concerned =
        user.is(UserRole.SUPERVISOR)
            && request.card().equals(user.supervisorCard())
            && request.state() != RecusalRequest.State.OPEN;
    return asked || concerned;
  }

  private static boolean bureau(SignedIn user) {
    return user.is(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER);
  }

  private static String code(SignedIn user) {
    if (user.institutionCode() == null) {
      throw new NotFoundException("您的账户还没有关联单位，请联系系统管理员。");
    }
    return user.institutionCode();
  }

  private static List<Choice> applicants() {
    return Arrays.stream(RecusalRequest.Applicant.values())
        .map(each -> new Choice(each.name(), each.label()))
        .toList();
  }
}
