package cn.dudao.dispatch.assignment;

import cn.dudao.dispatch.DispatchPlanner;
import cn.dudao.dispatch.DispatchPlans;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.PlanFacts;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.RecusalDeclaration;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.RecusalGrounds;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 第十八条: 回执与回避. What a supervisor answers to an order: accepts it with a declaration on recusal,
 * cannot go, or declares a ground of recusal. A person answers for themself only, and only what
 * they may know of. The same answer once more changes nothing.
 */
@Article({"8", "18"})
@Component
public class AssignmentAnswers {

  private static final String SUBJECT = "assignment";

  private final Assignments assignments;
  private final DispatchPlans plans;
  private final DispatchPlanner planner;
  private final Withdrawals withdrawals;
  private final IssuingLock lock;
  private final RecusalGrounds grounds;
  private final Ledger ledger;
  private final ApplicationEventPublisher news;
  private final JsonMapper json;
  private final Clock clock;

  AssignmentAnswers(
      Assignments assignments,
      DispatchPlans plans,
      DispatchPlanner planner,
      Withdrawals withdrawals,
      IssuingLock lock,
      RecusalGrounds grounds,
      Ledger ledger,
      ApplicationEventPublisher news,
      JsonMapper json,
      Clock clock) {
    this.assignments = assignments;
    this.plans = plans;
    this.planner = planner;
    this.withdrawals = withdrawals;
    this.lock = lock;
    this.grounds = grounds;
    this.ledger = ledger;
    this.news = news;
    this.json = json;
    this.clock = clock;
  }

  /**
   * 接受委派. All rules are asked once more, as things stand today; if one refuses, the order is
   * withdrawn.
   *
   * @param card 证卡编号 of the person who answers
   * @param version that the person saw
   * @param declaration every relation answered, none of which applies
   * @throws RefusedException if a rule refuses; the order is withdrawn then
   * @throws StaleException if the order has changed since
   */
  @Transactional(noRollbackFor = RefusedException.class)
  public void accept(UUID id, String card, long version, RecusalDeclaration declaration, Actor by) {
    if (!declaration.clean()) {
      throw new IllegalArgumentException("who declares a relation does not accept");
    }
    var order = own(id, card);
    if (accepted(order, version)) {
      return;
    }
    requireOpen(order, version);
    var refusals = refusals(order);
    if (!refusals.isEmpty()) {
      lock.review();
      plans.lock(order.plan());
    }
    var now = assignments.lock(id).orElseThrow();
    if (accepted(now, version)) {
      return;
    }
    requireOpen(now, version);
    if (!refusals.isEmpty()) {
      withdrawals.withdraw(List.of(id), Withdrawals.Ground.of(refusals), Actor.SYSTEM);
      record(
          by,
          "refusal",
          id,
          null,
          refusals.getFirst().article(),
          Map.of("task", order.task(), "card", card, "rulings", refusals));
      throw new RefusedException("不能接受这项委派：回执时重新审查，已不合规定。这项委派已经撤回，您不用前往。", refusals);
    }
    assignments.accept(id, version, json.writeValueAsString(declaration));
    record(by, "accept", id, null, "18", Map.of("task", order.task(), "card", card));
  }

  /** Whether this very answer was given before. */
  private static boolean accepted(Assignment order, long version) {
    return order.state() == AssignmentState.ACCEPTED && order.version() == version + 1;
  }

  /**
   * 不能承担, before the task is over; also after having accepted.
   *
   * @throws StaleException if the order has changed since
   */
  @Transactional
  public void decline(UUID id, String card, long version, String reason, Actor by) {
    var order = locked(own(id, card));
    if (order.state() == AssignmentState.DECLINED) {
      return;
    }
    requireInForce(order, version);
    end(order, reason, null, null, by);
    record(by, "decline", id, reason, null, Map.of("task", order.task(), "card", card));
  }

  /**
   * 申报回避: enters a ground with the institution from today on, and ends the order under article 18.
   *
   * @param note the facts
   * @throws StaleException if the order has changed since
   */
  @Transactional
  public void declareGround(
      UUID id, String card, long version, RecusalGround.Relation relation, String note, Actor by) {
    declare(id, card, version, List.of(relation), null, note, by);
  }

  /**
   * As {@link #declareGround}, by a declaration in which at least one relation applies: each
   * becomes a ground.
   */
  @Transactional
  public void declareGrounds(
      UUID id, String card, long version, RecusalDeclaration declaration, String note, Actor by) {
    declare(id, card, version, declaration.relations(), declaration, note, by);
  }

