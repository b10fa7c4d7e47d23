package cn.dudao.dispatch;

import cn.dudao.account.Allowed;
import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.check.PlanCost;
import cn.dudao.dispatch.explanation.OpenSeats;
import cn.dudao.dispatch.explanation.SeatExplanation;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Ruling;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 席位: who could take the seats of one task and why, one person's tasks, and the acts on seats. */
@Controller
class SeatController {

  private static final int FIRST_LAWFUL = 20;
  private static final int FIRST_EXCLUDED = 30;

  private final DispatchPlans plans;
  private final DispatchPlanner planner;
  private final PlanViews views;
  private final PlanPage page;

  SeatController(DispatchPlans plans, DispatchPlanner planner, PlanViews views, PlanPage page) {
    this.plans = plans;
    this.planner = planner;
    this.views = views;
    this.page = page;
  }

  /**
   * 查看一项任务可以委派的人、不能委派的人和各自的理由.
   *
   * <p>Everybody in two lists: who may be sent and who may not.
   */
  @GetMapping("/dispatch/plans/{id}/seats")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article({"5", "8", "10", "14", "18", "19", "20"})
  String seats(
      @PathVariable UUID id,
      @RequestParam String task,
      @RequestParam(defaultValue = "") String find,
      @RequestParam(defaultValue = "false") boolean all,
      SignedIn user,
      Model model) {
    var plan = plan(id);
    var content = plans.content(id, plan.revision());
    var line = lineOf(content, task);
    model.addAttribute("plan", plan);
    model.addAttribute("line", line);
    model.addAttribute("find", find.strip());
    model.addAttribute("all", all);
    model.addAttribute("crumbs", PlanPage.crumbs(plan));
    // Who is free and who is not tells where people are.
    var seal = page.anywhere(user);
    model.addAttribute("seal", seal);
    var ground = planner.factsOf(plan, content);
    var facts = ground.facts();
    var today = facts.tasks().get(task);
    model.addAttribute(
        "changed", today == null || !PlannedTask.of(today, facts).sameWork(line.task()));
    model.addAttribute(
        "limit", facts.parameters().on(line.task().date()).number(Parameter.MOST_IN_A_ROW));
    if (today != null && !seal.any()) {
      explain(facts, ground.joined(content.proposal()), today, find.strip(), all, model);
    }
    var given = plans.permissions(id, task);
    Map<String, List<Ruling>> permissions = new LinkedHashMap<>();
    line.team()
        .forEach(each -> permissions.put(each.card(), given.getOrDefault(each.card(), List.of())));
    model.addAttribute("permissions", permissions);
    return "dispatch/seats";
  }

  private static PlanViews.TaskLine lineOf(PlanContent content, String number) {
    PlannedTask task =
        content.tasks().stream()
            .filter(each -> each.number().equals(number))
            .findFirst()
            .orElseThrow(() -> new NotFoundException("方案中没有任务 %s。".formatted(number)));
    return new PlanViews.TaskLine(
        task, content.seats().stream().filter(each -> each.task().equals(number)).toList());
  }

  /** Puts who may be sent on a task and who may not into the model. */
  static void explain(
      DispatchFacts facts,
      DispatchProposal proposal,
      SupervisionTask task,
      String find,
      boolean all,
      Model model) {
    var explanation = SeatExplanation.of(facts, new PlanCost(facts), proposal, task);
    model.addAttribute("explanation", explanation);
    new OpenSeats(facts, proposal).of(task).ifPresent(each -> model.addAttribute("openSeat", each));
    var alternatives =
        explanation.alternatives().stream()
            .filter(each -> fits(each.supervisor().name(), each.supervisor().card(), find))
            .toList();
    model.addAttribute(
        "lawful", all ? alternatives : alternatives.stream().limit(FIRST_LAWFUL).toList());
    model.addAttribute("lawfulCount", alternatives.size());
    Map<String, ExcludedGroup> groups = new LinkedHashMap<>();
    for (var rule : AssignmentRules.ordered()) {
      var people =
          explanation.excluded().stream()
              .filter(each -> each.first().rule().equals(rule.key()))
              .filter(each -> fits(each.supervisor().name(), each.supervisor().card(), find))
              .toList();
      if (!people.isEmpty()) {
        groups.put(
            rule.key(),
            new ExcludedGroup(
                rule.key(),
                rule.title(),
                all ? people : people.stream().limit(FIRST_EXCLUDED).toList(),
                people.size()));
      }
    }
    model.addAttribute("excluded", List.copyOf(groups.values()));
  }

  private static boolean fits(String name, String card, String find) {
    return find.isEmpty()
        || name.contains(find)
        || card.toUpperCase(Locale.ROOT).contains(find.toUpperCase(Locale.ROOT));
  }

