package cn.dudao.exchange;

import static cn.dudao.platform.sheet.SheetColumn.optional;

import cn.dudao.appraisal.Occupations;
import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.explanation.ExclusionCounts;
import cn.dudao.dispatch.rules.AssignmentCase;
import cn.dudao.dispatch.rules.AssignmentRule;
import cn.dudao.dispatch.rules.AssignmentRules;
import cn.dudao.dispatch.rules.RotationRun;
import cn.dudao.institution.Divisions;
import cn.dudao.institution.Institution;
import cn.dudao.platform.sheet.SheetColumn;
import cn.dudao.platform.sheet.SheetColumn.Kind;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.regulation.Fact;
import cn.dudao.regulation.Parameter;
import cn.dudao.supervisor.QualitySupervisor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** 委派方案.xlsx and 规则检查.xlsx: the plan, and what the rules say of one, for people. */
public final class PlanWorkbook {

  private static final SheetColumn INSTITUTION = optional("单位代码", Kind.CODE).wide(22);
  private static final SheetColumn INSTITUTION_NAME = optional("单位名称", Kind.TEXT).wide(32);
  private static final SheetColumn BATCH = optional("批次号", Kind.CODE);
  private static final SheetColumn DATE = optional("日期", Kind.DATE);
  private static final SheetColumn HALF_DAY = optional("时段", Kind.TEXT).wide(12);
  private static final SheetColumn DISTRICT = optional("区县", Kind.TEXT).wide(24);
  private static final SheetColumn PERSON = optional("姓名", Kind.TEXT).wide(12);
  private static final SheetColumn REMARK = optional("说明", Kind.TEXT).wide(60);

  private PlanWorkbook() {}

  /** Writes the five sheets of a plan. */
  public static void write(DispatchOutput plan, WorkbookWriter book) {
    var exclusions = ExclusionCounts.of(plan.facts(), plan.proposal());
    writeAssignments(plan, book);
    writeOpenSeats(plan, exclusions, book);
    writeLoads(plan, book);
    writeRules(plan.check(), book);
    writeDifferences(plan, book);
  }

  private static void writeAssignments(DispatchOutput plan, WorkbookWriter book) {
    var sheet =
        book.sheet(
            PlanFile.TABLE.title(),
            List.of(
                PlanFile.TASK,
                BATCH,
                INSTITUTION,
                INSTITUTION_NAME,
                DATE,
                HALF_DAY,
                DISTRICT,
                optional("职业", Kind.TEXT).wide(22),
                optional("等级", Kind.TEXT).wide(8),
                PlanFile.CARD,
                PERSON,
                PlanFile.ROLE,
                optional("本单位连续次数", Kind.NUMBER).wide(16),
                REMARK));
    for (SupervisionTask task : plan.facts().tasks().values()) {
      for (ProposedAssignment each : plan.proposal().of(task.number())) {
        QualitySupervisor person = plan.facts().supervisors().get(each.card());
        sheet.row(
            task.number(),
            task.batch(),
            task.institution(),
            institutionName(plan.facts(), task.institution()),
            task.date(),
            task.halfDays().label(),
            Divisions.all().name(task.district()),
            task.occupation(),
            Wording.levelLabel(task.level()),
            each.card(),
            person == null ? "" : person.name(),
            each.role().label(),
            person == null ? null : inARow(plan, person, task),
            person == null ? "" : remark(plan.facts(), person, task, each.role()));
      }
    }
    sheet.filter();
  }

  private static String institutionName(DispatchFacts facts, String code) {
    Institution institution = facts.institutions().get(code);
    return institution == null ? "" : institution.name();
  }

  /** The run under the reading that is in force; the longer one where both must hold. */
  private static int inARow(DispatchOutput plan, QualitySupervisor person, SupervisionTask task) {
    var question = new AssignmentCase(person, task, plan.facts(), plan.proposal());
    String reading = question.parameters().text(Parameter.ROTATION_READING);
    int longest = 0;
    for (RotationRun.Reading each : RotationRun.Reading.values()) {
      if (reading.equals("BOTH") || reading.equals(each.name())) {
        longest = Math.max(longest, AssignmentRules.ROTATION.inARow(question, each));
      }
    }
    return longest;
  }

