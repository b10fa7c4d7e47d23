package cn.dudao.dispatch;

import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.assignment.EmergencyOrder;
import cn.dudao.dispatch.assignment.IssuedTask;
import cn.dudao.dispatch.assignment.IssuingLock;
import cn.dudao.dispatch.assignment.OpenMatters;
import cn.dudao.dispatch.assignment.PlanDecisions;
import cn.dudao.dispatch.assignment.TaskCancellations;
import cn.dudao.dispatch.assignment.TaskHours;
import cn.dudao.dispatch.assignment.Withdrawals;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Ruling;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * 第四条、第八条: 签发后的变更. What officers and leaders do with orders after they went out: take them back,
 * call tasks off, put replacements forward, send somebody in an emergency and approve that
 * afterwards.
 */
@Article({"4", "8"})
@Component
public class AssignmentChanges {

  private final Assignments assignments;
  private final OpenMatters matters;
  private final Withdrawals withdrawals;
  private final TaskCancellations cancellations;
  private final IssuingLock lock;
  private final DispatchPlans plans;
  private final DispatchPlanner planner;
  private final PlanIssue issue;
  private final PlanDecisions decisions;
  private final TransactionTemplate nested;
  private final Ledger ledger;
  private final JsonMapper json;
  private final Clock clock;

  AssignmentChanges(
      Assignments assignments,
      OpenMatters matters,
      Withdrawals withdrawals,
      TaskCancellations cancellations,
      IssuingLock lock,
      DispatchPlans plans,
      DispatchPlanner planner,
      PlanIssue issue,
      PlanDecisions decisions,
      PlatformTransactionManager transactions,
      Ledger ledger,
      JsonMapper json,
      Clock clock) {
    this.assignments = assignments;
    this.matters = matters;
    this.withdrawals = withdrawals;
    this.cancellations = cancellations;
    this.lock = lock;
    this.plans = plans;
    this.planner = planner;
    this.issue = issue;
    this.decisions = decisions;
    this.nested = new TransactionTemplate(transactions);
    this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.ledger = ledger;
    this.json = json;
    this.clock = clock;
  }

  /**
   * 撤回委派 by an officer; one that ended already is left alone.
   *
   * @param article the article that the officer rests it on, "" for none
   * @throws StaleException if it changed since, or its task is over
   */
  @Transactional
  public void withdraw(UUID id, long version, String article, String reason, Actor by) {
    lock.review();
    var order = existing(id);
    if (!order.state().inForce()) {
      return;
    }
    requireVersion(order, version);
    requireNotOver(order);
    withdrawals.withdraw(
        List.of(id), new Withdrawals.Ground(article, reason.strip(), List.of()), by);
  }

  /**
   * 任务开始前取消任务, 全组委派撤回, 这一次不计入轮换.
   *
   * <p>Calls a task off before it began: everybody on it is withdrawn, and the occasion counts for
   * nobody.
   *
   * @param id an order of the task
   * @throws StaleException if it has begun
   */
  @Article("19")
  @Transactional
  public void cancelTask(UUID id, String reason, Actor by) {
    lock.review();
    var task = task(existing(id));
    if (task.cancelled()) {
      return;
    }
    if (TaskHours.begun(task, clock)) {
      throw new StaleException(
          "任务 %s 已经开始，不能再取消；可以撤回个别委派。".formatted(task.number()), url(id), List.of());
    }
    cancellations.cancel(Map.of(task.number(), reason.strip()), by);
    withdrawals.withdraw(
        assignments.of(task.number()).stream()
            .filter(each -> each.state().inForce())
            .map(Assignment::id)
            .toList(),
        new Withdrawals.Ground("13", "任务取消：" + reason.strip(), List.of()),
        by);
  }

  /**
   * Takes back everything of a batch that has not begun.
   *
   * @param id an order of the batch
   * @return how many orders ended
   */
  @Transactional
  public int withdrawBatch(UUID id, String article, String reason, Actor by) {
    lock.review();
    var batch = task(existing(id)).batch();
    var ids =
        assignments.inForceOfBatch(batch).stream()
            .filter(each -> !TaskHours.over(each, clock))
            .map(Assignment::id)
            .toList();
    return withdrawals
        .withdraw(ids, new Withdrawals.Ground(article, reason.strip(), List.of()), by)
        .size();
  }

  /**
   * 提名替换人选: puts somebody in the place of a person who does not come, and submits the plan for
   * approval; both or neither. A plan that waits for its approval is taken back first, so that one
   * approval covers all replacements.
   *
   * @param id the order that ended, or that a rule points at
   * @param planVersion that the person saw
   * @param moves third persons whose moving was confirmed; empty if nobody else moves
   * @throws RefusedException if a rule refuses; the attempt stays on record
   */
  @Transactional(noRollbackFor = RefusedException.class)
  public void replace(
      UUID id,
      long planVersion,
      UUID requestKey,
      String card,
      List<DispatchPlanner.Step> moves,
      Actor by) {
    var order = existing(id);
    plans.lock(order.plan());
    if (decisions.byRequest(key(requestKey, "submission")).isPresent()) {
      return;
    }
    whole(
        order,
        by,
        () -> {
          var plan = reopened(order, planVersion, requestKey, "补充替换人选", by);
          var revision =
              planner.replace(plan.id(), plan.version(), requestKey, steps(order, card, moves), by);
          var now = plans.find(plan.id()).orElseThrow();
          issue.submit(
              now.id(),
              now.version(),
              key(requestKey, "submission"),
              now.secrecy(),
              revision.summary(),
              by);
        });
  }

