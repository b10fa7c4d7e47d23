package cn.dudao.dispatch.explanation;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRule;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.institution.Divisions;
import cn.dudao.institution.Institution;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.SupervisorKind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tries what would fill an open seat. Nothing is offered that was not tried. */
final class Relaxations {

  private static final int LONGEST_CHAIN = 3;
  private static final int MOST_NAMES = 5;
  private static final int MOST_TIMES = 2;

  private final DispatchFacts facts;
  private final DispatchProposal proposal;

  Relaxations(DispatchFacts facts, DispatchProposal proposal) {
    this.facts = facts;
    this.proposal = proposal;
  }

  /**
   * @param free who could take an open seat as the plan stands
   */
  List<Relaxation> of(
      SupervisionTask task, int missing, boolean leaderMissing, List<QualitySupervisor> free) {
    boolean leaderNeeded = leaderMissing && missing == 1;
    List<Relaxation> result = new ArrayList<>();
    if (!free.isEmpty()) {
      result.add(
          new Relaxation(
              Relaxation.Kind.ASSIGN,
              "可直接委派：" + names(free),
              free.stream().map(QualitySupervisor::card).limit(MOST_NAMES).toList(),
              List.of()));
    } else {
      chain(task, leaderNeeded).ifPresent(result::add);
    }
    ask(task, leaderNeeded, AssignmentRules.ABSENCE).ifPresent(result::add);
    ask(task, leaderNeeded, AssignmentRules.TRAVEL).ifPresent(result::add);
    result.addAll(moves(task));
    if (free.isEmpty()) {
      newPerson(task, missing, leaderMissing).ifPresent(result::add);
    }
    return result;
  }

  private static String names(List<QualitySupervisor> people) {
    String first =
        people.stream()
            .limit(MOST_NAMES)
            .map(each -> "%s（%s）".formatted(each.name(), each.card()))
            .collect(Collectors.joining("、"));
    return people.size() > MOST_NAMES ? first + "等 %d 人".formatted(people.size()) : first;
  }

  // --- A chain of exchanges ------------------------------------------------------------------

  /** A seat that must be filled, what was done to make it so, and the plan at that point. */
  private record Vacancy(
      SupervisionTask task,
      String leaving,
      Role role,
      boolean leaderNeeded,
      DispatchProposal plan,
      List<Relaxation.Move> moves) {}

  /** Breadth first: each vacated task is looked at once, so the shortest chain is found. */
  private Optional<Relaxation> chain(SupervisionTask open, boolean leaderNeeded) {
    boolean led = proposal.of(open.number()).stream().anyMatch(each -> each.role() == Role.LEADER);
    Deque<Vacancy> toFill = new ArrayDeque<>();
    toFill.add(
        new Vacancy(open, "", led ? Role.MEMBER : Role.LEADER, leaderNeeded, proposal, List.of()));
    Set<String> vacated = new HashSet<>(Set.of(open.number()));
    while (!toFill.isEmpty()) {
      Vacancy vacancy = toFill.remove();
      for (QualitySupervisor person : facts.supervisors().values()) {
        AssignmentCase question = new AssignmentCase(person, vacancy.task, facts, vacancy.plan);
        if (!couldCome(question, vacancy)) {
          continue;
        }
        List<ProposedAssignment> inTheWay = inTheWay(question);
        if (inTheWay.isEmpty()) {
          List<Relaxation.Move> moves = and(vacancy, person);
          if (moves.size() > 1 && lawful(moves, filled(vacancy, person))) {
            return Optional.of(chain(moves));
          }
        } else if (inTheWay.size() == 1
            && vacancy.moves.size() < LONGEST_CHAIN
            && vacated.add(inTheWay.getFirst().task())) {
          vacate(vacancy, person, inTheWay.getFirst()).ifPresent(toFill::add);
        }
      }
    }
    return Optional.empty();
  }

  /** Lawful but for other tasks of the same day. */
  private static boolean couldCome(AssignmentCase question, Vacancy vacancy) {
    String card = question.supervisor().card();
    return !card.equals(vacancy.leaving)
        && vacancy.plan.of(vacancy.task.number()).stream()
            .noneMatch(each -> each.card().equals(card))
        && (!vacancy.leaderNeeded || AssignmentRules.LEADER.permits(question))
        && AssignmentRules.permitsStatically(question)
        && AssignmentRules.ROTATION.permits(question);
  }

  /** Other tasks of the person that day which exclude this one. */
  private List<ProposedAssignment> inTheWay(AssignmentCase question) {
    List<ProposedAssignment> result = new ArrayList<>();
    for (ProposedAssignment each : question.others().ofSupervisor(question.supervisor().card())) {
      SupervisionTask other = facts.tasks().get(each.task());
      if (other != null && other.date().equals(question.task().date())) {
        AssignmentCase alone =
            new AssignmentCase(
                question.supervisor(), question.task(), facts, new DispatchProposal(List.of(each)));
        if (!AssignmentRules.OVERLAP.permits(alone) || !AssignmentRules.TRAVEL.permits(alone)) {
          result.add(each);
        }
      }
    }
    return result;
  }

