package cn.dudao.dispatch;

import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.check.PlanCost;
import cn.dudao.dispatch.planning.Objective;
import cn.dudao.dispatch.planning.PlanningResult;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.platform.job.Jobs;
import cn.dudao.platform.ledger.Act;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.ledger.Ledger;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * 第四条、第八条: 质量督导实行委派制，由市人社部门委派。 The room's verb: makes plans, has them computed, and lets a person
 * change them. Whatever the way, an assignment is made only if every rule permits it, its rulings
 * are stored with it, and the plan as a whole breaks no rule that it did not break before.
 *
 * <p>Verbs on a plan carry the version that the person saw and a key of their own, so that a stale
 * page is refused (409) and a double click does nothing twice.
 */
@Article({"4", "8"})
@Component
public class DispatchPlanner {

  static final String JOB = "dispatch.plan";
  private static final String SUBJECT = "dispatch-plan";

  private final DispatchPlans plans;
  private final DispatchFactsReader reader;
  private final Assignments orders;
  private final Jobs jobs;
  private final Ledger ledger;
  private final JsonMapper json;
  private final Clock clock;
  private final TransactionTemplate transactions;

  DispatchPlanner(
      DispatchPlans plans,
      DispatchFactsReader reader,
      Assignments orders,
      Jobs jobs,
      Ledger ledger,
      JsonMapper json,
      Clock clock,
      TransactionTemplate transactions) {
    this.plans = plans;
    this.reader = reader;
    this.orders = orders;
    this.jobs = jobs;
    this.ledger = ledger;
    this.json = json;
    this.clock = clock;
    this.transactions = transactions;
  }

  /**
   * How a plan is computed.
   *
   * @param seconds the time limit
   * @param seed the seed of the random choices
   * @param keepPins whether pinned seats stay
   * @param sparing whether as few seats as possible are to change
   */
  public record Computation(int seconds, long seed, boolean keepPins, boolean sparing) {}

  /** What a computation in the background needs to know. */
  record Order(
      UUID plan,
      int seconds,
      long seed,
      boolean keepPins,
      boolean sparing,
      String by,
      String byName) {

    Actor actor() {
      return new Actor(by, byName);
    }
  }

  /** Makes a plan; the same request again gives the plan that it made. */
  public DispatchPlan create(
      String title,
      LocalDate from,
      LocalDate to,
      Set<String> districts,
      Set<String> batches,
      UUID requestKey,
      Actor by) {
    return done(
        transactions.execute(status -> {
          var made = plans.findByRequest(requestKey);
          if (made.isPresent()) {
            return made.get();
          }
          var scope = new TaskMaking.Scope(from, to, districts, batches);
          UUID id = plans.create(title, scope, from, to, requestKey, by);
          record(by, id, "create", null, Map.of("title", title, "from", from, "to", to));
          return existing(id);
        }));
  }

  /** Starts a computation; one that is under way for this plan is left alone. */
  public void compute(UUID id, long version, Computation how, Actor by) {
    transactions.executeWithoutResult(status -> {
      var plan = locked(id);
      if (plan.state() == PlanState.COMPUTING) {
        return;
      }
      requireVersion(plan, version);
      if (plan.state() != PlanState.DRAFT) {
        requireChangeable(plan);
      }
      // What is published stays as far as it can: the persons have been told.
      boolean issued = plan.issuedRevision() != null;
      var order =
          new Order(
              id,
              how.seconds(),
              how.seed(),
              how.keepPins() || issued,
              how.sparing() || issued,
              by.id(),
              by.name());
      plans.beginComputing(id, jobs.start(JOB, order, by));
      record(by, id, "computation", null, Map.of("seconds", how.seconds(), "seed", how.seed()));
    });
  }

  /** Asks the computation under way to stop with the best plan so far. */
  public void cancel(UUID id, Actor by) {
    transactions.executeWithoutResult(status -> {
      var plan = locked(id);
      if (plan.job() != null) {
        jobs.cancel(plan.job());
        if (jobs.find(plan.job()).map(each -> each.state().isOver()).orElse(true)) {
          plans.endComputing(id, null);
        }
        record(by, id, "cancellation", null, Map.of());
      }
    });
  }

