package cn.dudao.dispatch;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.ParameterBook;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 第十九条: 已签发的委派与历史一并计次。 The orders of other plans beside the tasks of one: those before its first
 * day are history, those from then on are tasks whose seats are taken.
 *
 * @param tasks the plan's own tasks and, after them, those of standing orders
 * @param own 任务号 of the plan's own
 * @param proposal the standing orders from the first day on
 * @param served the standing orders before it
 */
@Article("19")
record StandingOrders(
    List<SupervisionTask> tasks,
    Set<String> own,
    DispatchProposal proposal,
    List<PastSupervision> served) {

  static StandingOrders of(
      List<Assignments.InForce> orders,
      Collection<AppraisalSession> sessions,
      ParameterBook parameters,
      TaskMaking.Scope scope) {
    List<SupervisionTask> own = TaskMaking.tasksOf(sessions, parameters, scope);
    if (orders.isEmpty()) {
      return new StandingOrders(own, numbers(own), DispatchProposal.EMPTY, List.of());
    }
    Map<String, List<Assignments.InForce>> teams = new LinkedHashMap<>();
    orders.forEach(each -> teams.computeIfAbsent(each.task(), key -> new ArrayList<>()).add(each));
    List<SupervisionTask> tasks =
        new ArrayList<>(own.stream().filter(each -> !teams.containsKey(each.number())).toList());
    Set<String> ownNumbers = numbers(tasks);
    LocalDate first = firstDay(scope, own);
    Map<String, SupervisionTask> known = new LinkedHashMap<>();
    TaskMaking.tasksOf(sessions, parameters).forEach(each -> known.put(each.number(), each));
    List<ProposedAssignment> proposal = new ArrayList<>();
    List<PastSupervision> served = new ArrayList<>();
    teams.forEach((number, team) -> {
      var one = team.getFirst();
      var task = known.get(number);
      if (one.day().isBefore(first)) {
        served.add(
            new PastSupervision(
                one.institution(),
                one.day(),
                number,
                one.kind(),
                team.stream().map(Assignments.InForce::card).toList()));
      } else if (task != null) {
        tasks.add(task.withSeats(team.size()));
        team.forEach(each ->
            proposal.add(
                new ProposedAssignment(
                    number, each.card(), each.seat() == 1 ? Role.LEADER : Role.MEMBER)));
      }
    });
    return new StandingOrders(tasks, ownNumbers, new DispatchProposal(proposal), served);
  }

  private static LocalDate firstDay(TaskMaking.Scope scope, List<SupervisionTask> own) {
    var from = scope.from();
    return from != null
        ? from
        : own.stream().map(SupervisionTask::date).min(LocalDate::compareTo).orElse(LocalDate.MIN);
  }

  private static Set<String> numbers(List<SupervisionTask> tasks) {
    Set<String> result = new HashSet<>();
    tasks.forEach(each -> result.add(each.number()));
    return result;
  }
}
