package cn.dudao.dispatch;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.assignment.IssuedTask;
import cn.dudao.dispatch.assignment.NameSeals;
import cn.dudao.dispatch.assignment.OpenMatters;
import cn.dudao.dispatch.assignment.SealedNames;
import cn.dudao.dispatch.assignment.TaskHours;
import cn.dudao.platform.text.TextLimit;
import cn.dudao.platform.web.Choice;
import cn.dudao.platform.web.Crumb;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.FormText;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Regulation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 委派: one order after it went out, what has become of it, and who can take its place. */
@Controller
class AssignmentController {

  private static final int STAND_INS = 3;

  private static final List<Crumb> CRUMBS =
      List.of(new Crumb("督导委派", ""), new Crumb("待处理委派", "/dispatch/attention"));

  /** What a withdrawal by hand can rest on. */
  private static final List<String> ARTICLES = List.of("8", "13", "14", "18", "19", "20");

  private final Assignments assignments;
  private final AssignmentChanges changes;
  private final OpenMatters matters;
  private final NameSeals seals;
  private final DispatchPlans plans;
  private final DispatchPlanner planner;
  private final Clock clock;

  AssignmentController(
      Assignments assignments,
      AssignmentChanges changes,
      OpenMatters matters,
      NameSeals seals,
      DispatchPlans plans,
      DispatchPlanner planner,
      Clock clock) {
    this.assignments = assignments;
    this.changes = changes;
    this.matters = matters;
    this.seals = seals;
    this.plans = plans;
    this.planner = planner;
    this.clock = clock;
  }

  /** 查看委派后空缺的席位、规则提示待处理的委派和应急改派的补批。 */
  @GetMapping("/dispatch/attention")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article({"8", "13", "19"})
  String attention(SignedIn user, Model model) {
    model.addAttribute("vacancies", matters.vacancies());
    model.addAttribute("concerns", matters.concerns());
    model.addAttribute("emergencies", matters.emergencies());
    model.addAttribute("seals", seals.anywhere(user));
    model.addAttribute("now", clock.instant());
    model.addAttribute("crumbs", List.of(new Crumb("督导委派", "")));
    return "dispatch/attention";
  }

  /**
   * 查看一项委派的经过、准予委派的结论、规则提示和替换人选.
   *
   * <p>One order: its life, what the rules said and say, and who could take its place.
   */
  @GetMapping("/dispatch/assignments/{id:[0-9a-f-]{36}}")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article({"5", "8", "10", "14", "18", "19", "20"})
  String order(@PathVariable UUID id, SignedIn user, Model model) {
    var order = existing(id);
    var task = shown(order, user, model);
    if (!seals.mayKnow(task, user)) {
      model.addAttribute("sealed", SealedNames.note(task.namesAt()));
      return "dispatch/assignment-sealed";
    }
    var emergency = order.emergency() ? matters.emergency(id).orElse(null) : null;
    model.addAttribute("emergency", emergency);
    model.addAttribute("moments", OrderMoment.of(order, emergency));
    model.addAttribute("permission", assignments.permission(order));
    model.addAttribute(
        "team",
        assignments.of(order.task()).stream()
            .filter(each -> each.state().inForce() && !each.id().equals(id))
            .toList());
    boolean ahead = !task.cancelled() && !TaskHours.over(order, clock);
    boolean vacant = ahead && !order.state().inForce() && matters.vacant(order);
    model.addAttribute("vacant", vacant);
    // Who is free, and what a rule says of other tasks, tells where people are.
    var elsewhere = seals.anywhere(user);
    model.addAttribute("elsewhere", elsewhere);
    if (!elsewhere.any() && (vacant || (ahead && !order.concerns().isEmpty()))) {
      standIns(order, model);
    }
    return "dispatch/assignment";
  }

