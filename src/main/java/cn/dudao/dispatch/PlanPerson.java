package cn.dudao.dispatch;

import cn.dudao.dispatch.rules.StaticLawfulness;
import cn.dudao.supervisor.SupervisorKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One of those among whom the work of a plan is shared: lawful for at least one of its tasks when
 * rotation, overlap and travel are left aside.
 *
 * @param served half-days of the year before the plan's first day
 */
public record PlanPerson(
    String card, String name, SupervisorKind kind, String district, int served) {

  /** Those of a plan; the half-days of standing orders beside it count as served. */
  static List<PlanPerson> of(PlanFacts ground) {
    var facts = ground.facts();
    var lawfulness = new StaticLawfulness(facts);
    var first =
        facts.tasks().values().stream().map(SupervisionTask::date).min(LocalDate::compareTo);
    List<PlanPerson> result = new ArrayList<>();
    lawfulness.lawfulForAny().stream()
        .mapToObj(lawfulness.supervisors()::get)
        .forEach(each ->
            result.add(
                new PlanPerson(
                    each.card(),
                    each.name(),
                    each.kind(),
                    each.district(),
                    first.map(day -> servedBefore(facts, each.card(), day)).orElse(0)
                        + standing(ground, each.card()))));
    return result;
  }

  private static int standing(PlanFacts ground, String card) {
    return ground.standing().ofSupervisor(card).stream()
        .map(each -> ground.facts().tasks().get(each.task()))
        .filter(Objects::nonNull)
        .mapToInt(each -> each.halfDays().load())
        .sum();
  }

  private static int servedBefore(DispatchFacts facts, String card, LocalDate first) {
    return (int)
        facts.historyOf(card).stream()
            .filter(each -> each.date().getYear() == first.getYear())
            .filter(each -> each.date().isBefore(first))
            .count();
  }
}
