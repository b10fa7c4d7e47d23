package cn.dudao.dispatch;

import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.planning.Objective;
import cn.dudao.dispatch.planning.PlanningResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 修订: the state of a plan after one computation or one act of a person, with the figures that were
 * true then.
 *
 * @param number from 1
 * @param summary what was done, in one Chinese sentence
 * @param madeBy by name
 * @param undoTo the revision that 撤销 shows again, null where there is nothing before
 * @param redoTo the revision that 重做 shows again, null unless this one undid something
 * @param reference the revision against which changed seats are counted, null if they are not
 * @param tasks number of tasks
 * @param seats seats wanted
 * @param openSeats seats not filled
 * @param bound no lawful plan of these tasks costs less; null if it was never computed
 * @param firstPlanSeconds when the computation had its first complete plan
 * @param parameters those of the plan's first day, by key
 * @param checks how often each hard rule was checked and broken
 */
public record PlanRevision(
    int number,
    Kind kind,
    String summary,
    String madeBy,
    Instant madeAt,
    @Nullable Integer undoTo,
    @Nullable Integer redoTo,
    @Nullable Integer reference,
    int tasks,
    int seats,
    int openSeats,
    Objective objective,
    @Nullable Long bound,
    double firstPlanSeconds,
    double seconds,
    long steps,
    long seed,
    Map<String, String> parameters,
    List<PlanCheck.RuleCount> checks) {

  /** What made it. */
  public enum Kind {
    COMPUTATION("编排"),
    ASSIGNMENT("改派"),
    RELEASE("撤下"),
    LEADER("改任组长"),
    PIN("锁定"),
    UNDO("撤销"),
    REDO("重做"),
    COPY("复制"),
    WITHDRAWAL("撤回委派"),
    REPLACEMENT("替换");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public PlanRevision {
    parameters = Map.copyOf(parameters);
    checks = List.copyOf(checks);
  }

  public int filledSeats() {
    return seats - openSeats;
  }

  public int violations() {
    return checks.stream().mapToInt(PlanCheck.RuleCount::violations).sum();
  }

  public int checked() {
    return checks.stream().mapToInt(PlanCheck.RuleCount::checked).sum();
  }

  /** How far the plan may be from the best one, as a fraction; null without a bound. */
  public @Nullable Double gap() {
    return bound == null ? null : asResult(DispatchProposal.EMPTY).gap();
  }

  /** The same as the optimiser gives it, with the proposal of this revision. */
  public PlanningResult asResult(DispatchProposal proposal) {
    return new PlanningResult(
        proposal,
        objective,
        bound == null ? 0 : bound,
        openSeats,
        firstPlanSeconds,
        seconds,
        steps,
        seed);
  }
}