  private void standIns(Assignment order, Model model) {
    var plan = plans.find(order.plan()).orElseThrow();
    model.addAttribute("plan", plan);
    var content = plans.content(plan.id(), plan.revision());
    var seats = content.seats().stream().filter(each -> each.task().equals(order.task())).toList();
    boolean held = seats.stream().anyMatch(each -> each.card().equals(order.card()));
    var planned =
        content.tasks().stream().filter(each -> each.number().equals(order.task())).findFirst();
    if (!held && planned.map(each -> seats.size() >= each.seats()).orElse(true)) {
      model.addAttribute("proposed", planned.isPresent() ? seats : List.of());
      return;
    }
    var known = planner.factsOf(plan, content);
    var task = known.facts().tasks().get(order.task());
    if (task != null) {
      model.addAttribute(
          "standIns",
          StandIn.best(known, content.proposal(), task, held ? order.card() : null, STAND_INS));
      model.addAttribute(
          "limit", known.facts().parameters().on(order.date()).number(Parameter.MOST_IN_A_ROW));
    }
  }

  /** 采用一个替换人选，并提交审批。 */
  @PostMapping("/dispatch/assignments/{id}/replacement")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"4", "8"})
  String replace(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      @RequestParam String card,
      HttpServletRequest request,
      SignedIn user,
      RedirectAttributes redirect) {
    List<DispatchPlanner.Step> moves = new ArrayList<>();
    var tasks = values(request, "step");
    var leaving = values(request, "leaving");
    var coming = values(request, "coming");
    if (tasks.length != leaving.length || tasks.length != coming.length) {
      throw new NotFoundException("调换的步骤不完整，请回到委派页重新操作。");
    }
    for (int i = 0; i < tasks.length; i++) {
      moves.add(new DispatchPlanner.Step(tasks[i], leaving[i], coming[i]));
    }
    changes.replace(id, version, key, card, moves, user.actor());
    Notice.done(redirect, "已提名替换人选并提交审批；批准并签发后通知本人。");
    return "redirect:" + AssignmentChanges.url(id);
  }

  private static String[] values(HttpServletRequest request, String name) {
    var values = request.getParameterValues(name);
    return values == null ? new String[0] : values;
  }

  @GetMapping("/dispatch/assignments/{id}/withdrawal")
  @Allowed(UserRole.BUREAU_OFFICER)
  String withdrawal(@PathVariable UUID id, SignedIn user, Model model) {
    return form(id, Act.WITHDRAWAL, "8", "", FormErrors.NONE, user, model);
  }

  /** 撤回一项委派，写明依据和理由。 */
  @PostMapping("/dispatch/assignments/{id}/withdrawal")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"4", "8"})
  String withdraw(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam(defaultValue = "") String article,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var errors = errors(article, reason);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return form(id, Act.WITHDRAWAL, article, FormText.clean(reason), errors, user, model);
    }
    changes.withdraw(id, version, article, reason, user.actor());
    Notice.done(redirect, "委派已撤回，席位空缺；可以在本页采用替换人选。");
    return "redirect:" + AssignmentChanges.url(id);
  }

  @GetMapping("/dispatch/assignments/{id}/cancellation")
  @Allowed(UserRole.BUREAU_OFFICER)
  String cancellation(@PathVariable UUID id, SignedIn user, Model model) {
    return form(id, Act.CANCELLATION, "13", "", FormErrors.NONE, user, model);
  }

  /** 任务开始前取消整项任务，撤回全组的委派。 */
  @PostMapping("/dispatch/assignments/{id}/cancellation")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"13", "19"})
  String cancel(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var errors = errors("13", reason);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return form(id, Act.CANCELLATION, "13", FormText.clean(reason), errors, user, model);
    }
    changes.cancelTask(id, reason, user.actor());
    Notice.done(redirect, "任务已取消，全组委派已撤回；这一次不计入轮换。");
    return "redirect:" + AssignmentChanges.url(id);
  }

  @GetMapping("/dispatch/assignments/{id}/batch-withdrawal")
  @Allowed(UserRole.BUREAU_OFFICER)
  String batchWithdrawal(@PathVariable UUID id, SignedIn user, Model model) {
    return form(id, Act.BATCH, "13", "", FormErrors.NONE, user, model);
  }

  /** 撤回一个批次尚未结束的全部委派。 */
  @PostMapping("/dispatch/assignments/{id}/batch-withdrawal")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"4", "8", "13"})
  String withdrawBatch(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String article,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var errors = errors(article, reason);
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return form(id, Act.BATCH, article, FormText.clean(reason), errors, user, model);
    }
    int ended = changes.withdrawBatch(id, article, reason, user.actor());
    Notice.done(redirect, "已撤回该批次的 %d 项委派。".formatted(ended));
    return "redirect:" + AssignmentChanges.url(id);
  }

  /**
   * 查看任务当天可以应急改派的人、不能委派的人和各自的理由.
   *
   * <p>Whom the duty officer may send today, and whom not.
   */
  @GetMapping("/dispatch/assignments/{id}/emergency")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"5", "8", "10", "14", "18", "19", "20"})
  String emergency(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String find,
      @RequestParam(defaultValue = "false") boolean all,
      SignedIn user,
      Model model) {
    return emergencyForm(id, find, all, "", "", FormErrors.NONE, user, model);
  }

  /** 任务当天应急改派一名可以委派的人，限时由负责人补批。 */
  @PostMapping("/dispatch/assignments/{id}/emergency")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"4", "8"})
  String sendInEmergency(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      @RequestParam(defaultValue = "") String card,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      Model model,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    var errors = errors("8", reason);
    errors.required("card", card, "请选择一名可以委派的人");
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return emergencyForm(id, "", false, card, FormText.clean(reason), errors, user, model);
    }
    changes.sendInEmergency(id, version, key, card, reason, user.actor());
    Notice.done(redirect, "已应急改派并通知本人；请负责人在期限内补批。");
    return "redirect:/dispatch/attention";
  }

  /** 补批应急改派，或者不予补批并说明理由。 */
  @PostMapping("/dispatch/assignments/{id}/ratification")
  @Allowed(UserRole.BUREAU_LEADER)
  @Article({"4", "8"})
  String ratify(
      @PathVariable UUID id,
      @RequestParam boolean ratified,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      RedirectAttributes redirect) {
    if (!ratified && reason.isBlank()) {
      Notice.problem(redirect, "不予补批须写明理由。");
    } else if (FormText.clean(reason).length() > TextLimit.REASON.most()) {
      Notice.problem(redirect, "理由过长。");
    } else {
      changes.ratify(id, ratified, reason, user.actor());
      Notice.done(redirect, ratified ? "已补批。" : "未予补批；任务尚未开始的，委派已撤回。");
    }
    return "redirect:/dispatch/attention#emergencies";
  }

  // ---- forms

  /** What an officer does by hand. */
  private enum Act {
    WITHDRAWAL,
    CANCELLATION,
    BATCH
  }

  private String form(
      UUID id,
      Act act,
      String article,
      String reason,
      FormErrors errors,
      SignedIn user,
      Model model) {
    var order = existing(id);
    var task = shown(order, user, model);
    int others =
        switch (act) {
          case WITHDRAWAL -> 1;
          case CANCELLATION ->
              (int)
                  assignments.of(order.task()).stream()
                      .filter(each -> each.state().inForce())
                      .count();
          case BATCH -> assignments.inForceOfBatch(task.batch()).size();
        };
    model.addAttribute("title", title(act));
    model.addAttribute("consequence", consequence(act, order, task, others));
    model.addAttribute("action", AssignmentChanges.url(id) + path(act));
    model.addAttribute("chooses", act != Act.CANCELLATION);
    model.addAttribute("articles", articles());
    model.addAttribute("article", article);
    model.addAttribute("reason", reason);
    model.addAttribute("errors", errors);
    return "dispatch/assignment-end";
  }

  private static String title(Act act) {
    return switch (act) {
      case WITHDRAWAL -> "撤回委派";
      case CANCELLATION -> "取消任务";
      case BATCH -> "撤回批次的全部委派";
    };
  }

  private static String path(Act act) {
    return switch (act) {
      case WITHDRAWAL -> "/withdrawal";
      case CANCELLATION -> "/cancellation";
      case BATCH -> "/batch-withdrawal";
    };
  }

  private static String consequence(Act act, Assignment order, IssuedTask task, int others) {
    return switch (act) {
      case WITHDRAWAL ->
          "将撤回 %s 在任务 %s（%s %s，%s）的委派，席位空缺，本人即收到通知。撤回不能恢复，只能重新报批委派。"
              .formatted(
                  order.name(),
                  task.number(),
                  task.date(),
                  task.halfDays().label(),
                  task.institutionName());
      case CANCELLATION ->
          "将取消任务 %s（%s %s，%s），撤回全组 %d 项委派。取消的任务不计入轮换（第十九条），也不能打断连续次数。"
              .formatted(
                  task.number(),
                  task.date(),
                  task.halfDays().label(),
                  task.institutionName(),
                  others);
      case BATCH -> "将撤回批次 %s 尚未结束的 %d 项委派，各席位空缺，本人即收到通知。".formatted(task.batch(), others);
    };
  }

  private static List<Choice> articles() {
    List<Choice> result = new ArrayList<>();
    ARTICLES.forEach(each -> result.add(new Choice(each, Regulation.measures().cite(each))));
    result.add(new Choice("", "工作安排（不涉及条文）"));
    return result;
  }

  private static FormErrors errors(String article, String reason) {
    var errors = new FormErrors();
    if (!article.isEmpty() && !ARTICLES.contains(article)) {
      errors.add("article", "请从列表中选择依据");
    }
    errors.required("reason", FormText.clean(reason), "请写明理由");
    errors.within("reason", FormText.clean(reason), TextLimit.REASON);
    return errors;
  }

  private String emergencyForm(
      UUID id,
      String find,
      boolean all,
      String card,
      String reason,
      FormErrors errors,
      SignedIn user,
      Model model) {
    var order = existing(id);
    shown(order, user, model);
    var plan = plans.find(order.plan()).orElseThrow();
    var content = plans.content(plan.id(), plan.revision());
    var known = planner.factsOf(plan, content);
    var task = known.facts().tasks().get(order.task());
    boolean today = order.date().equals(LocalDate.now(clock)) && !TaskHours.over(order, clock);
    model.addAttribute("plan", plan);
    model.addAttribute("today", today && task != null);
    model.addAttribute("find", find.strip());
    model.addAttribute("card", card);
    model.addAttribute("reason", reason);
    model.addAttribute("errors", errors);
    if (task != null) {
      // Whoever is to be replaced stands on the task still and is not offered for it.
      SeatController.explain(
          known.facts(), known.joined(content.proposal()), task, find.strip(), all, model);
      model.addAttribute(
          "limit", known.facts().parameters().on(order.date()).number(Parameter.MOST_IN_A_ROW));
    }
    return "dispatch/emergency";
  }

  /** Puts what every page of an order shows into the model. */
  private IssuedTask shown(Assignment order, SignedIn user, Model model) {
    var task = assignments.task(order.task()).orElseThrow();
    model.addAttribute("order", order);
    model.addAttribute("task", task);
    model.addAttribute("now", clock.instant());
    model.addAttribute("today", order.date().equals(LocalDate.now(clock)));
    model.addAttribute("over", TaskHours.over(order, clock));
    model.addAttribute("begun", TaskHours.begun(task, clock));
    model.addAttribute("crumbs", CRUMBS);
    return task;
  }

  private Assignment existing(UUID id) {
    return assignments.find(id).orElseThrow(() -> new NotFoundException("没有这项委派。"));
  }
}
