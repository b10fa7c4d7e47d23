package cn.dudao.dispatch.explanation;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.Occasion;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.institution.Institution;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.Parameters;
import cn.dudao.supervisor.QualitySupervisor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Finds where tasks together have too few people, though each alone may have enough. */
final class Bottlenecks {

  private final DispatchFacts facts;
  private final DispatchProposal proposal;
  private final Map<Occasion, Set<String>> lawfulByOccasion = new IdentityHashMap<>();

  Bottlenecks(DispatchFacts facts, DispatchProposal proposal) {
    this.facts = facts;
    this.proposal = proposal;
  }

  /** What is too narrow for a task with an open seat that nobody is free for. */
  List<Bottleneck> of(SupervisionTask task) {
    List<Bottleneck> result = new ArrayList<>();
    rotationWindow(task).ifPresent(result::add);
    for (HalfDay half : task.halfDays().list()) {
      Optional<Bottleneck> found = halfDay(task, half, false);
      if (found.isPresent()) {
        result.addFirst(found.get());
        return result;
      }
    }
    for (HalfDay half : task.halfDays().list()) {
      halfDay(task, half, true).ifPresent(result::addFirst);
    }
    return result;
  }

  /** One seat of one task; the leader's seat of an important one takes only leaders. */
  private record Seat(SupervisionTask task, boolean leader) {}

  /**
   * The tightest set of a half-day: grown from the open seat along a matching of seats and people.
   * Everybody who is lawful for one of its seats holds another of its seats, so there are fewer
   * people than seats.
   */
  private Optional<Bottleneck> halfDay(SupervisionTask open, HalfDay half, boolean withRotation) {
    List<SupervisionTask> tasks =
        facts.tasks().values().stream()
            .filter(each -> each.date().equals(open.date()) && each.halfDays().contains(half))
            .toList();
    Set<String> numbers = tasks.stream().map(SupervisionTask::number).collect(Collectors.toSet());
    DispatchProposal rest = proposal.without(each -> numbers.contains(each.task()));
    BiPredicate<QualitySupervisor, SupervisionTask> lawful =
        (person, task) -> {
          AssignmentCase question = new AssignmentCase(person, task, facts, rest);
          return AssignmentRules.permitsStatically(question)
              && (!withRotation || AssignmentRules.ROTATION.permits(question));
        };
    Matching matching = new Matching(tasks, lawful);
    Seat seat = new Seat(open, OpenSeats.leaderMissing(facts, proposal, open));
    Set<Seat> tight = matching.reachableFrom(seat);
    if (tight.isEmpty()) {
      return Optional.empty();
    }
    Set<String> cards = matching.holders(tight);
    int seats = matching.seatsWithin(tight, cards);
    List<SupervisionTask> together = tight.stream().map(Seat::task).distinct().toList();
    boolean leaders = tight.stream().allMatch(Seat::leader);
    String kind = leaders ? "可任组长的督导员" : "督导员";
    String sentence =
        together.size() == 1
            ? "%s %s的任务 %s 需要 %d 名%s，%s可委派的只有 %d 人%s"
                .formatted(
                    open.date(),
                    half.label(),
                    open.number(),
                    seats,
                    kind,
                    withRotation ? "计入轮换后" : "",
                    cards.size(),
                    listed(cards))
            : "%s %s的 %d 项任务共需 %d 名%s，%s对其中任何一项可委派的总共只有 %d 人%s；这些任务是：%s"
                .formatted(
                    open.date(),
                    half.label(),
                    together.size(),
                    seats,
                    kind,
                    withRotation ? "计入轮换后" : "",
                    cards.size(),
                    listed(cards),
                    together.stream()
                        .map(SupervisionTask::number)
                        .collect(Collectors.joining("、")));
    return Optional.of(
        new Bottleneck(
            withRotation ? Bottleneck.Kind.HALF_DAY_WITH_ROTATION : Bottleneck.Kind.HALF_DAY,
            sentence,
            together.stream().map(SupervisionTask::number).toList(),
            seats,
            cards.size(),
            List.copyOf(cards)));
  }

  private String listed(Set<String> cards) {
    if (cards.isEmpty() || cards.size() > 10) {
      return "";
    }
    return cards.stream().map(this::name).collect(Collectors.joining("、", "（", "）"));
  }

  private String name(String card) {
    QualitySupervisor known = facts.supervisors().get(card);
    return known == null ? card : known.name();
  }

  /** Who holds which seat of a half-day now, and who else could. */
  private final class Matching {

    private final Map<Seat, List<String>> lawful = new LinkedHashMap<>();
    private final Map<String, Seat> held = new LinkedHashMap<>();
    private final Map<Seat, Integer> capacity = new LinkedHashMap<>();

    private Matching(
        List<SupervisionTask> tasks, BiPredicate<QualitySupervisor, SupervisionTask> permits) {
      for (SupervisionTask task : tasks) {
        List<String> members = new ArrayList<>();
        List<String> leaders = new ArrayList<>();
        for (QualitySupervisor each : facts.supervisors().values()) {
          if (permits.test(each, task)) {
            members.add(each.card());
            if (each.mayLeadImportantOn(task.date())) {
              leaders.add(each.card());
            }
          }
        }
        if (task.important()) {
          lawful.put(new Seat(task, true), leaders);
          capacity.put(new Seat(task, true), 1);
        }
        lawful.put(new Seat(task, false), members);
        capacity.put(new Seat(task, false), task.seats() - (task.important() ? 1 : 0));
        hold(task);
      }
    }