  /** Stores what a computation found; nothing if the plan no longer waits for that job. */
  void accept(
      Order order,
      UUID job,
      PlanFacts ground,
      PlanningResult result,
      @Nullable DispatchProposal previous,
      List<String> remarks) {
    var facts = ground.facts();
    var report = PlanCheck.check(facts, result.proposal());
    if (!report.clean()) {
      throw new IllegalStateException("the optimiser broke a rule: " + report.violations());
    }
    transactions.executeWithoutResult(status -> {
      var waiting = plans.lock(order.plan());
      if (waiting.isEmpty() || !job.equals(waiting.get().job())) {
        return;
      }
      var plan = waiting.get();
      var before = plans.content(plan.id(), plan.revision());
      var content = contentOf(ground, result.proposal(), order.keepPins() ? before : null);
      var objective = new PlanCost(facts).of(result.proposal(), previous);
      int open = openSeats(content);
      String summary =
          "%s：%d 项任务，%d 席，空缺 %d 席%s"
              .formatted(
                  plan.revision() == 0 ? "编排方案" : "重新编排",
                  content.tasks().size(),
                  seats(content),
                  open,
                  remarks.isEmpty() ? "" : "。" + String.join("；", remarks));
      var revision =
          new PlanRevision(
              plan.revision() + 1,
              PlanRevision.Kind.COMPUTATION,
              summary,
              order.byName(),
              clock.instant(),
              plan.revision() == 0 ? null : plan.revision(),
              null,
              previous == null ? null : plan.revision(),
              content.tasks().size(),
              seats(content),
              open,
              objective,
              result.bound() == 0 ? null : Math.min(result.bound(), objective.total()),
              result.firstPlanSeconds(),
              result.seconds(),
              result.steps(),
              result.seed(),
              facts.parameters().on(plan.firstDay()).byKey(),
              report.counts());
      plans.write(
          plan.id(),
          revision,
          job,
          order.actor(),
          content,
          true,
          permissions(facts, ground.joined(content.proposal())));
      plans.writePeople(plan.id(), PlanPerson.of(ground));
      record(
          order.actor(),
          plan.id(),
          "result",
          null,
          Map.of(
              "revision", revision.number(),
              "openSeats", open,
              "total", objective.total(),
              "bound", result.bound()));
    });
  }

  /** Ends a computation without a plan. */
  void fail(UUID id, UUID job, String problem) {
    transactions.executeWithoutResult(status -> {
      var plan = plans.lock(id);
      if (plan.isPresent() && job.equals(plan.get().job())) {
        plans.endComputing(id, problem);
        record(Actor.SYSTEM, id, "failure", null, Map.of("problem", problem));
      }
    });
  }

  /** Ends a computation whose job ended without telling, because its node died too often. */
  void settle(DispatchPlan plan, @Nullable String failure) {
    if (plan.job() != null) {
      fail(plan.id(), plan.job(), failure == null ? "编排没有完成，请重新编排。" : failure);
    }
  }

  private static PlanContent contentOf(
      PlanFacts ground, DispatchProposal proposal, @Nullable PlanContent pinnedBefore) {
    var facts = ground.facts();
    Set<String> pins = new HashSet<>();
    if (pinnedBefore != null) {
      pinnedBefore.pins().assignments().forEach(each -> pins.add(each.task() + " " + each.card()));
    }
    List<PlannedTask> tasks = new ArrayList<>();
    List<PlannedSeat> seats = new ArrayList<>();
    for (SupervisionTask task : ground.tasks()) {
      tasks.add(PlannedTask.of(task, facts));
      int next = 2;
      for (ProposedAssignment each : proposal.of(task.number())) {
        boolean pinned = pins.contains(task.number() + " " + each.card());
        int seat = each.role() == Role.LEADER ? 1 : next++;
        seats.add(
            new PlannedSeat(task.number(), seat, each.card(), nameOf(facts, each.card()), pinned));
      }
    }
    return new PlanContent(tasks, seats);
  }

  private static String nameOf(DispatchFacts facts, String card) {
    var supervisor = facts.supervisors().get(card);
    return supervisor == null ? card : supervisor.name();
  }

