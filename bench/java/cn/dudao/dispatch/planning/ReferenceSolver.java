package cn.dudao.dispatch.planning;

import ai.timefold.solver.core.api.domain.common.PlanningId;
import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.HardSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The same objective for Timefold's community edition, as a reference. Rotation, which depends on
 * everybody else at the unit, is left aside while it searches: what its plan breaks of Art. 19 is
 * taken out and filled by our own repair before the plan is judged.
 */
public final class ReferenceSolver {

  private ReferenceSolver() {}

  static PlanState plan(PackedFacts facts, Duration limit) {
    SolverConfig config =
        new SolverConfig()
            .withSolutionClass(Plan.class)
            .withEntityClasses(Seat.class)
            .withConstraintProviderClass(Costs.class)
            .withRandomSeed(1L)
            .withTerminationSpentLimit(limit);
    Plan solved = SolverFactory.<Plan>create(config).buildSolver().solve(Plan.of(facts));
    List<ProposedAssignment> assignments = new ArrayList<>();
    for (Seat seat : solved.seats) {
      if (seat.person != null) {
        assignments.add(
            new ProposedAssignment(
                facts.task.get(seat.task).number(),
                facts.person.get(seat.person).card(),
                Role.MEMBER));
      }
    }
    PlanState state = new PlanState(facts);
    Budget budget = new Budget(PlanningRequest.steps(0, 0), PlanningProgress.SILENT);
    SeatFilling filling = new SeatFilling(state, budget);
    filling.place(List.of(), assignments);
    filling.fillAll();
    return state;
  }

  /** All seats of a plan. */
  @PlanningSolution
  public static class Plan {

    @PlanningEntityCollectionProperty public List<Seat> seats = new ArrayList<>();
    @PlanningScore public HardSoftScore score;

    static Plan of(PackedFacts facts) {
      Plan plan = new Plan();
      for (int t = 0; t < facts.tasks; t++) {
        List<Integer> all = new ArrayList<>();
        List<Integer> leaders = new ArrayList<>();
        for (int p = 0; p < facts.people; p++) {
          if (facts.isLawful(p, t)) {
            all.add(p);
            if (facts.mayLead(p, t)) {
              leaders.add(p);
            }
          }
        }
        for (int s = facts.seatStart[t]; s < facts.seatStart[t + 1]; s++) {
          Seat seat = new Seat();
          seat.facts = facts;
          seat.id = s;
          seat.task = t;
          seat.people = facts.important[t] && s == facts.seatStart[t] ? leaders : all;
          plan.seats.add(seat);
        }
      }
      return plan;
    }
  }

  /** One seat. */
  @PlanningEntity
  public static class Seat {

    PackedFacts facts;
    @PlanningId public int id;
    int task;

    @ValueRangeProvider(id = "people")
    public List<Integer> people = List.of();

    @PlanningVariable(valueRangeProviderRefs = "people", allowsUnassigned = true)
    public Integer person;

    public Integer getPerson() {
      return person;
    }

    public void setPerson(Integer person) {
      this.person = person;
    }

    public int getTask() {
      return task;
    }

    public int getDay() {
      return facts.day[task];
    }

    int load() {
      return facts.load[task];
    }

    boolean clashesWith(Seat other) {
      int mine = facts.mask[task];
      int theirs = facts.mask[other.task];
      boolean beside = (mine & theirs << 1) != 0 || (mine & theirs >> 1) != 0;
      return (mine & theirs) != 0 || (beside && facts.district[task] != facts.district[other.task]);
    }
  }

  /** The objective. */
  public static class Costs implements ConstraintProvider {

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
      return new Constraint[] {
        factory
            .forEachUniquePair(
                Seat.class, Joiners.equal(Seat::getPerson), Joiners.equal(Seat::getDay))
            .filter(Seat::clashesWith)
            .penalize(HardSoftScore.ONE_HARD)
            .asConstraint("clash"),
        factory
            .forEachIncludingUnassigned(Seat.class)
            .filter(seat -> seat.person == null)
            .penalize(HardSoftScore.ONE_SOFT, seat -> seat.facts.weightOpen)
            .asConstraint("open"),
        factory
            .forEach(Seat.class)
            .penalize(HardSoftScore.ONE_SOFT, seat -> seat.facts.cost(seat.person, seat.task))
            .asConstraint("grade and expertise and travel"),
        factory
            .forEach(Seat.class)
            .groupBy(
                Seat::getPerson,
                seat -> seat.facts.served[seat.person],
                ConstraintCollectors.sum(Seat::load))
            .penalize(
                HardSoftScore.ONE_SOFT,
                (person, served, load) -> {
                  long whole = served + load;
                  return whole * whole - (long) served * served;
                })
            .asConstraint("balance"),
        factory
            .forEachUniquePair(Seat.class, Joiners.equal(Seat::getTask))
            .groupBy(
                (one, other) -> Math.min(one.person, other.person),
                (one, other) -> Math.max(one.person, other.person),
                ConstraintCollectors.countBi())
            .penalize(
                HardSoftScore.ONE_SOFT,
                (one, other, count) -> {
                  long n = count;
                  return 3 * n * (n - 1) / 2;
                })
            .asConstraint("pairs"),
      };
    }
  }
}
