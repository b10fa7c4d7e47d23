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
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.account.UserRole;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.regulation.Article;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Until the time that the plan names, nobody but the planners learns by any route who is sent. */
@RoomTest
@Transactional
@Article({"8", "18"})
class SealedNamesTest {

  private static final Actor LEADER = new Actor("leader", "刘处长");
  private static final String TASK = "B1-20261205";

  /** Pages of the registers show everybody whether sent or not; they must not tell them apart. */
  private static final List<String> REGISTERS =
      List.of(
          "/supervisors",
          "/absences",
          "/declarations",
          "/recusal-grounds",
          "/past-supervisions",
          "/exports/{table}",
          "/search",
          "/users",
          "/dispatch/load",
          "/dispatch/rotation/people");

  @Autowired ApplicationContext beans;
  @Autowired MockMvc mvc;
  @Autowired TestClock clock;
  @Autowired PlanIssue issue;
  @Autowired AssignmentChanges changes;
  @Autowired DispatchPlanner planner;
  @Autowired Assignments assignments;
  @Autowired JdbcClient sql;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping routes;

  private StoredCity city;
  private DispatchPlan plan;

  @BeforeEach
  void aCity() {
    clock.setTo(LocalDate.of(2026, 11, 24));
    city =
        new StoredCity(beans)
            .with(
                facts()
                    .withInstitution("S1")
                    .with(
                        aSupervisor("S0001").named("赵密一").nationalLevel(),
                        aSupervisor("S0002").named("钱密二"),
                        aSupervisor("S0003").named("孙密三"))
                    .with(
                        aSession("B1", "S1", "2026-12-05").wanting(2),
                        aSession("B2", "S1", "2026-12-12").wanting(4))
                    .build());
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private long version() {
    return city.now(plan).version();
  }

  private void submitted(Integer days) {
    issue.submit(
        plan.id(),
        version(),
        UUID.randomUUID(),
        new PlanSecrecy(false, Set.of(), days),
        "",
        StoredCity.CLERK);
  }

  private void issued(Integer days) {
    plan = city.plan("2026-12-01", "2026-12-08");
    submitted(days);
    issue.approve(plan.id(), version(), UUID.randomUUID(), "", LEADER);
    issue.issue(plan.id(), version(), UUID.randomUUID(), StoredCity.CLERK);
  }

  /** Something happens to the plan before and after, so that the record of acts has details. */
  private void issuedAndChanged() {
    issued(1);
    var seat = city.content(plan).seats().getLast();
    planner.release(
        plan.id(), version(), UUID.randomUUID(), seat.task(), seat.card(), StoredCity.CLERK);
    planner.undo(plan.id(), version(), UUID.randomUUID(), StoredCity.CLERK);
  }

  // ---- the walk

  /** Every address that a GET answers, with each thing that could be asked for in its place. */
  private Set<String> addresses(boolean registers) {
    List<String> things = new ArrayList<>(List.of(plan.id().toString(), TASK, "S1", "S0001", "1"));
    assignments.of(TASK).stream().map(each -> each.id().toString()).forEach(things::add);
    things.add(
        sql.sql("select id::text from appraisal.batch where number = 'B1'")
            .query(String.class)
            .single());
    Set<String> all = new LinkedHashSet<>();
    routes
        .getHandlerMethods()
        .keySet()
        .forEach(info -> {
          var methods = info.getMethodsCondition().getMethods();
          if (!methods.isEmpty() && !methods.contains(RequestMethod.GET)) {
            return;
          }
          for (String pattern : info.getPatternValues()) {
            if (isRegister(pattern) == registers) {
              expand(pattern, things, all);
            }
          }
        });
    if (registers) {
      all.add("/search?q=%E5%AF%86");
      return all;
    }
    all.addAll(
        List.of(
            plan.url() + "/seats?task=" + TASK,
            plan.url() + "/seats?task=" + TASK + "&all=true&find=%E5%AF%86",
            plan.url() + "/tasks?card=S0001&count=1",
            plan.url() + "/comparison?from=1&to=2",
            plan.url() + "/people?sort=-tasks&count=1",
            "/acts?kind=dispatch-plan",
            "/acts?kind=assignment"));
    return all;
  }

  /** When an institution is visited next is no name; that page is walked. */
  private static boolean isRegister(String pattern) {
    return REGISTERS.stream().anyMatch(pattern::startsWith)
        && !pattern.startsWith("/dispatch/load/institutions");
  }

  private static void expand(String pattern, List<String> things, Set<String> all) {
    int from = pattern.indexOf('{');
    if (from < 0) {
      all.add(pattern);
      all.add(pattern + "?task=" + TASK);
      return;
    }
    // A variable may carry a pattern with braces of its own.
    int to = from;
    int depth = 0;
    do {
      depth += pattern.charAt(to) == '{' ? 1 : pattern.charAt(to) == '}' ? -1 : 0;
      to++;
    } while (depth > 0);
    for (String each : things) {
      expand(pattern.substring(0, from) + each + pattern.substring(to), things, all);
    }
  }

  private MockHttpServletResponse answer(String address, RequestPostProcessor by) throws Exception {
    return mvc.perform(get(java.net.URI.create(address)).with(by)).andReturn().getResponse();
  }

  /** What an answer says, headers and the parts of workbooks included. */
  private static String said(MockHttpServletResponse answer) throws Exception {
    var text = new StringBuilder();
    answer
        .getHeaderNames()
        .forEach(name -> text.append(name).append(answer.getHeaders(name)).append('\n'));
    byte[] body = answer.getContentAsByteArray();
    text.append(new String(body, StandardCharsets.UTF_8));
    if (body.length > 2 && body[0] == 'P' && body[1] == 'K') {
      Path file = Files.createTempFile("answer", ".zip");
      Files.write(file, body);
      try (var zip = new ZipFile(file.toFile())) {
        for (var entry : zip.stream().toList()) {
          try (var in = zip.getInputStream(entry)) {
            text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      }
      Files.delete(file);
    }
    return text.toString();
  }

  private void nothingIsToldTo(RequestPostProcessor by, String who) throws Exception {
    List<String> told = new ArrayList<>();
    int answered = 0;
    for (String address : addresses(false)) {
      var answer = answer(address, by);
      assertThat(answer.getStatus()).as(who + " " + address).isLessThan(500);
      answered += answer.getStatus() == 200 ? 1 : 0;
      // What was asked for may be repeated; that is nothing new to who asked.
      String said = said(answer).replace(address, "");
      for (String secret : List.of("赵密一", "钱密二", "孙密三", "S0001", "S0002", "S0003")) {
        if (said.contains(secret) && !address.contains(secret)) {
          told.add(address + " tells " + secret);
        }
      }
    }
    assertThat(told).as(who).isEmpty();
    assertThat(answered).as("answers to " + who).isGreaterThan(3);
  }

  @Test
  void noRouteTellsALeader() throws Exception {
    issuedAndChanged();
    nothingIsToldTo(As.leader(), "leader");
  }

  @Test
  void noRouteTellsALeaderWhileThePlanWaits() throws Exception {
    plan = city.plan("2026-12-01", "2026-12-08");
    submitted(1);
    nothingIsToldTo(As.leader(), "leader");
    mvc.perform(get(plan.url() + "/approval").with(As.leader()))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("向 2 人签发 2 项委派")));
  }

  @Test
  void whoCouldStepInElsewhereDoesNotTellALeaderWhoIsSent() throws Exception {
    issued(null);
    var order = assignments.of(TASK).getFirst();
    changes.withdraw(order.id(), order.version(), "8", "工作调整", StoredCity.CLERK);
    city.issued(city.plan("2026-12-12", "2026-12-12"), new PlanSecrecy(false, Set.of(), 1));
    String page = "/dispatch/assignments/" + order.id();
    mvc.perform(get(page).with(As.officer()))
        .andExpect(content().string(containsString("采用并提交审批")));
    mvc.perform(get(page).with(As.leader()))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("此前不显示谁可以委派"),
                        not(containsString("全部规则准予")),
                        not(containsString("dd-ruling")))));
  }

  @Test
  void noRouteTellsTheAdministratorsOrTheInstitution() throws Exception {
    issuedAndChanged();
    nothingIsToldTo(As.a(UserRole.AUDIT_ADMIN), "audit administrator");
    nothingIsToldTo(As.a(UserRole.SYSTEM_ADMIN), "system administrator");
    nothingIsToldTo(As.a(UserRole.SECURITY_ADMIN), "security administrator");
    nothingIsToldTo(As.a(UserRole.INVESTIGATOR), "investigator");
    nothingIsToldTo(As.institutionStaff("S1"), "institution");
    nothingIsToldTo(As.supervisor("S9999"), "another supervisor");
  }

  @Test
  void theRegistersLookAsBefore() throws Exception {
    plan = city.plan("2026-12-01", "2026-12-08");
    Map<String, String> before = new LinkedHashMap<>();
    for (String address : addresses(true)) {
      before.put(address, masked(address));
    }
    submitted(1);
    issue.approve(plan.id(), version(), UUID.randomUUID(), "", LEADER);
    issue.issue(plan.id(), version(), UUID.randomUUID(), StoredCity.CLERK);
    for (String address : before.keySet()) {
      assertThat(masked(address)).as(address).isEqualTo(before.get(address));
    }
    assertThat(before.get("/supervisors")).contains("赵密一");
  }

  private String masked(String address) throws Exception {
    var answer = answer(address, As.leader());
    String type = String.valueOf(answer.getContentType());
    return type.contains("html")
        ? answer
            .getContentAsString(StandardCharsets.UTF_8)
            .replaceAll("(_csrf\" value|csrf-token\" content)=\"[^\"]*\"", "$1")
            .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "id")
            .replaceAll("<code>[^<]*</code>", "")
            .replaceAll("新建时间[^<]*", "")
            // That something is sealed may be said, for whom may not.
            .replaceAll("<p class=\"text-secondary\">名单密封[^<]*</p>", "")
        : String.valueOf(answer.getStatus());
  }

  // ---- what is shown instead, and when it ends

  @Test
  void theLeaderSeesCountsAndUntilWhen() throws Exception {
    issued(1);
    mvc.perform(get(plan.url() + "/tasks").with(As.leader()))
        .andExpect(
            content()
                .string(allOf(containsString("名单密封，2026-12-04 00:00 公开"), containsString("2 人"))));
    mvc.perform(get(plan.url() + "/people").with(As.leader()))
        .andExpect(content().string(containsString("2026-12-04 00:00")));
    mvc.perform(get(plan.url() + "/checks").with(As.leader()))
        .andExpect(content().string(containsString("检查项次")));
    mvc.perform(get("/exports/plans/" + plan.id() + ".json").with(As.leader()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("2026-12-04 00:00")));
    mvc.perform(get(plan.url() + "/tasks").with(As.officer()))
        .andExpect(content().string(not(containsString("名单密封"))));
  }

  @Test
  void whenTheTimeHasComeEverybodySeesTheNames() throws Exception {
    issued(1);
    clock.setTo(Instant.parse("2026-12-03T16:00:00Z"));
    String name = assignments.of(TASK).getFirst().name();
    mvc.perform(get(plan.url() + "/tasks").with(As.leader()))
        .andExpect(content().string(allOf(containsString(name), not(containsString("名单密封")))));
    mvc.perform(get("/exports/plans/" + plan.id() + ".json").with(As.leader()))
        .andExpect(status().isOk());
    mvc.perform(get("/acts?kind=assignment").with(As.a(UserRole.AUDIT_ADMIN)))
        .andExpect(content().string(containsString("证卡编号")));
  }

  @Test
  void theOrderIsReleasedWithTheNames() {
    issued(1);
    assertThat(assignments.of(TASK))
        .hasSize(2)
        .allMatch(each -> each.releasedAt().equals(Instant.parse("2026-12-03T16:00:00Z")))
        .allMatch(each -> each.answerDue().isAfter(each.releasedAt()))
        .allMatch(each -> !each.answerDue().isAfter(Instant.parse("2026-12-05T00:00:00Z")));
  }

  @Test
  void aSealThatIsLiftedReachesOrdersThatAreOut() {
    issued(1);
    var seat = city.content(plan).seats().getLast();
    planner.release(
        plan.id(), version(), UUID.randomUUID(), seat.task(), seat.card(), StoredCity.CLERK);
    submitted(null);
    issue.approve(plan.id(), version(), UUID.randomUUID(), "", LEADER);
    issue.issue(plan.id(), version(), UUID.randomUUID(), StoredCity.CLERK);
    assertThat(assignments.inForceOf(plan.id()))
        .singleElement()
        .extracting(Assignment::releasedAt)
        .isEqualTo(clock.instant());
  }

  @Test
  void aCopyIsSealedLikeThePlan() {
    plan = city.plan("2026-12-01", "2026-12-08");
    submitted(2);
    var copy = planner.copy(plan.id(), UUID.randomUUID(), StoredCity.CLERK);
    assertThat(copy.secrecy().sealedDays()).isEqualTo(2);
  }

  @Test
  void aRefusalTellsALeaderTheRuleAndNobodysName() throws Exception {
    plan = city.plan("2026-12-01", "2026-12-08");
    submitted(1);
    String card = city.content(plan).seats().getFirst().card();
    sql.sql("update supervisor.supervisor set valid_until = '2026-12-01' where card = ?")
        .param(card)
        .update();
    mvc.perform(
            post(plan.url() + "/approval")
                .with(csrf())
                .with(As.leader())
                .param("version", Long.toString(version()))
                .param("key", UUID.randomUUID().toString()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("/regulation/articles/5"),
                        not(containsString(card)),
                        not(containsString("密一")),
                        not(containsString("密二")),
                        not(containsString("密三")))));
  }
}
