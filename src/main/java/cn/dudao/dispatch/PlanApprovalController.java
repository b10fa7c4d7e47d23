package cn.dudao.dispatch;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.assignment.PlanDecision;
import cn.dudao.dispatch.assignment.PlanDecisions;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.Notice;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterChanges;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Ruling;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** 提交审批、审批和签发: a plan on its way to the orders. */
@Controller
class PlanApprovalController {

  private static final TextLimit NOTE_LIMIT = TextLimit.REASON.called("审批意见");
  private static final TextLimit REASON_LIMIT = TextLimit.REASON;

  private final DispatchPlans plans;
  private final DispatchPlanner planner;
  private final PlanViews views;
  private final PlanPage page;
  private final PlanIssue issue;
  private final PlanDecisions decisions;
  private final ParameterChanges parameters;

  PlanApprovalController(
      DispatchPlans plans,
      DispatchPlanner planner,
      PlanViews views,
      PlanPage page,
      PlanIssue issue,
      PlanDecisions decisions,
      ParameterChanges parameters) {
    this.plans = plans;
    this.planner = planner;
    this.views = views;
    this.page = page;
    this.issue = issue;
    this.decisions = decisions;
    this.parameters = parameters;
  }

  /** 查看方案的提交、审批和签发经过. */
  @GetMapping("/dispatch/plans/{id}/decisions")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("8")
  String decisions(@PathVariable UUID id, SignedIn user, Model model) {
    page.opened(id, "/decisions", user, model);
    model.addAttribute("decisions", decisions.of(id));
    return "dispatch/plan-decisions";
  }

  // ---- submission

  @GetMapping("/dispatch/plans/{id}/submission")
  @Allowed(UserRole.BUREAU_OFFICER)
  String submission(@PathVariable UUID id, HttpServletRequest request, Model model) {
    var plan = page.plan(id);
    var ticked = request.getParameterValues("task");
    requireState(plan, "提交审批", PlanState.READY);
    return submission(
        plan,
        SubmissionForm.of(plan.secrecy(), ticked == null ? List.of() : List.of(ticked)),
        FormErrors.NONE,
        model);
  }

  private String submission(
      DispatchPlan plan, SubmissionForm form, FormErrors errors, Model model) {
    model.addAttribute("plan", plan);
    model.addAttribute("revision", plans.revision(plan.id(), plan.revision()).orElseThrow());
    model.addAttribute("total", views.total(plan.id()));
    model.addAttribute("difference", issue.difference(plan));
    model.addAttribute("announceDays", announceDays(plan));
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("crumbs", PlanPage.crumbs(plan));
    return "dispatch/plan-submission";
  }

  private int announceDays(DispatchPlan plan) {
    return parameters.on(plan.firstDay()).number(Parameter.ANNOUNCE_DAYS);
  }

  /** Tasks to choose from; redrawn alone while somebody types. */
  @GetMapping("/dispatch/plans/{id}/submission/tasks")
  @Allowed(UserRole.BUREAU_OFFICER)
  String tasks(@PathVariable UUID id, @RequestParam(defaultValue = "") String find, Model model) {
    String text = find.strip();
    model.addAttribute("text", text);
    model.addAttribute("found", text.isEmpty() ? List.of() : views.tasksNamed(id, text, 20));
    return "dispatch/plan-submission-tasks";
  }

  /** 把列表中勾选的任务带到提交审批的表单。 */
  @PostMapping("/dispatch/plans/{id}/submission/tasks")
  @Allowed(UserRole.BUREAU_OFFICER)
  String ticked(@PathVariable UUID id, HttpServletRequest request, RedirectAttributes redirect) {
    var plan = page.plan(id);
    var ticked = request.getParameterValues("row");
    if (ticked == null) {
      Notice.problem(redirect, "请先勾选任务。");
      return "redirect:" + plan.url() + "/tasks";
    }
    return "redirect:"
        + UriComponentsBuilder.fromPath(plan.url() + "/submission")
            .queryParam("task", List.of(ticked))
            .encode()
            .toUriString();
  }

