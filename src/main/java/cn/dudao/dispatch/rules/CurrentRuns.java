package cn.dudao.dispatch.rules;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.Occasion;
import cn.dudao.regulation.Article;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * 第十九条: 轮换现状. How many times in a row people have been at a unit, as things stand: what a further
 * visit would be added to. Counted on the same occasions and visits as {@link RotationRule},
 * history included.
 */
@Article("19")
public final class CurrentRuns {

  private final DispatchFacts facts;
  private final DispatchProposal orders;
  private final Map<String, Visits> visits = new HashMap<>();

  /**
   * @param facts with the tasks that people are sent on, and the history
   * @param orders who is sent
   */
  public CurrentRuns(DispatchFacts facts, DispatchProposal orders) {
    this.facts = facts;
    this.orders = orders;
  }

  private Visits visitsOf(String card) {
    return visits.computeIfAbsent(card, each -> Visits.of(facts, orders, each));
  }

  /** All visits of a person in their own order, over all units. */
  public List<Visit> of(String card) {
    return visitsOf(card).inOwnOrder();
  }

  /** The occasions at a unit that count, because somebody takes part in them, in order of time. */
  public List<Occasion> counted(String institution) {
    // Whether an occasion counts does not depend on whose visits are looked at.
    var anybody = visitsOf("");
    return facts.occasions().at(institution).stream().filter(anybody::counts).toList();
  }

  /**
   * The visits in a row that a further visit of the person to the unit would be added to, the first
   * one first; none if it would begin a run.
   */
  public List<Visit> at(String card, String institution, RotationRun.Reading reading) {
    return reading == RotationRun.Reading.UNIT
        ? inOrderOfUnit(card, institution)
        : inOwnOrder(card, institution);
  }

  private List<Visit> inOrderOfUnit(String card, String institution) {
    List<Occasion> counted = counted(institution);
    List<Visit> all = visitsOf(card).at(institution);
    List<Visit> run = new ArrayList<>();
    int next = counted.size() - 1;
    for (int i = all.size() - 1; i >= 0 && next >= 0; i--, next--) {
      if (all.get(i).occasion() != counted.get(next)) {
        break;
      }
      run.add(all.get(i));
    }
    Collections.reverse(run);
    return List.copyOf(run);
  }

  private List<Visit> inOwnOrder(String card, String institution) {
    List<Visit> all = of(card);
    int first = all.size();
    while (first > 0 && all.get(first - 1).institution().equals(institution)) {
      first--;
    }
    return List.copyOf(all.subList(first, all.size()));
  }
}
