package cn.dudao.dispatch.register;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.Occasion;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.rules.CurrentRuns;
import cn.dudao.regulation.Article;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 第十九条: 轮换台账的依据. The orders and the history of some institutions or people, as the rules know them.
 *
 * @param facts of tasks, days and history; nothing else is known
 * @param orders who is sent
 * @param cutAfter by 单位代码 the day up to which orders or history were not read whole
 */
@Article("19")
record RotationWorld(
    DispatchFacts facts, DispatchProposal orders, Map<String, LocalDate> cutAfter) {

  RotationWorld {
    cutAfter = Map.copyOf(cutAfter);
  }

  CurrentRuns runs() {
    return new CurrentRuns(facts, orders);
  }

  /** Everybody who took or takes part in an occasion, by card. */
  List<String> team(Occasion occasion) {
    Set<String> cards = new LinkedHashSet<>();
    occasion.past().forEach(each -> cards.addAll(each.cards()));
    occasion
        .tasks()
        .forEach(task ->
            orders.of(task.number()).stream().map(ProposedAssignment::card).forEach(cards::add));
    return cards.stream().sorted().toList();
  }

  /** The numbers of what people were sent on in an occasion. */
  List<String> numbers(Occasion occasion) {
    List<String> result = new ArrayList<>();
    occasion.past().stream()
        .filter(each -> !each.cards().isEmpty())
        .forEach(each -> result.add(each.task()));
    occasion.tasks().stream()
        .filter(each -> !orders.of(each.number()).isEmpty())
        .forEach(each -> result.add(each.number()));
    return result;
  }

  /** How many occasions at the end are known whole. */
  int wholeOccasions(String institution, Collection<Occasion> counted) {
    LocalDate cut = cutAfter.get(institution);
    return cut == null
        ? Integer.MAX_VALUE
        : (int) counted.stream().filter(each -> each.first().isAfter(cut)).count();
  }
}