  /** All of it or, if a rule refuses, nothing but the attempt on record. */
  private void whole(Assignment order, Actor by, Runnable steps) {
    try {
      nested.executeWithoutResult(status -> steps.run());
    } catch (RefusedException refused) {
      issue.recordRefusal(
          order.plan(), by, String.valueOf(refused.getMessage()), refused.rulings());
      throw refused;
    }
  }

  /**
   * 应急改派 on the day of the task, to be approved afterwards.
   *
   * @param reason what happened
   * @throws RefusedException if a rule refuses, or it is not the day; the attempt stays on record
   */
  @Transactional(noRollbackFor = RefusedException.class)
  public void sendInEmergency(
      UUID id, long planVersion, UUID requestKey, String card, String reason, Actor by) {
    lock.issue();
    var order = existing(id);
    plans.lock(order.plan());
    if (plans.revisionByRequest(order.plan(), requestKey).isPresent()) {
      return;
    }
    requireToday(order);
    whole(
        order,
        by,
        () -> {
          var plan = reopened(order, planVersion, requestKey, "应急改派", by);
          planner.replace(plan.id(), plan.version(), requestKey, steps(order, card, List.of()), by);
          if (order.state().inForce()) {
            withdrawals.withdraw(
                List.of(id), new Withdrawals.Ground("", "应急改派：" + reason.strip(), List.of()), by);
          }
          issue.issueInEmergency(plan.id(), order.task(), card, reason.strip(), by);
        });
  }

  /**
   * 补批: a leader approves an emergency replacement, or does not; then it is withdrawn if its task
   * has not begun.
   *
   * @param id the order
   * @throws RefusedException if it is the leader's own act
   * @throws StaleException if somebody decided already
   */
  @Transactional(noRollbackFor = RefusedException.class)
  public void ratify(UUID id, boolean ratified, String reason, Actor by) {
    lock.review();
    EmergencyOrder emergency =
        matters.emergency(id).orElseThrow(() -> new NotFoundException("没有这项应急改派。"));
    var order = emergency.order();
    plans.lock(order.plan());
    if (decisions.workedOn(order.plan(), by.id())) {
      record(by, "refusal", order, ratified, reason);
      throw new RefusedException(
          "不能补批自己参与的改派。",
          List.of(
              Ruling.refuse(
                  "approver",
                  "8",
                  "应急改派应由经办人以外的负责人补批",
                  LocalDate.now(clock),
                  new Fact("任务号", order.task()),
                  new Fact("经办人", emergency.by()))));
    }
    if (!decisions.ratify(order.plan(), order.revision(), ratified, reason, by)) {
      throw new StaleException(
          "这项应急改派已有人作出决定。",
          url(id),
          List.of(new StaleException.Change("补批", "", emergency.label(clock.instant()))));
    }
    record(by, ratified ? "ratification" : "rejection", order, ratified, reason);
    if (!ratified && !TaskHours.begun(task(order), clock)) {
      withdrawals.withdraw(
          List.of(id), new Withdrawals.Ground("8", "应急改派未予补批：" + reason.strip(), List.of()), by);
    }
  }

  private void record(Actor by, String verb, Assignment order, boolean ratified, String reason) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("task", order.task());
    details.put("card", order.card());
    ledger.record(
        by,
        Act.of("assignment.emergency." + verb, "assignment", order.id().toString())
            .because(reason.isBlank() ? null : reason.strip())
            .under("8")
            .with(json.writeValueAsString(details)));
  }

  /** The plan, taken back from approval if it waits there, so that it can be changed. */
  private DispatchPlan reopened(
      Assignment order, long planVersion, UUID requestKey, String reason, Actor by) {
    var plan = plans.lock(order.plan()).orElseThrow();
    if (plan.state() != PlanState.SUBMITTED && plan.state() != PlanState.APPROVED) {
      if (plan.version() != planVersion) {
        throw new StaleException(
            "方案 %s 已有变化，本次操作没有执行。".formatted(plan.number()), url(order.id()), List.of());
      }
      return plan;
    }
    issue.recall(plan.id(), planVersion, key(requestKey, "recall"), reason, by);
    return plans.find(plan.id()).orElseThrow();
  }

  private static List<DispatchPlanner.Step> steps(
      Assignment order, String card, List<DispatchPlanner.Step> moves) {
    List<DispatchPlanner.Step> steps = new java.util.ArrayList<>();
    steps.add(
        new DispatchPlanner.Step(order.task(), order.state().inForce() ? order.card() : "", card));
    steps.addAll(moves);
    return steps;
  }

  private static UUID key(UUID requestKey, String part) {
    return UUID.nameUUIDFromBytes((requestKey + " " + part).getBytes(StandardCharsets.UTF_8));
  }

  private Assignment existing(UUID id) {
    return assignments.find(id).orElseThrow(() -> new NotFoundException("没有这项委派。"));
  }

  private IssuedTask task(Assignment order) {
    return assignments.task(order.task()).orElseThrow();
  }

  private void requireToday(Assignment order) {
    if (!order.date().equals(LocalDate.now(clock)) || TaskHours.over(order, clock)) {
      throw new StaleException("应急改派只在任务当天、任务结束前使用。", url(order.id()), List.of());
    }
  }

  private void requireNotOver(Assignment order) {
    if (TaskHours.over(order, clock)) {
      throw new StaleException("任务已经结束，不能再撤回。", url(order.id()), List.of());
    }
  }

  private static void requireVersion(Assignment order, long version) {
    if (order.version() != version) {
      throw new StaleException(
          "这项委派已有变化，本次操作没有执行。",
          url(order.id()),
          List.of(new StaleException.Change("委派状态", "", order.state().label())));
    }
  }

  static String url(UUID id) {
    return "/dispatch/assignments/" + id;
  }
}
