package cn.dudao.dispatch.rules;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For every task of the plan, who is lawful when rotation, overlap and travel are left aside: the
 * static rules asked once for all, quickly. Each rule is asked only where it can refuse: standing,
 * card and grade once a day, the others where the person has anything to do with the unit or the
 * day. Supervisors and tasks are counted in the order of the facts.
 */
public final class StaticLawfulness {

  private final DispatchFacts facts;
  private final List<QualitySupervisor> supervisors;
  private final List<SupervisionTask> tasks;
  private final List<BitSet> lawful = new ArrayList<>();
  private final BitSet lawfulForAny = new BitSet();

  public StaticLawfulness(DispatchFacts facts) {
    this.facts = facts;
    this.supervisors = List.copyOf(facts.supervisors().values());
    this.tasks = List.copyOf(facts.tasks().values());
    Map<LocalDate, List<Integer>> byDay = new LinkedHashMap<>();
    Map<String, List<Integer>> byUnit = new HashMap<>();
    for (int t = 0; t < tasks.size(); t++) {
      byDay.computeIfAbsent(tasks.get(t).date(), key -> new ArrayList<>()).add(t);
      byUnit.computeIfAbsent(tasks.get(t).institution(), key -> new ArrayList<>()).add(t);
    }
    Map<LocalDate, BitSet> onDay = new HashMap<>();
    byDay.forEach((day, ofDay) -> onDay.put(day, permittedOn(ofDay.getFirst())));
    for (SupervisionTask each : tasks) {
      lawful.add((BitSet) onDay.getOrDefault(each.date(), new BitSet()).clone());
    }
    byDay.forEach(this::excludeOnDay);
    for (int s = 0; s < supervisors.size(); s++) {
      for (String unit : RecusalRule.unitsConcerning(facts, supervisors.get(s))) {
        exclude(s, byUnit.getOrDefault(unit, List.of()), AssignmentRules.RECUSAL);
      }
    }
    lawful.forEach(lawfulForAny::or);
  }

  /** Whom the rules that ask for nothing but the day permit on the day of a task. */
  private BitSet permittedOn(int task) {
    BitSet permitted = new BitSet(supervisors.size());
    for (int s = 0; s < supervisors.size(); s++) {
      AssignmentCase question = question(s, task);
      boolean permits = true;
      for (StaticRule each : AssignmentRules.RULES_OF_THE_DAY) {
        permits = permits && each.permits(question);
      }
      permitted.set(s, permits);
    }
    return permitted;
  }

  private void excludeOnDay(LocalDate day, List<Integer> ofDay) {
    for (int s = 0; s < supervisors.size(); s++) {
      if (facts.isAbsentOn(supervisors.get(s).card(), day)) {
        exclude(s, ofDay, AssignmentRules.ABSENCE);
      }
      if (!facts.examining(supervisors.get(s), day).isEmpty()) {
        exclude(s, ofDay, AssignmentRules.DUAL_ROLE);
      }
    }
  }

  private void exclude(int s, List<Integer> some, StaticRule rule) {
    for (int t : some) {
      if (lawful.get(t).get(s) && !rule.permits(question(s, t))) {
        lawful.get(t).clear(s);
      }
    }
  }

  private AssignmentCase question(int s, int t) {
    return new AssignmentCase(supervisors.get(s), tasks.get(t), facts, DispatchProposal.EMPTY);
  }

  public List<QualitySupervisor> supervisors() {
    return supervisors;
  }

  public List<SupervisionTask> tasks() {
    return tasks;
  }

  public boolean permits(int supervisor, int task) {
    return lawful.get(task).get(supervisor);
  }

  /** The indices of the supervisors who are lawful for a task; a copy. */
  public BitSet lawfulFor(int task) {
    return (BitSet) lawful.get(task).clone();
  }

  /** I* of the objective: the indices of those who are lawful for at least one task; a copy. */
  public BitSet lawfulForAny() {
    return (BitSet) lawfulForAny.clone();
  }
}