  private static List<Relaxation.Move> and(Vacancy vacancy, QualitySupervisor person) {
    List<Relaxation.Move> moves = new ArrayList<>(vacancy.moves);
    moves.add(new Relaxation.Move(vacancy.task.number(), vacancy.leaving, person.card()));
    return moves;
  }

  private static DispatchProposal filled(Vacancy vacancy, QualitySupervisor person) {
    return vacancy.plan.with(
        new ProposedAssignment(vacancy.task.number(), person.card(), vacancy.role));
  }

  private Optional<Vacancy> vacate(
      Vacancy vacancy, QualitySupervisor person, ProposedAssignment from) {
    SupervisionTask left = facts.tasks().get(from.task());
    if (left == null) {
      return Optional.empty();
    }
    DispatchProposal plan = filled(vacancy, person).without(from::equals);
    return Optional.of(
        new Vacancy(
            left,
            person.card(),
            from.role(),
            left.important() && from.role() == Role.LEADER,
            plan,
            and(vacancy, person)));
  }

  private Relaxation chain(List<Relaxation.Move> moves) {
    String steps =
        moves.stream()
            .map(each ->
                each.leaving().isEmpty()
                    ? "%s 改派到 %s".formatted(name(each.coming()), each.task())
                    : "%s 接替 %s 到 %s"
                        .formatted(name(each.coming()), name(each.leaving()), each.task()))
            .collect(Collectors.joining("；"));
    return new Relaxation(
        Relaxation.Kind.CHAIN,
        "调换人员即可补齐：" + steps,
        moves.stream().map(Relaxation.Move::coming).toList(),
        moves);
  }

  private String name(String card) {
    QualitySupervisor known = facts.supervisors().get(card);
    return known == null ? card : "%s（%s）".formatted(known.name(), card);
  }

  /** Whether those who move break no rule in the new plan; nobody else is concerned. */
  private boolean lawful(List<Relaxation.Move> moves, DispatchProposal plan) {
    for (Relaxation.Move each : moves) {
      QualitySupervisor person = facts.supervisors().get(each.coming());
      SupervisionTask task = facts.tasks().get(each.task());
      if (person == null
          || task == null
          || !AssignmentRules.permits(new AssignmentCase(person, task, facts, plan))
          || moreRunsTooLong(facts, plan, each.coming())) {
        return false;
      }
    }
    return true;
  }

  private boolean moreRunsTooLong(DispatchFacts then, DispatchProposal plan, String card) {
    return AssignmentRules.ROTATION.tooLong(then, plan, card).size()
        > AssignmentRules.ROTATION.tooLong(facts, proposal, card).size();
  }

  // --- Availability and distance may be asked for ------------------------------------------------

  /** Those whom nothing but one rule of practice keeps away. */
  private Optional<Relaxation> ask(
      SupervisionTask task, boolean leaderNeeded, AssignmentRule onlyThis) {
    List<QualitySupervisor> people = new ArrayList<>();
    for (QualitySupervisor each : facts.supervisors().values()) {
      AssignmentCase question = new AssignmentCase(each, task, facts, proposal);
      if (!onlyThis.permits(question)
          && (!leaderNeeded || AssignmentRules.LEADER.permits(question))
          && AssignmentRules.ordered().stream()
              .allMatch(rule -> rule == onlyThis || rule.permits(question))) {
        people.add(each);
      }
    }
    if (people.isEmpty()) {
      return Optional.empty();
    }
    boolean absence = onlyThis == AssignmentRules.ABSENCE;
    return Optional.of(
        new Relaxation(
            absence ? Relaxation.Kind.ASK_ABSENT : Relaxation.Kind.ASK_TRAVEL,
            absence
                ? "仅因登记不可用而不能委派，可商请调整：" + names(people)
                : "仅因同日跨区来不及而不能委派，可商请调整其中一项任务的时间：" + names(people),
            people.stream().map(QualitySupervisor::card).limit(MOST_NAMES).toList(),
            List.of()));
  }

  // --- Another time within the week --------------------------------------------------------------

  private List<Relaxation> moves(SupervisionTask task) {
    List<Relaxation> result = new ArrayList<>();
    DispatchProposal rest = proposal.without(each -> each.task().equals(task.number()));
    for (Time time : otherTimes(task)) {
      if (result.size() < MOST_TIMES && enough(task, time, rest)) {
        result.add(
            new Relaxation(
                Relaxation.Kind.MOVE,
                "任务改到 %s %s，可派满 %d 人".formatted(time.day, time.halfDays.label(), task.seats()),
                List.of(),
                List.of()));
      }
    }
    return result;
  }

  private record Time(LocalDate day, HalfDays halfDays) {}

