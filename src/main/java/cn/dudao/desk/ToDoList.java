package cn.dudao.desk;

import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.DispatchPlans;
import cn.dudao.dispatch.PlanState;
import cn.dudao.dispatch.assignment.OpenMatters;
import cn.dudao.dispatch.assignment.OwnTasks;
import cn.dudao.dispatch.assignment.PlanDecision;
import cn.dudao.dispatch.assignment.PlanDecisions;
import cn.dudao.dispatch.register.CoverageLine;
import cn.dudao.exchange.SheetImport;
import cn.dudao.exchange.SheetImports;
import cn.dudao.platform.calendar.WorkingDays;
import cn.dudao.platform.web.Shown;
import cn.dudao.regulation.ParameterChange;
import cn.dudao.regulation.ParameterChanges;
import cn.dudao.supervisor.AnnualDeclarations;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What waits for a person, by their roles. Put together anew for each look. */
@Component
class ToDoList {

  /** How far the desk looks ahead for uncovered batches. */
  static final int WEEKS_AHEAD = 4;

  private final JdbcClient database;
  private final ParameterChanges parameters;
  private final Deadlines deadlines;
  private final DispatchPlans plans;
  private final SheetImports imports;
  private final AnnualDeclarations declarations;
  private final OwnTasks ownTasks;
  private final Clock clock;
  private final OpenMatters matters;
  private final PlanDecisions decided;

  ToDoList(
      JdbcClient database,
      ParameterChanges parameters,
      Deadlines deadlines,
      DispatchPlans plans,
      SheetImports imports,
      AnnualDeclarations declarations,
      OwnTasks ownTasks,
      OpenMatters matters,
      PlanDecisions decided,
      Clock clock) {
    this.database = database;
    this.parameters = parameters;
    this.deadlines = deadlines;
    this.plans = plans;
    this.imports = imports;
    this.declarations = declarations;
    this.ownTasks = ownTasks;
    this.clock = clock;
    this.matters = matters;
    this.decided = decided;
  }

  /**
   * Everything that waits for this person, the most urgent first.
   *
   * @param days how many days ahead a card is warned of
   * @param next how far the weeks ahead are covered
   */
  List<ToDo> of(SignedIn user, LocalDate today, int days, CoverageLine next) {
    List<ToDo> all = new ArrayList<>();
    List<ParameterChange> proposed =
        user.is(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER) ? parameters.open() : List.of();
    Counts counts =
        user.is(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER)
            ? counts(user, today)
            : Counts.NONE;
    if (user.is(UserRole.BUREAU_LEADER)) {
      decisions(user, proposed, all);
    }
    if (user.is(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER)) {
      approvals(user, all);
    }
    if (user.is(UserRole.BUREAU_OFFICER)) {
      emptyRegisters(counts, all);
      imports(all);
      waiting(user, proposed, all);
    }
    if (user.is(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER)) {
      unanswered(counts, all);
      recusals(user, counts, all);
      matters(user, all);
      uncovered(today, next, all);
      plans(all);
      cards(today, days, all);
      undeclared(counts, all);
    }
    if (user.is(UserRole.BUREAU_OFFICER, UserRole.SYSTEM_ADMIN)) {
      calendar(today, all);
    }
    if (user.is(UserRole.SUPERVISOR) && user.supervisorCard() != null) {
      ownTasks(user.supervisorCard(), all);
      ownDeclaration(user.supervisorCard(), today, all);
      ownCard(user.supervisorCard(), today, days, all);
      nextTask(user.supervisorCard(), today, all);
    }
    if (user.is(UserRole.INSTITUTION_STAFF) && user.institutionCode() != null) {
      notices(user.institutionCode(), all);
    }
    return all;
  }

