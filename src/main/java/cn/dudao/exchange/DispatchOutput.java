package cn.dudao.exchange;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.planning.Objective;
import cn.dudao.regulation.Parameters;
import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is handed out.
 *
 * @param facts what it was made from
 * @param proposal who is proposed for what
 * @param objective its cost
 * @param bound no lawful plan costs less
 * @param gap how far the plan may be from the best one
 * @param seconds how long planning took
 * @param seed the seed of the random choices
 * @param check the independent check
 * @param previous the plan before, or null
 */
public record DispatchOutput(
    DispatchFacts facts,
    DispatchProposal proposal,
    Objective objective,
    long bound,
    double gap,
    double seconds,
    long seed,
    PlanCheck.Report check,
    @Nullable DispatchProposal previous) {

  /** The parameters of the plan: those in force on its first day. */
  public Parameters parameters() {
    return facts.parameters().on(firstDay());
  }

  LocalDate firstDay() {
    return facts.tasks().values().stream()
        .map(SupervisionTask::date)
        .min(Comparator.naturalOrder())
        .orElse(LocalDate.of(2014, 5, 19));
  }

  int missing(SupervisionTask task) {
    return Math.max(0, task.seats() - proposal.of(task.number()).size());
  }

  /** Seats that are not filled. */
  public int openSeats() {
    return facts.tasks().values().stream().mapToInt(this::missing).sum();
  }
}
