package cn.dudao.dispatch;

import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.assignment.AssignmentsEnded;
import cn.dudao.dispatch.assignment.AssignmentsIssued;
import cn.dudao.dispatch.assignment.DocumentNumbers;
import cn.dudao.dispatch.assignment.IssuedTask;
import cn.dudao.dispatch.assignment.PlanDecision;
import cn.dudao.dispatch.assignment.PlanDecisions;
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

  private final DispatchPlans plans;
  private final DispatchPlanner planner;
  private final Assignments assignments;
  private final PlanDecisions decisions;
  private final DocumentNumbers numbers;
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
    this.parameters = parameters;
    this.ledger = ledger;
    this.news = news;
    this.json = json;
    this.clock = clock;
  }

  /** 提交审批, with what is to be kept from whom until when. */
  @Transactional
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
    plans.keepSecret(id, secrecy);
    step(plan, PlanDecision.Kind.SUBMISSION, PlanState.SUBMITTED, remark, requestKey, by);
  }

  /** 撤回提交: the officer takes the plan back before it is decided on. */
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
    step(plan, PlanDecision.Kind.RECALL, PlanState.READY, reason, requestKey, by);
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
    step(plan, PlanDecision.Kind.RETURN, PlanState.READY, reason, requestKey, by);
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
    step(plan, PlanDecision.Kind.APPROVAL, PlanState.APPROVED, remark, requestKey, by);
  }

  /**
   * 签发: sends everybody whom the approved revision sends and who is not sent yet, and withdraws
   * whom it does not send any more.
   *
   * @return how many people were sent
   * @throws RefusedException if it breaks a rule today; the attempt stays on record
   */
  @Transactional(noRollbackFor = RefusedException.class)
  public int issue(UUID id, long version, UUID requestKey, Actor by) {
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
    int sent = issue(plan, content, each -> true, false, by);
    step(plan, PlanDecision.Kind.ISSUE, PlanState.ISSUED, "", requestKey, by);
    return sent;
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
    var plan = locked(id);
    var content = plans.content(id, plan.revision());
    requireLawful(plan, content, by, "不能应急改派：不合规定。");
    var today = LocalDate.now(clock);
    Instant until =
        clock.instant().plus(Duration.ofHours(parameters.on(today).number(Parameter.RATIFY_HOURS)));
    decisions.approve(id, plan.revision(), reason, until, by);
    issue(plan, content, each -> each.task().equals(task) && each.card().equals(card), true, by);
    ledger.record(
        by,
        Act.of("dispatch.plan.emergency", SUBJECT, id.toString())
            .because(reason)
            .under("8")
            .with(
                json.writeValueAsString(
                    Map.of("task", task, "card", card, "ratifyBy", until.toString()))));
  }

  private int issue(
      DispatchPlan plan,
      PlanContent content,
      Predicate<PlannedSeat> which,
      boolean emergency,
      Actor by) {
    Map<String, Assignment> now = new HashMap<>();
    assignments
        .inForceOf(plan.id())
        .forEach(each -> now.put(each.task() + " " + each.card(), each));
    Map<String, PlannedTask> tasks = new LinkedHashMap<>();
    content.tasks().forEach(each -> tasks.put(each.number(), each));
    Map<String, Integer> permitted = assignments.permittedRevisions(plan.id());

    Set<String> wanted = new HashSet<>();
    List<PlannedSeat> coming = new ArrayList<>();
    Map<UUID, Integer> moved = new HashMap<>();
    for (PlannedSeat seat : content.seats()) {
      String key = seat.task() + " " + seat.card();
      wanted.add(key);
      var held = now.get(key);
      if (held == null) {
        if (which.test(seat)) {
          coming.add(seat);
        }
      } else if (held.seat() != seat.seat() && !emergency) {
        moved.put(held.id(), seat.seat());
      }
    }
    List<Assignment> leaving =
        emergency
            ? List.of()
            : now.entrySet().stream()
                .filter(each -> !wanted.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    requireNotOver(plan, coming, tasks, by);
    if (!leaving.isEmpty()) {
      assignments.withdraw(
          leaving.stream().map(Assignment::id).toList(), "8", "方案变更，改派他人", List.of(), by);
      news.publishEvent(new AssignmentsEnded(again(leaving), by));
    }
    var secrecy = plan.secrecy();
    Set<String> manned = new HashSet<>();
    coming.forEach(each -> manned.add(each.task()));
    Map<String, IssuedTask> issued = new HashMap<>();
    for (String number : manned) {
      issued.put(number, issuedTask(plan, existing(tasks, number), secrecy));
    }
    assignments.issueTasks(issued.values());
    assignments.reseat(moved);
    List<Assignment> sent = new ArrayList<>();
    var documents =
        coming.isEmpty()
            ? List.<String>of()
            : numbers.take(
                DocumentNumbers.Series.DISPATCH, LocalDate.now(clock).getYear(), coming.size());
    for (int i = 0; i < coming.size(); i++) {
      var seat = coming.get(i);
      var task = issued.get(seat.task());
      if (task == null) {
        throw new IllegalStateException("a seat without its task: " + seat.task());
      }
      int free = emergency ? freeSeat(now, seat) : seat.seat();
      sent.add(
          order(
              plan,
              seat,
              free,
              task,
              permitted.getOrDefault(seat.task() + " " + seat.card(), plan.revision()),
              documents.get(i),
              emergency,
              by));
    }
    assignments.insert(sent, by);
    ledger.recordAll(
        by,
        sent.stream()
            .map(each ->
                Act.of("assignment.issue", "assignment", each.id().toString())
                    .under("8")
                    .with(
                        json.writeValueAsString(
                            Map.of(
                                "task", each.task(),
                                "card", each.card(),
                                "document", each.documentNumber()))))
            .toList());
    if (!sent.isEmpty()) {
      news.publishEvent(new AssignmentsIssued(sent, by));
    }
    return sent.size();
  }

  /** The seat of the plan if nobody in force sits there, else the first free one. */
  private static int freeSeat(Map<String, Assignment> now, PlannedSeat seat) {
    Set<Integer> taken = new HashSet<>();
    now.values().stream()
        .filter(each -> each.task().equals(seat.task()))
        .forEach(each -> taken.add(each.seat()));
    int free = seat.seat();
    while (taken.contains(free)) {
      free++;
    }
    return free;
  }

  private Assignment order(
      DispatchPlan plan,
      PlannedSeat seat,
      int number,
      IssuedTask task,
      int permitted,
      String document,
      boolean emergency,
      Actor by) {
    Instant at = clock.instant();
    Instant released = task.namesAt().isAfter(at) && !emergency ? task.namesAt() : at;
    var hours = parameters.on(LocalDate.now(clock)).number(Parameter.ANSWER_HOURS);
    return new Assignment(
        UUID.randomUUID(),
        seat.task(),
        plan.id(),
        plan.revision(),
        permitted,
        seat.card(),
        seat.name(),
        number,
        task.date(),
        task.halfDays(),
        AssignmentState.ISSUED,
        document,
        by.name(),
        at,
        released,
        released.plus(Duration.ofHours(hours)),
        null,
        emergency,
        null,
        "",
        null,
        null,
        null,
        null,
        List.of(),
        1);
  }

  private IssuedTask issuedTask(DispatchPlan plan, PlannedTask task, PlanSecrecy secrecy) {
    Instant at = clock.instant();
    boolean unannounced = secrecy.unannounced(task.number());
    int days = parameters.on(task.date()).number(Parameter.ANNOUNCE_DAYS);
    Instant announce = startOf(unannounced ? task.date() : task.date().minusDays(days));
    Integer sealed = secrecy.sealedDays();
    Instant names = sealed == null ? at : startOf(task.date().minusDays(sealed));
    return new IssuedTask(
        task.number(),
        plan.id(),
        task.batch(),
        task.kind(),
        task.institution(),
        task.institutionName(),
        task.date(),
        task.halfDays(),
        task.district(),
        task.site(),
        task.seats(),
        task.important(),
        task.occupation(),
        task.occupationCode(),
        task.level(),
        unannounced,
        announce.isBefore(at) ? at : announce,
        names.isBefore(at) ? at : names,
        at,
        null,
        null,
        1);
  }

  private Instant startOf(LocalDate day) {
    return day.atStartOfDay(clock.getZone()).toInstant();
  }

  private List<Assignment> again(List<Assignment> before) {
    return before.stream().map(each -> assignments.find(each.id()).orElseThrow()).toList();
  }

  private static PlannedTask existing(Map<String, PlannedTask> tasks, String number) {
    var task = tasks.get(number);
    if (task == null) {
      throw new IllegalStateException("a seat without its task: " + number);
    }
    return task;
  }

  /** Nobody is sent on a day that is over. */
  private void requireNotOver(
      DispatchPlan plan, List<PlannedSeat> coming, Map<String, PlannedTask> tasks, Actor by) {
    var today = LocalDate.now(clock);
    var over =
        coming.stream()
            .map(each -> existing(tasks, each.task()))
            .filter(each -> each.date().isBefore(today))
            .distinct()
            .toList();
    if (!over.isEmpty()) {
      refuse(
          plan,
          by,
          "不能签发：有 %d 项任务的日期已过，请缩短方案期间后重新编排。".formatted(over.size()),
          over.stream()
              .limit(20)
              .map(each ->
                  Ruling.refuse(
                      "over",
                      "",
                      "任务日期已过",
                      each.date(),
                      new Fact("任务号", each.number()),
                      new Fact("任务日期", each.date().toString())))
              .toList());
    }
  }

  /** The independent check, once more before anything is decided or sent. */
  private void requireLawful(DispatchPlan plan, PlanContent content, Actor by, String what) {
    var known = planner.factsOf(plan, content);
    var report = PlanCheck.check(known.facts(), known.joined(content.proposal()));
    List<Ruling> refusals = new ArrayList<>();
    report.violations().stream()
        .filter(each ->
            known.own().contains(each.task()) || !known.facts().tasks().containsKey(each.task()))
        .map(PlanCheck.Violation::ruling)
        .forEach(refusals::add);
    for (PlannedTask each : content.tasks()) {
      var today = known.facts().tasks().get(each.number());
      if (today == null || !PlannedTask.of(today, known.facts()).sameWork(each)) {
        refusals.add(
            Ruling.refuse(
                "changed",
                "13",
                today == null ? "登记中已没有这项任务的场次" : "批次资料已经变化",
                each.date(),
                new Fact("任务号", each.number())));
      }
    }
    if (!refusals.isEmpty()) {
      refuse(plan, by, what, refusals);
    }
  }

  private void refuse(DispatchPlan plan, Actor by, String what, List<Ruling> rulings) {
    ledger.record(
        by,
        Act.of("dispatch.plan.refusal", SUBJECT, plan.id().toString())
            .under(
                rulings.stream()
                    .map(Ruling::article)
                    .filter(each -> !each.isEmpty())
                    .findFirst()
                    .orElse("8"))
            .with(json.writeValueAsString(Map.of("attempt", what, "rulings", rulings))));
    throw new RefusedException(what, rulings);
  }

  private void step(
      DispatchPlan plan,
      PlanDecision.Kind kind,
      PlanState next,
      String reason,
      UUID requestKey,
      Actor by) {
    decisions.add(plan.id(), plan.revision(), kind, reason, requestKey, by);
    plans.advance(plan.id(), next);
    ledger.record(
        by,
        Act.of("dispatch.plan." + verb(kind), SUBJECT, plan.id().toString())
            .because(reason.isBlank() ? null : reason.strip())
            .under("8")
            .with(json.writeValueAsString(Map.of("revision", plan.revision()))));
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
