package cn.dudao.dispatch.check;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRule;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.dispatch.rules.RotationRun;
import cn.dudao.dispatch.rules.StaticRule;
import cn.dudao.dispatch.rules.Visit;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** 第八条: 委派前的规则检查。 Every hard rule over a whole proposal, and whether its teams are in order. */
@Article("8")
public final class PlanCheck {

  /**
   * What breaks a rule.
   *
   * @param task 任务号 as the proposal has it
   * @param card 证卡编号 as the proposal has it, "" if the team as a whole is meant
   * @param ruling the refusal
   */
  public record Violation(String task, String card, Ruling ruling) {}

  /**
   * One line of 规则检查.
   *
   * @param key the rule's key
   * @param title what it looks at
   * @param article the articles that it rests on, "" where it is practical
   * @param checked how many assignments (or tasks) were looked at
   * @param violations how many of them break it
   */
  public record RuleCount(String key, String title, String article, int checked, int violations) {}

  /**
   * The outcome.
   *
   * @param counts one line for each hard rule, in their order
   * @param violations by rule, then in the order of the proposal
   */
  public record Report(List<RuleCount> counts, List<Violation> violations) {

    public Report {
      counts = List.copyOf(counts);
      violations = List.copyOf(violations);
    }

    public boolean clean() {
      return violations.isEmpty();
    }
  }

  /** What concerns the team and not the person. */
  private enum TeamRule {
    KNOWN("known", "任务和人员在册"),
    ONCE("once", "同一任务一人一席"),
    SEATS("seats", "人数不超过席位"),
    LEADER("leader", "组长");

    private final String key;
    private final String title;

    TeamRule(String key, String title) {
      this.key = key;
      this.title = title;
    }
  }

  private final DispatchFacts facts;
  private final DispatchProposal proposal;
  private final List<ProposedAssignment> known = new ArrayList<>();
  private final Map<String, Integer> checked = new LinkedHashMap<>();
  private final Map<String, List<Violation>> violations = new LinkedHashMap<>();

  public static Report check(DispatchFacts facts, DispatchProposal proposal) {
    return new PlanCheck(facts, proposal).run();
  }

  private PlanCheck(DispatchFacts facts, DispatchProposal proposal) {
    this.facts = facts;
    this.proposal = proposal;
    AssignmentRules.ordered().forEach(each -> open(each.key()));
    for (TeamRule each : TeamRule.values()) {
      open(each.key);
    }
  }

  private void open(String key) {
    checked.put(key, 0);
    violations.put(key, new ArrayList<>());
  }

  private Report run() {
    checkKnownAndOnce();
    Map<String, List<SupervisionTask>> byCard = new LinkedHashMap<>();
    for (ProposedAssignment each : known) {
      byCard.computeIfAbsent(each.card(), key -> new ArrayList<>()).add(taskOf(each));
    }
    known.forEach(this::checkStaticRules);
    byCard.forEach(this::checkRotation);
    byCard.forEach(this::checkDays);
    known.stream().map(ProposedAssignment::task).distinct().forEach(this::checkTeam);
    return report();
  }

  private void checkKnownAndOnce() {
    Set<List<String>> seen = new HashSet<>();
    for (ProposedAssignment each : proposal.assignments()) {
      count(TeamRule.KNOWN.key);
      count(TeamRule.ONCE.key);
      if (!facts.tasks().containsKey(each.task())) {
        violate(TeamRule.KNOWN, each.task(), each.card(), "没有这项任务", firstDay());
      } else if (!facts.supervisors().containsKey(each.card())) {
        violate(TeamRule.KNOWN, each.task(), each.card(), "没有这名督导员", taskOf(each).date());
      } else if (!seen.add(List.of(each.task(), each.card()))) {
        violate(TeamRule.ONCE, each.task(), each.card(), "同一任务重复委派", taskOf(each).date());
      } else {
        known.add(each);
      }
    }
  }

  private LocalDate firstDay() {
    return facts.tasks().values().stream()
        .map(SupervisionTask::date)
        .min(LocalDate::compareTo)
        .orElse(LocalDate.EPOCH);
  }

  private SupervisionTask taskOf(ProposedAssignment assignment) {
    SupervisionTask task = facts.tasks().get(assignment.task());
    if (task == null) {
      throw new IllegalStateException("unknown task " + assignment.task());
    }
    return task;
  }

  private QualitySupervisor supervisor(String card) {
    QualitySupervisor supervisor = facts.supervisors().get(card);
    if (supervisor == null) {
      throw new IllegalStateException("unknown supervisor " + card);
    }
    return supervisor;
  }

  private void checkStaticRules(ProposedAssignment each) {
    AssignmentCase question =
        new AssignmentCase(supervisor(each.card()), taskOf(each), facts, proposal);
    for (StaticRule rule : AssignmentRules.staticRules()) {
      ask(rule, question);
    }
  }

  private void ask(AssignmentRule rule, AssignmentCase question) {
    count(rule.key());
    if (!rule.permits(question)) {
      violate(question.task().number(), question.supervisor().card(), rule.on(question));
    }
  }

