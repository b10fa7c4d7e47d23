package cn.dudao.dispatch.notice;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.dudao.account.Allowed;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.DispatchPlan;
import cn.dudao.dispatch.PlanSecrecy;
import cn.dudao.dispatch.StoredCity;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.regulation.Article;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * An institution learns nothing of a visit before its time, by no page, no list, no number and no
 * header: every page that it can see is the same, byte for byte, with the visit ordered and
 * without.
 */
@RoomTest
@Transactional
@Article("13")
class UnannouncedTaskTest {

  /**
   * What differs between two answers to the same question: tokens, the key of a new form and the id
   * of the request.
   */
  private static final Pattern TOKENS =
      Pattern.compile(
          "(name=\"csrf-token\" content=\"|name=\"_csrf\" value=\"|name=\"key\" value=\")[^\"]*\""
              + "|[0-9a-f-]{13}(?=</code>)");

  @Autowired ApplicationContext beans;
  @Autowired MockMvc mvc;
  @Autowired Announcements announcements;
  @Autowired DispatchNews news;
  @Autowired Assignments assignments;
  @Autowired JdbcClient sql;
  @Autowired TestClock clock;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mapping;

  private StoredCity city;

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
                        aSupervisor("S0001").named("赵暗访").nationalLevel(),
                        aSupervisor("S0002").named("钱暗访"),
                        aSupervisor("S0003").named("孙暗访"),
                        aSupervisor("S0004").named("李暗访"))
                    .with(
                        aSession("B1", "S1", "2026-12-05"),
                        aSession("B2", "S1", "2026-12-12"),
                        aSession("B3", "S2", "2026-12-12"))
                    .build());
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private void moment(String day, int hour) {
    clock.setTo(LocalDate.parse(day).atTime(hour, 0).atZone(clock.getZone()).toInstant());
    while (news.tellDue() + announcements.announceDue() > 0) {}
  }

  private DispatchPlan ordered(String day, PlanSecrecy secrecy) {
    return city.issued(day, day, secrecy);
  }

  /** Every page that somebody of S1 may ask for, as it answers now. */
  private Map<String, String> everythingThatTheInstitutionSees() throws Exception {
    Map<String, String> seen = new TreeMap<>();
    for (String address : addresses()) {
      var answer =
          mvc.perform(get(address).with(As.institutionStaff("S1"))).andReturn().getResponse();
      Map<String, String> headers = new TreeMap<>();
      for (String name : answer.getHeaderNames()) {
        if (!name.equals("X-Request-Id")) {
          headers.put(name, String.join(",", answer.getHeaders(name)));
        }
      }
      String body = new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
      seen.put(
          address,
          answer.getStatus()
              + "\n"
              + headers.toString().replaceAll("SESSION=[^;]*", "SESSION=…")
              + "\n"
              + TOKENS.matcher(body).replaceAll("$1…"));
    }
    return seen;
  }

  private List<String> addresses() {
    Set<String> values = new java.util.LinkedHashSet<>(List.of("S1", "S2", "B1", "B2", "B3"));
    values.addAll(
        sql.sql("select id::text from appraisal.batch order by number").query(String.class).list());
    values.addAll(
        sql.sql("select id::text from dispatch.announcement order by announced_at, id")
            .query(String.class)
            .list());
    List<String> result = new ArrayList<>();
    for (var each : mapping.getHandlerMethods().entrySet()) {
      if (!may(each.getValue()) || each.getKey().getPathPatternsCondition() == null) {
        continue;
      }
      boolean reads =
          each.getKey().getMethodsCondition().getMethods().stream()
              .anyMatch(method -> method.name().equals("GET"));
      for (String pattern : each.getKey().getPathPatternsCondition().getPatternValues()) {
        if (!reads) {
          continue;
        }
        if (!pattern.contains("{")) {
          result.add(pattern);
          result.add(pattern + "?q=B2");
          result.add(pattern + "?q=暗访");
          result.add(pattern + "?count=true&size=200");
        } else {
          values.forEach(value -> result.add(pattern.replaceAll("\\{[^}]*\\}", value)));
        }
      }
    }
    return result;
  }

  private static boolean may(HandlerMethod handler) {
    var allowed = handler.getMethodAnnotation(Allowed.class);
    return allowed != null
        && (allowed.everybody()
            || allowed.signedIn()
            || List.of(allowed.value()).contains(UserRole.INSTITUTION_STAFF));
  }

  @Test
  void everyPageIsTheSameWithAndWithoutAnUnannouncedTask() throws Exception {
    ordered("2026-12-05", PlanSecrecy.NONE);
    moment("2026-12-03", 9);
    var without = everythingThatTheInstitutionSees();
    assertThat(without).hasSizeGreaterThan(20);
    assertThat(without.get("/notices")).as("the announced one is there").contains("B1");

    ordered("2026-12-12", new PlanSecrecy(true, Set.of(), null));
    moment("2026-12-03", 9);

    var with = everythingThatTheInstitutionSees();
    assertThat(with.keySet()).isEqualTo(without.keySet());
    for (String address : without.keySet()) {
      assertThat(with.get(address)).as(address).isEqualTo(without.get(address));
    }
  }

  @Test
  void onItsDayTheInstitutionIsTold() throws Exception {
    ordered("2026-12-12", new PlanSecrecy(true, Set.of(), null));
    moment("2026-12-11", 23);
    assertThat(page("/notices")).doesNotContain("B2");
    moment("2026-12-12", 0);
    assertThat(page("/notices")).contains("B2").contains("督通〔2026〕1号");
  }

  @Test
  void announcedItIsToldSoManyDaysBefore() throws Exception {
    ordered("2026-12-12", PlanSecrecy.NONE);
    moment("2026-12-08", 23);
    assertThat(page("/notices")).doesNotContain("B2");
    moment("2026-12-09", 0);
    assertThat(page("/notices")).contains("B2");
  }

  @Test
  void anotherInstitutionsNoticeDoesNotExistForThem() throws Exception {
    ordered("2026-12-12", PlanSecrecy.NONE);
    moment("2026-12-10", 9);
    var other = announcements.ofTask("B3-20261212").orElseThrow();
    assertThat(
            mvc.perform(get(other.url()).with(As.institutionStaff("S1")))
                .andReturn()
                .getResponse()
                .getStatus())
        .isEqualTo(404);
  }

  @Test
  void sealedNamesAreShownToNobodyButThePlannersUntilTheirTime() throws Exception {
    var plan = ordered("2026-12-12", new PlanSecrecy(false, Set.of(), 1));
    moment("2026-12-10", 9);
    var notice = announcements.ofTask("B2-20261212").orElseThrow();
    assertThat(page(notice.url())).contains("名单于").doesNotContain("暗访");
    Assignment one = assignments.inForceOf(plan.id()).getFirst();
    String own = "/tasks/" + one.id() + "/notice";
    assertThat(
            mvc.perform(get(own).with(As.supervisor(one.card())))
                .andReturn()
                .getResponse()
                .getStatus())
        .as("not even the one who is sent")
        .isEqualTo(404);
    moment("2026-12-11", 0);
    assertThat(page(notice.url())).contains("暗访");
    assertThat(
            mvc.perform(get(own).with(As.supervisor(one.card())))
                .andReturn()
                .getResponse()
                .getContentAsString())
        .contains(one.documentNumber());
  }

  private String page(String url) throws Exception {
    return mvc.perform(get(url).with(As.institutionStaff("S1")))
        .andReturn()
        .getResponse()
        .getContentAsString();
  }
}
