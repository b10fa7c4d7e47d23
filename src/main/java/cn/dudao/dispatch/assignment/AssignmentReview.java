package cn.dudao.dispatch.assignment;

import cn.dudao.appraisal.SessionsChanged;
import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchFactsReader;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.PastSupervisionsChanged;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.TaskMaking;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.dispatch.rules.StaticRule;
import cn.dudao.institution.InstitutionsChanged;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.AbsencesChanged;
import cn.dudao.supervisor.GroundsChanged;
import cn.dudao.supervisor.SupervisorsChanged;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * 第五条、第八条、第十四条、第十八条、第十九条: 委派后情况变化的复核. Orders stay lawful while the world changes: news from the
 * registers is gathered during a transaction, and before it commits all orders ahead are checked
 * again, once, if the news concerns any of them.
 *
 * <p>Who may not go is withdrawn at once: the card, the standing, the grade, a double role, a
 * ground of recusal, an absence. So is everybody on a task that is gone or at another time or
 * place. What is a matter between several orders (rotation, overlap, travel, who leads) is marked
 * for an officer to settle, and the mark goes when the rule permits again.
 */
@Article({"5", "8", "10", "14", "18", "19", "20"})
@Component
public class AssignmentReview {

  private static final Set<String> OF_THE_PERSON =
      AssignmentRules.staticRules().stream().map(StaticRule::key).collect(Collectors.toSet());

  private final Assignments assignments;
  private final DispatchFactsReader reader;
  private final Withdrawals withdrawals;
  private final TaskCancellations cancellations;
  private final IssuingLock lock;
  private final Ledger ledger;
  private final JsonMapper json;
  private final Clock clock;

  AssignmentReview(
      Assignments assignments,
      DispatchFactsReader reader,
      Withdrawals withdrawals,
      TaskCancellations cancellations,
      IssuingLock lock,
      Ledger ledger,
      JsonMapper json,
      Clock clock) {
    this.assignments = assignments;
    this.reader = reader;
    this.withdrawals = withdrawals;
    this.cancellations = cancellations;
    this.lock = lock;
    this.ledger = ledger;
    this.json = json;
    this.clock = clock;
  }

  // ---- news

  @EventListener
  void on(SessionsChanged news) {
    var pending = pending();
    pending.batches.addAll(news.batches());
    pending.days.addAll(news.days());
  }

  @EventListener
  void on(SupervisorsChanged news) {
    pending().cards.addAll(news.cards());
  }

  @EventListener
  void on(GroundsChanged news) {
    pending().cards.addAll(news.cards());
  }

  @EventListener
  void on(AbsencesChanged news) {
    pending().cards.addAll(news.cards());
  }

  @EventListener
  void on(InstitutionsChanged news) {
    pending().everything = true;
  }

  @EventListener
  void on(PastSupervisionsChanged news) {
    var pending = pending();
    pending.institutions.addAll(news.institutions());
    pending.cards.addAll(news.cards());
  }

  @EventListener
  void on(AssignmentsEnded news) {
    // Without them two runs of somebody, or of a unit, may have become one.
    var pending = pending();
    if (pending.checking) {
      // By this very check, which asks that of those that are left.
      return;
    }
    news.assignments().forEach(each -> pending.cards.add(each.card()));
    pending.institutions.addAll(
        assignments.institutions(news.assignments().stream().map(Assignment::task).toList()));
  }

  /** What has been heard in a transaction and not looked into yet. */
  private final class Pending implements TransactionSynchronization {

    private final Set<String> cards = new HashSet<>();
    private final Set<String> batches = new HashSet<>();
    private final Set<LocalDate> days = new HashSet<>();
    private final Set<String> institutions = new HashSet<>();
    private boolean everything;
    private boolean checking;

    private boolean empty() {
      return !everything
          && cards.isEmpty()
          && batches.isEmpty()
          && days.isEmpty()
          && institutions.isEmpty();
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      settle();
    }

    @Override
    public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResourceIfPossible(AssignmentReview.this);
    }