  private static String remark(
      DispatchFacts facts, QualitySupervisor person, SupervisionTask task, Role role) {
    List<String> parts = new ArrayList<>();
    if (task.important()) {
      parts.add(role == Role.LEADER ? "重要批次组长" : "重要批次");
    }
    parts.add(
        person
            .gradeCountingOn(task.date())
            .map(each -> each.getKey() + " 年度考核" + each.getValue().label())
            .orElse("尚未年度考核"));
    parts.add(
        switch (Occupations.of2022()
            .nearness(person.occupations(), task.occupation(), task.occupationCode())) {
          case SAME -> "熟悉该职业";
          case NEAR -> "熟悉相近职业";
          case FAR -> "不熟悉该职业";
        });
    parts.add(
        person.district().equals(task.district())
            ? "常驻本区县"
            : "常驻" + Divisions.all().name(person.district()));
    String code = facts.employerCodeOf(person);
    if (code != null) {
      parts.add("任职于" + institutionName(facts, code));
    }
    return String.join("；", parts);
  }

  private static void writeOpenSeats(
      DispatchOutput plan, ExclusionCounts exclusions, WorkbookWriter book) {
    List<SheetColumn> columns =
        new ArrayList<>(
            List.of(
                PlanFile.TASK,
                BATCH,
                INSTITUTION,
                INSTITUTION_NAME,
                DATE,
                HALF_DAY,
                DISTRICT,
                optional("需要人数", Kind.NUMBER),
                optional("已派人数", Kind.NUMBER),
                optional("缺少人数", Kind.NUMBER),
                optional("缺组长", Kind.TEXT)));
    for (AssignmentRule rule : AssignmentRules.ordered()) {
      columns.add(optional(rule.title(), Kind.NUMBER).wide(14));
    }
    columns.add(REMARK);
    var sheet = book.sheet("未满足", columns);
    for (SupervisionTask task : plan.facts().tasks().values()) {
      int missing = plan.missing(task);
      if (missing == 0) {
        continue;
      }
      List<ProposedAssignment> team = plan.proposal().of(task.number());
      boolean noLeader = team.stream().noneMatch(each -> each.role() == Role.LEADER);
      Map<String, Integer> excluded = exclusions.of(task);
      List<@Nullable Object> values = new ArrayList<>();
      values.add(task.number());
      values.add(task.batch());
      values.add(task.institution());
      values.add(institutionName(plan.facts(), task.institution()));
      values.add(task.date());
      values.add(task.halfDays().label());
      values.add(Divisions.all().name(task.district()));
      values.add(task.seats());
      values.add(team.size());
      values.add(missing);
      values.add(noLeader ? "是" : "否");
      values.addAll(excluded.values());
      values.add(why(plan, task, team.size(), noLeader, excluded));
      sheet.row(values.toArray());
    }
    sheet.filter();
  }

  /** "300 人：18 人证卡过期，41 人回避，…". */
  private static String why(
      DispatchOutput plan,
      SupervisionTask task,
      int assigned,
      boolean noLeader,
      Map<String, Integer> excluded) {
    int people = plan.facts().supervisors().size();
    List<String> parts = new ArrayList<>();
    int sum = assigned;
    for (AssignmentRule rule : AssignmentRules.ordered()) {
      int count = excluded.getOrDefault(rule.key(), 0);
      sum += count;
      if (count > 0) {
        parts.add("%s %d 人".formatted(rule.title(), count));
      }
    }
    if (assigned > 0) {
      parts.add("已在本任务 %d 人".formatted(assigned));
    }
    int left = people - sum;
    if (left > 0) {
      parts.add(
          task.important() && noLeader
              ? "可任组员但不能任重要批次组长 %d 人".formatted(left)
              : "单独可派但占用后别处更缺 %d 人".formatted(left));
    }
    return "共 %d 人：%s".formatted(people, String.join("，", parts));
  }

