package cn.dudao.dispatch;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.dudao.account.Accounts;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.dispatch.assignment.RecusalRequest;
import cn.dudao.dispatch.assignment.RecusalRequests;
import cn.dudao.dispatch.assignment.UnansweredOrders;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.StaleException;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.RefusedException;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.RecusalGrounds;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article("18")
class RecusalRequestsTest {

  private static final Actor STAFF = new Actor("staff", "某机构工作人员");
  private static final Actor LEADER = new Actor("leader", "刘处长");
  private static final ListQuery ALL = ListQuery.of("/recusal-requests", Map.of());

  @Autowired ApplicationContext beans;
  @Autowired RecusalRequests requests;
  @Autowired UnansweredOrders unanswered;
  @Autowired Assignments assignments;
  @Autowired RecusalGrounds grounds;
  @Autowired Accounts accounts;
  @Autowired JdbcClient sql;
  @Autowired TestClock clock;

  private StoredCity city;
  private DispatchPlan plan;
  private Assignment order;

  @BeforeEach
  void anIssuedPlan() {
    clock.setTo(LocalDate.of(2026, 11, 24));
    city =
        new StoredCity(beans)
            .with(
                facts()
                    .withInstitution("S1")
                    .with(
                        aSupervisor("S0001").named("赵一").nationalLevel(),
                        aSupervisor("S0002").named("钱二"),
                        aSupervisor("S0003").named("孙三"))
                    .with(aSession("B1", "S1", "2026-12-05"))
                    .build());
    plan = city.issued("2026-12-05", "2026-12-05", PlanSecrecy.NONE);
    order = assignments.inForceOf(plan.id()).getFirst();
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private UUID ask(RecusalRequest.Applicant kind, String applicant, @Nullable String task) {
    var id = UUID.randomUUID();
    requests.ask(
        new RecusalRequests.Asked(
            id,
            order.card(),
            "S1",
            task,
            kind,
            applicant,
            RecusalGround.Relation.INTEREST,
            "双方有租赁合同",
            "合同复印件"),
        STAFF);
    return id;
  }

  private RecusalRequest request(UUID id) {
    return requests.find(id).orElseThrow().request();
  }

  @Test
  void aGrantedRequestIsAGroundAndEndsTheOrder() {
    var id = ask(RecusalRequest.Applicant.INSTITUTION, "", order.task());
    requests.grant(id, 1, "事实清楚", null, LEADER);
    requests.grant(id, 1, "事实清楚", null, LEADER);

    assertThat(request(id).state()).isEqualTo(RecusalRequest.State.GRANTED);
    var ended = assignments.find(order.id()).orElseThrow();
    assertThat(ended.state()).isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(ended.endArticle()).isEqualTo("18");
    assertThat(grounds.of(order.card()))
        .singleElement()
        .satisfies(
            each -> assertThat(each.value().source()).isEqualTo(RecusalGrounds.Source.DECIDED));
    assertThat(city.content(plan).proposal().assignments()).doesNotContain(order.proposed());
  }

  @Test
  void aRefusedRequestChangesNothingElse() {
    var id = ask(RecusalRequest.Applicant.OTHER, "张三", null);
    requests.refuse(id, 1, "理由不成立", LEADER);
    assertThat(request(id).state()).isEqualTo(RecusalRequest.State.REFUSED);
    assertThat(assignments.find(order.id()).orElseThrow().state())
        .isEqualTo(AssignmentState.ISSUED);
    assertThat(grounds.of(order.card())).isEmpty();
    assertThatThrownBy(() -> requests.grant(id, 1, "改主意", null, LEADER))
        .isInstanceOf(StaleException.class);
  }

  @Test
  void nobodyDecidesOnWhatTheyAskedFor() {
    var id = ask(RecusalRequest.Applicant.INSTITUTION, "", order.task());
    assertThatThrownBy(() -> requests.grant(id, 1, "同意", null, STAFF))
        .isInstanceOf(RefusedException.class);
    assertThat(request(id).state()).isEqualTo(RecusalRequest.State.OPEN);
  }

  @Test
  void thePersonConcernedDoesNotDecide() {
    accounts.createWithGeneratedPassword(
        "leads-too", "赵一", Set.of(UserRole.SUPERVISOR, UserRole.BUREAU_LEADER), order.card(), null);
    var user = accounts.find("leads-too").orElseThrow();
    var id = ask(RecusalRequest.Applicant.CANDIDATE, "王小明", null);
    assertThatThrownBy(() -> requests.refuse(id, 1, "没有必要", new Actor(user.toString(), "赵一")))
        .isInstanceOf(RefusedException.class);
    assertThat(request(id).state()).isEqualTo(RecusalRequest.State.OPEN);
  }

  @Test
  void whatIsAskedLateOrOftenIsMarkedByTheParameters() {
    var early = ask(RecusalRequest.Applicant.CANDIDATE, "王小明", order.task());
    assertThat(request(early).late()).isFalse();
    assertThat(request(early).timesInYear()).isOne();
    clock.setTo(order.date());
    assertThat(request(ask(RecusalRequest.Applicant.CANDIDATE, "王小明", order.task())).late())
        .isTrue();
    ask(RecusalRequest.Applicant.CANDIDATE, "王小明", null);
    var fourth = request(ask(RecusalRequest.Applicant.CANDIDATE, "王小明", null));
    assertThat(fourth.often()).isTrue();
    assertThat(fourth.timesInYear()).isEqualTo(4);
    assertThat(fourth.frequency()).contains("第 4 次").contains("3 次");
    assertThat(request(ask(RecusalRequest.Applicant.CANDIDATE, "李小红", null)).timesInYear())
        .as("somebody else")
        .isOne();
  }

  @Test
  void theNameOfACandidateIsSealedInTheDatabase() {
    var id = ask(RecusalRequest.Applicant.CANDIDATE, "王小明", null);
    assertThat(request(id).applicant()).isEqualTo("王小明");
    assertThat(
            sql.sql("select r::text from dispatch.recusal_request r where id = ?")
                .param(id)
                .query(String.class)
                .single())
        .doesNotContain("王小明");
  }

  @Test
  void thePersonConcernedIsToldOfTheDecisionOnce() {
    accounts.createWithGeneratedPassword(
        "supervisor-told", "督导员", Set.of(UserRole.SUPERVISOR), order.card(), null);
    var id = ask(RecusalRequest.Applicant.CANDIDATE, "王小明", order.task());
    requests.grant(id, 1, "有利害关系", null, LEADER);
    assertThat(texts("回避决定")).singleElement().asString().contains("准予回避").doesNotContain("王小明");
  }

  private List<String> texts(String kind) {
    return sql.sql("select title || ' ' || text from platform.message where kind = ?")
        .param(kind)
        .query(String.class)
        .list();
  }

  @Test
  void anInstitutionSeesOnlyWhatItAskedForItself() {
    var own = ask(RecusalRequest.Applicant.INSTITUTION, "", order.task());
    ask(RecusalRequest.Applicant.CANDIDATE, "王小明", null);
    assertThat(requests.list(ALL, "S1").rows())
        .extracting(each -> each.request().id())
        .containsExactly(own);
    assertThat(requests.list(ALL, null).rows()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  @Article("8")
  void whoHasNotAnsweredIsRemindedOnce() {
    accounts.createWithGeneratedPassword(
        "supervisor-reminded", "督导员", Set.of(UserRole.SUPERVISOR), order.card(), null);
    unanswered.remind();
    assertThat(texts("回执提醒")).isEmpty();
    clock.setTo(order.answerDue().minus(Duration.ofHours(2)));
    unanswered.remind();
    unanswered.remind();
    assertThat(texts("回执提醒")).hasSize(1);
    assertThat(assignments.find(order.id()).orElseThrow().remindedAt()).isNotNull();
    assertThat(assignments.find(order.id()).orElseThrow().version())
        .as("an open form stays good")
        .isEqualTo(order.version());
  }

  @Test
  @Article("8")
  void whoHasNotAnsweredInTimeStandsOnTheList() {
    assertThat(overdue()).isEmpty();
    clock.setTo(order.answerDue().plusSeconds(1));
    assertThat(overdue()).hasSize(2).contains(order.id());
    clock.setTo(order.date().plusDays(1));
    assertThat(overdue()).isEmpty();
  }

  private List<UUID> overdue() {
    return unanswered.overdue(ListQuery.of("/dispatch/unanswered", Map.of())).rows().stream()
        .map(each -> each.order().id())
        .toList();
  }
}
