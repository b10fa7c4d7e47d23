package cn.dudao.dispatch;

import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.assignment.AssignmentsEnded;
import cn.dudao.dispatch.assignment.AssignmentsIssued;
import cn.dudao.dispatch.assignment.DocumentNumbers;
import cn.dudao.dispatch.assignment.IssuedTask;
import cn.dudao.dispatch.assignment.IssuingLock;
import cn.dudao.dispatch.assignment.PlanDecision;
import cn.dudao.dispatch.assignment.PlanDecisions;
import cn.dudao.dispatch.assignment.TaskHours;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterChanges;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Ruling;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 第四条、第八条: 质量督导实行委派制，由市人社部门委派。 From a plan to lawful orders: an officer submits it, another person
 * who leads approves or returns it, and it is issued. The check speaks once more before anybody is
 * sent. Every verb carries the version that the person saw and a key of its own: a stale page is
 * refused, a double click does nothing twice.
 */
@Article({"4", "8"})
@Component
public class PlanIssue {

  private static final String SUBJECT = "dispatch-plan";

  /** How many reasons a refusal gives; a plan that breaks more is computed again. */
  private static final int MOST_RULINGS = 50;

  private final DispatchPlans plans;
  private final DispatchPlanner planner;
  private final Assignments assignments;
  private final PlanDecisions decisions;
  private final DocumentNumbers numbers;
  private final IssuingLock lock;
  private final ParameterChanges parameters;
  private final Ledger ledger;
  private final ApplicationEventPublisher news;
  private final JsonMapper json;
  private final Clock clock;

  PlanIssue(
      DispatchPlans plans,
      DispatchPlanner planner,
      Assignments assignments,
      PlanDecisions decisions,
      DocumentNumbers numbers,
      IssuingLock lock,
      ParameterChanges parameters,
      Ledger ledger,
      ApplicationEventPublisher news,
      JsonMapper json,
      Clock clock) {
    this.plans = plans;
    this.planner = planner;
    this.assignments = assignments;
    this.decisions = decisions;
    this.numbers = numbers;
    this.lock = lock;
    this.parameters = parameters;
    this.ledger = ledger;
    this.news = news;
    this.json = json;
    this.clock = clock;
  }

  /**
   * 提交审批, with what is to be kept from whom until when.
   *
   * @throws RefusedException if the plan breaks a rule today; the attempt stays on record
   */
  @Transactional(noRollbackFor = RefusedException.class)
  public void submit(
      UUID id, long version, UUID requestKey, PlanSecrecy secrecy, String remark, Actor by) {
    var plan = locked(id);
    if (alreadyDone(requestKey)) {
      return;
    }
    requireVersion(plan, version);
    if (plan.state() != PlanState.READY) {
      throw notNow(plan, "提交审批");
    }
    requireLawful(plan, plans.content(id, plan.revision()), by, "不能提交审批：方案今天已不合规定，请调整后再提交。");
    plans.keepSecret(id, secrecy);
    step(
        plan,
        PlanDecision.Kind.SUBMISSION,
        PlanState.SUBMITTED,
        remark,
        requestKey,
        secrecy.details(),
        by);
  }

  /**
   * 撤回提交: the officer takes the plan back before it is issued. An approval that it had is void;
   * that there was one stays written in the decisions.
   */
  @Transactional
  public void recall(UUID id, long version, UUID requestKey, String reason, Actor by) {
    var plan = locked(id);
    if (alreadyDone(requestKey)) {
      return;
    }
    requireVersion(plan, version);
    if (plan.state() != PlanState.SUBMITTED && plan.state() != PlanState.APPROVED) {
      throw notNow(plan, "撤回");
    }
    decisions.voidApproval(id, plan.revision());
    step(plan, PlanDecision.Kind.RECALL, PlanState.READY, reason, requestKey, Map.of(), by);
  }

  /** 退回修改, with a reason. */
  @Transactional
  public void sendBack(UUID id, long version, UUID requestKey, String reason, Actor by) {
    var plan = locked(id);
    if (alreadyDone(requestKey)) {
      return;
    }
    requireVersion(plan, version);
    if (plan.state() != PlanState.SUBMITTED) {
      throw notNow(plan, "退回");
    }
    step(plan, PlanDecision.Kind.RETURN, PlanState.READY, reason, requestKey, Map.of(), by);
  }