  /** Other times from Monday to Sunday of the same week, the nearest first; no new evenings. */
  private static List<Time> otherTimes(SupervisionTask task) {
    List<HalfDays> shapes = new ArrayList<>(List.of(task.halfDays()));
    if (Integer.bitCount(task.halfDays().mask()) == 1) {
      for (HalfDay half : List.of(HalfDay.MORNING, HalfDay.AFTERNOON)) {
        if (!task.halfDays().contains(half)) {
          shapes.add(HalfDays.of(half));
        }
      }
    }
    LocalDate monday = task.date().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    List<Time> result = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      for (HalfDays shape : shapes) {
        Time time = new Time(monday.plusDays(i), shape);
        if (!time.day.equals(task.date()) || !time.halfDays.equals(task.halfDays())) {
          result.add(time);
        }
      }
    }
    result.sort(
        Comparator.comparingLong(
            (Time each) -> Math.abs(ChronoUnit.DAYS.between(task.date(), each.day))));
    return result;
  }

  /** Whether the whole team can be found there, and nobody's rotation suffers. */
  private boolean enough(SupervisionTask task, Time time, DispatchProposal rest) {
    if (!enough(
        facts,
        task.at(time.day, time.halfDays),
        rest,
        List.of(AssignmentRules.OVERLAP, AssignmentRules.TRAVEL))) {
      return false;
    }
    DispatchFacts moved = facts.moving(task, time.day, time.halfDays);
    SupervisionTask there = Objects.requireNonNull(moved.tasks().get(task.number()));
    List<AssignmentRule> all =
        List.of(AssignmentRules.ROTATION, AssignmentRules.OVERLAP, AssignmentRules.TRAVEL);
    if (!enough(moved, there, rest, all)) {
      return false;
    }
    DispatchProposal plan = rest;
    for (QualitySupervisor each : team(moved, there, rest, all)) {
      plan = plan.with(new ProposedAssignment(there.number(), each.card(), Role.MEMBER));
    }
    Set<String> concerned = new HashSet<>();
    for (SupervisionTask each : facts.tasks().values()) {
      if (each.institution().equals(task.institution())) {
        proposal.of(each.number()).forEach(one -> concerned.add(one.card()));
        plan.of(each.number()).forEach(one -> concerned.add(one.card()));
      }
    }
    for (String card : concerned) {
      if (moreRunsTooLong(moved, plan, card)) {
        return false;
      }
    }
    return true;
  }

  private boolean enough(
      DispatchFacts then,
      SupervisionTask there,
      DispatchProposal rest,
      List<AssignmentRule> besides) {
    return team(then, there, rest, besides).size() == there.seats();
  }

  /** A whole team if there is one: those who hold the seats now come first, one who may lead. */
  private List<QualitySupervisor> team(
      DispatchFacts then,
      SupervisionTask there,
      DispatchProposal rest,
      List<AssignmentRule> besides) {
    List<QualitySupervisor> holdersFirst = new ArrayList<>();
    for (ProposedAssignment each : proposal.of(there.number())) {
      QualitySupervisor holder = facts.supervisors().get(each.card());
      if (holder != null) {
        holdersFirst.add(holder);
      }
    }
    Set<String> holding =
        holdersFirst.stream().map(QualitySupervisor::card).collect(Collectors.toSet());
    facts.supervisors().values().stream()
        .filter(each -> !holding.contains(each.card()))
        .forEach(holdersFirst::add);
    List<QualitySupervisor> team = new ArrayList<>();
    boolean leaderMissing = there.important();
    for (QualitySupervisor each : holdersFirst) {
      boolean leads = each.mayLeadImportantOn(there.date());
      int kept = leaderMissing && !leads ? 1 : 0;
      AssignmentCase question = new AssignmentCase(each, there, then, rest);
      if (there.seats() - team.size() > kept
          && AssignmentRules.permitsStatically(question)
          && besides.stream().allMatch(rule -> rule.permits(question))) {
        team.add(each);
        leaderMissing &= !leads;
      }
    }
    return team;
  }

  // --- One more person
  // ------------------------------------------------------------------------------

  private Optional<Relaxation> newPerson(SupervisionTask task, int missing, boolean leaderMissing) {
    AssignmentCase question = new AssignmentCase(somebodyNew(task), task, facts, proposal);
    if (!AssignmentRules.permits(question)) {
      return Optional.empty();
    }
    String unit =
        Optional.ofNullable(facts.institutions().get(task.institution()))
            .map(Institution::name)
            .orElse(task.institution());
    return Optional.of(
        new Relaxation(
            Relaxation.Kind.NEW_PERSON,
            "在%s增加 %d 名 %s %s有空、与%s无回避关系的督导员%s"
                .formatted(
                    Divisions.all().name(task.district()),
                    missing,
                    task.date(),
                    task.halfDays().label(),
                    unit,
                    leaderMissing ? "，其中 1 名须为国家级质量督导员或年度考核优秀" : ""),
            List.of(),
            List.of()));
  }

  /** Somebody who lives there, has a new card and nothing to do with anybody. */
  private static QualitySupervisor somebodyNew(SupervisionTask task) {
    return new QualitySupervisor(
        "",
        "新增人员",
        SupervisorKind.NATIONAL,
        "",
        null,
        List.of(),
        task.district(),
        task.date(),
        QualitySupervisor.lastValidDay(task.date(), 1),
        new TreeMap<>(),
        List.of(),
        null,
        List.of());
  }
}
