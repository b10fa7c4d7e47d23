package cn.dudao.dispatch;

import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.SupervisorKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who sits where in a team: one leader if anybody may lead (seat 1), the others keep their seats
 * where they can. Of an important batch only 国家级 or 优秀 may lead; without one the leader's seat
 * stays open.
 */
final class Teams {

  /** 国家级 first, then the better grade, then the card number. */
  private static Comparator<QualitySupervisor> byPrecedence(SupervisionTask task) {
    return Comparator.comparing((QualitySupervisor each) -> each.kind() != SupervisorKind.NATIONAL)
        .thenComparing(each ->
            each.gradeCountingOn(task.date())
                .map(counting -> counting.getValue().ordinal())
                .orElse(Grade.BASIC.ordinal()))
        .thenComparing(QualitySupervisor::card);
  }

  private Teams() {}

  static boolean mayLead(DispatchFacts facts, SupervisionTask task, String card) {
    var supervisor = facts.supervisors().get(card);
    return supervisor != null
        && AssignmentRules.LEADER.permits(
            new AssignmentCase(supervisor, task, facts, DispatchProposal.EMPTY));
  }

  /**
   * @param team who is in it; the seat number of a newcomer is 0
   * @param wanted who should lead if that is possible, or null
   */
  static List<PlannedSeat> arrange(
      DispatchFacts facts,
      SupervisionTask task,
      Collection<PlannedSeat> team,
      @Nullable String wanted) {
    String leader = leader(facts, task, team, wanted);
    Map<Integer, PlannedSeat> seats = new HashMap<>();
    List<PlannedSeat> standing = new ArrayList<>();
    for (PlannedSeat each : team) {
      int seat = each.card().equals(leader) ? 1 : each.seat();
      boolean free = seat > 0 && (seat > 1 || each.card().equals(leader));
      if (!free || seats.putIfAbsent(seat, at(each, seat)) != null) {
        standing.add(each);
      }
    }
    int next = 2;
    for (PlannedSeat each : standing) {
      while (seats.containsKey(next)) {
        next++;
      }
      seats.put(next, at(each, next));
    }
    return seats.values().stream().sorted(Comparator.comparing(PlannedSeat::seat)).toList();
  }

  private static PlannedSeat at(PlannedSeat who, int seat) {
    return new PlannedSeat(who.task(), seat, who.card(), who.name(), who.pinned());
  }

  private static @Nullable String leader(
      DispatchFacts facts,
      SupervisionTask task,
      Collection<PlannedSeat> team,
      @Nullable String wanted) {
    List<QualitySupervisor> able = new ArrayList<>();
    String present = null;
    for (PlannedSeat each : team) {
      var supervisor = facts.supervisors().get(each.card());
      if (supervisor != null && mayLead(facts, task, each.card())) {
        able.add(supervisor);
        present = each.seat() == 1 ? each.card() : present;
      }
    }
    if (able.stream().anyMatch(each -> each.card().equals(wanted))) {
      return wanted;
    }
    return present != null
        ? present
        : able.stream().min(byPrecedence(task)).map(QualitySupervisor::card).orElse(null);
  }
}