  private static void decisions(SignedIn user, List<ParameterChange> proposed, List<ToDo> all) {
    for (ParameterChange change : proposed) {
      if (!change.proposed().personId().equals(user.actor().id())) {
        all.add(
            new ToDo(
                "参数变更待审批",
                change.parameter().title(),
                change.proposed().personName()
                    + " 提出，自 "
                    + change.holdsFrom()
                    + " 起为 "
                    + change.shownValue(),
                "/parameter-changes/" + change.id(),
                "act"));
      }
    }
  }

  /** Plans on their way to the orders, for whoever is to do the next step. */
  private void approvals(SignedIn user, List<ToDo> all) {
    boolean leads = user.is(UserRole.BUREAU_LEADER);
    boolean plans = user.is(UserRole.BUREAU_OFFICER);
    for (PlanDecisions.Waiting each : decided.waiting(user.actor().id())) {
      String url = "/dispatch/plans/" + each.plan();
      String figure = "方案 " + each.number();
      String title = each.title();
      if (each.state().equals(PlanState.SUBMITTED.name())) {
        if (leads && !each.own()) {
          all.add(
              new ToDo("方案待审批", figure, title + "，" + each.by() + " 提交", url + "/approval", "act"));
        }
      } else if (!plans) {
        continue;
      } else if (each.state().equals(PlanState.APPROVED.name())) {
        all.add(new ToDo("方案已批准，待签发", figure, title, url + "/issuance", "act"));
      } else if (each.last() == PlanDecision.Kind.RETURN) {
        all.add(
            new ToDo("方案被退回", figure, title + "，" + each.by() + "：" + each.reason(), url, "act"));
      } else if (each.last() == PlanDecision.Kind.SUBMISSION
          || each.last() == PlanDecision.Kind.APPROVAL) {
        all.add(new ToDo("方案须重新提交", figure, title + "，提交后有人退出，审批没有继续", url, "act"));
      } else if (each.changed()) {
        all.add(new ToDo("有未签发的变更", figure, title + "，经审批和签发才生效", url, "soon"));
      }
    }
  }

  private static void emptyRegisters(Counts counts, List<ToDo> all) {
    if (counts.empty()) {
      all.add(new ToDo("登记资料不全", "请先导入", "督导员、被督导单位和鉴定批次都导入之后，才能编制委派方案", "/imports", "act"));
    }
  }

  private void imports(List<ToDo> all) {
    for (SheetImport each : imports.recent(10)) {
      if (each.state() == SheetImport.State.READY || each.state() == SheetImport.State.FAULTY) {
        boolean faulty = each.state() == SheetImport.State.FAULTY;
        all.add(
            new ToDo(
                "导入",
                each.state().label(),
                each.fileNames() + (faulty ? "：请修改后重新上传，或者放弃" : "：核对差异后保存，或者放弃"),
                "/imports/" + each.id(),
                each.state().tone()));
      }
    }
  }

  private static void waiting(SignedIn user, List<ParameterChange> proposed, List<ToDo> all) {
    long waiting =
        proposed.stream()
            .filter(change -> change.proposed().personId().equals(user.actor().id()))
            .count();
    if (waiting > 0) {
      all.add(new ToDo("参数变更等待审批", waiting + " 项", "由负责人审批", "/parameters", "plain"));
    }
  }

  private void matters(SignedIn user, List<ToDo> all) {
    OpenMatters.Count open = matters.count();
    if (user.is(UserRole.BUREAU_OFFICER) && open.vacancies() > 0) {
      all.add(
          new ToDo(
              "委派已撤回，席位空缺",
              open.vacancies() + " 席",
              "查看替换人选，采用后报批",
              "/dispatch/attention#vacancies",
              "act"));
    }
    if (user.is(UserRole.BUREAU_OFFICER) && open.concerns() > 0) {
      all.add(
          new ToDo(
              "规则提示待处理",
              open.concerns() + " 项",
              "已签发的委派合在一起不再合规，请决定换下哪一人",
              "/dispatch/attention#concerns",
              "act"));
    }
    if (open.toRatify() > 0) {
      all.add(
          new ToDo(
              "应急改派待补批",
              open.toRatify() + " 项",
              open.overdue() > 0 ? "其中 " + open.overdue() + " 项已逾期，由未经办的负责人补批" : "由未经办的负责人在期限内补批",
              "/dispatch/attention#emergencies",
              "act"));
    }
  }

