package cn.dudao.dispatch.planning;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.Occasion;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Parameters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 第十九条: 编排方案时计算轮换次数. The occasions (次) of all units as whole numbers. Occasions of one unit have
 * consecutive indices in the order of their first day.
 */
@Article("19")
final class OccasionLayout {

  static final int NO_LIMIT = Integer.MAX_VALUE;

  /** The regulation's own limit: a parameter can make it stricter, never laxer. */
  private static final int LAWFUL_LIMIT = 3;

  final int count;

  /** Occasion of each task. */
  final int[] ofTask;

  /** First occasion of the same unit, and the one after its last, by occasion. */
  final int[] unitStart;

  final int[] unitEnd;

  /** People who were there before the plan, each once, by occasion. */
  final int[][] pastTeam;

  /** Whether anybody at all was there before the plan, known person or not. */
  final boolean[] pastHeld;

  /** The most in a row under the readings UNIT and OWN, {@link #NO_LIMIT} if not in force. */
  final int[] limitAtUnit;

  final int[] limitOfOwn;

  /** Position of each task in the order of all tasks and past supervisions. */
  final int[] orderOfTask;

  /** Past visits of each person in order: position and occasion, position and occasion, … */
  final int[][] pastVisits;

  /** A task of the plan, or a past supervision, in the order in which a person serves them. */
  private record Event(
      LocalDate day,
      int half,
      String number,
      String unit,
      int task,
      int occasion,
      List<String> cards) {

    static final Comparator<Event> ORDER =
        Comparator.comparing(Event::day)
            .thenComparingInt(Event::half)
            .thenComparing(Event::number)
            .thenComparing(Event::unit);
  }

  OccasionLayout(DispatchFacts facts, List<SupervisionTask> tasks, Map<String, Integer> people) {
    Set<String> units = new LinkedHashSet<>();
    tasks.forEach(each -> units.add(each.institution()));
    facts.history().forEach(each -> units.add(each.institution()));
    IdentityHashMap<Occasion, Integer> indices = new IdentityHashMap<>();
    List<int[]> unitOf = new ArrayList<>();
    for (String unit : units) {
      List<Occasion> all = facts.occasions().at(unit);
      int[] range = {unitOf.size(), unitOf.size() + all.size()};
      for (Occasion each : all) {
        indices.put(each, unitOf.size());
        unitOf.add(range);
      }
    }
    count = unitOf.size();
    unitStart = unitOf.stream().mapToInt(each -> each[0]).toArray();
    unitEnd = unitOf.stream().mapToInt(each -> each[1]).toArray();

    limitAtUnit = new int[count];
    limitOfOwn = new int[count];
    Arrays.fill(limitAtUnit, NO_LIMIT);
    Arrays.fill(limitOfOwn, NO_LIMIT);
    ofTask = new int[tasks.size()];
    List<Event> events = new ArrayList<>();
    for (int t = 0; t < tasks.size(); t++) {
      SupervisionTask each = tasks.get(t);
      int o = indices.getOrDefault(facts.occasions().of(each), -1);
      ofTask[t] = o;
      limit(o, facts.parameters().on(each.date()));
      events.add(
          new Event(
              each.date(),
              each.halfDays().first().ordinal(),
              each.number(),
              each.institution(),
              t,
              o,
              List.of()));
    }

    pastHeld = new boolean[count];
    pastTeam = new int[count][0];
    for (PastSupervision each : facts.history()) {
      int o = indices.getOrDefault(facts.occasions().of(each), -1);
      List<String> cards = each.cards().stream().distinct().toList();
      pastHeld[o] |= !cards.isEmpty();
      pastTeam[o] =
          cards.stream()
              .filter(people::containsKey)
              .mapToInt(card -> people.getOrDefault(card, -1))
              .collect(
                  () -> new LinkedHashSet<>(Arrays.stream(pastTeam[o]).boxed().toList()),
                  Set::add,
                  Set::addAll)
              .stream()
              .mapToInt(Integer::intValue)
              .toArray();
      events.add(new Event(each.date(), 0, each.task(), each.institution(), -1, o, cards));
    }

    events.sort(Event.ORDER);
    orderOfTask = new int[tasks.size()];
    List<List<Integer>> visits = new ArrayList<>();
    for (int p = 0; p < people.size(); p++) {
      visits.add(new ArrayList<>());
    }
    for (int position = 0; position < events.size(); position++) {
      Event event = events.get(position);
      if (event.task() >= 0) {
        orderOfTask[event.task()] = position;
      }
      for (String card : event.cards()) {
        Integer person = people.get(card);
        if (person != null) {
          visits.get(person).add(position);
          visits.get(person).add(event.occasion());
        }
      }
    }
    pastVisits =
        visits.stream()
            .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
  }

  /** Where the parameters change within an occasion the stricter ones hold for all of it. */
  private void limit(int o, Parameters parameters) {
    int limit = Math.min(LAWFUL_LIMIT, parameters.number(Parameter.MOST_IN_A_ROW));
    String reading = parameters.text(Parameter.ROTATION_READING);
    if (!reading.equals("OWN")) {
      limitAtUnit[o] = Math.min(limitAtUnit[o], limit);
    }
    if (!reading.equals("UNIT")) {
      limitOfOwn[o] = Math.min(limitOfOwn[o], limit);
    }
  }
}
