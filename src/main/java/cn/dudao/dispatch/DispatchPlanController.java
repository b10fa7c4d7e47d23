package cn.dudao.dispatch;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.institution.Divisions;
import cn.dudao.platform.job.Job;
import cn.dudao.platform.job.Jobs;
import cn.dudao.platform.web.Choice;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterChanges;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 委派方案: the list, a new one, its computation, and its tabs. */
@Controller
class DispatchPlanController {

  private final DispatchPlans plans;
  private final DispatchPlanner planner;
  private final PlanViews views;
  private final PlanPage page;
  private final AppraisalSessions sessions;
  private final ParameterChanges parameters;
  private final Jobs jobs;
  private final Clock clock;

  DispatchPlanController(
      DispatchPlans plans,
      DispatchPlanner planner,
      PlanViews views,
      PlanPage page,
      AppraisalSessions sessions,
      ParameterChanges parameters,
      Jobs jobs,
      Clock clock) {
    this.plans = plans;
    this.planner = planner;
    this.views = views;
    this.page = page;
    this.sessions = sessions;
    this.parameters = parameters;
    this.jobs = jobs;
    this.clock = clock;
  }

  @GetMapping("/dispatch/plans")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String list(ListQuery query, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", plans.list(query));
    List<Choice> states = new ArrayList<>();
    for (PlanState each : PlanState.values()) {
      states.add(new Choice(each.name(), each.label()));
    }
    states.add(new Choice(DispatchPlans.UNISSUED, "有未签发的变更"));
    model.addAttribute("states", states);
    return "dispatch/plans";
  }

  @GetMapping("/dispatch/plans/new")
  @Allowed(UserRole.BUREAU_OFFICER)
  String form(Model model) {
    var form = PlanForm.suggested(LocalDate.now(clock));
    return form(form, FormErrors.NONE, model);
  }

  /** 为勾选的批次新建方案，按批次的日期填好期间。 */
  @PostMapping("/dispatch/plans/new")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article("13")
  String formOfBatches(ListQuery query, Model model, HttpServletResponse response) {
    var ticked = query.ticked();
    var days = sessions.days(ticked);
    var gone = ticked.stream().filter(each -> !days.containsKey(each)).toList();
    var errors = new FormErrors();
    if (ticked.isEmpty()) {
      errors.add("batches", "没有勾选批次。请返回鉴定批次列表勾选，或在这里填写");
    } else if (!gone.isEmpty()) {
      errors.add("batches", "这些批次没有登记，或者场次已全部取消：" + PlanForm.enumerated(gone));
    }
    var form =
        days.values().stream()
            .reduce(AppraisalSessions.Days::and)
            .map(all -> PlanForm.suggested(ticked, all))
            .orElseGet(() -> PlanForm.suggested(LocalDate.now(clock)).withBatches(ticked));
    if (!errors.isEmpty()) {
      response.setStatus(422);
    }
    return form(form, errors, model);
  }

  private String form(PlanForm form, FormErrors errors, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("districts", Divisions.all().ofCity());
    model.addAttribute("limits", limits());
    model.addAttribute("preview", preview(form));
    model.addAttribute("crumbs", PlanPage.CRUMBS);
    return "dispatch/plan-form";
  }

  static List<Choice> limits() {
    return PlanForm.TIME_LIMITS.stream()
        .map(each -> new Choice(each.toString(), each < 60 ? each + " 秒" : each / 60 + " 分钟"))
        .toList();
  }

  /** How much a form covers; redrawn alone while the form is filled in. */
  @GetMapping("/dispatch/plans/preview")
  @Allowed(UserRole.BUREAU_OFFICER)
  String preview(
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(required = false) @Nullable List<String> districts,
      @RequestParam(defaultValue = "") String batches,
      Model model) {
    var form = new PlanForm("", from, to, orNone(districts), batches, "", "", "");
    model.addAttribute("preview", preview(form));
    return "dispatch/plan-preview";
  }

  private String preview(PlanForm form) {
    var first = form.firstDay();
    var last = form.lastDay();
    if (first == null || last == null || last.isBefore(first)) {
      return "填写期间后显示范围内的批次和任务数。";
    }
    var scope = new TaskMaking.Scope(first, last, form.districtSet(), form.batchSet());
    var tasks = TaskMaking.tasksOf(sessions.between(first, last), parameters.history(), scope);
    if (tasks.isEmpty()) {
      return "范围内没有需要督导的场次。请先导入鉴定批次，或修改期间、区县、批次。";
    }
    return "范围内 %d 个批次，%d 家单位，%d 项任务，共 %d 个督导席位；其中重要批次任务 %d 项。"
        .formatted(
            tasks.stream().map(SupervisionTask::batch).distinct().count(),
            tasks.stream().map(SupervisionTask::institution).distinct().count(),
            tasks.size(),
            tasks.stream().mapToInt(SupervisionTask::seats).sum(),
            tasks.stream().filter(SupervisionTask::important).count());
  }

