package cn.dudao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchPlan;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.PlanIssue;
import cn.dudao.dispatch.PlanSecrecy;
import cn.dudao.dispatch.PlanState;
import cn.dudao.dispatch.ProposedAssignment;
import cn.dudao.dispatch.Role;
import cn.dudao.dispatch.StoredCity;
import cn.dudao.dispatch.SupervisionTask;
import cn.dudao.dispatch.TaskMaking;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentAnswers;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.check.PlanCost;
import cn.dudao.dispatch.explanation.SeatExplanation;
import cn.dudao.dispatch.notice.Announcements;
import cn.dudao.dispatch.planning.PlanOptimizer;
import cn.dudao.dispatch.planning.PlanningProgress;
import cn.dudao.dispatch.planning.PlanningRequest;
import cn.dudao.dispatch.planning.PlanningResult;
import cn.dudao.exchange.ExchangeFacts;
import cn.dudao.exchange.ExchangeReader;
import cn.dudao.exchange.ExchangeReading;
import cn.dudao.exchange.SourceFile;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.FormErrors;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.ArticleHome;
import cn.dudao.regulation.ArticleHomes;
import cn.dudao.regulation.ParameterBook;
import cn.dudao.regulation.Parameters;
import cn.dudao.regulation.RefusedException;
import cn.dudao.regulation.Regulation;
import cn.dudao.regulation.Ruling;
import cn.dudao.supervisor.RecusalDeclaration;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.RecusalGrounds;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.annotation.Transactional;

/**
 * The walk: one story that carries the regulation, from the office's spreadsheets to the accepted
 * dispatch. What comes after it is stated at its end and joins the story with the rooms that carry
 * it out.
 */
