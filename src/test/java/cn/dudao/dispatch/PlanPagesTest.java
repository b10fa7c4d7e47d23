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
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
class PlanPagesTest {

  private static final String TASK = "B1-20261205";

  @Autowired ApplicationContext beans;
  @Autowired MockMvc mvc;
  @Autowired TestClock clock;

  private StoredCity city;
  private DispatchPlan plan;

  @BeforeEach
  void oneTaskTwoSeatsAndOneWhoMayNot() {
    clock.setTo(LocalDate.of(2026, 11, 24));
    city =
        new StoredCity(beans)
            .with(
                facts()
                    .withInstitution("S1")
                    .with(
                        aSupervisor("S0001").named("赵一").nationalLevel(),
                        aSupervisor("S0002").named("钱二"),
                        aSupervisor("S0003").named("孙三"),
                        aSupervisor("S0006").named("吴六").withCardValidUntil("2026-11-30"))
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

  private MockHttpServletRequestBuilder act(String noun) {
    return post(plan.url() + noun)
        .with(csrf())
        .with(As.officer())
        .param("version", Long.toString(city.now(plan).version()))
        .param("key", UUID.randomUUID().toString());
  }

  private String anyCard() {
    return city.content(plan).seats().stream()
        .filter(each -> each.task().equals(TASK))
        .findFirst()
        .orElseThrow()
        .card();
  }

  @Test
  @Article("13")
  void tickedBatchesFillTheFormOfANewPlan() throws Exception {
    mvc.perform(
            post("/dispatch/plans/new").with(csrf()).with(As.officer()).param("row", "B1", "B2"))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("value=\"2026-12-05\""),
                        containsString("value=\"2026-12-12\""),
                        containsString("B1\nB2</textarea>"),
                        containsString("范围内 2 个批次"))));
  }

  @Test
  void allTickedBatchesThatCannotBePlannedAreNamedAtOnce() throws Exception {
    mvc.perform(
            post("/dispatch/plans/new")
                .with(csrf())
                .with(As.officer())
                .param("row", "B1", "GONE-1", "GONE-2"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("场次已全部取消：GONE-1、GONE-2")));
    mvc.perform(post("/dispatch/plans/new").with(csrf()).with(As.officer()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("没有勾选批次")));
    mvc.perform(post("/dispatch/plans/new").with(csrf()).with(As.leader()).param("row", "B1"))
        .andExpect(status().isForbidden());
  }

  @Test
  @Article("5")
  void aTamperedFormIsRefusedWithItsArticle() throws Exception {
    mvc.perform(
            act("/assignments")
                .param("task", TASK)
                .param("card", "S0006")
                .param("instead", anyCard()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("按规定不能办理"),
                        containsString("吴六"),
                        containsString("/regulation/articles/5"),
                        containsString("2026-11-30"))));
    assertThat(city.now(plan).revision()).isEqualTo(1);
  }

  @Test
  void aStaleFormIsRefusedWithWhatChanged() throws Exception {
    long seen = plan.version();
    mvc.perform(act("/releases").param("task", TASK).param("card", anyCard()))
        .andExpect(status().isFound());
    mvc.perform(
            post(plan.url() + "/releases")
                .with(csrf())
                .with(As.officer())
                .param("version", Long.toString(seen))
                .param("key", UUID.randomUUID().toString())
                .param("task", TASK)
                .param("card", anyCard()))
        .andExpect(status().isConflict())
        .andExpect(content().string(containsString("撤下")));
  }

  @Test
  @Article({"8", "18", "19"})
  void aSeatShowsWhoMayAndWhoMayNotAndWhy() throws Exception {
    mvc.perform(get(plan.url() + "/seats").param("task", TASK).with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("可以委派（1 人"),
                        containsString("不能委派（1 人）"),
                        containsString("吴六"),
                        containsString("2026-11-30"),
                        containsString("/regulation/articles/5"),
                        containsString("为什么是他们"))));
  }

  @Test
  @Article("13")
  void anOpenSeatSaysWhyInNumbers() throws Exception {
    mvc.perform(get(plan.url() + "/seats").param("task", "B2-20261212").with(As.leader()))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("为什么空缺"),
                        containsString("缺 1 席"),
                        containsString("能补上空缺的最小调整"),
                        not(containsString("name=\"card\"")))));
    mvc.perform(get(plan.url()).with(As.leader()))
        .andExpect(content().string(allOf(containsString("空缺席位"), containsString("5 / 6"))));
  }

  @Test
  void everyTabAnswers() throws Exception {
    for (String tab :
        new String[] {
          "",
          "/tasks?open=1&sort=-open",
          "/calendar",
          "/people?sort=name",
          "/institutions",
          "/checks",
          "/parameters",
          "/revisions",
          "/comparison?from=1&to=1",
          "/people/S0001"
        }) {
      mvc.perform(get(plan.url() + tab).with(As.officer())).andExpect(status().isOk());
    }
    mvc.perform(get(plan.url() + "/tasks?open=1").with(As.officer()))
        .andExpect(
            content().string(allOf(containsString("B2-20261212"), not(containsString(TASK)))));
    mvc.perform(get("/dispatch/plans").with(As.leader()))
        .andExpect(content().string(containsString("测试方案")));
    mvc.perform(get("/exports/plans/" + plan.id() + ".json").with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("dudao-plan/1")));
    mvc.perform(get("/exports/plans/" + plan.id() + ".xlsx").with(As.officer()))
        .andExpect(status().isOk());
  }

  @Test
  void seatsArePinnedReleasedFilledAndUndone() throws Exception {
    String card = anyCard();
    mvc.perform(act("/pins").param("task", TASK).param("card", card).param("pinned", "true"))
        .andExpect(redirectedUrl(plan.url() + "/seats?task=" + TASK));
    mvc.perform(act("/releases").param("task", TASK).param("card", card))
        .andExpect(status().isFound());
    mvc.perform(act("/assignments").param("task", TASK).param("card", card))
        .andExpect(status().isFound());
    mvc.perform(act("/reversal")).andExpect(redirectedUrl(plan.url() + "/revisions"));
    mvc.perform(act("/restoration")).andExpect(redirectedUrl(plan.url() + "/revisions"));
    assertThat(city.now(plan).revision()).isEqualTo(6);
    mvc.perform(act("/copies")).andExpect(status().isFound());
    mvc.perform(act("/deletion")).andExpect(redirectedUrl("/dispatch/plans"));
    mvc.perform(get(plan.url()).with(As.officer())).andExpect(status().isNotFound());
  }

  @Test
  void aNewPlanIsAskedForAndComputed() throws Exception {
    mvc.perform(get("/dispatch/plans/new").with(As.officer()))
        .andExpect(content().string(containsString("value=\"2026-12-01\"")));
    mvc.perform(
            get("/dispatch/plans/preview?from=2026-12-01&to=2026-12-31&batches=B1")
                .with(As.officer()))
        .andExpect(content().string(containsString("范围内 1 个批次")));
    mvc.perform(get("/dispatch/plans/batches?find=B1").with(As.officer()))
        .andExpect(content().string(containsString("2026-12-05")));
    var request =
        post("/dispatch/plans")
            .with(csrf())
            .with(As.officer())
            .param("title", "十二月方案")
            .param("from", "2026-12-01")
            .param("to", "2026-12-31")
            .param("seconds", "5")
            .param("key", UUID.randomUUID().toString());
    String first =
        mvc.perform(request)
            .andExpect(status().isFound())
            .andReturn()
            .getResponse()
            .getRedirectedUrl();
    mvc.perform(get(first).with(As.officer()))
        .andExpect(content().string(containsString("停止并采用目前最好的结果")));
    mvc.perform(get(first + "/progress").with(As.officer())).andExpect(status().isOk());
    String again = mvc.perform(request).andReturn().getResponse().getRedirectedUrl();
    assertThat(again).isEqualTo(first);
  }

  @Test
  void aBadFormIsShownAgainWithTheInputKept() throws Exception {
    mvc.perform(
            post("/dispatch/plans")
                .with(csrf())
                .with(As.officer())
                .param("title", "方案甲")
                .param("from", "2026-12-31")
                .param("to", "2026-12-01")
                .param("batches", "没有的批次")
                .param("key", UUID.randomUUID().toString()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("结束日期不能早于开始日期"),
                        containsString("没有这些批次：没有的批次"),
                        containsString("方案甲"))));
  }

  @Test
  void onlyTheBureauSeesPlansAndOnlyOfficersChangeThem() throws Exception {
    mvc.perform(get(plan.url()).with(As.supervisor("S0001"))).andExpect(status().isForbidden());
    mvc.perform(get("/dispatch/plans").with(As.institutionStaff("S1")))
        .andExpect(status().isForbidden());
    mvc.perform(
            post(plan.url() + "/releases")
                .with(csrf())
                .with(As.leader())
                .param("version", "3")
                .param("key", UUID.randomUUID().toString())
                .param("task", TASK)
                .param("card", anyCard()))
        .andExpect(status().isForbidden());
  }
}