  private static void uncovered(LocalDate today, CoverageLine next, List<ToDo> all) {
    if (next.uncovered() > 0) {
      all.add(
          new ToDo(
              "未来四周未覆盖的批次",
              next.uncovered() + " 个",
              "共 " + next.batches() + " 个批次，每个批次都应有督导员",
              "/statistics?from=" + today + "&to=" + today.plusWeeks(WEEKS_AHEAD),
              "act"));
    }
  }

  private void plans(List<ToDo> all) {
    for (DispatchPlans.PlanLine line : plans.latest(5)) {
      String title = "委派方案 " + line.plan().number();
      if (line.plan().state() == PlanState.DRAFT) {
        all.add(new ToDo(title, "尚未编排", line.plan().title(), line.plan().url(), "soon"));
      } else if (line.plan().state() == PlanState.COMPUTING) {
        all.add(new ToDo(title, "正在编排", line.plan().title(), line.plan().url(), "now"));
      } else if (line.openSeats() > 0) {
        all.add(
            new ToDo(
                title,
                "缺 " + line.openSeats() + " 人",
                line.plan().title(),
                line.plan().url(),
                "soon"));
      }
    }
  }

  private void cards(LocalDate today, int days, List<ToDo> all) {
    int expiring = deadlines.expiring(today, days);
    if (expiring > 0) {
      all.add(
          new ToDo(
              "证卡即将到期",
              expiring + " 张",
              days + " 天内到期；到期次日起不能委派",
              "/supervisors?state=EXPIRING",
              "soon"));
    }
  }

  /** From November on the next year's calendar is expected. */
  private static void calendar(LocalDate today, List<ToDo> all) {
    WorkingDays calendar = WorkingDays.stateCouncil();
    int year = today.getMonthValue() >= 11 ? today.getYear() + 1 : today.getYear();
    calendar
        .warningFor(year)
        .ifPresent(warning -> all.add(new ToDo("节假日安排", year + " 年未录入", warning, "", "soon")));
  }

  /**
   * What waits, counted in one statement.
   *
   * @param empty whether a register is empty that plans need
   * @param unanswered orders that were not answered in time
   * @param recusals requests for recusal that wait for somebody else's decision
   * @param undeclared supervisors who have not declared this year
   */
  private record Counts(boolean empty, int unanswered, int recusals, int undeclared) {

    private static final Counts NONE = new Counts(false, 0, 0, 0);
  }

  private Counts counts(SignedIn user, LocalDate today) {
    return database
        .sql(
            """
            select
              not exists (select from supervisor.supervisor)
                or not exists (select from institution.institution)
                or not exists (select from appraisal.session) as empty,
              (select count(*) from dispatch.assignment a
               where a.state = 'ISSUED' and a.answer_due < :now and a.day >= :today) as unanswered,
              (select count(*) from dispatch.recusal_request
               where state = 'OPEN' and asked_by <> :person) as recusals,
              (select count(*) from supervisor.supervisor s
               where s.valid_until >= :today and not exists (
                 select from supervisor.annual_declaration a
                 where a.card = s.card and a.year = :year)) as undeclared
            """)
        .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .param("today", today)
        .param("person", user.actor().id())
        .param("year", today.getYear())
        .query((row, number) ->
            new Counts(
                row.getBoolean("empty"),
                row.getInt("unanswered"),
                row.getInt("recusals"),
                row.getInt("undeclared")))
        .single();
  }

  private static void unanswered(Counts counts, List<ToDo> all) {
    if (counts.unanswered() > 0) {
      all.add(
          new ToDo(
              "逾期未回执",
              counts.unanswered() + " 项",
              "请联系本人回执，或者另行委派",
              "/dispatch/unanswered",
              "act"));
    }
  }