@RoomTest
@Transactional
@Article({"4", "5", "8", "10", "13", "14", "18", "19", "20"})
class WalkTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final String AT_THE_STATION = "P2026-0001-20261205";
  private static final String AT_THE_SCHOOL = "P2026-0002-20261205";

  @Autowired private ApplicationContext beans;
  @Autowired private PlanIssue issue;
  @Autowired private Assignments assignments;
  @Autowired private AssignmentAnswers answers;
  @Autowired private Announcements announcements;
  @Autowired private RecusalGrounds grounds;
  @Autowired private TestClock clock;

  @TempDir private Path office;

  private ExchangeReading reading;
  private DispatchFacts facts;
  private PlanningResult plan;
  private SeatExplanation explanation;
  private StoredCity city;
  private DispatchPlan order;
  private List<Assignment> orders = List.of();

  @BeforeEach
  void itIsToday() {
    clock.setTo(TODAY);
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  @Test
  void fromTheSpreadsheetsToTheAcceptedDispatch() {
    theOfficeSendsItsSpreadsheets();
    everyBatchBecomesATask();
    thePlanFillsTheSeatsThatCanLawfullyBeFilled();
    theImportantBatchIsLedByANationalSupervisor();
    theIndependentCheckFindsNothing();

    whoWasThereThreeTimesIsRefused();
    whoseCardHasEndedIsRefused();
    whoFailedTheAnnualAssessmentIsRefused();
    whoExaminesInThatSessionIsRefused();
    whoWorksThereIsRefused();
    whoseDispatchIsStoppedIsRefused();
    whoIsElsewhereThatMorningIsRefused();

    aPlanChangedAgainstTheRulesIsFound();

    theRegistersHoldItAndTheOfficerPlans();
    whoMadeThePlanDoesNotApproveIt();
    theLeaderApprovesAndTheOfficerIssues();
    theInstitutionIsToldThreeDaysBefore();
    theLeaderOfTheTeamAcceptsWithADeclaration();
    whoDeclaresAGroundIsNotSent();
    whatFollowsTheDispatchIsStillToCome();
  }

  private void theOfficeSendsItsSpreadsheets() {
    file(
        "督导员.csv",
        """
        姓名,证卡编号,督导员类别,工作单位,单位代码,常驻区县,发证日期,年度考核,状态,考评员编号
        周国家,R41250001,国家级质量督导员,市人社局,,金水区,2025-03-01,2025:优秀,正常,
        吴合格,R41250002,质量督导员,市人社局,,金水区,2025-03-01,2025:合格,正常,
        郑新证,R41260003,质量督导员,市人社局,,金水区,2026-09-01,,正常,
        冯优秀,R41250010,质量督导员,市人社局,,金水区,2025-03-01,2025:优秀,正常,
        王三次,R41250004,质量督导员,市人社局,,金水区,2025-03-01,2025:合格,正常,
        张到期,R41230005,质量督导员,市人社局,,金水区,2023-12-05,2025:合格,正常,
        李不过,R41250006,质量督导员,市人社局,,金水区,2025-03-01,2025:不合格,正常,
        赵考评,R41250007,质量督导员,市人社局,,金水区,2025-03-01,2025:合格,正常,K001
        钱任职,R41250008,质量督导员,金水鉴定站,ZD001,金水区,2025-03-01,2025:合格,正常,
        孙停派,R41250009,质量督导员,市人社局,,金水区,2025-03-01,2025:合格,停止委派,
        """);
    file(
        "被督导单位.csv",
        """
        单位名称,单位代码,单位类型,区县
        金水鉴定站,ZD001,鉴定站,金水区
        中原技工学校,XX002,院校,中原区
        """);
    file(
        "鉴定批次.csv",
        """
        批次号,场次号,单位代码,职业,等级,日期,时段,考评员,重要批次
        P2026-0001,1,ZD001,电工,4,2026-12-05,上午,K001;K002,是
        P2026-0001,2,ZD001,电工,4,2026-12-05,上午,K003,否
        P2026-0002,1,XX002,焊工,5,2026-12-05,上午,K004,否
        """);
    file(
        "督导历史.csv",
        """
        单位代码,日期,任务号,形式,督导员
        ZD001,2026-08-03,P2026-0801,现场督考,R41250004
        ZD001,2026-09-07,P2026-0901,现场督考,R41250004
        ZD001,2026-10-12,P2026-1001,经常性检查,R41250004
        """);
    try {
      reading = ExchangeReader.read(SourceFile.of(List.of(office)), TODAY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(reading.problems()).isEmpty();
    facts =
        ExchangeFacts.of(reading, ParameterBook.always(Parameters.STANDARD), TaskMaking.Scope.ALL);
  }

  private void everyBatchBecomesATask() {
    assertThat(facts.tasks()).containsOnlyKeys(AT_THE_STATION, AT_THE_SCHOOL);
    SupervisionTask atTheStation = task(AT_THE_STATION);
    assertThat(atTheStation.sessions()).hasSize(2);
    assertThat(atTheStation.important()).isTrue();
    assertThat(atTheStation.seats()).isEqualTo(2);
  }

  private void thePlanFillsTheSeatsThatCanLawfullyBeFilled() {
    plan = PlanOptimizer.plan(facts, PlanningRequest.steps(20_000, 1), PlanningProgress.SILENT);
    assertThat(plan.openSeats()).isZero();
    assertThat(plan.proposal().assignments()).hasSize(4);
    explanation =
        SeatExplanation.of(facts, new PlanCost(facts), plan.proposal(), task(AT_THE_STATION));
  }

  private void theImportantBatchIsLedByANationalSupervisor() {
    assertThat(plan.proposal().of(AT_THE_STATION))
        .filteredOn(each -> each.role() == Role.LEADER)
        .singleElement()
        .satisfies(leader ->
            assertThat(
                    facts
                        .supervisors()
                        .get(leader.card())
                        .mayLeadImportantOn(task(AT_THE_STATION).date()))
                .isTrue());
  }

  private void theIndependentCheckFindsNothing() {
    assertThat(PlanCheck.check(facts, plan.proposal()).violations()).isEmpty();
  }

  private void whoWasThereThreeTimesIsRefused() {
    refused("R41250004", "19", "2026-08-03", "2026-09-07", "2026-10-12");
  }

  private void whoseCardHasEndedIsRefused() {
    refused("R41230005", "5", "2026-12-04", "2026-12-05");
  }

  private void whoFailedTheAnnualAssessmentIsRefused() {
    refused("R41250006", "10", "不合格");
  }

  private void whoExaminesInThatSessionIsRefused() {
    refused("R41250007", "14", "K001");
  }

  private void whoWorksThereIsRefused() {
    refused("R41250008", "18", "金水鉴定站");
  }

  private void whoseDispatchIsStoppedIsRefused() {
    refused("R41250009", "20", "停止委派");
  }

  private void whoIsElsewhereThatMorningIsRefused() {
    String elsewhere = plan.proposal().of(AT_THE_SCHOOL).getFirst().card();
    assertThat(rulingOn(elsewhere).rule()).isEqualTo("overlap");
  }

  private void aPlanChangedAgainstTheRulesIsFound() {
    String member =
        plan.proposal().of(AT_THE_STATION).stream()
            .filter(each -> each.role() == Role.MEMBER)
            .findFirst()
            .orElseThrow()
            .card();
    DispatchProposal changed =
        plan.proposal()
            .without(each -> each.card().equals(member))
            .with(new ProposedAssignment(AT_THE_STATION, "R41250004", Role.MEMBER));
    assertThat(PlanCheck.check(facts, changed).violations())
        .extracting(violation -> violation.ruling().article())
        .contains("19");
  }

  private void theRegistersHoldItAndTheOfficerPlans() {
    city = new StoredCity(beans).with(facts);
    order = city.plan("2026-12-01", "2026-12-31");
    assertThat(order.state()).isEqualTo(PlanState.READY);
  }

  private void whoMadeThePlanDoesNotApproveIt() {
    issue.submit(order.id(), version(), UUID.randomUUID(), PlanSecrecy.NONE, "", StoredCity.CLERK);
    assertThatThrownBy(
            () -> issue.approve(order.id(), version(), UUID.randomUUID(), "", StoredCity.CLERK))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.rulings()).extracting(Ruling::article).contains("8"));
  }

  private void theLeaderApprovesAndTheOfficerIssues() {
    issue.approve(order.id(), version(), UUID.randomUUID(), "同意", StoredCity.LEADER);
    issue.issue(order.id(), version(), UUID.randomUUID(), StoredCity.CLERK);
    orders = assignments.inForceOf(order.id());
    assertThat(orders).hasSize(4);
    for (Assignment each : orders) {
      assertThat(assignments.permission(each)).isNotEmpty().allMatch(Ruling::permits);
    }
  }

  private void theInstitutionIsToldThreeDaysBefore() {
    clock.setTo(LocalDate.of(2026, 12, 1));
    announcements.announceDue();
    assertThat(announcements.ofTask(AT_THE_STATION)).isEmpty();
    clock.setTo(LocalDate.of(2026, 12, 2));
    announcements.announceDue();
    assertThat(announcements.ofTask(AT_THE_STATION)).isPresent();
  }

  private void theLeaderOfTheTeamAcceptsWithADeclaration() {
    var leader = seat(AT_THE_STATION, Role.LEADER);
    answers.accept(leader.id(), leader.card(), leader.version(), declared("no"), actor(leader));
    assertThat(assignments.find(leader.id()).orElseThrow().state())
        .isEqualTo(AssignmentState.ACCEPTED);
  }

  private void whoDeclaresAGroundIsNotSent() {
    var member = seat(AT_THE_STATION, Role.MEMBER);
    answers.declareGround(
        member.id(),
        member.card(),
        member.version(),
        RecusalGround.Relation.RELATIVE,
        "妻子在该站任教务",
        actor(member));
    assertThat(assignments.find(member.id()).orElseThrow().state().inForce()).isFalse();
    assertThat(grounds.of(member.card()))
        .anyMatch(each -> each.value().ground().institution().equals("ZD001"));
    assertThat(assignments.inForceOf(order.id())).hasSize(3);
  }

  private long version() {
    return city.now(order).version();
  }

  private Assignment seat(String task, Role role) {
    return orders.stream()
        .filter(each -> each.task().equals(task) && each.role() == role)
        .findFirst()
        .flatMap(each -> assignments.find(each.id()))
        .orElseThrow();
  }

  private static Actor actor(Assignment assignment) {
    return new Actor(assignment.card(), assignment.name());
  }

  private static RecusalDeclaration declared(String answer) {
    Map<String, String> fields = new HashMap<>();
    for (RecusalGround.Relation each : RecusalGround.Relation.values()) {
      fields.put(RecusalDeclaration.FIELD + each.name(), answer);
    }
    var errors = new FormErrors();
    var declaration = RecusalDeclaration.read("金水鉴定站", fields, errors);
    assertThat(errors.isEmpty()).isTrue();
    return declaration;
  }

  /** Record, report, rectification, evaluation, dossier: each with its reason. */
  private void whatFollowsTheDispatchIsStillToCome() {
    for (String step : List.of("15", "16", "17", "21", "11", "12")) {
      int article = Integer.parseInt(step);
      assertThat(ArticleHomes.all().missingOf(article))
          .as(Regulation.measures().cite(step) + " joins the walk when its room is there")
          .extracting(ArticleHomes.Missing::kind)
          .contains(ArticleHome.Kind.CODE);
    }
  }

  private void refused(String card, String article, String... facts) {
    Ruling ruling = rulingOn(card);
    assertThat(ruling.article()).isEqualTo(article);
    assertThat(ruling.permits()).isFalse();
    assertThat(ruling.reason() + ruling.facts()).contains(facts);
    assertThat(plan.proposal().of(AT_THE_STATION))
        .extracting(ProposedAssignment::card)
        .doesNotContain(card);
  }

  private Ruling rulingOn(String card) {
    return explanation.excluded().stream()
        .filter(each -> each.supervisor().card().equals(card))
        .findFirst()
        .orElseThrow()
        .first();
  }

  private SupervisionTask task(String number) {
    return facts.tasks().values().stream()
        .filter(each -> each.number().equals(number))
        .findFirst()
        .orElseThrow();
  }

  private void file(String name, String rows) {
    try {
      Files.writeString(office.resolve(name), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
