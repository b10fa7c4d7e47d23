package cn.dudao.dispatch;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.account.UserRole;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.regulation.Article;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article({"4", "8"})
class PlanApprovalPagesTest {

  private static final RequestPostProcessor BOTH =
      As.a(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER);

  @Autowired ApplicationContext beans;
  @Autowired MockMvc mvc;
  @Autowired TestClock clock;
  @Autowired Assignments assignments;
  @Autowired JdbcClient sql;

  private StoredCity city;
  private DispatchPlan plan;

  @BeforeEach
  void aComputedPlan() {
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
                    .with(
                        aSession("B1", "S1", "2026-12-05").wanting(2),
                        aSession("B2", "S1", "2026-12-12").wanting(4))
                    .build());
    plan = city.plan("2026-12-01", "2026-12-31");
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private MockHttpServletRequestBuilder act(String noun, RequestPostProcessor by) {
    return post(plan.url() + noun)
        .with(csrf())
        .with(by)
        .param("version", Long.toString(city.now(plan).version()))
        .param("key", UUID.randomUUID().toString());
  }

  private MockHttpServletRequestBuilder submission(RequestPostProcessor by) {
    return act("/submission", by).param("notice", "ANNOUNCED").param("names", "AT_ISSUE");
  }

  private void submitted() throws Exception {
    mvc.perform(submission(As.officer())).andExpect(redirectedUrl(plan.url() + "/decisions"));
  }

  private void approved() throws Exception {
    submitted();
    mvc.perform(act("/approval", As.leader()).param("note", "同意"))
        .andExpect(redirectedUrl(plan.url() + "/decisions"));
  }