  private static void writeLoads(DispatchOutput plan, WorkbookWriter book) {
    var sheet =
        book.sheet(
            "工作量",
            List.of(
                PlanFile.CARD,
                PERSON,
                optional("督导员类别", Kind.TEXT).wide(20),
                optional("常驻区县", Kind.TEXT).wide(24),
                optional("任务数", Kind.NUMBER),
                optional("任组长次数", Kind.NUMBER).wide(12),
                optional("半天数", Kind.NUMBER),
                optional("近12个月督导次数", Kind.NUMBER).wide(18)));
    LocalDate first = plan.firstDay();
    for (QualitySupervisor each : plan.facts().supervisors().values()) {
      List<ProposedAssignment> own = plan.proposal().ofSupervisor(each.card());
      int halfDays = 0;
      for (ProposedAssignment assignment : own) {
        SupervisionTask task = plan.facts().tasks().get(assignment.task());
        halfDays += task == null ? 0 : task.halfDays().load();
      }
      long lastYear =
          plan.facts().historyOf(each.card()).stream()
              .map(PastSupervision::date)
              .filter(day -> day.isBefore(first) && !day.isBefore(first.minusYears(1)))
              .count();
      sheet.row(
          each.card(),
          each.name(),
          each.kind().label(),
          Divisions.all().name(each.district()),
          own.size(),
          own.stream().filter(assignment -> assignment.role() == Role.LEADER).count(),
          halfDays,
          lastYear);
    }
    sheet.filter();
  }

  private static void writeRules(PlanCheck.Report report, WorkbookWriter book) {
    var sheet =
        book.sheet(
            "规则检查",
            List.of(
                optional("规则", Kind.TEXT).wide(24),
                optional("条款", Kind.TEXT),
                optional("检查数", Kind.NUMBER),
                optional("违反数", Kind.NUMBER)));
    for (PlanCheck.RuleCount each : report.counts()) {
      sheet.row(each.title(), articles(each.article()), each.checked(), each.violations());
    }
  }

  private static String articles(String article) {
    return article.isEmpty() ? "" : "第" + article.replace("、", "、第") + "条";
  }

  private static void writeDifferences(DispatchOutput plan, WorkbookWriter book) {
    var sheet =
        book.sheet(
            "差异",
            List.of(
                PlanFile.TASK,
                DATE,
                INSTITUTION_NAME,
                PlanFile.CARD,
                PERSON,
                optional("变化", Kind.TEXT).wide(16)));
    DispatchProposal previous = plan.previous();
    if (previous == null) {
      return;
    }
    Map<String, Role> before = roles(previous);
    Map<String, Role> now = roles(plan.proposal());
    Set<String> all = new HashSet<>(before.keySet());
    all.addAll(now.keySet());
    for (String key : all.stream().sorted().toList()) {
      Role old = before.get(key);
      Role current = now.get(key);
      if (old == current) {
        continue;
      }
      String[] parts = key.split("\n", 2);
      SupervisionTask task = plan.facts().tasks().get(parts[0]);
      QualitySupervisor person = plan.facts().supervisors().get(parts[1]);
      sheet.row(
          parts[0],
          task == null ? null : task.date(),
          task == null ? "" : institutionName(plan.facts(), task.institution()),
          parts[1],
          person == null ? "" : person.name(),
          old == null
              ? "新增（" + label(current) + "）"
              : current == null ? "撤下（原" + label(old) + "）" : "改任" + label(current));
    }
  }

  private static String label(@Nullable Role role) {
    return role == null ? "" : role.label();
  }

  private static Map<String, Role> roles(DispatchProposal proposal) {
    Map<String, Role> result = new LinkedHashMap<>();
    for (ProposedAssignment each : proposal.assignments()) {
      result.put(each.task() + "\n" + each.card(), each.role());
    }
    return result;
  }

  /** Writes what the check of a plan found: every violation, then the count of each rule. */
  public static void writeCheck(DispatchFacts facts, PlanCheck.Report report, WorkbookWriter book) {
    var sheet =
        book.sheet(
            "违反明细",
            List.of(
                PlanFile.TASK,
                PlanFile.CARD,
                PERSON,
                optional("条款", Kind.TEXT),
                optional("问题", Kind.TEXT).wide(50),
                optional("事实", Kind.TEXT).wide(80)));
    for (PlanCheck.Violation each : report.violations()) {
      QualitySupervisor person = facts.supervisors().get(each.card());
      sheet.row(
          each.task(),
          each.card(),
          person == null ? "" : person.name(),
          articles(each.ruling().article()),
          each.ruling().reason(),
          facts(each.ruling().facts()));
    }
    sheet.filter();
    writeRules(report, book);
  }

  /** Facts in one line. */
  public static String facts(List<Fact> facts) {
    return facts.stream()
        .map(each -> each.label() + " " + each.value())
        .collect(Collectors.joining("；"));
  }
}
