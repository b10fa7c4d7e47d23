package cn.dudao.dispatch.planning;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.SupervisionTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who can step in when a seat of a lawful plan falls empty: a sick call on the evening before, a
 * ground found after dispatch. Nothing else of the plan changes, unless only moving a third person
 * helps; that is offered as such and needs confirmation.
 */
public final class Replacements {

  /** So many people who are busy elsewhere are considered for a move. */
  private static final int MOVABLE = 60;

  /**
   * One way to fill the seat.
   *
   * @param card who steps in
   * @param standby whether the person was named as standby
   * @param change by how much the objective grows against the plan as it was before
   * @param moved other seats that change hands for it; empty if nobody else is touched
   */
  public record Replacement(String card, boolean standby, long change, List<Move> moved) {

    public Replacement {
      moved = List.copyOf(moved);
    }
  }

  /** A seat of another task that changes hands. */
  public record Move(String task, String from, String to) {}

  private final PackedFacts facts;
  private final PlanState state;
  private final SeatFilling filling;
  private final Set<String> standby;
  private final int task;
  private final long before;

  private Replacements(
      PackedFacts facts,
      DispatchProposal plan,
      int task,
      @Nullable String leaving,
      Set<String> standby) {
    this.facts = facts;
    this.task = task;
    this.standby = standby;
    state = new PlanState(facts);
    filling =
        new SeatFilling(state, new Budget(PlanningRequest.steps(0, 0), PlanningProgress.SILENT));
    String number = facts.task.get(task).number();
    filling.place(List.of(), plan.assignments());
    before = state.cost();
    Integer p = leaving == null ? null : facts.personOf.get(leaving);
    if (p != null && state.inTeam(p, task)) {
      state.begin();
      state.remove(state.seatOf(p, task));
      // Whoever is ill cannot go, nor come back by way of a move.
      for (int t = 0; t < facts.tasks; t++) {
        if (facts.day[t] == facts.day[task]) {
          Bits.remove(facts.lawful[t], p);
        }
      }
    }
    if (state.filled(task) == facts.seats[task]) {
      throw new IllegalArgumentException("no open seat: " + number);
    }
  }

  /**
   * The best replacements for one seat: standby people first, then by cost. Only where too few
   * people are free, those who would have to leave another task of that day for it.
   *
   * @param plan the plan as it stands; it breaks no rule
   * @param task 任务号
   * @param leaving 证卡编号 of who cannot go, null if the seat is open already
   * @param most how many to name
   * @param standby 证卡编号 of people who were named as standby
   * @throws NoSuchElementException if there is no such task
   * @throws IllegalArgumentException if the task has no open seat
   */
  public static List<Replacement> best(
      DispatchFacts facts,
      DispatchProposal plan,
      String task,
      @Nullable String leaving,
      int most,
      Set<String> standby) {
    SupervisionTask found = facts.tasks().get(task);
    if (found == null) {
      throw new NoSuchElementException("no such task: " + task);
    }
    PackedFacts packed = PackedFacts.ofOneDay(facts, found.date());
    Replacements replacements =
        new Replacements(packed, plan, packed.taskOf.getOrDefault(task, 0), leaving, standby);
    List<Replacement> result = new ArrayList<>(replacements.free());
    if (result.size() < most) {
      result.addAll(replacements.byMoving());
    }
    return result.stream().limit(most).toList();
  }

  private List<Replacement> free() {
    List<Replacement> result = new ArrayList<>();
    for (int q = 0; q < facts.people; q++) {
      if (filling.tryAdd(q, task)) {
        result.add(replacement(q, List.of()));
        state.undo();
      }
    }
    result.sort(ORDER);
    return result;
  }

  private List<Replacement> byMoving() {
    PriorityQueue<Integer> cheapest =
        new PriorityQueue<>(
            Comparator.comparingInt((Integer q) -> facts.cost(q, task)).thenComparing(q -> q));
    for (int q = 0; q < facts.people; q++) {
      if (facts.isLawful(q, task) && !state.inTeam(q, task)) {
        int clash = state.clash(q, task, PlanState.NOBODY);
        if (clash != PlanState.FREE && clash != PlanState.SEVERAL) {
          cheapest.add(q);
        }
      }
    }
    List<Replacement> result = new ArrayList<>();
    for (int i = 0; i < MOVABLE && !cheapest.isEmpty(); i++) {
      Replacement found = byMoving(cheapest.remove());
      if (found != null) {
        result.add(found);
      }
    }
    result.sort(ORDER);
    return result;
  }

  /** The person leaves the other task, and the cheapest third person takes that. */
  private @Nullable Replacement byMoving(int q) {
    int other = state.clash(q, task, PlanState.NOBODY);
    Replacement best = null;
    for (int r = 0; r < facts.people; r++) {
      if (r == q
          || !facts.isLawful(r, other)
          || state.inTeam(r, other)
          || state.clash(r, other, PlanState.NOBODY) != PlanState.FREE) {
        continue;
      }
      state.begin();
      state.remove(state.seatOf(q, other));
      state.add(q, task);
      if (state.clash(r, other, PlanState.NOBODY) == PlanState.FREE) {
        state.add(r, other);
        if (best == null || state.cost() - before < best.change()) {
          if (state.lawful()) {
            best = replacement(q, List.of(move(other, q, r)));
          }
        }
      }
      state.undo();
    }
    return best;
  }

  private Move move(int t, int from, int to) {
    return new Move(
        facts.task.get(t).number(), facts.person.get(from).card(), facts.person.get(to).card());
  }

  private Replacement replacement(int q, List<Move> moved) {
    String card = facts.person.get(q).card();
    return new Replacement(card, standby.contains(card), state.cost() - before, moved);
  }

  private static final Comparator<Replacement> ORDER =
      Comparator.comparing((Replacement each) -> !each.standby())
          .thenComparingLong(Replacement::change)
          .thenComparing(Replacement::card);
}