  private void declare(
      UUID id,
      String card,
      long version,
      Collection<RecusalGround.Relation> relations,
      @Nullable RecusalDeclaration declaration,
      String note,
      Actor by) {
    if (relations.isEmpty()) {
      throw new IllegalArgumentException("no relation is declared");
    }
    var order = locked(own(id, card));
    if (order.state() == AssignmentState.DECLINED) {
      return;
    }
    requireInForce(order, version);
    String words =
        relations.stream()
            .map(RecusalGround.Relation::label)
            .collect(Collectors.joining("、", "申报回避：", ""));
    end(order, words, "18", declaration == null ? null : json.writeValueAsString(declaration), by);
    var task = assignments.task(order.task()).orElseThrow();
    for (RecusalGround.Relation each : relations) {
      grounds.add(
          new RecusalGround(
              card, task.institution(), each, LocalDate.now(clock), null, note.strip()),
          RecusalGrounds.Source.DECLARED,
          by,
          "任务 %s 回执时申报".formatted(order.task()));
    }
    record(
        by,
        "ground",
        id,
        note.isBlank() ? null : note.strip(),
        "18",
        Map.of(
            "task",
            order.task(),
            "card",
            card,
            "relations",
            relations.stream().map(RecusalGround.Relation::label).toList()));
  }

  private void end(
      Assignment order,
      String reason,
      @Nullable String article,
      @Nullable String declaration,
      Actor by) {
    assignments.decline(order.id(), order.version(), reason.strip(), article, declaration, by);
    planner.withdraw(
        order.plan(),
        List.of(order.proposed()),
        "任务 %s：%s %s"
            .formatted(order.task(), order.name(), article == null ? "不能承担" : reason.strip()),
        by);
    news.publishEvent(new AssignmentsEnded(List.of(again(order.id())), by));
  }

  /** What the rules say today against the person, given all orders in force. */
  private List<Ruling> refusals(Assignment order) {
    var plan = plans.find(order.plan()).orElseThrow();
    PlanFacts known = planner.facts(plan);
    SupervisionTask task = known.facts().tasks().get(order.task());
    if (task == null
        || !task.date().equals(order.date())
        || !task.halfDays().equals(order.halfDays())) {
      return List.of(
          Ruling.refuse(
              "changed",
              "13",
              task == null ? "登记中已没有这项任务的场次" : "任务的时间已经变化",
              order.date(),
              new Fact("任务号", order.task()),
              new Fact("委派的日期", order.date().toString())));
    }
    var person = known.facts().supervisors().get(order.card());
    if (person == null) {
      throw new IllegalStateException("an order for nobody: " + order.id());
    }
    var sent =
        new DispatchProposal(
            assignments.inForceOf(order.plan()).stream().map(Assignment::proposed).toList());
    return AssignmentRules.refusals(
        new AssignmentCase(person, task, known.facts(), known.joined(sent)));
  }

  /** The order, if it is this person's and they may know of it. */
  private Assignment own(UUID id, String card) {
    return assignments
        .find(id)
        .filter(each -> each.card().equals(card) && each.known(clock.instant()))
        .orElseThrow(() -> new NotFoundException("没有这项任务。"));
  }

  /** The order as it is now; its plan first, as everybody does who changes both. */
  private Assignment locked(Assignment order) {
    lock.review();
    plans.lock(order.plan());
    return assignments.lock(order.id()).orElseThrow();
  }

  private void requireOpen(Assignment order, long version) {
    if (order.state() != AssignmentState.ISSUED || order.version() != version) {
      throw overtaken(order);
    }
    requireNotOver(order);
  }

  private void requireInForce(Assignment order, long version) {
    if (!order.state().inForce() || order.version() != version) {
      throw overtaken(order);
    }
    requireNotOver(order);
  }

  private void requireNotOver(Assignment order) {
    // What took place counts for Article 19, whatever is said of it afterwards.
    if (TaskHours.over(order, clock)) {
      throw new StaleException("任务 %s 已经结束，不能再回执。".formatted(order.task()), url(order), List.of());
    }
  }

  private static StaleException overtaken(Assignment order) {
    return new StaleException(
        "这项委派已有变化，本次回执没有执行。",
        url(order),
        List.of(new StaleException.Change("委派状态", "", order.state().label())));
  }

  private static String url(Assignment order) {
    return "/tasks/" + order.id();
  }

  private Assignment again(UUID id) {
    return assignments.find(id).orElseThrow();
  }

  private void record(
      Actor by,
      String verb,
      UUID id,
      @Nullable String reason,
      @Nullable String article,
      Map<String, ?> details) {
    ledger.record(
        by,
        Act.of("assignment." + verb, SUBJECT, id.toString())
            .because(reason)
            .under(blankToNull(article))
            .with(json.writeValueAsString(details)));
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
