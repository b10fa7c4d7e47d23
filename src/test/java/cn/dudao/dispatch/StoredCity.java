package cn.dudao.dispatch;

import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.job.JobRun;
import cn.dudao.platform.job.Jobs;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.supervisor.Absences;
import cn.dudao.supervisor.RecusalGrounds;
import cn.dudao.supervisor.SupervisorEntry;
import cn.dudao.supervisor.Supervisors;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Facts in the registers, and plans for them, computed on the spot. */
public final class StoredCity {

  public static final Actor CLERK = new Actor("clerk", "王科员");

  public static final Actor LEADER = new Actor("leader", "刘处长");

  private final ApplicationContext beans;

  public StoredCity(ApplicationContext beans) {
    this.beans = beans;
  }

  /** Puts facts into the registers. */
  public StoredCity with(DispatchFacts facts) {
    new TransactionTemplate(beans.getBean(PlatformTransactionManager.class))
        .executeWithoutResult(status -> store(facts));
    return this;
  }

  private void store(DispatchFacts facts) {
    var institutions = beans.getBean(Institutions.class);
    institutions.apply(
        institutions.difference(List.copyOf(facts.institutions().values())), CLERK, "");
    var supervisors = beans.getBean(Supervisors.class);
    supervisors.apply(
        supervisors.difference(
            facts.supervisors().values().stream()
                .map(each -> new SupervisorEntry(each, null, "", "", "", ""))
                .toList()),
        CLERK,
        "");
    var sessions = beans.getBean(AppraisalSessions.class);
    sessions.apply(sessions.difference(facts.sessions()), CLERK, "");
    var grounds = beans.getBean(RecusalGrounds.class);
    grounds.apply(
        grounds.difference(
            facts.supervisors().keySet().stream()
                .flatMap(card -> facts.groundsOf(card).stream())
                .toList()),
        CLERK,
        "");
    var history = beans.getBean(PastSupervisions.class);
    history.apply(history.difference(facts.history()), CLERK, "");
    var absences = beans.getBean(Absences.class);
    absences.apply(
        absences.difference(
            facts.supervisors().keySet().stream()
                .flatMap(card -> facts.absencesOf(card).stream())
                .toList()),
        CLERK,
        "");
  }

  /** A plan of a period, computed. */
  public DispatchPlan plan(String from, String to) {
    return compute(draft(from, to), false, false);
  }

  /** A plan of a period, computed, approved by a leader, and issued. */
  public DispatchPlan issued(String from, String to, PlanSecrecy secrecy) {
    return issued(plan(from, to), secrecy);
  }

  /** The plan, approved by a leader, and issued. */
  public DispatchPlan issued(DispatchPlan plan, PlanSecrecy secrecy) {
    var issue = beans.getBean(PlanIssue.class);
    issue.submit(plan.id(), now(plan).version(), UUID.randomUUID(), secrecy, "", CLERK);
    issue.approve(plan.id(), now(plan).version(), UUID.randomUUID(), "", LEADER);
    issue.issue(plan.id(), now(plan).version(), UUID.randomUUID(), CLERK);
    return now(plan);
  }

  DispatchPlan draft(String from, String to) {
    return planner()
        .create(
            "测试方案",
            LocalDate.parse(from),
            LocalDate.parse(to),
            Set.of(),
            Set.of(),
            UUID.randomUUID(),
            CLERK);
  }

  /** Computes a plan in this thread, for a second. */
  DispatchPlan compute(DispatchPlan plan, boolean keepPins, boolean sparing) {
    planner()
        .compute(
            plan.id(),
            plan.version(),
            new DispatchPlanner.Computation(1, 1, keepPins, sparing),
            CLERK);
    run(plan.id());
    return now(plan);
  }

  /** Runs the computation that a plan waits for. */
  void run(UUID plan) {
    UUID job = Objects.requireNonNull(plans().find(plan).orElseThrow().job());
    beans.getBean(PlanComputation.class).run(running(job));
  }

  JobRun running(UUID job) {
    String order = beans.getBean(Jobs.class).find(job).orElseThrow().parametersJson();
    return new JobRun() {
      @Override
      public UUID id() {
        return job;
      }

      @Override
      public String startedBy() {
        return CLERK.id();
      }

      @Override
      public <T> T parameters(Class<T> type) {
        return beans.getBean(JsonMapper.class).readValue(order, type);
      }

      @Override
      public void progress(String stage, double fraction, String message) {}

      @Override
      public boolean shouldStop() {
        return false;
      }

      @Override
      public void checkpoint() {}

      @Override
      public void claim() {}

      @Override
      public void result(Object value) {}
    };
  }

  /** The plan as it is now. */
  public DispatchPlan now(DispatchPlan plan) {
    return plans().find(plan.id()).orElseThrow();
  }

  PlanContent content(DispatchPlan plan) {
    return plans().content(plan.id(), now(plan).revision());
  }

  DispatchPlans plans() {
    return beans.getBean(DispatchPlans.class);
  }

  DispatchPlanner planner() {
    return beans.getBean(DispatchPlanner.class);
  }
}