    private void hold(SupervisionTask task) {
      boolean leads = false;
      for (ProposedAssignment each : proposal.of(task.number())) {
        QualitySupervisor person = facts.supervisors().get(each.card());
        boolean leader =
            task.important() && !leads && person != null && person.mayLeadImportantOn(task.date());
        held.put(each.card(), new Seat(task, leader));
        leads |= leader;
      }
    }

    /**
     * The seats whose people all hold one of these seats; empty if somebody could step in somewhere
     * along the way, so that the seat is not open for want of people in this half-day.
     */
    private Set<Seat> reachableFrom(Seat open) {
      Set<Seat> seen = new LinkedHashSet<>(List.of(open));
      Deque<Seat> toVisit = new ArrayDeque<>(seen);
      while (!toVisit.isEmpty()) {
        for (String card : lawful.getOrDefault(toVisit.remove(), List.of())) {
          Seat holding = held.get(card);
          if (holding == null) {
            return Set.of();
          }
          if (seen.add(holding)) {
            toVisit.add(holding);
          }
        }
      }
      return seen;
    }

    /** Everybody who is lawful for one of the seats. */
    private Set<String> holders(Set<Seat> seats) {
      Set<String> result = new LinkedHashSet<>();
      seats.forEach(each -> result.addAll(lawful.getOrDefault(each, List.of())));
      return result;
    }

    /** How many seats these are, with all others that want the same people; adds these. */
    private int seatsWithin(Set<Seat> seats, Set<String> cards) {
      int count = 0;
      for (Map.Entry<Seat, List<String>> each : lawful.entrySet()) {
        boolean wantsTheSame = !each.getValue().isEmpty() && cards.containsAll(each.getValue());
        if (seats.contains(each.getKey()) || wantsTheSame) {
          seats.add(each.getKey());
          count += capacity.getOrDefault(each.getKey(), 0);
        }
      }
      return count;
    }
  }

  /**
   * A window of consecutive occasions at the unit that needs more turns than its people may take:
   * of k in a row, one in every limit + 1 must be left out.
   */
  private Optional<Bottleneck> rotationWindow(SupervisionTask task) {
    Parameters parameters = facts.parameters().on(task.date());
    if (parameters.text(Parameter.ROTATION_READING).equals("OWN")) {
      return Optional.empty();
    }
    int limit = Math.min(3, parameters.number(Parameter.MOST_IN_A_ROW));
    Occasion here = facts.occasions().of(task);
    List<Occasion> planned =
        facts.occasions().at(task.institution()).stream()
            .filter(each -> !each.tasks().isEmpty() || each.servedInThePast())
            .toList();
    int at = planned.indexOf(here);
    for (int length = limit + 1; length <= planned.size(); length++) {
      for (int from = Math.max(0, at - length + 1);
          from <= at && from + length <= planned.size();
          from++) {
        List<Occasion> window = planned.subList(from, from + length);
        if (window.stream().noneMatch(Occasion::servedInThePast)) {
          Optional<Bottleneck> found = tooNarrow(window, limit, task);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Bottleneck> tooNarrow(List<Occasion> window, int limit, SupervisionTask task) {
    int needed = 0;
    for (Occasion each : window) {
      needed += each.tasks().stream().mapToInt(SupervisionTask::seats).max().orElse(0);
    }
    int mostTurns = window.size() - window.size() / (limit + 1);
    int turns = 0;
    List<String> cards = new ArrayList<>();
    for (QualitySupervisor person : facts.supervisors().values()) {
      int lawfulFor = 0;
      for (Occasion each : window) {
        lawfulFor += lawfulFor(each).contains(person.card()) ? 1 : 0;
      }
      if (lawfulFor > 0) {
        turns += Math.min(lawfulFor, mostTurns);
        cards.add(person.card());
      }
    }
    if (turns >= needed) {
      return Optional.empty();
    }
    String sentence =
        "%s 自 %s 至 %s 的 %d 次督导共需 %d 人次，可委派的 %d 人按轮换（连续不超过 %d 次）最多承担 %d 人次"
            .formatted(
                Optional.ofNullable(facts.institutions().get(task.institution()))
                    .map(Institution::name)
                    .orElse(task.institution()),
                window.getFirst().first(),
                window.getLast().last(),
                window.size(),
                needed,
                cards.size(),
                limit,
                turns);
    return Optional.of(
        new Bottleneck(
            Bottleneck.Kind.ROTATION,
            sentence,
            window.stream()
                .flatMap(each -> each.tasks().stream())
                .map(SupervisionTask::number)
                .toList(),
            needed,
            turns,
            cards));
  }

  /**
   * Those who are lawful for one of the occasion's tasks when the rest of the plan is left aside.
   */
  private Set<String> lawfulFor(Occasion occasion) {
    return lawfulByOccasion.computeIfAbsent(
        occasion,
        key ->
            facts.supervisors().values().stream()
                .filter(person ->
                    occasion.tasks().stream()
                        .anyMatch(one ->
                            AssignmentRules.permitsStatically(
                                new AssignmentCase(person, one, facts, DispatchProposal.EMPTY))))
                .map(QualitySupervisor::card)
                .collect(Collectors.toSet()));
  }
}