  /** 提交审批，并定下通知方式和名单公开时间。 */
  @PostMapping("/dispatch/plans/{id}/submission")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"4", "8", "13"})
  String submit(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam(defaultValue = "") String notice,
      @RequestParam(defaultValue = "") String tasks,
      @RequestParam(defaultValue = "") String names,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") String remark,
      @RequestParam(defaultValue = "") String key,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var plan = page.plan(id);
    var form = new SubmissionForm(notice, tasks, names, days, remark, key);
    Set<String> known = new HashSet<>();
    plans.content(id, plan.revision()).tasks().forEach(each -> known.add(each.number()));
    var errors = form.errors(known);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return submission(plan, form, errors, model);
    }
    issue.submit(
        id, version, UUID.fromString(key), form.secrecy(), form.remark().strip(), user.actor());
    Notice.done(redirect, "已提交审批，等待负责人决定；在此期间方案不能修改。");
    return "redirect:" + plan.url() + "/decisions";
  }

  // ---- recall

  @GetMapping("/dispatch/plans/{id}/recall")
  @Allowed(UserRole.BUREAU_OFFICER)
  String recall(@PathVariable UUID id, Model model) {
    var plan = page.plan(id);
    requireState(plan, "撤回", PlanState.SUBMITTED, PlanState.APPROVED);
    return recall(plan, "", UUID.randomUUID().toString(), FormErrors.NONE, model);
  }

  private String recall(
      DispatchPlan plan, String reason, String key, FormErrors errors, Model model) {
    model.addAttribute("plan", plan);
    model.addAttribute("reason", reason);
    model.addAttribute("key", key);
    model.addAttribute("errors", errors);
    model.addAttribute("crumbs", PlanPage.crumbs(plan));
    return "dispatch/plan-recall";
  }

  /** 撤回提交的方案，以便修改。 */
  @PostMapping("/dispatch/plans/{id}/recall")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article("8")
  String recall(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var plan = page.plan(id);
    var errors = new FormErrors();
    errors.within("reason", reason.strip(), REASON_LIMIT);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return recall(plan, reason, key.toString(), errors, model);
    }
    issue.recall(id, version, key, reason.strip(), user.actor());
    Notice.done(redirect, "已撤回，方案可以修改；修改后须重新提交审批。");
    return "redirect:" + plan.url();
  }

  // ---- decision

  /** 审批前查看覆盖、席位、空缺原因、规则检查、轮换、工作量和与已签发委派的差异。 */
  @GetMapping("/dispatch/plans/{id}/approval")
  @Allowed(UserRole.BUREAU_LEADER)
  @Article({"5", "8", "10", "13", "14", "18", "19", "20"})
  String approval(@PathVariable UUID id, SignedIn user, Model model) {
    var plan = page.plan(id);
    requireState(plan, "审批", PlanState.SUBMITTED);
    return approval(plan, "", UUID.randomUUID().toString(), FormErrors.NONE, user, model);
  }

  private String approval(
      DispatchPlan plan, String note, String key, FormErrors errors, SignedIn user, Model model) {
    var content = plans.content(plan.id(), plan.revision());
    var ground = planner.factsOf(plan, content);
    var review =
        PlanReview.of(
            plan,
            content,
            ground,
            issue.problems(plan, content, ground),
            issue.difference(plan, content));
    model.addAttribute("plan", plan);
    model.addAttribute("revision", plans.revision(plan.id(), plan.revision()).orElseThrow());
    model.addAttribute(
        "submission",
        decisions.of(plan.id()).stream()
            .filter(each -> each.kind() == PlanDecision.Kind.SUBMISSION)
            .findFirst()
            .orElseThrow());
    model.addAttribute("announceDays", announceDays(plan));
    model.addAttribute("review", review);
    model.addAttribute("loads", views.loads(plan.id()));
    model.addAttribute("worked", decisions.workedOn(plan.id(), user.actor().id()));
    model.addAttribute("seal", page.anywhere(user));
    model.addAttribute("note", note);
    model.addAttribute("key", key);
    model.addAttribute("errors", errors);
    model.addAttribute("crumbs", PlanPage.crumbs(plan));
    return "dispatch/plan-approval";
  }

  /** 批准方案；不能批准自己制订、修改或者提交的方案。 */
  @PostMapping("/dispatch/plans/{id}/approval")
  @Allowed(UserRole.BUREAU_LEADER)
  @Article({"4", "8"})
  String approve(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      @RequestParam(defaultValue = "") String note,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var plan = page.plan(id);
    var errors = new FormErrors();
    errors.within("note", note.strip(), NOTE_LIMIT);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return approval(plan, note, key.toString(), errors, user, model);
    }
    try {
      issue.approve(id, version, key, note.strip(), user.actor());
    } catch (RefusedException refusal) {
      throw page.anywhere(user).any() ? withoutNames(refusal) : refusal;
    }
    Notice.done(redirect, "已批准方案 %s，等待经办人员签发。".formatted(plan.number()));
    return "redirect:" + plan.url() + "/decisions";
  }

  /** The same refusal as counts by rule, for those from whom names are sealed. */
  private static RefusedException withoutNames(RefusedException refusal) {
    Map<String, List<Ruling>> byRule = new LinkedHashMap<>();
    refusal
        .rulings()
        .forEach(each -> byRule.computeIfAbsent(each.rule(), key -> new ArrayList<>()).add(each));
    if (byRule.keySet().equals(Set.of("approver"))) {
      return refusal;
    }
    return new RefusedException(
        String.valueOf(refusal.getMessage()),
        byRule.values().stream()
            .map(each -> {
              var first = each.getFirst();
              return Ruling.refuse(
                  first.rule(),
                  first.article(),
                  "%d 项委派今天不再符合这一条，名单密封期间不显示姓名".formatted(each.size()),
                  first.day());
            })
            .toList());
  }

  /** 退回方案，写明理由。 */
  @PostMapping("/dispatch/plans/{id}/return")
  @Allowed(UserRole.BUREAU_LEADER)
  @Article("8")
  String sendBack(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      @RequestParam(defaultValue = "") String note,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var plan = page.plan(id);
    var errors = new FormErrors();
    errors.required("note", note, "退回时请写明理由");
    errors.within("note", note.strip(), NOTE_LIMIT);
    if (!errors.isEmpty()) {
      requireState(plan, "退回", PlanState.SUBMITTED);
      response.setStatus(422);
      return approval(plan, note, key.toString(), errors, user, model);
    }
    issue.sendBack(id, version, key, note.strip(), user.actor());
    Notice.done(redirect, "已退回方案 %s，由经办人员修改后重新提交。".formatted(plan.number()));
    return "redirect:" + plan.url() + "/decisions";
  }

  // ---- issue

  @GetMapping("/dispatch/plans/{id}/issuance")
  @Allowed(UserRole.BUREAU_OFFICER)
  String issuance(@PathVariable UUID id, Model model) {
    var plan = page.plan(id);
    requireState(plan, "签发", PlanState.APPROVED);
    var difference = issue.difference(plan);
    model.addAttribute("plan", plan);
    model.addAttribute("difference", difference);
    model.addAttribute("consequence", consequence(plan, difference));
    model.addAttribute("key", UUID.randomUUID().toString());
    model.addAttribute("crumbs", PlanPage.crumbs(plan));
    return "dispatch/plan-issuance";
  }

  /** "将向 46 人签发 92 项委派…": what issuing does, before the button. */
  private static String consequence(DispatchPlan plan, IssueDifference difference) {
    var secrecy = plan.secrecy();
    long unannounced = difference.mannedTasks().stream().filter(secrecy::unannounced).count();
    var text = new StringBuilder();
    if (difference.coming().isEmpty()) {
      text.append("没有新的委派需要签发");
    } else {
      text.append(
          "将向 %d 人签发 %d 项委派，涉及 %d 项任务"
              .formatted(
                  difference.people(),
                  difference.coming().size(),
                  difference.mannedTasks().size()));
      if (unannounced > 0) {
        text.append("，其中 %d 项任务不预先通知单位".formatted(unannounced));
      }
    }
    if (!difference.leaving().isEmpty()) {
      text.append("；撤回 %d 项委派".formatted(difference.leaving().size()));
    }
    if (!difference.moved().isEmpty()) {
      text.append("；%d 人在原任务上改任".formatted(difference.moved().size()));
    }
    text.append("。");
    Integer sealed = secrecy.sealedDays();
    text.append(
        sealed == null
            ? "签发后名单即公开，督导员立即收到委派通知书。"
            : "名单密封到任务%s零时，届时督导员才收到委派通知书。".formatted(sealed == 0 ? "当天" : "前 " + sealed + " 天"));
    text.append("签发不能撤销，以后的变动须重新审批。");
    return text.toString();
  }

  /** 签发已批准的方案：发出委派，撤回不再需要的委派。 */
  @PostMapping("/dispatch/plans/{id}/issuance")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"4", "8"})
  String issue(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      SignedIn user,
      RedirectAttributes redirect) {
    int sent = issue.issue(id, version, key, user.actor());
    var plan = page.plan(id);
    Notice.done(
        redirect,
        sent > 0
            ? "已签发方案 %s 的 %d 项委派。".formatted(plan.number(), sent)
            : "方案 %s 已签发。".formatted(plan.number()));
    return "redirect:" + plan.url() + "/decisions";
  }

  /** A form is not shown for what cannot be done now. */
  private static void requireState(DispatchPlan plan, String act, PlanState... states) {
    for (PlanState each : states) {
      if (plan.state() == each) {
        return;
      }
    }
    throw new StaleException(
        "方案 %s 现在是“%s”，不能%s。".formatted(plan.number(), plan.state().label(), act),
        plan.url(),
        List.of());
  }
}
