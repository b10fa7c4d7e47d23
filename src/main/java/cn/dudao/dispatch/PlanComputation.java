package cn.dudao.dispatch;

import cn.dudao.dispatch.planning.PlanOptimizer;
import cn.dudao.dispatch.planning.PlanningProgress;
import cn.dudao.dispatch.planning.PlanningRequest;
import cn.dudao.platform.job.BackgroundJob;
import cn.dudao.platform.job.JobFailed;
import cn.dudao.platform.job.JobRun;
import cn.dudao.platform.job.JobStopped;
import cn.dudao.platform.job.Jobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The computation of a plan in the background. Run twice it does the same as run once: it reads,
 * computes, and hands the result over in one transaction, which takes it only if the plan still
 * waits for it.
 */
@Component
final class PlanComputation implements BackgroundJob {

  private final DispatchPlans plans;
  private final DispatchPlanner planner;
  private final Jobs jobs;

  PlanComputation(DispatchPlans plans, DispatchPlanner planner, Jobs jobs) {
    this.plans = plans;
    this.planner = planner;
    this.jobs = jobs;
  }

  @Override
  public String name() {
    return DispatchPlanner.JOB;
  }

  @Override
  public void run(JobRun run) {
    var order = run.parameters(DispatchPlanner.Order.class);
    var plan = plans.find(order.plan()).orElse(null);
    if (plan == null || !run.id().equals(plan.job())) {
      return;
    }
    try {
      compute(run, order, plan);
    } catch (JobStopped stopped) {
      throw stopped;
    } catch (JobFailed failed) {
      planner.fail(plan.id(), run.id(), String.valueOf(failed.getMessage()));
      throw failed;
    } catch (RuntimeException fault) {
      planner.fail(
          plan.id(),
          run.id(),
          "编排时发生内部错误（编号 %s），请联系系统管理员。".formatted(run.id().toString().substring(0, 8)));
      throw fault;
    }
  }

  private void compute(JobRun run, DispatchPlanner.Order order, DispatchPlan plan) {
    run.progress("读取资料", 0, "");
    var ground = planner.facts(plan);
    var facts = ground.facts();
    if (ground.own().isEmpty()) {
      throw new JobFailed("所选期间、区县和批次内没有需要督导的场次，或都已由其他方案签发。请先导入鉴定批次或修改范围。");
    }
    var before = plans.content(plan.id(), plan.revision());
    @Nullable DispatchProposal previous =
        order.sparing() && plan.revision() > 0 ? ground.joined(before.proposal()) : null;
    var pins = order.keepPins() ? before.pins() : DispatchProposal.EMPTY;
    var fixed = ground.joined(pins);
    var result =
        PlanOptimizer.plan(
            facts,
            new PlanningRequest(
                Duration.ofSeconds(order.seconds()), null, order.seed(), fixed, previous),
            new Progress(run));
    if (run.shouldStop() && !cancelAsked(run)) {
      // This node is going down; another one begins anew.
      run.checkpoint();
    }
    run.progress("规则检查", 1, "");
    planner.accept(order, run.id(), ground, result, previous, remarks(pins, result.proposal()));
    run.result(plan.id());
  }

  private boolean cancelAsked(JobRun run) {
    return jobs.find(run.id()).map(each -> each.cancelAsked()).orElse(true);
  }

  private static List<String> remarks(DispatchProposal pins, DispatchProposal found) {
    List<String> lost = new ArrayList<>();
    for (ProposedAssignment each : pins.assignments()) {
      boolean kept = found.of(each.task()).stream().anyMatch(now -> now.card().equals(each.card()));
      if (!kept) {
        lost.add("任务 %s 锁定的 %s 已不合规定，未保留".formatted(each.task(), each.card()));
      }
    }
    return lost;
  }

  /** Shows the optimiser's progress and lets it be stopped. */
  private record Progress(JobRun run) implements PlanningProgress {

    @Override
    public void at(String stage, double fraction, int openSeats, long cost) {
      run.progress(
          stage,
          fraction,
          cost < 0
              ? "空缺 %d 席".formatted(openSeats)
              : String.format(Locale.CHINA, "空缺 %d 席，目标值 %,d", openSeats, cost));
    }

    @Override
    public boolean cancelled() {
      return run.shouldStop();
    }
  }
}