  /**
   * 批准.
   *
   * @throws RefusedException if the person worked on the plan, or if it breaks a rule today; the
   *     attempt stays on record
   */
  @Transactional(noRollbackFor = RefusedException.class)
  public void approve(UUID id, long version, UUID requestKey, String remark, Actor by) {
    var plan = locked(id);
    if (alreadyDone(requestKey)) {
      return;
    }
    requireVersion(plan, version);
    if (plan.state() != PlanState.SUBMITTED) {
      throw notNow(plan, "批准");
    }
    if (decisions.workedOn(id, by.id())) {
      refuse(
          plan,
          by,
          "不能批准自己制订、修改或提交的方案。",
          List.of(
              Ruling.refuse(
                  "approver",
                  "8",
                  "方案应由制订人以外的负责人批准",
                  LocalDate.now(clock),
                  new Fact("方案编号", plan.number()),
                  new Fact("审批人", by.name()))));
    }
    requireLawful(plan, plans.content(id, plan.revision()), by, "不能批准：方案今天已不合规定。");
    decisions.approve(id, plan.revision(), remark, null, by);
    step(plan, PlanDecision.Kind.APPROVAL, PlanState.APPROVED, remark, requestKey, Map.of(), by);
  }

  /**
   * 签发: sends everybody whom the approved revision sends and who is not sent yet, and withdraws
   * whom it does not send any more. One issue at a time, whatever the plan, so that each is checked
   * against the orders of the one before.
   *
   * @return how many people were sent
   * @throws RefusedException if it breaks a rule today; the attempt stays on record
   */
  @Transactional(noRollbackFor = RefusedException.class)
  public int issue(UUID id, long version, UUID requestKey, Actor by) {
    // Before the plan, as everybody does who takes both.
    lock.issue();
    var plan = locked(id);
    if (alreadyDone(requestKey)) {
      return 0;
    }
    requireVersion(plan, version);
    if (plan.state() != PlanState.APPROVED) {
      throw notNow(plan, "签发");
    }
    var content = plans.content(id, plan.revision());
    requireLawful(plan, content, by, "不能签发：方案今天已不合规定，请撤回后调整。");
    var difference = IssueDifference.between(content, assignments.inForceOf(id));
    requireNotOver(plan, difference, by);
    var times = new IssueTimes(parameters.history(), plan.secrecy(), clock);
    withdraw(difference.leaving(), by);
    var tasks = issueTasks(plan, content, difference.mannedTasks(), times);
    assignments.reseat(difference.moved());
    var sent = send(plan, difference.coming(), Map.of(), tasks, times, false, by);
    step(
        plan,
        PlanDecision.Kind.ISSUE,
        PlanState.ISSUED,
        "",
        requestKey,
        Map.of("orders", sent, "withdrawn", difference.leaving().size()),
        by);
    return sent;
  }

  /** What issuing the plan's current revision would do now. */
  IssueDifference difference(DispatchPlan plan) {
    return difference(plan, plans.content(plan.id(), plan.revision()));
  }

  IssueDifference difference(DispatchPlan plan, PlanContent content) {
    return IssueDifference.between(content, assignments.inForceOf(plan.id()));
  }

  /**
   * 应急改派: on the day of the task the duty officer sends one person whom the plan's current revision
   * holds, before a leader approves it; a leader must approve it within the time that the parameter
   * gives.
   *
   * @param reason what happened
   * @throws RefusedException if the rules do not permit it, or if it is not the day of the task
   */
  @Transactional(noRollbackFor = RefusedException.class)
  public void issueInEmergency(UUID id, String task, String card, String reason, Actor by) {
    // Before the plan, as everybody does who takes both.
    lock.issue();
    var plan = locked(id);
    var content = plans.content(id, plan.revision());
    // Whatever else in the plan waits to be settled does not keep this task empty.
    var problems = problems(plan, content, task, card);
    if (!problems.isEmpty()) {
      refuse(plan, by, "不能应急改派：不合规定。", problems);
    }
    var today = LocalDate.now(clock);
    requireToday(plan, content, task, today, by);
    Instant until =
        clock.instant().plus(Duration.ofHours(parameters.on(today).number(Parameter.RATIFY_HOURS)));
    decisions.approve(id, plan.revision(), reason, until, by);
    var inForce = assignments.inForceOf(id);
    var difference = IssueDifference.between(content, inForce).only(task, card);
    requireNotOver(plan, difference, by);
    var times = new IssueTimes(parameters.history(), plan.secrecy(), clock);
    var tasks = issueTasks(plan, content, difference.mannedTasks(), times);
    Map<String, Set<Integer>> taken = new HashMap<>();
    inForce.forEach(
        each -> taken.computeIfAbsent(each.task(), key -> new HashSet<>()).add(each.seat()));
    send(plan, difference.coming(), taken, tasks, times, true, by);
    var left = IssueDifference.between(content, assignments.inForceOf(id));
    if (plan.issuedRevision() != null && left.coming().isEmpty() && left.leaving().isEmpty()) {
      plans.advance(id, PlanState.ISSUED);
    }
    ledger.record(
        by,
        Act.of("dispatch.plan.emergency", SUBJECT, id.toString())
            .because(reason)
            .under("8")
            .with(
                json.writeValueAsString(
                    Map.of("task", task, "card", card, "ratifyBy", until.toString()))));
  }

