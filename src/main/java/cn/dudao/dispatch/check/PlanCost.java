package cn.dudao.dispatch.check;

import cn.dudao.appraisal.Occupations;
import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.planning.Objective;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.dispatch.rules.StaticLawfulness;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Parameters;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The objective of a proposal, computed straight from its definition: open seats, balance over the
 * year, grade, expertise, travel, pairs and, against a previous plan, change. Weights are those of
 * the plan's first day.
 */
public final class PlanCost {

  private final DispatchFacts facts;
  private final Parameters weights;
  private final Set<String> core;

  /** I* of the balance with the half-days that each has served this year before the plan. */
  private final Map<String, Integer> served = new LinkedHashMap<>();

  public PlanCost(DispatchFacts facts) {
    this(facts, new StaticLawfulness(facts));
  }

  /**
   * @param lawfulness of the same facts
   */
  public PlanCost(DispatchFacts facts, StaticLawfulness lawfulness) {
    this.facts = facts;
    LocalDate firstDay =
        facts.tasks().values().stream()
            .map(SupervisionTask::date)
            .min(LocalDate::compareTo)
            .orElse(LocalDate.MAX.withDayOfYear(1));
    this.weights = facts.parameters().on(firstDay);
    this.core =
        weights.list(Parameter.URBAN_CORE).stream().map(String::strip).collect(Collectors.toSet());
    BitSet sharing = lawfulness.lawfulForAny();
    for (int s = sharing.nextSetBit(0); s >= 0; s = sharing.nextSetBit(s + 1)) {
      String card = lawfulness.supervisors().get(s).card();
      served.put(card, servedThisYear(card, firstDay));
    }
  }

  private int servedThisYear(String card, LocalDate firstDay) {
    int count = 0;
    for (PastSupervision each : facts.historyOf(card)) {
      if (each.date().getYear() == firstDay.getYear() && each.date().isBefore(firstDay)) {
        count++;
      }
    }
    return count;
  }

  public Objective of(DispatchProposal proposal) {
    return of(proposal, null);
  }

  /**
   * @param previous the plan before, or null
   */
  public Objective of(DispatchProposal proposal, @Nullable DispatchProposal previous) {
    long grade = 0;
    long expertise = 0;
    long travel = 0;
    long open = 0;
    Map<String, Integer> loads = new HashMap<>();
    Map<List<String>, Integer> together = new HashMap<>();
    for (SupervisionTask task : facts.tasks().values()) {
      List<QualitySupervisor> team = team(proposal, task);
      open += Math.max(0, task.seats() - team.size());
      for (QualitySupervisor each : team) {
        grade += grade(each, task);
        expertise += expertise(each, task);
        travel += travel(each, task);
        loads.merge(each.card(), task.halfDays().load(), Integer::sum);
        for (QualitySupervisor other : team) {
          if (each.card().compareTo(other.card()) < 0) {
            together.merge(List.of(each.card(), other.card()), 1, Integer::sum);
          }
        }
      }
    }
    long pairs = 0;
    for (int n : together.values()) {
      pairs += (long) n * (n - 1) / 2;
    }
    return new Objective(
        open * weights.number(Parameter.WEIGHT_OPEN),
        balance(loads) * weights.number(Parameter.WEIGHT_BALANCE),
        grade,
        expertise,
        travel,
        pairs * weights.number(Parameter.WEIGHT_PAIRS),
        previous == null
            ? 0
            : changes(proposal, previous) * weights.number(Parameter.WEIGHT_CHANGE));
  }

  private List<QualitySupervisor> team(DispatchProposal proposal, SupervisionTask task) {
    List<QualitySupervisor> result = new ArrayList<>();
    for (ProposedAssignment each : proposal.of(task.number())) {
      QualitySupervisor supervisor = facts.supervisors().get(each.card());
      if (supervisor != null) {
        result.add(supervisor);
      }
    }
    return result;
  }

  /** Seats that are not filled. */
  public int openSeats(DispatchProposal proposal) {
    int open = 0;
    for (SupervisionTask task : facts.tasks().values()) {
      open += Math.max(0, task.seats() - team(proposal, task).size());
    }
    return open;
  }