  private static List<String> orNone(@Nullable List<String> texts) {
    return texts == null ? List.of() : texts;
  }

  /** Batches to choose from, by number or institution; redrawn alone while somebody types. */
  @GetMapping("/dispatch/plans/batches")
  @Allowed(UserRole.BUREAU_OFFICER)
  String batches(@RequestParam(defaultValue = "") String find, Model model) {
    String text = find.strip();
    model.addAttribute("text", text);
    model.addAttribute("found", text.isEmpty() ? List.of() : views.batches(text));
    return "dispatch/plan-batches";
  }

  /** 新建委派方案并开始编排。 */
  @PostMapping("/dispatch/plans")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"4", "8", "13"})
  String create(
      @RequestParam(defaultValue = "") String title,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(required = false) @Nullable List<String> districts,
      @RequestParam(defaultValue = "") String batches,
      @RequestParam(defaultValue = "10") String seconds,
      @RequestParam(defaultValue = "1") String seed,
      @RequestParam(defaultValue = "") String key,
      SignedIn user,
      Model model,
      HttpServletResponse response) {
    var form = new PlanForm(title, from, to, orNone(districts), batches, seconds, seed, key);
    var errors = form.errors(sessions.batches());
    if (!errors.isEmpty()) {
      response.setStatus(422);
      return form(form, errors, model);
    }
    var plan =
        planner.create(
            form.title(),
            Objects.requireNonNull(form.firstDay()),
            Objects.requireNonNull(form.lastDay()),
            form.districtSet(),
            form.batchSet(),
            form.requestKey(),
            user.actor());
    if (plan.state() == PlanState.DRAFT && plan.problem() == null) {
      planner.compute(
          plan.id(),
          plan.version(),
          new DispatchPlanner.Computation(form.limit(), form.seedNumber(), false, false),
          user.actor());
    }
    return "redirect:" + plan.url() + "/computation";
  }

  /** 重新编排：保留锁定的席位，其余重新安排。 */
  @PostMapping("/dispatch/plans/{id}/computation")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"8", "10"})
  String compute(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam(defaultValue = "10") String seconds,
      @RequestParam(defaultValue = "1") String seed,
      @RequestParam(defaultValue = "false") boolean keepPins,
      @RequestParam(defaultValue = "false") boolean sparing,
      SignedIn user,
      RedirectAttributes redirect) {
    var errors = new FormErrors();
    PlanForm.errorsOfComputation(errors, seconds, seed);
    var plan = plan(id);
    if (!errors.isEmpty()) {
      Notice.problem(redirect, String.join("；", errors.all().values()));
      return "redirect:" + plan.url();
    }
    planner.compute(
        id,
        version,
        new DispatchPlanner.Computation(
            Integer.parseInt(seconds.strip()), Long.parseLong(seed.strip()), keepPins, sparing),
        user.actor());
    return "redirect:" + plan.url() + "/computation";
  }

  @GetMapping("/dispatch/plans/{id}/computation")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String computation(@PathVariable UUID id, Model model) {
    var plan = standing(id, model);
    if (plan.state() != PlanState.COMPUTING) {
      return "redirect:" + plan.url();
    }
    model.addAttribute("crumbs", PlanPage.crumbs(plan));
    return "dispatch/plan-computation";
  }

  /** How far the computation is; redrawn alone. */
  @GetMapping("/dispatch/plans/{id}/computation/progress")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String progress(@PathVariable UUID id, Model model, HttpServletResponse response) {
    var plan = standing(id, model);
    if (plan.state() != PlanState.COMPUTING) {
      response.setHeader("HX-Redirect", plan.url());
    }
    return "dispatch/plan-progress";
  }

  /** A plan and its job as they stood at one moment. */
  private record Standing(DispatchPlan plan, @Nullable Job job) {

    /** Whether the job ended without telling the plan. */
    boolean abandoned() {
      return plan.state() == PlanState.COMPUTING && (job == null || job.state().isOver());
    }
  }

  /** Puts the plan and its job into the model. */
  private DispatchPlan standing(UUID id, Model model) {
    var now =
        jobs.atOneMoment(() -> {
          var plan = plan(id);
          return new Standing(plan, plan.job() == null ? null : jobs.find(plan.job()).orElse(null));
        });
    if (now.abandoned()) {
      planner.settle(now.plan(), now.job() == null ? null : now.job().failure());
      now = new Standing(plan(id), null);
    }
    model.addAttribute("plan", now.plan());
    model.addAttribute("job", now.job());
    return now.plan();
  }

  /** 停止编排，采用已有的最好结果。 */
  @PostMapping("/dispatch/plans/{id}/computation/cancellation")
  @Allowed(UserRole.BUREAU_OFFICER)
  String cancel(@PathVariable UUID id, SignedIn user, RedirectAttributes redirect) {
    planner.cancel(id, user.actor());
    Notice.done(redirect, "已要求停止编排，采用到目前为止最好的结果。");
    return "redirect:" + plan(id).url() + "/computation";
  }

  /** 查看方案概览: 覆盖情况、工作量和轮换. */
  @GetMapping("/dispatch/plans/{id}")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("13")
  String overview(@PathVariable UUID id, SignedIn user, Model model) {
    var plan = page.opened(id, "", user, model);
    model.addAttribute("days", views.byDay(id));
    model.addAttribute("institutions", views.byInstitution(id).stream().limit(10).toList());
    model.addAttribute("open", views.openTasks(id, 10));
    model.addAttribute("loads", views.loads(id));
    model.addAttribute("spread", views.spread(id));
    model.addAttribute("limits", limits());
    model.addAttribute("plan", plan);
    return "dispatch/plan-overview";
  }

  @GetMapping("/dispatch/plans/{id}/tasks")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String tasks(@PathVariable UUID id, ListQuery query, SignedIn user, Model model) {
    page.opened(id, "/tasks", user, model);
    model.addAttribute("query", query);
    boolean named = !PlanPage.seal(model).any();
    model.addAttribute("page", views.tasks(id, query, named));
    model.addAttribute("districts", districts(id));
    return "dispatch/plan-tasks";
  }

  private List<Choice> districts(UUID id) {
    return views.districts(id).stream()
        .map(each -> new Choice(each, Divisions.all().name(each)))
        .toList();
  }

  @GetMapping("/dispatch/plans/{id}/calendar")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String calendar(@PathVariable UUID id, SignedIn user, Model model) {
    var plan = page.opened(id, "/calendar", user, model);
    model.addAttribute(
        "months", CalendarMonth.of(plan.firstDay(), plan.lastDay(), views.byDay(id)));
    return "dispatch/plan-calendar";
  }

  @GetMapping("/dispatch/plans/{id}/people")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String people(@PathVariable UUID id, ListQuery query, SignedIn user, Model model) {
    var plan = page.plan(id);
    var content = plans.content(id, plan.revision());
    var seal = page.opened(plan, content, "/people", user, model);
    if (seal.any()) {
      return PlanPage.sealed(seal, model);
    }
    var rotation = RotationState.of(plan, content, planner.rotationFactsOf(plan, content));
    model.addAttribute("runs", rotation.longestByCard());
    model.addAttribute("rotation", rotation.assignments());
    model.addAttribute("limit", rotation.limit());
    model.addAttribute("query", query);
    model.addAttribute("page", views.people(id, query));
    model.addAttribute("loads", views.loads(id));
    return "dispatch/plan-people";
  }

  /** 按单位查看方案的覆盖情况. */
  @GetMapping("/dispatch/plans/{id}/institutions")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("13")
  String institutions(@PathVariable UUID id, SignedIn user, Model model) {
    page.opened(id, "/institutions", user, model);
    model.addAttribute("institutions", views.byInstitution(id));
    return "dispatch/plan-institutions";
  }

  /** 查看方案逐条规则的检查结果. */
  @GetMapping("/dispatch/plans/{id}/checks")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article({"5", "8", "10", "14", "18", "19", "20"})
  String checks(@PathVariable UUID id, SignedIn user, Model model) {
    var plan = page.plan(id);
    var content = plans.content(id, plan.revision());
    model.addAttribute("anywhere", page.opened(plan, content, "/checks", user, model));
    var known = planner.facts(plan);
    Set<String> held = new HashSet<>();
    content.tasks().forEach(each -> held.add(each.number()));
    var ground = known.only(held);
    model.addAttribute("today", PlanCheck.check(ground.facts(), ground.joined(content.proposal())));
    model.addAttribute("changes", TaskChanges.of(content, known));
    model.addAttribute("limits", limits());
    return "dispatch/plan-checks";
  }

  @GetMapping("/dispatch/plans/{id}/parameters")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String parameters(@PathVariable UUID id, SignedIn user, Model model) {
    var plan = page.opened(id, "/parameters", user, model);
    model.addAttribute(
        "parameters", Arrays.stream(Parameter.values()).filter(Parameter::concernsPlans).toList());
    model.addAttribute("today", parameters.on(plan.firstDay()).byKey());
    return "dispatch/plan-parameters";
  }

  @GetMapping("/dispatch/plans/{id}/revisions")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String revisions(@PathVariable UUID id, SignedIn user, Model model) {
    var plan = page.opened(id, "/revisions", user, model);
    if (PlanPage.seal(model).any()) {
      return PlanPage.sealed(PlanPage.seal(model), model);
    }
    model.addAttribute("revisions", plans.revisions(id));
    model.addAttribute("others", others(plan));
    return "dispatch/plan-revisions";
  }

  private List<Choice> others(DispatchPlan plan) {
    return plans.latest(50).stream()
        .map(DispatchPlans.PlanLine::plan)
        .filter(each -> each.revision() > 0 && !each.id().equals(plan.id()))
        .filter(each ->
            !each.firstDay().isAfter(plan.lastDay()) && !each.lastDay().isBefore(plan.firstDay()))
        .map(each -> new Choice(each.id().toString(), each.number() + " " + each.title()))
        .toList();
  }

  /** Two revisions side by side: of one plan, or the current ones of two. */
  @GetMapping("/dispatch/plans/{id}/comparison")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  String comparison(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer from,
      @RequestParam(required = false) @Nullable Integer to,
      @RequestParam(required = false) @Nullable UUID other,
      SignedIn user,
      Model model) {
    var plan = page.opened(id, "/revisions", user, model);
    var seal = other == null ? PlanPage.seal(model) : page.anywhere(user);
    if (seal.any()) {
      return PlanPage.sealed(seal, model);
    }
    var left = other == null ? plan : plan(other);
    int leftRevision =
        from != null ? from : other == null ? Math.max(1, plan.revision() - 1) : left.revision();
    int rightRevision = to != null ? to : plan.revision();
    model.addAttribute("leftPlan", left);
    model.addAttribute("left", revision(left, leftRevision));
    model.addAttribute("right", revision(plan, rightRevision));
    model.addAttribute(
        "differences",
        PlanDifference.between(
            plans.content(left.id(), leftRevision), plans.content(id, rightRevision)));
    return "dispatch/plan-comparison";
  }

  private PlanRevision revision(DispatchPlan plan, int number) {
    return plans
        .revision(plan.id(), number)
        .orElseThrow(
            () -> new NotFoundException("方案 %s 没有第 %d 次修订。".formatted(plan.number(), number)));
  }

  /** 撤销最近一次操作。 */
  @PostMapping("/dispatch/plans/{id}/reversal")
  @Allowed(UserRole.BUREAU_OFFICER)
  String undo(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      SignedIn user,
      RedirectAttributes redirect) {
    Notice.done(redirect, planner.undo(id, version, key, user.actor()).summary() + "。");
    return "redirect:" + plan(id).url() + "/revisions";
  }

  /** 重做刚才撤销的操作。 */
  @PostMapping("/dispatch/plans/{id}/restoration")
  @Allowed(UserRole.BUREAU_OFFICER)
  String redo(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      SignedIn user,
      RedirectAttributes redirect) {
    Notice.done(redirect, planner.redo(id, version, key, user.actor()).summary() + "。");
    return "redirect:" + plan(id).url() + "/revisions";
  }

  /** 复制方案，原方案不变。 */
  @PostMapping("/dispatch/plans/{id}/copies")
  @Allowed(UserRole.BUREAU_OFFICER)
  String copy(
      @PathVariable UUID id, @RequestParam UUID key, SignedIn user, RedirectAttributes redirect) {
    var copy = planner.copy(id, key, user.actor());
    Notice.done(redirect, "已复制为方案 %s，原方案不变。".formatted(copy.number()));
    return "redirect:" + copy.url();
  }

  @GetMapping("/dispatch/plans/{id}/deletion")
  @Allowed(UserRole.BUREAU_OFFICER)
  String deletion(@PathVariable UUID id, Model model) {
    var plan = plan(id);
    model.addAttribute("plan", plan);
    model.addAttribute("crumbs", PlanPage.crumbs(plan));
    return "dispatch/plan-deletion";
  }

  /** 删除尚未下达的方案。 */
  @PostMapping("/dispatch/plans/{id}/deletion")
  @Allowed(UserRole.BUREAU_OFFICER)
  String delete(
      @PathVariable UUID id,
      @RequestParam long version,
      SignedIn user,
      RedirectAttributes redirect) {
    planner.delete(id, version, user.actor());
    Notice.done(redirect, "方案已删除，操作记录仍保留。");
    return "redirect:/dispatch/plans";
  }

  private DispatchPlan plan(UUID id) {
    return page.plan(id);
  }
}
