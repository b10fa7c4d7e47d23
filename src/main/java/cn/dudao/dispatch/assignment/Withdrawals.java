package cn.dudao.dispatch.assignment;

import cn.dudao.dispatch.DispatchPlanner;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Ruling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 第四条、第八条: 撤回委派. Ends orders in force in one go: the orders, the seats of their plans, the news to
 * those concerned, and the record of acts. A plan is locked before its orders, as everybody does
 * who changes both.
 */
@Article({"4", "8"})
@Component
public class Withdrawals {

  private static final String SUBJECT = "assignment";

  private final Assignments assignments;
  private final DispatchPlanner planner;
  private final Ledger ledger;
  private final ApplicationEventPublisher news;
  private final JsonMapper json;

  Withdrawals(
      Assignments assignments,
      DispatchPlanner planner,
      Ledger ledger,
      ApplicationEventPublisher news,
      JsonMapper json) {
    this.assignments = assignments;
    this.planner = planner;
    this.ledger = ledger;
    this.news = news;
    this.json = json;
  }

  /**
   * Why an order ends.
   *
   * @param article the article, "" where none speaks of it
   * @param reason one Chinese sentence
   * @param rulings what the rules said, empty where a person decided
   */
  public record Ground(String article, String reason, List<Ruling> rulings) {

    public Ground {
      rulings = List.copyOf(rulings);
    }

    /** The ground that rules give: the first one that refuses names the article. */
    static Ground of(List<Ruling> refusals) {
      var first = refusals.getFirst();
      return new Ground(first.article(), first.reason(), refusals);
    }
  }

  /**
   * Ends orders; those that are not in force any more are left alone.
   *
   * @param grounds why, by order
   * @return the orders as they are now
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Assignment> withdraw(Map<UUID, Ground> grounds, Actor by) {
    var leaving =
        assignments.all(grounds.keySet()).stream().filter(each -> each.state().inForce()).toList();
    if (leaving.isEmpty()) {
      return List.of();
    }
    Map<UUID, List<Assignment>> byPlan = new TreeMap<>();
    leaving.forEach(
        each -> byPlan.computeIfAbsent(each.plan(), key -> new ArrayList<>()).add(each));
    byPlan.forEach(
        (plan, orders) -> planner.withdraw(plan, proposed(orders), summary(orders, grounds), by));
    Map<Ground, List<UUID>> alike = new LinkedHashMap<>();
    leaving.forEach(each ->
        alike.computeIfAbsent(ground(grounds, each), key -> new ArrayList<>()).add(each.id()));
    alike.forEach((ground, ids) ->
        assignments.withdraw(
            ids, blankToNull(ground.article()), ground.reason(), ground.rulings(), by));
    ledger.recordAll(by, leaving.stream().map(each -> act(each, ground(grounds, each))).toList());
    var ended = assignments.all(leaving.stream().map(Assignment::id).toList());
    news.publishEvent(new AssignmentsEnded(ended, by));
    return ended;
  }

  /** Ends orders for one and the same reason. */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<Assignment> withdraw(Collection<UUID> ids, Ground ground, Actor by) {
    Map<UUID, Ground> grounds = new HashMap<>();
    ids.forEach(each -> grounds.put(each, ground));
    return withdraw(grounds, by);
  }

  private static List<ProposedAssignment> proposed(List<Assignment> orders) {
    return orders.stream().map(Assignment::proposed).toList();
  }

  private static String summary(List<Assignment> orders, Map<UUID, Ground> grounds) {
    var first = orders.getFirst();
    String words =
        "任务 %s：撤回 %s（%s）".formatted(first.task(), first.name(), ground(grounds, first).reason());
    String all = orders.size() == 1 ? words : "撤回 %d 项委派，其中%s".formatted(orders.size(), words);
    return all.codePointCount(0, all.length()) <= 480
        ? all
        : all.substring(0, all.offsetByCodePoints(0, 480)) + "…";
  }

  private static Ground ground(Map<UUID, Ground> grounds, Assignment order) {
    var ground = grounds.get(order.id());
    if (ground == null) {
      throw new IllegalStateException("no ground for " + order.id());
    }
    return ground;
  }

  private Act act(Assignment order, Ground ground) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("task", order.task());
    details.put("card", order.card());
    details.put("document", order.documentNumber());
    if (!ground.rulings().isEmpty()) {
      details.put("rulings", ground.rulings());
    }
    return Act.of("assignment.withdraw", SUBJECT, order.id().toString())
        .because(ground.reason())
        .under(blankToNull(ground.article()))
        .with(json.writeValueAsString(details));
  }

  private static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text;
  }
}