  private void withdraw(List<Assignment> leaving, Actor by) {
    if (leaving.isEmpty()) {
      return;
    }
    String reason = "方案变更，改派他人";
    assignments.withdraw(leaving.stream().map(Assignment::id).toList(), "8", reason, List.of(), by);
    ledger.recordAll(
        by,
        leaving.stream()
            .map(each ->
                Act.of("assignment.withdraw", "assignment", each.id().toString())
                    .because(reason)
                    .under("8")
                    .with(details(each)))
            .toList());
    news.publishEvent(new AssignmentsEnded(again(leaving), by));
  }

  /**
   * Writes down the tasks that somebody is sent on now, and those issued before for which other
   * times hold from now on.
   *
   * @return those that somebody is sent on, by 任务号
   */
  private Map<String, IssuedTask> issueTasks(
      DispatchPlan plan, PlanContent content, Set<String> manned, IssueTimes times) {
    Map<String, IssuedTask> known = new HashMap<>();
    assignments.tasksOf(plan.id()).forEach(each -> known.put(each.number(), each));
    Map<String, IssuedTask> written = new LinkedHashMap<>();
    for (PlannedTask each : content.tasks()) {
      var task = times.task(plan, each);
      var before = known.get(each.number());
      if (manned.contains(each.number())
          || (before != null && !before.cancelled() && before.otherTimes(task))) {
        written.put(each.number(), task);
      }
    }
    assignments.issueTasks(written.values());
    assignments.releaseWithNames(plan.id(), clock.instant(), times::answerDue);
    // What was made known before stays known, so the times are those of the database.
    Map<String, IssuedTask> result = new HashMap<>();
    assignments.tasksOf(plan.id()).stream()
        .filter(each -> manned.contains(each.number()))
        .forEach(each -> result.put(each.number(), each));
    return result;
  }

  /**
   * @param taken seats of each team on which somebody sits whom this issue leaves alone
   */
  private int send(
      DispatchPlan plan,
      List<PlannedSeat> coming,
      Map<String, Set<Integer>> taken,
      Map<String, IssuedTask> tasks,
      IssueTimes times,
      boolean emergency,
      Actor by) {
    if (coming.isEmpty()) {
      return 0;
    }
    Map<String, Integer> permitted = assignments.permittedRevisions(plan.id());
    var documents =
        numbers.take(
            DocumentNumbers.Series.DISPATCH, LocalDate.now(clock).getYear(), coming.size());
    List<Assignment> sent = new ArrayList<>();
    for (int i = 0; i < coming.size(); i++) {
      var seat = coming.get(i);
      var task = tasks.get(seat.task());
      if (task == null) {
        throw new IllegalStateException("a seat without its task: " + seat.task());
      }
      Instant released = times.release(task, emergency);
      sent.add(
          new Assignment(
              UUID.randomUUID(),
              seat.task(),
              plan.id(),
              plan.revision(),
              permitted.getOrDefault(seat.task() + " " + seat.card(), plan.revision()),
              seat.card(),
              seat.name(),
              freeSeat(taken.getOrDefault(seat.task(), Set.of()), seat.seat()),
              task.date(),
              task.halfDays(),
              AssignmentState.ISSUED,
              documents.get(i),
              by.name(),
              clock.instant(),
              released,
              times.answerDue(task.date(), released),
              null,
              emergency,
              null,
              "",
              null,
              null,
              null,
              null,
              List.of(),
              1));
    }
    assignments.insert(sent, by);
    ledger.recordAll(
        by,
        sent.stream()
            .map(each ->
                Act.of("assignment.issue", "assignment", each.id().toString())
                    .under("8")
                    .with(details(each)))
            .toList());
    news.publishEvent(new AssignmentsIssued(sent, by));
    return sent.size();
  }