  /** 委派一人：补派到空缺席位，或换下一人。 */
  @PostMapping("/dispatch/plans/{id}/assignments")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"4", "8"})
  String assign(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      @RequestParam String task,
      @RequestParam String card,
      @RequestParam(defaultValue = "") String instead,
      SignedIn user,
      RedirectAttributes redirect) {
    var before = figure(id);
    var revision =
        planner.assign(
            id, version, key, task, card, instead.isBlank() ? null : instead, user.actor());
    Notice.done(redirect, revision.summary() + effect(before, revision));
    return seatsOf(id, task);
  }

  /** 按建议一次调换几个人。 */
  @PostMapping("/dispatch/plans/{id}/exchanges")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"4", "8"})
  String exchange(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      @RequestParam String task,
      HttpServletRequest request,
      SignedIn user,
      RedirectAttributes redirect) {
    // Read as they are: a list that Spring makes of one value is split at commas.
    var tasks = values(request, "step");
    var leaving = values(request, "leaving");
    var coming = values(request, "coming");
    if (tasks.length == 0 || tasks.length != leaving.length || tasks.length != coming.length) {
      throw new NotFoundException("调换的步骤不完整，请回到任务页重新操作。");
    }
    List<DispatchPlanner.Step> steps = new ArrayList<>();
    for (int i = 0; i < tasks.length; i++) {
      steps.add(new DispatchPlanner.Step(tasks[i], leaving[i], coming[i]));
    }
    var before = figure(id);
    var revision = planner.exchange(id, version, key, steps, user.actor());
    Notice.done(redirect, revision.summary() + effect(before, revision));
    return seatsOf(id, task);
  }

  private static String[] values(HttpServletRequest request, String name) {
    var values = request.getParameterValues(name);
    return values == null ? new String[0] : values;
  }

  /** 撤下一人，席位空出。 */
  @PostMapping("/dispatch/plans/{id}/releases")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article("8")
  String release(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      @RequestParam String task,
      @RequestParam String card,
      SignedIn user,
      RedirectAttributes redirect) {
    var before = figure(id);
    var revision = planner.release(id, version, key, task, card, user.actor());
    Notice.done(redirect, revision.summary() + effect(before, revision));
    return seatsOf(id, task);
  }

  /** 改任组长。 */
  @PostMapping("/dispatch/plans/{id}/leaders")
  @Allowed(UserRole.BUREAU_OFFICER)
  @Article({"4", "10"})
  String lead(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      @RequestParam String task,
      @RequestParam String card,
      SignedIn user,
      RedirectAttributes redirect) {
    var revision = planner.lead(id, version, key, task, card, user.actor());
    Notice.done(redirect, revision.summary() + "。");
    return seatsOf(id, task);
  }

  /** 锁定或解除锁定：重新编排时保留的席位。 */
  @PostMapping("/dispatch/plans/{id}/pins")
  @Allowed(UserRole.BUREAU_OFFICER)
  String pin(
      @PathVariable UUID id,
      @RequestParam long version,
      @RequestParam UUID key,
      @RequestParam String task,
      @RequestParam(defaultValue = "") String card,
      @RequestParam boolean pinned,
      SignedIn user,
      RedirectAttributes redirect) {
    var revision =
        planner.pin(id, version, key, task, card.isBlank() ? null : card, pinned, user.actor());
    Notice.done(redirect, revision.summary() + "。");
    return seatsOf(id, task);
  }

  private @Nullable PlanRevision figure(UUID id) {
    var plan = plan(id);
    return plans.revision(id, plan.revision()).orElse(null);
  }

  private static String effect(@Nullable PlanRevision before, PlanRevision after) {
    if (before == null || before.number() == after.number()) {
      return "。";
    }
    return String.format(
        Locale.CHINA,
        "。已重新检查全部规则；目标值 %,d → %,d，空缺 %d → %d 席。",
        before.objective().total(),
        after.objective().total(),
        before.openSeats(),
        after.openSeats());
  }

  private static String seatsOf(UUID id, String task) {
    return "redirect:/dispatch/plans/%s/seats?task=%s"
        .formatted(id, URLEncoder.encode(task, StandardCharsets.UTF_8));
  }

  /**
   * 查看一名督导员在方案中的任务和在各单位的连续次数.
   *
   * <p>One person's tasks in a plan, with how many times in a row at each unit.
   */
  @GetMapping("/dispatch/plans/{id}/people/{card}")
  @Allowed({UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER})
  @Article("19")
  String person(@PathVariable UUID id, @PathVariable String card, SignedIn user, Model model) {
    var seal = page.anywhere(user);
    if (seal.any()) {
      page.opened(id, "/people", user, model);
      return PlanPage.sealed(seal, model);
    }
    var plan = plan(id);
    var content = plans.content(id, plan.revision());
    var ground = planner.factsOf(plan, content);
    var facts = ground.facts();
    var supervisor = facts.supervisors().get(card);
    if (supervisor == null) {
      throw new NotFoundException("没有证卡编号为 %s 的督导员。".formatted(card));
    }
    model.addAttribute("plan", plan);
    model.addAttribute("supervisor", supervisor);
    model.addAttribute("lines", PersonTask.of(ground, content, supervisor));
    model.addAttribute("loads", views.loads(id));
    model.addAttribute(
        "past",
        facts.historyOf(card).stream()
            .filter(each -> each.date().isBefore(plan.firstDay()))
            .sorted((a, b) -> b.date().compareTo(a.date()))
            .limit(20)
            .toList());
    model.addAttribute("institutions", facts.institutions());
    model.addAttribute("crumbs", PlanPage.crumbs(plan));
    return "dispatch/plan-person";
  }

  private DispatchPlan plan(UUID id) {
    return page.plan(id);
  }
}