  /**
   * Gives a seat to a person: an open one, or that of somebody who has it now.
   *
   * @param instead the card of the person who gives way, or null
   * @throws RefusedException if a rule excludes the person or the change would break a rule
   *     elsewhere; the attempt stays on record
   */
  public PlanRevision assign(
      UUID id,
      long version,
      UUID requestKey,
      String task,
      String card,
      @Nullable String instead,
      Actor by) {
    return act(
        id,
        version,
        requestKey,
        PlanRevision.Kind.ASSIGNMENT,
        by,
        work -> {
          var goal = work.task(task);
          var person = work.person(card);
          var team = work.team(task);
          var leaving = team.stream().filter(each -> each.card().equals(instead)).findFirst();
          if (instead != null && leaving.isEmpty()) {
            throw work.stale("要换下的人已不在任务 %s 上。".formatted(task));
          }
          leaving.ifPresent(team::remove);
          boolean already = team.stream().anyMatch(each -> each.card().equals(card));
          var others = work.without(task, card, instead);
          var rulings =
              AssignmentRules.refusals(new AssignmentCase(person, goal, work.facts, others));
          if (!rulings.isEmpty() || already) {
            var all = new ArrayList<>(rulings);
            if (already) {
              all.add(
                  Ruling.refuse(
                      "once",
                      "",
                      "%s已在这项任务上".formatted(person.name()),
                      goal.date(),
                      new Fact("任务号", task)));
            }
            return work.refused("把 %s 委派到任务 %s".formatted(person.name(), task), all);
          }
          team.add(
              new PlannedSeat(
                  task,
                  leaving.map(PlannedSeat::seat).filter(seat -> seat > 1).orElse(0),
                  card,
                  person.name(),
                  false));
          boolean leads = leaving.isPresent() && leaving.get().seat() == 1;
          work.arrange(goal, team, leads ? card : null);
          return work.done(
              leaving.isPresent()
                  ? "任务 %s：%s 改派为 %s".formatted(task, leaving.get().name(), person.name())
                  : "任务 %s：补派 %s".formatted(task, person.name()));
        });
  }

  /**
   * One step of an exchange.
   *
   * @param task 任务号
   * @param leaving card of the one who leaves its team, "" if a seat is open
   * @param coming card of the one who comes
   */
  public record Step(String task, String leaving, String coming) {}

  /**
   * Carries out several changes of seats as one act: each alone might break a rule, together they
   * do not.
   *
   * @throws RefusedException if together they break a rule
   */
  public PlanRevision exchange(UUID id, long version, UUID requestKey, List<Step> steps, Actor by) {
    return exchange(id, version, requestKey, PlanRevision.Kind.ASSIGNMENT, "调换人员", steps, by);
  }

  /**
   * Puts somebody in the place of a person who was sent and does not go, and moves third persons as
   * far as the steps say so; as {@link #exchange}.
   */
  PlanRevision replace(UUID id, long version, UUID requestKey, List<Step> steps, Actor by) {
    return exchange(id, version, requestKey, PlanRevision.Kind.REPLACEMENT, "替换人选", steps, by);
  }

  private PlanRevision exchange(
      UUID id,
      long version,
      UUID requestKey,
      PlanRevision.Kind kind,
      String title,
      List<Step> steps,
      Actor by) {
    return act(
        id,
        version,
        requestKey,
        kind,
        by,
        work -> {
          List<String> words = new ArrayList<>();
          for (Step step : steps) {
            var goal = work.task(step.task());
            var person = work.person(step.coming());
            var team = work.team(step.task());
            String leaving = "";
            boolean led = false;
            if (!step.leaving().isEmpty()) {
              var seat = work.seatOf(team, step.task(), step.leaving());
              team.remove(seat);
              leaving = seat.name();
              led = seat.seat() == 1;
            }
            team.add(new PlannedSeat(step.task(), 0, step.coming(), person.name(), false));
            work.arrange(goal, team, led ? step.coming() : null);
            words.add(
                leaving.isEmpty()
                    ? "任务 %s 补派 %s".formatted(step.task(), person.name())
                    : "任务 %s 由 %s 换下 %s".formatted(step.task(), person.name(), leaving));
          }
          return work.done(title + "：" + String.join("；", words));
        });
  }

  /** Takes a person off a task; the seat stays open. */
  public PlanRevision release(
      UUID id, long version, UUID requestKey, String task, String card, Actor by) {
    return act(
        id,
        version,
        requestKey,
        PlanRevision.Kind.RELEASE,
        by,
        work -> {
          var goal = work.task(task);
          var team = work.team(task);
          var leaving = work.seatOf(team, task, card);
          team.remove(leaving);
          work.arrange(goal, team, null);
          return work.done("任务 %s：撤下 %s".formatted(task, leaving.name()));
        });
  }