    @Override
    public void suspend() {
      TransactionSynchronizationManager.unbindResourceIfPossible(AssignmentReview.this);
    }

    @Override
    public void resume() {
      TransactionSynchronizationManager.bindResource(AssignmentReview.this, this);
    }
  }

  private Pending pending() {
    if (TransactionSynchronizationManager.getResource(this) instanceof Pending already) {
      return already;
    }
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      throw new IllegalStateException("news is told in the transaction that makes it");
    }
    var pending = new Pending();
    TransactionSynchronizationManager.bindResource(this, pending);
    TransactionSynchronizationManager.registerSynchronization(pending);
    return pending;
  }

  /**
   * Looks into what has been heard in this transaction; happens by itself before it commits. What
   * is withdrawn by that is news again.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void settle() {
    while (TransactionSynchronizationManager.getResource(this) instanceof Pending pending
        && !pending.empty()) {
      lock.review();
      boolean concerned =
          assignments.anyAhead(
              LocalDate.now(clock),
              pending.everything,
              pending.cards,
              pending.batches,
              pending.days,
              pending.institutions);
      pending.everything = false;
      pending.cards.clear();
      pending.batches.clear();
      pending.days.clear();
      pending.institutions.clear();
      if (concerned) {
        recheck(each -> true);
      }
    }
  }

  // ---- the check

  /** What a check did. */
  public record Outcome(int withdrawn, int marked, int unmarked) {

    static final Outcome NOTHING = new Outcome(0, 0, 0);
  }

  /** Checks all orders ahead. */
  @Transactional
  public Outcome recheckAll() {
    lock.review();
    return recheck(each -> true);
  }

  /** Checks the orders of one day that is not over: for the morning of the tasks. */
  @Transactional
  public Outcome recheckDay(LocalDate day) {
    lock.review();
    return recheck(each -> each.date().equals(day));
  }

  private Outcome recheck(Predicate<Assignment> which) {
    var today = LocalDate.now(clock);
    var orders =
        assignments.inForceFrom(today).stream()
            .filter(each -> !TaskHours.over(each, clock))
            .toList();
    if (orders.stream().noneMatch(which)) {
      return Outcome.NOTHING;
    }
    var known = reader.read(TaskMaking.Scope.between(today, today));
    var facts = known.facts();
    Map<String, IssuedTask> issued = new HashMap<>();
    assignments
        .tasks(orders.stream().map(Assignment::task).collect(Collectors.toSet()))
        .forEach(each -> issued.put(each.number(), each));

    Map<UUID, Withdrawals.Ground> leaving = new LinkedHashMap<>();
    Map<String, String> gone = new LinkedHashMap<>();
    for (Assignment each : orders) {
      if (which.test(each)) {
        var task = issued.get(each.task());
        var ground = task == null ? null : ground(each, task, facts, gone);
        if (ground != null) {
          leaving.put(each.id(), ground);
        }
      }
    }
    if (!leaving.isEmpty()) {
      // First, so that whoever is told of the orders is told why.
      cancellations.cancel(gone, Actor.SYSTEM);
      var pending = pending();
      pending.checking = true;
      try {
        withdrawals.withdraw(leaving, Actor.SYSTEM);
      } finally {
        pending.checking = false;
      }
    }

    // The rules above look at each order alone, so withdrawing some changes no answer that they
    // gave; what is between orders is asked of those that are left.
    var left = orders.stream().filter(each -> !leaving.containsKey(each.id())).toList();
    var marks = mark(left, which, facts, known.standing());
    return new Outcome(leaving.size(), marks.marked(), marks.unmarked());
  }

  private Withdrawals.@Nullable Ground ground(
      Assignment order, IssuedTask task, DispatchFacts facts, Map<String, String> gone) {
    var now = facts.tasks().get(order.task());
    boolean begun = TaskHours.begun(task, clock);
    if (now == null && begun) {
      // A visit under way counts for Article 19, whatever is written into the registers now.
      return null;
    }
    if (now == null) {
      String reason = "任务取消：登记中已没有批次 %s 当日在原考点的场次".formatted(task.batch());
      gone.put(task.number(), reason);
      return new Withdrawals.Ground("13", reason, List.of(changed(task, reason, null)));
    }
    if (!begun && !sameOccasion(task, now)) {
      String reason = "任务改期或改地点：原为 %s，现为 %s".formatted(when(task), when(now));
      return new Withdrawals.Ground("13", reason, List.of(changed(task, reason, now)));
    }
    var person = facts.supervisors().get(order.card());
    if (person == null) {
      throw new IllegalStateException("an order for nobody: " + order.id());
    }
    var question = new AssignmentCase(person, now, facts, DispatchProposal.EMPTY);
    List<Ruling> refusals =
        AssignmentRules.staticRules().stream()
            .filter(each -> !each.permits(question))
            .map(each -> each.on(question))
            .toList();
    return refusals.isEmpty() ? null : Withdrawals.Ground.of(refusals);
  }

  private static boolean sameOccasion(IssuedTask issued, SupervisionTask now) {
    return issued.institution().equals(now.institution())
        && issued.date().equals(now.date())
        && issued.halfDays().equals(now.halfDays())
        && issued.district().equals(now.district())
        && issued.site().equals(now.site());
  }

  private static String when(IssuedTask task) {
    return "%s %s%s".formatted(task.date(), task.halfDays().label(), at(task.site()));
  }

  private static String when(SupervisionTask task) {
    return "%s %s%s".formatted(task.date(), task.halfDays().label(), at(task.site()));
  }

  private static String at(String site) {
    return site.isEmpty() ? "" : " " + site;
  }

  private static Ruling changed(IssuedTask task, String reason, @Nullable SupervisionTask now) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("任务号", task.number()));
    facts.add(new Fact("签发时", when(task)));
    facts.add(new Fact("现在", now == null ? "没有场次" : when(now)));
    return new Ruling("changed", "13", false, reason, facts, task.date());
  }

  private record Marks(int marked, int unmarked) {}

  private Marks mark(
      List<Assignment> orders,
      Predicate<Assignment> which,
      DispatchFacts facts,
      DispatchProposal standing) {
    Map<ProposedAssignment, Assignment> seats = new HashMap<>();
    orders.forEach(each -> seats.put(each.proposed(), each));
    var proposal = standing.without(each -> !seats.containsKey(each));
    Map<String, Set<Ruling>> found = new HashMap<>();
    for (PlanCheck.Violation each : PlanCheck.check(facts, proposal).violations()) {
      // A team without its leader has an open seat; that is shown as such.
      if (!each.card().isEmpty() && !OF_THE_PERSON.contains(each.ruling().rule())) {
        found
            .computeIfAbsent(each.task() + " " + each.card(), key -> new LinkedHashSet<>())
            .add(each.ruling());
      }
    }
    int marked = 0;
    int unmarked = 0;
    for (Assignment each : orders) {
      var concerns = List.copyOf(found.getOrDefault(each.task() + " " + each.card(), Set.of()));
      if (which.test(each) && !concerns.equals(each.concerns())) {
        assignments.mark(each.id(), concerns);
        record(each, concerns);
        marked += concerns.isEmpty() ? 0 : 1;
        unmarked += concerns.isEmpty() ? 1 : 0;
      }
    }
    return new Marks(marked, unmarked);
  }

  private void record(Assignment order, List<Ruling> concerns) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("task", order.task());
    details.put("card", order.card());
    if (!concerns.isEmpty()) {
      details.put("rulings", concerns);
    }
    String article = concerns.isEmpty() ? "" : concerns.getFirst().article();
    ledger.record(
        Actor.SYSTEM,
        Act.of(
                concerns.isEmpty() ? "assignment.unmark" : "assignment.mark",
                "assignment",
                order.id().toString())
            .because(concerns.isEmpty() ? null : concerns.getFirst().reason())
            .under(article.isEmpty() ? null : article)
            .with(json.writeValueAsString(details)));
  }
}
