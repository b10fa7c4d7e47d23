package cn.dudao.dispatch.planning;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What a careful person with a list does: goes through the tasks by date and gives each seat to the
 * lawful person with the fewest half-days of the year, neighbours first among equals.
 */
final class CarefulClerk {

  private CarefulClerk() {}

  static PlanState plan(PackedFacts facts) {
    PlanState state = new PlanState(facts);
    SeatFilling filling =
        new SeatFilling(state, new Budget(PlanningRequest.steps(0, 0), PlanningProgress.SILENT));
    IntStream.range(0, facts.tasks)
        .boxed()
        .sorted(Comparator.comparingInt(t -> facts.occasions.orderOfTask[t]))
        .forEach(t -> {
          while (state.filled(t) < facts.seats[t] && fill(facts, state, filling, t)) {
            // One more seat is filled.
          }
        });
    return state;
  }

  private static boolean fill(PackedFacts facts, PlanState state, SeatFilling filling, int t) {
    boolean leader = facts.important[t] && !state.isLed(t);
    return IntStream.range(0, facts.people)
            .filter(p -> facts.isLawful(p, t) && (!leader || facts.mayLead(p, t)))
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(p -> state.burden[p])
                    .thenComparingInt(p -> facts.travelCost(p, t))
                    .thenComparingInt(p -> p))
            .anyMatch(p -> filling.tryAdd(p, t))
        || (leader && fillWithMember(facts, state, filling, t));
  }

  private static boolean fillWithMember(
      PackedFacts facts, PlanState state, SeatFilling filling, int t) {
    return !state.leaderMissing(t)
        && IntStream.range(0, facts.people).anyMatch(p -> filling.tryAdd(p, t));
  }
}