  /** Makes somebody of the team its leader. */
  public PlanRevision lead(
      UUID id, long version, UUID requestKey, String task, String card, Actor by) {
    return act(
        id,
        version,
        requestKey,
        PlanRevision.Kind.LEADER,
        by,
        work -> {
          var goal = work.task(task);
          var team = work.team(task);
          var leader = work.seatOf(team, task, card);
          var ruling =
              AssignmentRules.LEADER.on(
                  new AssignmentCase(
                      work.person(card),
                      goal,
                      work.facts,
                      work.ground.joined(work.before.proposal())));
          if (!ruling.permits()) {
            return work.refused("由 %s 任任务 %s 的组长".formatted(leader.name(), task), List.of(ruling));
          }
          work.arrange(goal, team, card);
          return work.done("任务 %s：由 %s 任组长".formatted(task, leader.name()));
        });
  }

  /**
   * Fixes seats so that computing again leaves them, or frees them again.
   *
   * @param card one person of the team, or null for the whole team
   */
  public PlanRevision pin(
      UUID id,
      long version,
      UUID requestKey,
      String task,
      @Nullable String card,
      boolean pinned,
      Actor by) {
    return act(
        id,
        version,
        requestKey,
        PlanRevision.Kind.PIN,
        by,
        work -> {
          work.task(task);
          var team = work.team(task);
          if (card != null) {
            work.seatOf(team, task, card);
          }
          team.replaceAll(each ->
              card == null || each.card().equals(card)
                  ? new PlannedSeat(task, each.seat(), each.card(), each.name(), pinned)
                  : each);
          work.put(task, team);
          return work.done(
              "任务 %s：%s%s"
                  .formatted(
                      task,
                      pinned ? "锁定 " : "解除锁定 ",
                      card == null ? "全组" : nameOf(work.facts, card)));
        });
  }

  /**
   * Takes people off their tasks because they may not or cannot go any more, whatever the plan is
   * waiting for; the others stay where they are. Nothing happens to seats that the plan does not
   * hold any more. In the caller's transaction.
   *
   * @param leaving the seats that become open
   * @param summary what happened, one Chinese sentence
   */
  public void withdraw(UUID id, List<ProposedAssignment> leaving, String summary, Actor by) {
    var plan = locked(id);
    if (plan.job() != null) {
      jobs.cancel(plan.job());
      plans.endComputing(id, "有人退出已签发的任务，编排已停止，请重新编排。");
      plan = locked(id);
    }
    var content = plans.content(id, plan.revision());
    Set<String> gone = new HashSet<>();
    leaving.forEach(each -> gone.add(each.task() + " " + each.card()));
    var seats =
        content.seats().stream()
            .filter(each -> !gone.contains(each.task() + " " + each.card()))
            .toList();
    if (seats.size() == content.seats().size()) {
      return;
    }
    var work =
        new Work(
            plan,
            plans.revision(id, plan.revision()).orElseThrow(),
            content,
            factsOf(plan, content));
    var after = brought(id, content, seats, work.facts);
    var revision =
        figured(
            id,
            work.ground,
            after,
            work.revision(PlanRevision.Kind.WITHDRAWAL, summary, by, openSeats(after)),
            null);
    plans.write(
        id,
        revision,
        UUID.randomUUID(),
        by,
        after,
        false,
        permissions(work.facts, work.ground.joined(after.proposal())));
    record(by, id, "withdrawal", null, Map.of("revision", revision.number(), "summary", summary));
  }

  /**
   * What is left of a plan, with the tasks that nobody is on any more as the registers have them
   * today: those that are gone or called off are left out, so that the others can still be filled
   * and issued.
   */
  private PlanContent brought(
      UUID plan, PlanContent content, List<PlannedSeat> seats, DispatchFacts facts) {
    Set<String> cancelled = orders.cancelledOf(plan);
    Set<String> held = new HashSet<>();
    seats.forEach(each -> held.add(each.task()));
    List<PlannedTask> tasks = new ArrayList<>();
    for (PlannedTask each : content.tasks()) {
      var today = facts.tasks().get(each.number());
      if (held.contains(each.number())) {
        tasks.add(each);
      } else if (today != null && !cancelled.contains(each.number())) {
        tasks.add(PlannedTask.of(today, facts));
      }
    }
    return new PlanContent(tasks, seats);
  }

  /** Shows again what was before the last act. */
  public PlanRevision undo(UUID id, long version, UUID requestKey, Actor by) {
    return restore(id, version, requestKey, PlanRevision.Kind.UNDO, by);
  }

  /** Takes the last undoing back. */
  public PlanRevision redo(UUID id, long version, UUID requestKey, Actor by) {
    return restore(id, version, requestKey, PlanRevision.Kind.REDO, by);
  }

