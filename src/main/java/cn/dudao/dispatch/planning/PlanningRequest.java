package cn.dudao.dispatch.planning;

import cn.dudao.dispatch.DispatchProposal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the optimiser is asked for.
 *
 * @param timeLimit when to stop, null if {@code steps} decides
 * @param steps how many improvement steps to make (exactly repeatable on any machine), null if the
 *     time decides; one of the two is given
 * @param seed the seed of the random choices
 * @param pins assignments that must stay as they are; they must be lawful
 * @param previous the plan before, whose seats should change as little as possible, or null
 */
public record PlanningRequest(
    @Nullable Duration timeLimit,
    @Nullable Long steps,
    long seed,
    DispatchProposal pins,
    @Nullable DispatchProposal previous) {

  public static PlanningRequest within(Duration limit, long seed) {
    return new PlanningRequest(limit, null, seed, DispatchProposal.EMPTY, null);
  }

  public static PlanningRequest steps(long steps, long seed) {
    return new PlanningRequest(null, steps, seed, DispatchProposal.EMPTY, null);
  }
}