  /** Each visit of the plan that makes a run too long is charged once, under either reading. */
  private void checkRotation(String card, List<SupervisionTask> tasks) {
    tasks.forEach(each -> count(AssignmentRules.ROTATION.key()));
    Set<Object> charged = new HashSet<>();
    for (RotationRun run : AssignmentRules.ROTATION.tooLong(facts, proposal, card)) {
      Visit last = run.visits().getLast();
      if (charged.add(last.occasion())) {
        violate(
            firstTaskIn(last, tasks).number(), card, AssignmentRules.ROTATION.onRun(facts, run));
      }
    }
  }

  private SupervisionTask firstTaskIn(Visit visit, List<SupervisionTask> tasks) {
    return tasks.stream()
        .filter(each -> facts.occasions().of(each) == visit.occasion())
        .min(
            Comparator.comparing(SupervisionTask::date)
                .thenComparing(each -> each.halfDays().first())
                .thenComparing(SupervisionTask::number))
        .orElseThrow();
  }

  /** Two tasks of one day: the later one is charged. */
  private void checkDays(String card, List<SupervisionTask> tasks) {
    Map<LocalDate, List<SupervisionTask>> days = new LinkedHashMap<>();
    for (SupervisionTask each : tasks) {
      days.computeIfAbsent(each.date(), key -> new ArrayList<>()).add(each);
    }
    for (List<SupervisionTask> day : days.values()) {
      day.sort(
          Comparator.comparing((SupervisionTask each) -> each.halfDays().first())
              .thenComparing(SupervisionTask::number));
      DispatchProposal earlier = DispatchProposal.EMPTY;
      for (SupervisionTask each : day) {
        AssignmentCase question = new AssignmentCase(supervisor(card), each, facts, earlier);
        ask(AssignmentRules.OVERLAP, question);
        ask(AssignmentRules.TRAVEL, question);
        if (day.size() > 1) {
          earlier = earlier.with(new ProposedAssignment(each.number(), card, Role.MEMBER));
        }
      }
    }
  }

  private void checkTeam(String number) {
    SupervisionTask task = facts.tasks().get(number);
    if (task == null) {
      return;
    }
    List<ProposedAssignment> team = knownTeam(number);
    List<ProposedAssignment> leaders =
        team.stream().filter(each -> each.role() == Role.LEADER).toList();
    List<ProposedAssignment> able =
        team.stream().filter(each -> mayLead(each.card(), task)).toList();
    count(TeamRule.SEATS.key);
    count(TeamRule.LEADER.key);
    boolean leaderSeatKept = task.important() && able.isEmpty();
    int seats = leaderSeatKept ? task.seats() - 1 : task.seats();
    if (team.size() > seats) {
      violate(
          TeamRule.SEATS,
          number,
          "",
          leaderSeatKept && team.size() <= task.seats()
              ? "重要批次没有可任组长的人，组长席位应空缺：席位 %d，已委派 %d 名组员".formatted(task.seats(), team.size())
              : "席位 %d，已委派 %d 人".formatted(task.seats(), team.size()),
          task.date());
    }
    if (leaders.size() > 1) {
      violate(
          TeamRule.LEADER,
          number,
          leaders.get(1).card(),
          "组长只能有 1 名，现有 %d 名".formatted(leaders.size()),
          task.date());
    } else if (leaders.isEmpty() && !able.isEmpty()) {
      violate(TeamRule.LEADER, number, "", "未指定组长", task.date());
    }
    for (ProposedAssignment each : leaders) {
      if (!mayLead(each.card(), task)) {
        AssignmentCase question =
            new AssignmentCase(supervisor(each.card()), task, facts, proposal);
        violate(number, each.card(), AssignmentRules.LEADER.on(question));
      }
    }
  }

  private List<ProposedAssignment> knownTeam(String number) {
    Set<String> cards = new LinkedHashSet<>();
    return proposal.of(number).stream()
        .filter(each -> facts.supervisors().containsKey(each.card()) && cards.add(each.card()))
        .toList();
  }

  private boolean mayLead(String card, SupervisionTask task) {
    return AssignmentRules.LEADER.permits(
        new AssignmentCase(supervisor(card), task, facts, DispatchProposal.EMPTY));
  }

  private void count(String key) {
    checked.merge(key, 1, Integer::sum);
  }

  private void violate(TeamRule rule, String task, String card, String reason, LocalDate day) {
    violate(
        task,
        card,
        Ruling.refuse(
            rule.key,
            "",
            reason,
            day,
            new Fact("任务号", task),
            new Fact("证卡编号", card.isEmpty() ? "全组" : card)));
  }

  private void violate(String task, String card, Ruling ruling) {
    violations
        .computeIfAbsent(ruling.rule(), key -> new ArrayList<>())
        .add(new Violation(task, card, ruling));
  }

  private Report report() {
    List<RuleCount> counts = new ArrayList<>();
    for (AssignmentRule each : AssignmentRules.ordered()) {
      Article article = each.getClass().getAnnotation(Article.class);
      counts.add(
          line(each.key(), each.title(), article == null ? "" : String.join("、", article.value())));
    }
    for (TeamRule each : TeamRule.values()) {
      counts.add(line(each.key, each.title, ""));
    }
    return new Report(counts, violations.values().stream().flatMap(List::stream).toList());
  }

  private RuleCount line(String key, String title, String article) {
    return new RuleCount(
        key,
        title,
        article,
        checked.getOrDefault(key, 0),
        violations.getOrDefault(key, List.of()).size());
  }
}