  private PlanRevision restore(
      UUID id, long version, UUID requestKey, PlanRevision.Kind kind, Actor by) {
    return act(
        id,
        version,
        requestKey,
        kind,
        by,
        work -> {
          boolean undoing = kind == PlanRevision.Kind.UNDO;
          Integer to = undoing ? work.now.undoTo() : work.now.redoTo();
          if (to == null) {
            throw work.stale(undoing ? "没有可以撤销的修订。" : "没有可以重做的修订。");
          }
          var target = plans.revision(id, to).orElseThrow();
          work.restore(target, plans.content(id, to), undoing);
          return work.done(
              "%s：恢复到第 %d 次修订（%s）".formatted(undoing ? "撤销" : "重做", to, target.summary()));
        });
  }

  /** Removes a plan; nothing has been issued from it. */
  public void delete(UUID id, long version, Actor by) {
    transactions.executeWithoutResult(status -> {
      var plan = plans.lock(id);
      if (plan.isEmpty()) {
        return;
      }
      requireVersion(plan.get(), version);
      if (plan.get().state() == PlanState.SUBMITTED
          || plan.get().state() == PlanState.APPROVED
          || plan.get().issuedRevision() != null) {
        throw new StaleException(
            "方案 %s %s，不能删除。".formatted(plan.get().number(), plan.get().state().label()),
            plan.get().url(),
            List.of());
      }
      if (plan.get().job() != null) {
        jobs.cancel(plan.get().job());
      }
      plans.delete(id);
      record(by, id, "delete", null, Map.of("number", plan.get().number()));
    });
  }

  /**
   * A new plan with the same scope and, as far as it is lawful today, the same content; the same
   * request again gives the plan that it made.
   */
  public DispatchPlan copy(UUID id, UUID requestKey, Actor by) {
    return done(
        transactions.execute(status -> {
          var made = plans.findByRequest(requestKey);
          if (made.isPresent()) {
            return made.get();
          }
          var plan = existing(id);
          String title = shortened(plan.title(), 94) + "（副本）";
          UUID copy =
              plans.create(title, plan.scope(), plan.firstDay(), plan.lastDay(), requestKey, by);
          // What is kept secret in the one is not shown in the other.
          plans.keepSecret(copy, plan.secrecy());
          record(by, copy, "copy", null, Map.of("of", plan.number()));
          if (plan.revision() > 0) {
            copyContent(plan, copy, by);
          }
          return existing(copy);
        }));
  }

  private void copyContent(DispatchPlan plan, UUID copy, Actor by) {
    var source = plans.revision(plan.id(), plan.revision()).orElseThrow();
    // A copy is a plan of its own: orders of the plan that it is made from are standing ones.
    var ground = reader.read(plan.scope(), copy);
    var facts = ground.facts();
    List<PlannedTask> tasks = new ArrayList<>();
    List<PlannedSeat> seats = new ArrayList<>();
    var content = plans.content(plan.id(), plan.revision());
    Map<String, List<PlannedSeat>> teams =
        content.seats().stream().collect(Collectors.groupingBy(PlannedSeat::task));
    for (SupervisionTask task : ground.tasks()) {
      tasks.add(PlannedTask.of(task, facts));
      var team =
          teams.getOrDefault(task.number(), List.of()).stream()
              .filter(each -> facts.supervisors().containsKey(each.card()))
              .toList();
      seats.addAll(Teams.arrange(facts, task, team, null));
    }
    int all = seats.size();
    var lawful = lawfulPart(ground, seats);
    var result = new PlanContent(tasks, lawful);
    int dropped = all - lawful.size();
    var revision =
        figured(
            plan.id(),
            ground,
            result,
            new PlanRevision(
                1,
                PlanRevision.Kind.COPY,
                "复制自方案 %s 第 %d 次修订%s"
                    .formatted(
                        plan.number(),
                        source.number(),
                        dropped == 0 ? "" : "，%d 席今天已不合规定，未复制".formatted(dropped)),
                by.name(),
                clock.instant(),
                null,
                null,
                null,
                tasks.size(),
                seats(result),
                openSeats(result),
                source.objective(),
                null,
                source.firstPlanSeconds(),
                source.seconds(),
                source.steps(),
                source.seed(),
                facts.parameters().on(plan.firstDay()).byKey(),
                List.of()),
            null);
    plans.write(
        copy,
        revision,
        UUID.randomUUID(),
        by,
        result,
        true,
        permissions(facts, ground.joined(result.proposal())));
    plans.writePeople(copy, PlanPerson.of(ground));
  }