  private long balance(Map<String, Integer> loads) {
    long squares = 0;
    int toShare = 0;
    for (Map.Entry<String, Integer> each : served.entrySet()) {
      int load = loads.getOrDefault(each.getKey(), 0);
      squares += square(each.getValue() + load);
      toShare += load;
    }
    return squares - leastSquares(toShare);
  }

  /** Water filling: half-day by half-day to whoever has least. */
  private long leastSquares(int toShare) {
    PriorityQueue<Integer> levels = new PriorityQueue<>(served.values());
    for (int i = 0; i < toShare; i++) {
      levels.add(levels.remove() + 1);
    }
    long squares = 0;
    for (int level : levels) {
      squares += square(level);
    }
    return squares;
  }

  private static long square(long value) {
    return value * value;
  }

  private long grade(QualitySupervisor supervisor, SupervisionTask task) {
    Parameter weight =
        supervisor
            .gradeCountingOn(task.date())
            .map(each -> gradeWeight(each.getValue()))
            .orElse(Parameter.GRADE_NONE);
    return (long) task.halfDays().load() * weights.number(weight);
  }

  /** 不合格 is excluded by Art. 10; should a broken proposal hold one, it costs like the last. */
  private static Parameter gradeWeight(Grade grade) {
    return switch (grade) {
      case EXCELLENT -> Parameter.GRADE_EXCELLENT;
      case PASS -> Parameter.GRADE_PASS;
      case BASIC, FAIL -> Parameter.GRADE_BASIC;
    };
  }

  private long expertise(QualitySupervisor supervisor, SupervisionTask task) {
    return switch (Occupations.of2022()
        .nearness(supervisor.occupations(), task.occupation(), task.occupationCode())) {
      case SAME -> 0;
      case NEAR -> weights.number(Parameter.EXPERTISE_NEAR);
      case FAR -> weights.number(Parameter.EXPERTISE_FAR);
    };
  }

  private long travel(QualitySupervisor supervisor, SupervisionTask task) {
    if (supervisor.district().equals(task.district())) {
      return 0;
    }
    boolean inCore = core.contains(supervisor.district()) && core.contains(task.district());
    return weights.number(inCore ? Parameter.TRAVEL_CORE : Parameter.TRAVEL_FAR);
  }

  /**
   * Previous holders of tasks that still exist, still lawful for them, who have lost their seat.
   */
  private long changes(DispatchProposal proposal, DispatchProposal previous) {
    long changed = 0;
    for (ProposedAssignment each : previous.assignments()) {
      SupervisionTask task = facts.tasks().get(each.task());
      QualitySupervisor supervisor = facts.supervisors().get(each.card());
      if (task != null
          && supervisor != null
          && proposal.of(each.task()).stream().noneMatch(now -> now.card().equals(each.card()))
          && AssignmentRules.permitsStatically(
              new AssignmentCase(supervisor, task, facts, DispatchProposal.EMPTY))) {
        changed++;
      }
    }
    return changed;
  }

  /** What a person on a task adds, beside the others of the proposal; an own seat there is free. */
  public SeatCost marginal(
      QualitySupervisor supervisor, SupervisionTask task, DispatchProposal proposal) {
    int load = task.halfDays().load();
    int before = served.getOrDefault(supervisor.card(), 0);
    Map<String, Integer> partners = new HashMap<>();
    for (ProposedAssignment own : proposal.ofSupervisor(supervisor.card())) {
      SupervisionTask other = facts.tasks().get(own.task());
      if (other == null || other.number().equals(task.number())) {
        continue;
      }
      before += other.halfDays().load();
      for (ProposedAssignment partner : proposal.of(own.task())) {
        partners.merge(partner.card(), 1, Integer::sum);
      }
    }
    long pairs = 0;
    for (ProposedAssignment partner : proposal.of(task.number())) {
      if (!partner.card().equals(supervisor.card())) {
        pairs += partners.getOrDefault(partner.card(), 0);
      }
    }
    return new SeatCost(
        (square(before + load) - square(before)) * weights.number(Parameter.WEIGHT_BALANCE),
        grade(supervisor, task),
        expertise(supervisor, task),
        travel(supervisor, task),
        pairs * weights.number(Parameter.WEIGHT_PAIRS),
        before,
        load);
  }
}