  private String details(Assignment order) {
    return json.writeValueAsString(
        Map.of("task", order.task(), "card", order.card(), "document", order.documentNumber()));
  }

  /** The seat of the plan if nobody sits there, else the first free one after it. */
  private static int freeSeat(Set<Integer> taken, int seat) {
    int free = seat;
    while (taken.contains(free)) {
      free++;
    }
    return free;
  }

  private List<Assignment> again(List<Assignment> before) {
    return assignments.all(before.stream().map(Assignment::id).toList());
  }

  /** Nobody is sent on a day that is over, and whoever was there then is not taken off. */
  private void requireNotOver(DispatchPlan plan, IssueDifference difference, Actor by) {
    var today = LocalDate.now(clock);
    var served = difference.leaving().stream().filter(each -> TaskHours.over(each, clock)).toList();
    if (!served.isEmpty()) {
      refuse(
          plan,
          by,
          "不能签发：有 %d 项委派的任务已经结束，方案中不能撤下，请撤销这些改动。".formatted(served.size()),
          served.stream()
              .limit(MOST_RULINGS)
              .map(each ->
                  Ruling.refuse(
                      "over",
                      "19",
                      "任务已经结束，这一次计入轮换",
                      each.date(),
                      new Fact("任务号", each.task()),
                      new Fact("证卡编号", each.card())))
              .toList());
    }
    var manned = difference.mannedTasks();
    var over =
        difference.tasks().values().stream()
            .filter(each -> manned.contains(each.number()) && each.date().isBefore(today))
            .toList();
    if (!over.isEmpty()) {
      refuse(
          plan,
          by,
          "不能签发：有 %d 项任务的日期已过，请缩短方案期间后重新编排。".formatted(over.size()),
          over.stream()
              .limit(MOST_RULINGS)
              .map(each -> about(each, "over", "", "任务日期已过"))
              .toList());
    }
  }

  /**
   * The independent check, once more before anything is decided or sent. What is over is as it was;
   * what another plan has sent people on meanwhile is not sent twice.
   */
  private void requireLawful(DispatchPlan plan, PlanContent content, Actor by, String what) {
    var refusals = problems(plan, content, planner.factsOf(plan, content));
    if (!refusals.isEmpty()) {
      refuse(plan, by, what, refusals);
    }
  }

  /** Why the plan cannot be submitted, approved or issued as of these facts. */
  List<Ruling> problems(DispatchPlan plan, PlanContent content, PlanFacts known) {
    return problems(plan, content, known, each -> true, each -> true);
  }

  /** What the rules say against one person on one task. */
  private List<Ruling> problems(DispatchPlan plan, PlanContent content, String task, String card) {
    return problems(
        plan,
        content,
        planner.factsOf(plan, content),
        each -> each.number().equals(task),
        each -> each.card().equals(card) || (each.card().isEmpty() && each.task().equals(task)));
  }

  private void requireToday(
      DispatchPlan plan, PlanContent content, String task, LocalDate today, Actor by) {
    for (PlannedTask each : content.tasks()) {
      if (each.number().equals(task) && !each.date().equals(today)) {
        refuse(
            plan, by, "应急改派只在任务当天使用。", List.of(about(each, "emergency", "8", "任务不在今天，请按替换人选报批")));
      }
    }
  }

  private List<Ruling> problems(
      DispatchPlan plan,
      PlanContent content,
      PlanFacts known,
      Predicate<PlannedTask> which,
      Predicate<PlanCheck.Violation> concerning) {
    var today = LocalDate.now(clock);
    Map<String, PlannedTask> ahead = new HashMap<>();
    content.tasks().stream()
        .filter(each -> !each.date().isBefore(today))
        .forEach(each -> ahead.put(each.number(), each));
    Set<String> elsewhere = new HashSet<>();
    known.standing().assignments().forEach(each -> elsewhere.add(each.task()));
    List<Ruling> refusals = new ArrayList<>();
    var violations =
        PlanCheck.check(known.facts(), known.joined(content.proposal())).violations().stream()
            .filter(concerning)
            .toList();
    violations.stream()
        .filter(each -> ahead.containsKey(each.task()) && !elsewhere.contains(each.task()))
        .map(PlanCheck.Violation::ruling)
        .forEach(refusals::add);
    refusals.addAll(
        brokenElsewhere(
            plan,
            known,
            violations.stream().filter(each -> elsewhere.contains(each.task())).toList()));
    for (PlannedTask each : ahead.values().stream().filter(which).toList()) {
      var now = known.facts().tasks().get(each.number());
      if (elsewhere.contains(each.number())) {
        if (content.seats().stream().anyMatch(seat -> seat.task().equals(each.number()))) {
          refusals.add(about(each, "taken", "8", "另一方案已就这项任务签发委派"));
        }
      } else if (now == null) {
        refusals.add(about(each, "changed", "13", "登记中已没有这项任务的场次"));
      } else if (!PlannedTask.of(now, known.facts()).sameWork(each)) {
        refusals.add(about(each, "changed", "13", "批次资料已经变化"));
      }
    }
    return refusals.stream().limit(MOST_RULINGS).toList();
  }