  /** Leaves out what breaks a rule, and then what breaks one because of that. */
  private static List<PlannedSeat> lawfulPart(PlanFacts ground, List<PlannedSeat> seats) {
    List<PlannedSeat> left = new ArrayList<>(seats);
    while (true) {
      var report =
          PlanCheck.check(
              ground.facts(), ground.joined(new PlanContent(List.of(), left).proposal()));
      if (report.clean()) {
        return left;
      }
      boolean fewer = false;
      for (PlanCheck.Violation each : report.violations()) {
        fewer |=
            left.removeIf(seat ->
                seat.task().equals(each.task())
                    && (each.card().isEmpty() || seat.card().equals(each.card())));
      }
      if (!fewer) {
        // What is left stands in the orders of other plans.
        return left;
      }
    }
  }

  /** What is known today of the tasks that a plan covers. */
  public PlanFacts facts(DispatchPlan plan) {
    return reader.read(plan.scope(), plan.id());
  }

  /**
   * What is known today of the tasks that a plan holds: batches that came later are left aside,
   * tasks that are gone are missing.
   */
  public PlanFacts factsOf(DispatchPlan plan, PlanContent content) {
    Set<String> held = new HashSet<>();
    content.tasks().forEach(each -> held.add(each.number()));
    return facts(plan).only(held);
  }

  /** As {@link #factsOf}, so far as rotation asks: without grounds, absences and institutions. */
  PlanFacts rotationFactsOf(DispatchPlan plan, PlanContent content) {
    Set<String> held = new HashSet<>();
    content.tasks().forEach(each -> held.add(each.number()));
    return reader.readForRotation(plan.scope(), plan.id()).only(held);
  }

  // ---- how every act of a person is carried out

  /** What an act does to a plan. */
  private interface Deed {
    Done on(Work work);
  }

  /** How an act came out: done, or refused with rulings. */
  private record Done(String summary, List<Ruling> refusals) {}

  private PlanRevision act(
      UUID id, long version, UUID requestKey, PlanRevision.Kind kind, Actor by, Deed deed) {
    var outcome =
        done(transactions.execute(status -> attempt(id, version, requestKey, kind, by, deed)));
    if (outcome.revision() == null) {
      throw new RefusedException(outcome.summary(), outcome.refusals());
    }
    return outcome.revision();
  }

  private record Outcome(@Nullable PlanRevision revision, String summary, List<Ruling> refusals) {}

  private Outcome attempt(
      UUID id, long version, UUID requestKey, PlanRevision.Kind kind, Actor by, Deed deed) {
    var plan = locked(id);
    var made = plans.revisionByRequest(id, requestKey);
    if (made.isPresent()) {
      return new Outcome(made.get(), "", List.of());
    }
    requireVersion(plan, version);
    requireChangeable(plan);
    var content = plans.content(id, plan.revision());
    var work =
        new Work(
            plan,
            plans.revision(id, plan.revision()).orElseThrow(),
            content,
            factsOf(plan, content));
    var done = deed.on(work);
    var after = work.content();
    var joined = work.ground.joined(after.proposal());
    var report = PlanCheck.check(work.facts, joined);
    var permissions = permissions(work.facts, joined);
    var refusals = done.refusals();
    if (refusals.isEmpty()) {
      refusals = work.newlyBroken(report);
    }
    if (refusals.isEmpty()) {
      refusals = refusals(content, after, permissions);
    }
    if (!refusals.isEmpty()) {
      record(by, id, "refusal", refusals, Map.of("attempt", done.summary()));
      return new Outcome(null, "不能执行：" + done.summary() + "。", refusals);
    }
    var revision =
        figured(
            plan.id(),
            work.ground,
            after,
            work.revision(kind, done.summary(), by, openSeats(after)),
            report.counts());
    plans.write(id, revision, requestKey, by, after, false, permissions);
    record(
        by,
        id,
        kind.name().toLowerCase(Locale.ROOT),
        null,
        Map.of("revision", revision.number(), "summary", done.summary()));
    return new Outcome(revision, "", List.of());
  }