  @Test
  void fromSubmissionToIssue() throws Exception {
    mvc.perform(get(plan.url()).with(As.officer()))
        .andExpect(content().string(containsString(plan.url() + "/submission")));
    mvc.perform(get(plan.url() + "/submission").with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(content().string(allOf(containsString("通知方式"), containsString("空缺 1 席"))));
    submitted();
    mvc.perform(get("/").with(As.leader())).andExpect(content().string(containsString("方案待审批")));
    mvc.perform(get(plan.url() + "/approval").with(As.leader()))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("缺 1 席"),
                        containsString("3 人已在本任务"),
                        containsString("批准后由经办人员签发"),
                        containsString("轮换（第十九条"))));
    mvc.perform(act("/approval", As.leader()).param("note", "同意"))
        .andExpect(redirectedUrl(plan.url() + "/decisions"));
    mvc.perform(get("/").with(As.officer()))
        .andExpect(content().string(containsString("方案已批准，待签发")));
    mvc.perform(get(plan.url() + "/issuance").with(As.officer()))
        .andExpect(content().string(containsString("将向 3 人签发 5 项委派，涉及 2 项任务。签发后名单即公开")));
    mvc.perform(act("/issuance", As.officer())).andExpect(redirectedUrl(plan.url() + "/decisions"));
    assertThat(assignments.inForceOf(plan.id())).hasSize(5);
    mvc.perform(get(plan.url() + "/decisions").with(As.leader()))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("提交审批"), containsString("意见：同意"), containsString("签发后公开"))));
    mvc.perform(get("/dispatch/plans?state=ISSUED").with(As.leader()))
        .andExpect(content().string(containsString(plan.number())));
    mvc.perform(get("/dispatch/plans?state=UNISSUED").with(As.leader()))
        .andExpect(content().string(not(containsString(plan.url()))));
  }

  @Test
  void whoWorkedOnThePlanIsRefusedUnderArticle8() throws Exception {
    mvc.perform(submission(BOTH)).andExpect(status().isFound());
    mvc.perform(get(plan.url() + "/approval").with(BOTH))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("须由另一名负责人审批"),
                        containsString("/regulation/articles/8"),
                        not(containsString("name=\"note\"")))));
    mvc.perform(act("/approval", BOTH))
        .andExpect(status().isUnprocessableContent())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("按规定不能办理"),
                        containsString("/regulation/articles/8"),
                        containsString("制订人以外的负责人"))));
    assertThat(city.now(plan).state()).isEqualTo(PlanState.SUBMITTED);
    mvc.perform(get("/").with(BOTH)).andExpect(content().string(not(containsString("方案待审批"))));
  }

  @Test
  void onlyALeaderDecidesAndOnlyAnOfficerSubmitsAndIssues() throws Exception {
    mvc.perform(submission(As.leader())).andExpect(status().isForbidden());
    submitted();
    mvc.perform(act("/approval", As.officer())).andExpect(status().isForbidden());
    mvc.perform(act("/return", As.officer()).param("note", "不妥")).andExpect(status().isForbidden());
    mvc.perform(act("/approval", As.leader())).andExpect(status().isFound());
    mvc.perform(act("/issuance", As.leader())).andExpect(status().isForbidden());
  }

  @Test
  void aReturnNeedsAReasonAndReachesTheOfficer() throws Exception {
    submitted();
    mvc.perform(act("/return", As.leader()).param("note", " "))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("退回时请写明理由")));
    mvc.perform(act("/return", As.leader()).param("note", "城区力量不足")).andExpect(status().isFound());
    mvc.perform(get("/").with(As.officer()))
        .andExpect(content().string(allOf(containsString("方案被退回"), containsString("城区力量不足"))));
    submitted();
  }

  @Test
  void takenBackAfterTheApprovalItIsSubmittedAndApprovedAgain() throws Exception {
    approved();
    mvc.perform(get(plan.url() + "/recall").with(As.officer()))
        .andExpect(content().string(containsString("批准作废")));
    mvc.perform(act("/recall", As.officer()).param("reason", "补充一人"))
        .andExpect(redirectedUrl(plan.url()));
    assertThat(city.now(plan).state()).isEqualTo(PlanState.READY);
    assertThat(
            sql.sql("select count(*) from dispatch.plan_approval where plan = ?")
                .param(plan.id())
                .query(Long.class)
                .single())
        .isZero();
    approved();
    mvc.perform(act("/issuance", As.officer())).andExpect(status().isFound());
    assertThat(assignments.inForceOf(plan.id())).hasSize(5);
  }

  @Test
  void aFormWithMistakesKeepsWhatWasFilledIn() throws Exception {
    mvc.perform(
            act("/submission", As.officer())
                .param("notice", "SOME")
                .param("tasks", "B9-20261205")
                .param("names", "SEALED")
                .param("days", "99")
                .param("remark", "请尽快审批"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("方案中没有这些任务：B9-20261205"),
                        containsString("0 至 30 天"),
                        containsString("请尽快审批"))));
    assertThat(city.now(plan).state()).isEqualTo(PlanState.READY);
  }

  @Test
  void tasksAreChosenByTypingOrTicking() throws Exception {
    mvc.perform(get(plan.url() + "/submission/tasks").param("find", "b2").with(As.officer()))
        .andExpect(content().string(containsString("data-line=\"B2-20261212\"")));
    mvc.perform(
            post(plan.url() + "/submission/tasks")
                .with(csrf())
                .with(As.officer())
                .param("row", "B1-20261205", "B2-20261212"))
        .andExpect(redirectedUrl(plan.url() + "/submission?task=B1-20261205&task=B2-20261212"));
    mvc.perform(get(plan.url() + "/submission").param("task", "B2-20261212").with(As.officer()))
        .andExpect(content().string(containsString(">B2-20261212</textarea>")));
    mvc.perform(
            act("/submission", As.officer())
                .param("notice", "SOME")
                .param("tasks", "B2-20261212")
                .param("names", "AT_ISSUE"))
        .andExpect(status().isFound());
    assertThat(city.now(plan).secrecy())
        .isEqualTo(new PlanSecrecy(false, java.util.Set.of("B2-20261212"), null));
    mvc.perform(act("/approval", As.leader())).andExpect(status().isFound());
    mvc.perform(get(plan.url() + "/issuance").with(As.officer()))
        .andExpect(content().string(containsString("其中 1 项任务不预先通知单位")));
  }

  @Test
  void aStalePageDoesNothing() throws Exception {
    approved();
    mvc.perform(
            post(plan.url() + "/issuance")
                .with(csrf())
                .with(As.officer())
                .param("version", Long.toString(plan.version()))
                .param("key", UUID.randomUUID().toString()))
        .andExpect(status().isConflict());
    mvc.perform(get(plan.url() + "/approval").with(As.leader())).andExpect(status().isConflict());
    assertThat(assignments.inForceOf(plan.id())).isEmpty();
  }

  @Test
  void aDoubleClickHasOneEffect() throws Exception {
    approved();
    String version = Long.toString(city.now(plan).version());
    String key = UUID.randomUUID().toString();
    for (int click = 0; click < 2; click++) {
      mvc.perform(
              post(plan.url() + "/issuance")
                  .with(csrf())
                  .with(As.officer())
                  .param("version", version)
                  .param("key", key))
          .andExpect(redirectedUrl(plan.url() + "/decisions"));
    }
    assertThat(assignments.inForceOf(plan.id())).hasSize(5);
  }

  @Test
  @Article("5")
  void aPlanThatBrokeARuleMeanwhileCanOnlyBeReturned() throws Exception {
    submitted();
    sql.sql("update supervisor.supervisor set valid_until = '2026-12-01' where card = 'S0002'")
        .update();
    mvc.perform(get(plan.url() + "/approval").with(As.leader()))
        .andExpect(
            content().string(allOf(containsString("今天不能批准"), not(containsString(">批准</button>")))));
    mvc.perform(act("/approval", As.leader()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("/regulation/articles/5")));
  }

  @Test
  void aChangeShowsWhoLeavesAndWhoComes() throws Exception {
    approved();
    mvc.perform(act("/issuance", As.officer())).andExpect(status().isFound());
    var leaving =
        city.content(plan).seats().stream()
            .filter(each -> each.task().equals("B1-20261205"))
            .toList()
            .getLast();
    mvc.perform(
            act("/releases", As.officer())
                .param("task", "B1-20261205")
                .param("card", leaving.card()))
        .andExpect(status().isFound());
    mvc.perform(get("/").with(As.officer())).andExpect(content().string(containsString("有未签发的变更")));
    submitted();
    mvc.perform(get(plan.url() + "/approval").with(As.leader()))
        .andExpect(
            content().string(allOf(containsString("与已签发的委派相比"), containsString(leaving.name()))));
  }
}