  /**
   * What this plan would break in the orders of other plans, such as a later one that becomes the
   * fourth in a row. What the orders in force break already is not of its making.
   */
  private List<Ruling> brokenElsewhere(
      DispatchPlan plan, PlanFacts known, List<PlanCheck.Violation> violations) {
    if (violations.isEmpty()) {
      return List.of();
    }
    var inForce =
        new DispatchProposal(
            assignments.inForceOf(plan.id()).stream().map(Assignment::proposed).toList());
    Set<List<String>> already = new HashSet<>();
    PlanCheck.check(known.facts(), known.joined(inForce))
        .violations()
        .forEach(each -> already.add(charge(each)));
    return violations.stream()
        .filter(each -> !already.contains(charge(each)))
        .map(PlanCheck.Violation::ruling)
        .toList();
  }

  /** What is broken by whom where, whatever the words. */
  private static List<String> charge(PlanCheck.Violation each) {
    return List.of(each.task(), each.card(), each.ruling().rule());
  }

  private static Ruling about(PlannedTask task, String rule, String article, String reason) {
    return Ruling.refuse(
        rule,
        article,
        reason,
        task.date(),
        new Fact("任务号", task.number()),
        new Fact("任务日期", task.date().toString()));
  }

  private void refuse(DispatchPlan plan, Actor by, String what, List<Ruling> rulings) {
    recordRefusal(plan.id(), by, what, rulings);
    throw new RefusedException(what, rulings);
  }

  /** Puts an attempt on record that the rules refused. */
  void recordRefusal(UUID plan, Actor by, String what, List<Ruling> rulings) {
    ledger.record(
        by,
        Act.of("dispatch.plan.refusal", SUBJECT, plan.toString())
            .under(
                rulings.stream()
                    .map(Ruling::article)
                    .filter(each -> !each.isEmpty())
                    .findFirst()
                    .orElse("8"))
            .with(json.writeValueAsString(Map.of("attempt", what, "rulings", rulings))));
  }

  private void step(
      DispatchPlan plan,
      PlanDecision.Kind kind,
      PlanState next,
      String reason,
      UUID requestKey,
      Map<String, ?> details,
      Actor by) {
    decisions.add(plan.id(), plan.revision(), kind, reason, requestKey, by);
    plans.advance(plan.id(), next);
    Map<String, Object> all = new LinkedHashMap<>(details);
    all.put("revision", plan.revision());
    ledger.record(
        by,
        Act.of("dispatch.plan." + verb(kind), SUBJECT, plan.id().toString())
            .because(reason.isBlank() ? null : reason.strip())
            .under("8")
            .with(json.writeValueAsString(all)));
  }

  private static String verb(PlanDecision.Kind kind) {
    return switch (kind) {
      case SUBMISSION -> "submission";
      case RECALL -> "recall";
      case RETURN -> "return";
      case APPROVAL -> "approval";
      case ISSUE -> "issue";
    };
  }

  private boolean alreadyDone(UUID requestKey) {
    return decisions.byRequest(requestKey).isPresent();
  }

  private DispatchPlan locked(UUID id) {
    return plans.lock(id).orElseThrow(() -> new NotFoundException("没有这个委派方案。"));
  }

  private static StaleException notNow(DispatchPlan plan, @Nullable String act) {
    return new StaleException(
        "方案 %s 现在是“%s”，不能%s。".formatted(plan.number(), plan.state().label(), act),
        plan.url(),
        List.of());
  }

  private static void requireVersion(DispatchPlan plan, long version) {
    if (plan.version() != version) {
      throw new StaleException(
          "方案 %s 已有变化，本次操作没有执行。".formatted(plan.number()),
          plan.url(),
          List.of(new StaleException.Change("方案状态", "", plan.state().label())));
    }
  }
}