  /** The same revision with its objective and, if they are not given, its checks. */
  private PlanRevision figured(
      UUID plan,
      PlanFacts ground,
      PlanContent content,
      PlanRevision revision,
      @Nullable List<PlanCheck.RuleCount> counts) {
    var facts = ground.facts();
    var proposal = ground.joined(content.proposal());
    Integer reference = revision.reference();
    Objective objective =
        new PlanCost(facts)
            .of(
                proposal,
                reference == null
                    ? null
                    : ground.joined(plans.content(plan, reference).proposal()));
    return new PlanRevision(
        revision.number(),
        revision.kind(),
        revision.summary(),
        revision.madeBy(),
        revision.madeAt(),
        revision.undoTo(),
        revision.redoTo(),
        revision.reference(),
        content.tasks().size(),
        seats(content),
        openSeats(content),
        objective,
        revision.bound(),
        revision.firstPlanSeconds(),
        revision.seconds(),
        revision.steps(),
        revision.seed(),
        revision.parameters(),
        counts == null ? PlanCheck.check(facts, proposal).counts() : counts);
  }

  /** What an act works on: the plan, what it holds and what is known; collects the change. */
  private final class Work {

    private final DispatchPlan plan;
    private final PlanContent before;
    private final Map<String, List<PlannedSeat>> changed = new LinkedHashMap<>();
    private PlanFacts ground;
    private DispatchFacts facts;
    private PlanRevision now;
    private PlanContent base;
    private @Nullable Integer undoTo;
    private @Nullable Integer redoTo;

    private Work(DispatchPlan plan, PlanRevision now, PlanContent before, PlanFacts ground) {
      this.plan = plan;
      this.now = now;
      this.before = before;
      this.base = before;
      this.ground = ground;
      this.facts = ground.facts();
      this.undoTo = now.number();
    }

    /** The task, if the registers still say of it what the plan holds. */
    private SupervisionTask task(String number) {
      var held =
          before.tasks().stream()
              .filter(each -> each.number().equals(number))
              .findFirst()
              .orElseThrow(() -> new NotFoundException("方案中没有任务 %s。".formatted(number)));
      var today = facts.tasks().get(number);
      if (today == null || !PlannedTask.of(today, facts).sameWork(held)) {
        throw stale("任务 %s 的批次资料已经变化，请先重新编排。".formatted(number));
      }
      return today;
    }

    private QualitySupervisor person(String card) {
      var supervisor = facts.supervisors().get(card);
      if (supervisor == null) {
        throw new NotFoundException("没有证卡编号为 %s 的督导员。".formatted(card));
      }
      return supervisor;
    }

    private List<PlannedSeat> team(String task) {
      var already = changed.get(task);
      if (already != null) {
        return new ArrayList<>(already);
      }
      return new ArrayList<>(
          base.seats().stream().filter(each -> each.task().equals(task)).toList());
    }

    private PlannedSeat seatOf(List<PlannedSeat> team, String task, String card) {
      return team.stream()
          .filter(each -> each.card().equals(card))
          .findFirst()
          .orElseThrow(() -> stale("证卡编号 %s 的督导员已不在任务 %s 上。".formatted(card, task)));
    }

    /** Everything but these two people's seats on a task. */
    private DispatchProposal without(String task, String card, @Nullable String instead) {
      return ground.joined(
          new DispatchProposal(
              base.seats().stream()
                  .filter(each ->
                      !each.task().equals(task)
                          || !(each.card().equals(card) || each.card().equals(instead)))
                  .map(PlannedSeat::assignment)
                  .toList()));
    }

    private void arrange(SupervisionTask task, List<PlannedSeat> team, @Nullable String leader) {
      put(task.number(), Teams.arrange(facts, task, team, leader));
    }

    private void put(String task, List<PlannedSeat> team) {
      changed.put(task, List.copyOf(team));
    }

    private void restore(PlanRevision target, PlanContent content, boolean undoing) {
      int current = now.number();
      base = content;
      // Its tasks may be others than those of today's revision.
      ground = factsOf(plan, content);
      facts = ground.facts();
      undoTo = undoing ? target.undoTo() : Integer.valueOf(current);
      redoTo = undoing ? Integer.valueOf(current) : target.redoTo();
      now = target;
    }

    private PlanContent content() {
      List<PlannedSeat> seats = new ArrayList<>();
      for (PlannedSeat each : base.seats()) {
        if (!changed.containsKey(each.task())) {
          seats.add(each);
        }
      }
      changed.values().forEach(seats::addAll);
      return new PlanContent(base.tasks(), seats);
    }

