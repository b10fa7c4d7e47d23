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

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.AssignmentState;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.regulation.Article;
import cn.dudao.supervisor.AnnualDeclarations;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.RecusalGrounds;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article("18")
class OwnTaskPagesTest {

  @Autowired ApplicationContext beans;
  @Autowired MockMvc mvc;
  @Autowired Assignments assignments;
  @Autowired RecusalGrounds grounds;
  @Autowired AnnualDeclarations declarations;
  @Autowired JdbcClient sql;
  @Autowired TestClock clock;

  private StoredCity city;
  private Assignment order;
  private String stranger = "";

  @BeforeEach
  void aCity() {
    clock.setTo(LocalDate.of(2026, 11, 24));
    city =
        new StoredCity(beans)
            .with(
                facts()
                    .withInstitution("S1")
                    .withInstitution("S2")
                    .with(
                        aSupervisor("S0001").named("赵一").nationalLevel(),
                        aSupervisor("S0002").named("钱二"),
                        aSupervisor("S0003").named("孙三"))
                    .with(aSession("B1", "S1", "2026-12-05"))
                    .build());
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private void issued(PlanSecrecy secrecy) {
    var plan = city.issued("2026-12-05", "2026-12-05", secrecy);
    var orders = assignments.inForceOf(plan.id());
    order = orders.getFirst();
    stranger =
        List.of("S0001", "S0002", "S0003").stream()
            .filter(card -> orders.stream().noneMatch(each -> each.card().equals(card)))
            .findFirst()
            .orElseThrow();
  }

  private MockHttpServletRequestBuilder answer(String noun, String card) {
    return post("/tasks/" + order.id() + noun)
        .with(csrf())
        .with(As.supervisor(card))
        .param("version", Long.toString(order.version()));
  }

  private static MockHttpServletRequestBuilder declared(
      MockHttpServletRequestBuilder form, RecusalGround.Relation... applying) {
    for (var each : RecusalGround.Relation.values()) {
      form.param("answer-" + each.name(), List.of(applying).contains(each) ? "yes" : "no");
    }
    return form;
  }

  private AssignmentState state() {
    return assignments.find(order.id()).orElseThrow().state();
  }

  @Test
  @Article({"7", "8", "13", "14"})
  void thePersonSeesWhatWhenWithWhomAndOnWhatBasis() throws Exception {
    issued(PlanSecrecy.NONE);
    mvc.perform(get("/tasks").with(As.supervisor(order.card())))
        .andExpect(status().isOk())
        .andExpect(
            content().string(allOf(containsString("待回执"), containsString(order.id().toString()))));
    mvc.perform(get("/tasks/" + order.id()).with(As.supervisor(order.card())))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString(order.documentNumber()),
                        containsString("2026-12-05"),
                        containsString("/regulation/articles/13"),
                        containsString("应佩带胸卡"),
                        containsString("实行回避制度"),
                        containsString("接受委派"))));
    for (String page : List.of("/acceptance", "/decline", "/ground")) {
      mvc.perform(get("/tasks/" + order.id() + page).with(As.supervisor(order.card())))
          .andExpect(status().isOk());
    }
  }

  @Test
  void othersFindNothingByAnyAddress() throws Exception {
    issued(PlanSecrecy.NONE);
    for (String page : List.of("", "/acceptance", "/decline", "/ground", "/notice")) {
      mvc.perform(get("/tasks/" + order.id() + page).with(As.supervisor(stranger)))
          .andExpect(status().isNotFound());
      mvc.perform(get("/tasks/" + order.id() + page).with(As.officer()))
          .andExpect(status().isForbidden());
    }
    mvc.perform(declared(answer("/acceptance", stranger))).andExpect(status().isNotFound());
    mvc.perform(answer("/decline", stranger).param("reason", "不去"))
        .andExpect(status().isNotFound());
    mvc.perform(answer("/ground", stranger).param("relation", "RELATIVE").param("note", "亲属"))
        .andExpect(status().isNotFound());
    mvc.perform(get("/tasks").with(As.supervisor(stranger)))
        .andExpect(content().string(not(containsString("2026-12-05"))));
    assertThat(state()).isEqualTo(AssignmentState.ISSUED);
  }

  @Test
  void aSealedOrderShowsByNoRouteBeforeItsTime() throws Exception {
    issued(new PlanSecrecy(false, Set.of(), 2));
    var me = As.supervisor(order.card());
    for (String page : List.of("", "/acceptance", "/decline", "/ground", "/notice")) {
      mvc.perform(get("/tasks/" + order.id() + page).with(me)).andExpect(status().isNotFound());
    }
    mvc.perform(declared(answer("/acceptance", order.card()))).andExpect(status().isNotFound());
    for (String page :
        List.of(
            "/",
            "/tasks",
            "/tasks?part=TO_ANSWER&q=B1",
            "/calendar?month=2026-12",
            "/calendar.ics",
            "/messages",
            "/supervisors/" + order.card(),
            "/supervisors/" + order.card() + "?tab=history")) {
      mvc.perform(get(page).with(me))
          .andExpect(status().isOk())
          .andExpect(
              content()
                  .string(
                      allOf(
                          not(containsString("2026-12-05")),
                          not(containsString("B1-")),
                          not(containsString("待回执的任务")),
                          not(containsString(order.documentNumber())))));
    }
    clock.setTo(LocalDate.of(2026, 12, 3));
    mvc.perform(get("/tasks").with(me)).andExpect(content().string(containsString("2026-12-05")));
  }

  @Test
  void acceptingNeedsEveryAnswerAndWorksOnce() throws Exception {
    issued(PlanSecrecy.NONE);
    mvc.perform(answer("/acceptance", order.card()).param("answer-RELATIVE", "no"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("师生")));
    assertThat(state()).isEqualTo(AssignmentState.ISSUED);
    for (int click = 0; click < 2; click++) {
      mvc.perform(declared(answer("/acceptance", order.card())))
          .andExpect(redirectedUrl("/tasks/" + order.id()));
    }
    assertThat(state()).isEqualTo(AssignmentState.ACCEPTED);
    mvc.perform(answer("/decline", order.card()).param("reason", "旧页面"))
        .andExpect(status().isConflict())
        .andExpect(content().string(containsString("已接受")));
    mvc.perform(get("/calendar.ics").with(As.supervisor(order.card())))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("BEGIN:VCALENDAR\r\n"),
                        containsString("DTSTART;VALUE=DATE:20261205\r\n"),
                        containsString("UID:" + order.id() + "@dudao"))));
    mvc.perform(get("/calendar?month=2026-12").with(As.supervisor(order.card())))
        .andExpect(content().string(containsString("/tasks/" + order.id())));
  }

  @Test
  void oneRelationMakesItAGround() throws Exception {
    issued(PlanSecrecy.NONE);
    mvc.perform(declared(answer("/acceptance", order.card()), RecusalGround.Relation.COLLEAGUE))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("有回避情形的，请说明")));
    mvc.perform(
            declared(answer("/acceptance", order.card()), RecusalGround.Relation.COLLEAGUE)
                .param("note", "在该单位兼课"))
        .andExpect(redirectedUrl("/tasks/" + order.id()));
    assertThat(state()).isEqualTo(AssignmentState.DECLINED);
    assertThat(grounds.of(order.card())).hasSize(1);
    mvc.perform(get("/tasks/" + order.id()).with(As.supervisor(order.card())))
        .andExpect(
            content()
                .string(
                    allOf(containsString("申报回避：同事"), containsString("/regulation/articles/18"))));
  }

  @Test
  @Article("5")
  void whoMayNotGoAnyMoreIsToldWithTheArticle() throws Exception {
    issued(PlanSecrecy.NONE);
    sql.sql("update supervisor.supervisor set valid_until = '2026-12-01' where card = ?")
        .param(order.card())
        .update();
    mvc.perform(declared(answer("/acceptance", order.card())))
        .andExpect(status().isUnprocessableContent())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("已经撤回"),
                        containsString("/regulation/articles/5"),
                        containsString("2026-12-01"))));
    assertThat(state()).isEqualTo(AssignmentState.WITHDRAWN);
  }

  @Test
  void decliningNeedsAReason() throws Exception {
    issued(PlanSecrecy.NONE);
    mvc.perform(answer("/decline", order.card()).param("reason", " "))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("请写明不能承担的理由")));
    mvc.perform(answer("/decline", order.card()).param("reason", "当天有课"))
        .andExpect(redirectedUrl("/tasks/" + order.id()));
    assertThat(state()).isEqualTo(AssignmentState.DECLINED);
  }

  @Test
  void theYearlyDeclarationBecomesGroundsOnce() throws Exception {
    var key = UUID.randomUUID().toString();
    mvc.perform(get("/").with(As.supervisor("S0003")))
        .andExpect(content().string(containsString("2026 年未声明")));
    for (int click = 0; click < 2; click++) {
      mvc.perform(
              declared(
                      post("/declarations")
                          .with(csrf())
                          .with(As.supervisor("S0003"))
                          .param("key", key),
                      RecusalGround.Relation.MASTER)
                  .param("units-MASTER", "S1、S2")
                  .param("note-MASTER", "曾带徒"))
          .andExpect(redirectedUrl("/declarations/own"));
    }
    assertThat(grounds.of("S0003")).hasSize(2);
    assertThat(declarations.of("S0003")).hasSize(1);
    mvc.perform(
            declared(
                    post("/declarations")
                        .with(csrf())
                        .with(As.supervisor("S0003"))
                        .param("key", UUID.randomUUID().toString()),
                    RecusalGround.Relation.OTHER)
                .param("units-OTHER", "S9"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("没有代码为 S9 的单位")));
    mvc.perform(get("/").with(As.supervisor("S0003")))
        .andExpect(content().string(not(containsString("2026 年未声明"))));
    mvc.perform(get("/declarations?state=MISSING").with(As.officer()))
        .andExpect(content().string(allOf(containsString("钱二"), not(containsString("孙三")))));
    mvc.perform(get("/supervisors/S0003?tab=grounds").with(As.officer()))
        .andExpect(content().string(containsString("有回避情形")));
    mvc.perform(get("/declarations/own").with(As.supervisor("S0003")))
        .andExpect(content().string(containsString("已作的声明")));
  }

  @Test
  void anInstitutionAsksOnlyAboutPeopleWhomItMayKnowOf() throws Exception {
    issued(new PlanSecrecy(true, Set.of(), null));
    var key = UUID.randomUUID().toString();
    mvc.perform(get("/recusal-requests/new").with(As.institutionStaff("S1")))
        .andExpect(status().isOk())
        .andExpect(content().string(not(containsString(order.name()))));
    mvc.perform(recusal(key).with(As.institutionStaff("S1")))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(not(containsString(order.name()))));
    mvc.perform(
            recusal(UUID.randomUUID().toString())
                .with(As.officer())
                .param("kind", "INSTITUTION")
                .param("card", order.card())
                .param("institution", "S1")
                .param("task", order.task()))
        .andExpect(status().isUnprocessableContent());
    mvc.perform(get("/recusal-requests").with(As.institutionStaff("S1")))
        .andExpect(content().string(not(containsString(order.name()))));

    clock.setTo(order.date());
    mvc.perform(get("/recusal-requests/new").with(As.institutionStaff("S1")))
        .andExpect(content().string(containsString(order.name())));
    for (int click = 0; click < 2; click++) {
      mvc.perform(recusal(key).with(As.institutionStaff("S1")))
          .andExpect(redirectedUrl("/recusal-requests/" + key));
    }
    mvc.perform(get("/recusal-requests/" + key).with(As.institutionStaff("S1")))
        .andExpect(status().isOk());
    mvc.perform(get("/recusal-requests/" + key).with(As.institutionStaff("S2")))
        .andExpect(status().isNotFound());
    mvc.perform(get("/recusal-requests/" + key).with(As.supervisor(order.card())))
        .andExpect(status().isNotFound());
    mvc.perform(get("/recusal-requests").with(As.institutionStaff("S2")))
        .andExpect(content().string(not(containsString(order.name()))));
    mvc.perform(get("/recusal-requests").with(As.leader()))
        .andExpect(content().string(containsString("提出较晚")));
  }

  private MockHttpServletRequestBuilder recusal(String key) {
    return post("/recusal-requests")
        .with(csrf())
        .param("key", key)
        .param("assignment", order.id().toString())
        .param("relation", "INTEREST")
        .param("facts", "有经济纠纷");
  }

  @Test
  void aCandidatesNameReachesTheLeaderButNotTheSupervisor() throws Exception {
    issued(PlanSecrecy.NONE);
    var key = UUID.randomUUID().toString();
    mvc.perform(
            recusal(key)
                .with(As.officer())
                .param("kind", "CANDIDATE")
                .param("applicant", "王小明")
                .param("card", order.card())
                .param("institution", "S1")
                .param("task", order.task()))
        .andExpect(redirectedUrl("/recusal-requests/" + key));
    mvc.perform(get("/recusal-requests/" + key).with(As.leader()))
        .andExpect(content().string(allOf(containsString("王小明"), containsString("准予回避"))));
    mvc.perform(decision(key, "GRANTED", "").with(As.leader()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("请写明理由")));
    mvc.perform(decision(key, "GRANTED", "属实").with(As.a(UserRole.BUREAU_OFFICER)))
        .andExpect(status().isForbidden());
    mvc.perform(decision(key, "GRANTED", "属实").with(As.leader()))
        .andExpect(redirectedUrl("/recusal-requests/" + key));
    assertThat(state()).isEqualTo(AssignmentState.WITHDRAWN);
    mvc.perform(get("/recusal-requests/" + key).with(As.supervisor(order.card())))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("属实"),
                        containsString("姓名不公开"),
                        not(containsString("王小明")),
                        not(containsString("有经济纠纷")))));
    mvc.perform(decision(key, "REFUSED", "改变").with(As.leader())).andExpect(status().isConflict());
    mvc.perform(get("/recusal-requests.xlsx").with(As.leader())).andExpect(status().isOk());
  }

  private MockHttpServletRequestBuilder decision(String key, String decision, String reason) {
    return post("/recusal-requests/" + key + "/decision")
        .with(csrf())
        .param("version", "1")
        .param("decision", decision)
        .param("reason", reason);
  }

  @Test
  @Article("8")
  void theOfficerSeesWhoHasNotAnswered() throws Exception {
    issued(PlanSecrecy.NONE);
    clock.setTo(order.answerDue().plusSeconds(60));
    mvc.perform(get("/").with(As.officer())).andExpect(content().string(containsString("逾期未回执")));
    mvc.perform(get("/dispatch/unanswered").with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString(order.name())));
  }

  @Test
  void noPageRunsMoreThanFifteenStatements() throws Exception {
    issued(PlanSecrecy.NONE);
    clock.setTo(order.answerDue().plusSeconds(60));
    var me = As.supervisor(order.card());
    for (String page :
        List.of(
            "/",
            "/tasks",
            "/tasks/" + order.id(),
            "/tasks/" + order.id() + "/acceptance",
            "/calendar?month=2026-12",
            "/declarations/own")) {
      assertThat(statements(get(page).with(me))).as(page).isBetween(1, 15);
    }
    var bureau = As.a(UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER);
    for (String page : List.of("/", "/declarations", "/recusal-requests", "/dispatch/unanswered")) {
      assertThat(statements(get(page).with(bureau))).as(page).isBetween(1, 15);
    }
  }

  /** How many statements a page runs, as the log of the database template tells. */
  private int statements(MockHttpServletRequestBuilder request) throws Exception {
    var log = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    log.addAppender(lines);
    log.setAdditive(false);
    log.setLevel(Level.DEBUG);
    try {
      mvc.perform(request).andExpect(status().isOk());
    } finally {
      log.setLevel(null);
      log.setAdditive(true);
      log.detachAppender(lines);
    }
    return (int)
        lines.list.stream()
            .filter(each -> each.getMessage().startsWith("Executing prepared SQL statement"))
            .count();
  }
}
