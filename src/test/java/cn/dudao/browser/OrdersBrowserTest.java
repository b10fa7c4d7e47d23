package cn.dudao.browser;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import cn.dudao.account.UserRole;
import cn.dudao.dispatch.DispatchPlan;
import cn.dudao.dispatch.PlanIssue;
import cn.dudao.dispatch.PlanSecrecy;
import cn.dudao.dispatch.StoredCity;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.platform.ledger.Actor;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders after they went out, while the registers change, as the office sees it. */
class OrdersBrowserTest extends BrowserTest {

  private static final Actor CLERK = new Actor("orders-clerk", "王科员");
  private static final Actor LEADER = new Actor("orders-leader", "刘处长");

  private static boolean stored;

  @Autowired private ApplicationContext beans;
  @Autowired private Assignments assignments;
  @Autowired private PlanIssue issue;
  @Autowired private JdbcClient sql;
  @Autowired private Clock clock;

  private StoredCity city;

  @BeforeEach
  void aTown() {
    city = new StoredCity(beans);
    if (!stored) {
      var people =
          facts().withInstitution("W1", "郑州第一职业培训学校", null).withInstitution("W2", "郑州第二技工学校", null);
      List<String> names = List.of("林晓", "贺敏", "唐宁", "邵华", "韦东", "罗平");
      for (int i = 0; i < names.size(); i++) {
        people.with(aSupervisor("W000" + i).named(names.get(i)));
      }
      city.with(
          people
              .with(
                  aSession("W-甲", "W1", day(1)),
                  aSession("W-乙", "W2", day(9)),
                  aSession("W-丙", "W1", day(16)),
                  aSession("W-丁", "W2", day(0)).at(HalfDay.EVENING))
              .build());
      stored = true;
    }
  }

  private String day(int ahead) {
    return LocalDate.now(clock).plusDays(ahead).toString();
  }

  /** The plan of one day, approved and issued. */
  private DispatchPlan issued(int ahead) {
    var plan = city.plan(day(ahead), day(ahead));
    issue.submit(plan.id(), plan.version(), UUID.randomUUID(), PlanSecrecy.NONE, "", CLERK);
    approveAndIssue(plan);
    return plan;
  }

  private void approveAndIssue(DispatchPlan plan) {
    issue.approve(plan.id(), city.now(plan).version(), UUID.randomUUID(), "同意", LEADER);
    issue.issue(plan.id(), city.now(plan).version(), UUID.randomUUID(), CLERK);
  }

  private Assignment member(String batch, int ahead) {
    return assignments.of(task(batch, ahead)).stream()
        .filter(each -> each.state().inForce() && each.seat() == 2)
        .findFirst()
        .orElseThrow();
  }

  private String task(String batch, int ahead) {
    return batch + "-" + LocalDate.parse(day(ahead)).format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private String session(String batch) {
    return sql.sql("select id::text from appraisal.session where batch = ?")
        .param(batch)
        .query(String.class)
        .single();
  }

  @Test
  void aBatchIsCalledOffAndItsOrdersAreWithdrawn() {
    issued(9);
    var order = member("W-乙", 9);
    signInAs(UserRole.BUREAU_OFFICER);
    open("/dispatch/assignments/" + order.id());
    assertThat(page.locator("h1")).containsText(order.name());
    look("order");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("取消任务")).click();
    look("order-cancellation");

    open("/sessions/" + session("W-乙") + "/cancellation");
    page.locator("[name=reason]").fill("报名人数不足");
    button("取消场次");
    page.waitForURL("**/batches/**");
    open("/dispatch/assignments/" + order.id());
    assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("任务取消");
    assertThat(page.locator(".dd-title")).containsText("已撤回");
    look("order-cancelled");
  }

  @Test
  void whoIsPutOnTheRosterOfTheTaskIsWithdrawnUnderArticle14() {
    issued(16);
    var order = member("W-丙", 16);
    signInAs(UserRole.BUREAU_OFFICER);
    open("/sessions/" + session("W-丙") + "/edit");
    page.getByLabel("考评员").fill(order.name());
    page.locator("[name=reason]").fill("调整考评员");
    button("保存");
    page.waitForURL("**/batches/**");
    open("/dispatch/assignments/" + order.id());
    assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("第十四条");
    assertThat(page.locator("#replacement")).isVisible();
    look("order-article-14");
  }

  @Test
  void aSickCallOnTheEveningBeforeEndsWithTheReplacementIssued() {
    var plan = issued(1);
    var order = member("W-甲", 1);
    signInAs(UserRole.BUREAU_OFFICER);
    open("/supervisors/" + order.card() + "/absences");
    page.getByLabel("开始日期").fill(day(1));
    page.getByLabel("结束日期").fill(day(1));
    page.getByLabel("原因").fill("病假");
    page.locator("main form button[type=submit]").click();
    page.waitForURL("**/supervisors/**");

    open("/");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("委派已撤回，席位空缺")).click();
    page.waitForURL(Pattern.compile(".*/dispatch/attention.*"));
    look("attention");
    page.locator("a[href='/dispatch/assignments/" + order.id() + "']").click();
    assertThat(page.locator("#replacement")).isVisible();
    look("order-replacements");
    button("采用并提交审批", 0);
    assertThat(page.locator("#notices")).containsText("已提名替换人选并提交审批");
    assertThat(page.locator("main")).containsText("待审批、签发");

    approveAndIssue(plan);
    var coming = member("W-甲", 1);
    open("/dispatch/assignments/" + coming.id());
    assertThat(page.locator(".dd-title")).containsText("待回执");
    assertThat(page.locator("h1")).not().containsText(order.name());
  }

  @Test
  void onTheDayTheDutyOfficerSendsSomebodyAndALeaderApprovesIt() {
    issued(0);
    var order = member("W-丁", 0);
    signInAs(UserRole.BUREAU_OFFICER);
    open("/dispatch/assignments/" + order.id());
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("应急改派")).click();
    assertThat(page.locator("legend")).containsText("可以委派");
    look("emergency");
    page.getByLabel("事由").fill("原委派人员突发疾病");
    button("应急改派", 0);
    assertThat(page.locator("#card-error")).isVisible();
    page.locator("input[name=card]").first().check();
    button("应急改派", 0);
    assertThat(page.locator("#notices")).containsText("已应急改派");
    assertThat(page.locator("main")).containsText("应急改派·待补批");

    signInAs(UserRole.BUREAU_LEADER);
    open("/");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("应急改派待补批")).click();
    look("emergencies");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("补批").setExact(true))
        .first()
        .click();
    assertThat(page.locator("#notices")).containsText("已补批");
    assertThat(page.locator("main")).containsText("应急改派·已补批");
  }

  private void button(String name) {
    button(name, 0);
  }

  private void button(String name, int which) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .nth(which)
        .click();
  }

  private void look(String name) {
    assertAccessible();
    assertFitsPhone();
    screenshots(name);
  }
}