    /** What the change breaks that was in order before, or was broken in another way. */
    private List<Ruling> newlyBroken(PlanCheck.Report report) {
      if (report.clean()) {
        return List.of();
      }
      var known =
          new HashSet<>(PlanCheck.check(facts, ground.joined(before.proposal())).violations());
      return report.violations().stream()
          .filter(each -> !known.contains(each))
          .map(PlanCheck.Violation::ruling)
          .toList();
    }

    private PlanRevision revision(PlanRevision.Kind kind, String summary, Actor by, int openSeats) {
      return new PlanRevision(
          plan.revision() + 1,
          kind,
          summary,
          by.name(),
          clock.instant(),
          undoTo,
          redoTo,
          now.reference(),
          now.tasks(),
          now.seats(),
          openSeats,
          now.objective(),
          now.bound(),
          now.firstPlanSeconds(),
          now.seconds(),
          now.steps(),
          now.seed(),
          now.parameters(),
          now.checks());
    }

    private Done done(String summary) {
      return new Done(summary, List.of());
    }

    private Done refused(String what, List<Ruling> refusals) {
      return new Done(what, refusals);
    }

    private StaleException stale(String what) {
      return new StaleException(what, plan.url(), List.of());
    }
  }

  private static Function<PlannedSeat, List<Ruling>> permissions(
      DispatchFacts facts, DispatchProposal proposal) {
    return seat -> {
      var question =
          new AssignmentCase(
              Objects.requireNonNull(facts.supervisors().get(seat.card())),
              Objects.requireNonNull(facts.tasks().get(seat.task())),
              facts,
              proposal);
      var rulings = new ArrayList<>(AssignmentRules.all(question));
      if (seat.role() == Role.LEADER) {
        rulings.add(AssignmentRules.LEADER.on(question));
      }
      return rulings;
    };
  }

  /** What the rules say against seats that are new or other than before. */
  private static List<Ruling> refusals(
      PlanContent before, PlanContent after, Function<PlannedSeat, List<Ruling>> permissions) {
    Set<PlannedSeat> known = new HashSet<>(before.seats());
    return after.seats().stream()
        .filter(each -> !known.contains(each))
        .flatMap(each -> permissions.apply(each).stream())
        .filter(each -> !each.permits())
        .toList();
  }

  private static int seats(PlanContent content) {
    return content.tasks().stream().mapToInt(PlannedTask::seats).sum();
  }

  private static int openSeats(PlanContent content) {
    return seats(content) - content.seats().size();
  }

  private DispatchPlan locked(UUID id) {
    return plans.lock(id).orElseThrow(() -> new NotFoundException("没有这个委派方案。"));
  }

  private static void requireChangeable(DispatchPlan plan) {
    if (!plan.state().mayChange()) {
      throw new StaleException(
          switch (plan.state()) {
            case SUBMITTED -> "方案已提交审批，撤回提交或被退回后才能修改。";
            case APPROVED -> "方案已批准，签发后才能再作修改。";
            case DRAFT -> "方案还没有编排，编排后才能修改。";
            default -> "方案正在编排，编排结束后才能修改。";
          },
          plan.url(),
          List.of());
    }
  }

  private DispatchPlan existing(UUID id) {
    return plans.find(id).orElseThrow(() -> new NotFoundException("没有这个委派方案。"));
  }

  private void requireVersion(DispatchPlan plan, long version) {
    if (plan.version() != version) {
      var last = plans.revision(plan.id(), plan.revision());
      throw new StaleException(
          "方案 %s 已被修改，本次操作没有执行。".formatted(plan.number()),
          plan.url(),
          last.map(each -> List.of(new StaleException.Change("最近的修订", "", each.summary())))
              .orElse(List.of()));
    }
  }

  private void record(
      Actor by, UUID plan, String verb, @Nullable List<Ruling> rulings, Map<String, ?> details) {
    Map<String, Object> all = new HashMap<>(details);
    String article = "8";
    if (rulings != null) {
      all.put("rulings", rulings);
      article =
          rulings.stream()
              .map(Ruling::article)
              .filter(each -> !each.isEmpty())
              .findFirst()
              .orElse("8");
    }
    ledger.record(
        by,
        Act.of("dispatch.plan." + verb, SUBJECT, plan.toString())
            .under(article)
            .with(json.writeValueAsString(all)));
  }

  private static String shortened(String text, int length) {
    return text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length));
  }

  private static <T> T done(@Nullable T result) {
    return Objects.requireNonNull(result);
  }
}