  private static void recusals(SignedIn user, Counts counts, List<ToDo> all) {
    if (counts.recusals() > 0) {
      boolean leader = user.is(UserRole.BUREAU_LEADER);
      all.add(
          new ToDo(
              leader ? "回避申请待决定" : "回避申请等待负责人决定",
              counts.recusals() + " 项",
              "准予的，相应的委派随即撤回",
              "/recusal-requests?state=OPEN",
              leader ? "act" : "plain"));
    }
  }

  private static void undeclared(Counts counts, List<ToDo> all) {
    if (counts.undeclared() > 0) {
      all.add(
          new ToDo(
              "年度回避声明",
              counts.undeclared() + " 人未声明",
              "证卡有效的督导员每年声明一次",
              "/declarations?state=MISSING",
              "plain"));
    }
  }

  private void ownTasks(String card, List<ToDo> all) {
    var waiting = ownTasks.waiting(card);
    if (waiting.due() != null) {
      all.add(
          new ToDo(
              "待回执的任务",
              waiting.count() + " 项",
              "最早的一项请在 " + Shown.time(waiting.due()) + " 前回执",
              "/tasks?part=TO_ANSWER",
              "act"));
    }
  }

  private void ownDeclaration(String card, LocalDate today, List<ToDo> all) {
    if (declarations.of(card, today.getYear()).isEmpty()) {
      all.add(
          new ToDo(
              "年度回避声明", today.getYear() + " 年未声明", "请就与各鉴定机构的关系逐项作答", "/declarations/own", "soon"));
    }
  }

  private void ownCard(String card, LocalDate today, int days, List<ToDo> all) {
    database
        .sql("select valid_until from supervisor.supervisor where card = :card")
        .param("card", card)
        .query(LocalDate.class)
        .optional()
        .filter(until -> !until.isAfter(today.plusDays(days)))
        .ifPresent(until ->
            all.add(
                new ToDo(
                    until.isBefore(today) ? "您的证卡已到期" : "您的证卡即将到期",
                    "有效期至 " + until,
                    "到期次日起不能接受委派，请联系主管部门换证",
                    "/supervisors/" + card,
                    "act")));
  }

  /** The next task that the person has accepted. */
  private void nextTask(String card, LocalDate today, List<ToDo> all) {
    database
        .sql(
            """
            select a.id, a.day, t.institution_name
            from dispatch.assignment a join dispatch.issued_task t on t.number = a.task
            where a.card = :card and a.day >= :today and a.state = 'ACCEPTED'
            order by a.day, a.half_days, a.task limit 1
            """)
        .param("card", card)
        .param("today", today)
        .query((row, number) ->
            new ToDo(
                "下一项督导任务",
                row.getObject("day", LocalDate.class).toString(),
                row.getString("institution_name"),
                "/tasks/" + row.getString("id"),
                "now"))
        .optional()
        .ifPresent(all::add);
  }

  /** What the institution has been told of and not confirmed. */
  private void notices(String institution, List<ToDo> all) {
    record Waiting(long count, @Nullable LocalDate first) {}
    var waiting =
        database
            .sql(
                """
                select count(*) as notices, min(t.day) as first
                from dispatch.announcement n join dispatch.issued_task t on t.number = n.task
                where n.institution = :institution and n.received_at is null
                  and t.cancelled_at is null
                """)
            .param("institution", institution)
            .query((row, number) ->
                new Waiting(row.getLong("notices"), row.getObject("first", LocalDate.class)))
            .single();
    if (waiting.first() != null) {
      all.add(
          new ToDo(
              "督导通知待回执",
              waiting.count() + " 份",
              "最早的督导日期为 " + waiting.first() + "，请阅读后填写回执",
              "/notices?receipt=no",
              "act"));
    }
  }
}
