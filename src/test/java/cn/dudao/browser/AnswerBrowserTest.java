package cn.dudao.browser;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import cn.dudao.account.Accounts;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.PlanSecrecy;
import cn.dudao.dispatch.StoredCity;
import cn.dudao.dispatch.assignment.Assignment;
import cn.dudao.dispatch.assignment.Assignments;
import cn.dudao.regulation.Article;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** 回执: three supervisors answer on their phones, and a leader decides on a request for recusal. */
@Article("18")
class AnswerBrowserTest extends BrowserTest {

  private static final List<String> RELATIONS =
      List.of("RELATIVE", "TEACHER", "MASTER", "COLLEAGUE", "INTEREST", "FORMER_EMPLOYEE", "OTHER");

  @Autowired private ApplicationContext beans;
  @Autowired private Accounts accounts;
  @Autowired private Assignments assignments;
  @Autowired private Clock clock;

  private List<Assignment> orders() {
    var day = LocalDate.now(clock).plusDays(40);
    var city =
        new StoredCity(beans)
            .with(
                facts()
                    .withInstitution("ANSWER1", "郑州市第九职业鉴定所", null)
                    .withInstitution("ANSWER2", "郑州市第十职业鉴定所", null)
                    .with(
                        aSupervisor("ANS0001").named("赵一鸣").nationalLevel(),
                        aSupervisor("ANS0002").named("钱二虎"),
                        aSupervisor("ANS0003").named("孙三省"),
                        aSupervisor("ANS0004").named("李四光"),
                        aSupervisor("ANS0005").named("周五常"))
                    .with(
                        aSession("ANSB1", "ANSWER1", day.toString()),
                        aSession("ANSB2", "ANSWER2", day.plusDays(1).toString()))
                    .build());
    var plan = city.issued(day.toString(), day.plusDays(1).toString(), PlanSecrecy.NONE);
    return assignments.inForceOf(plan.id());
  }

  private void signInAs(Assignment order) {
    page.context().clearCookies();
    String userName = "answer-" + order.id().toString().substring(0, 8);
    var credentials =
        accounts.createWithGeneratedPassword(
            userName, order.name(), Set.of(UserRole.SUPERVISOR), order.card(), null);
    signIn(credentials.userName(), credentials.password());
    page.waitForURL("**/");
    phone();
  }

  private void phone() {
    page.setViewportSize(390, 844);
  }

  private void look(String name) {
    assertAccessible();
    assertFitsPhone();
    screenshots(name);
    phone();
  }

  private void answer(String... applying) {
    for (String each : RELATIONS) {
      String value = List.of(applying).contains(each) ? "yes" : "no";
      page.locator("input[name=answer-%s][value=%s]".formatted(each, value)).check();
    }
  }

  private Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void supervisorsAnswerOnTheirPhonesAndALeaderDecides() {
    var orders = orders();
    var accepts = orders.get(0);
    var declines = orders.get(1);
    var declares = orders.get(2);
    var asked = orders.get(3);

    signInAs(accepts);
    assertThat(page.locator("#content")).containsText("待回执的任务");
    open("/tasks");
    look("tasks");
    page.locator(".dd-task").first().click();
    look("task");
    link("接受委派").click();
    look("acceptance");
    button("提交声明并回执").click();
    // The browser asks for every answer; nothing is sent before.
    assertThat(button("提交声明并回执")).isVisible();
    answer();
    button("提交声明并回执").click();
    assertThat(page.locator("#notices")).containsText("已接受委派");
    look("task-accepted");
    open("/calendar?month=" + accepts.date().toString().substring(0, 7));
    assertThat(page.locator(".dd-month-list")).containsText(accepts.date().toString());
    look("own-calendar");
    open("/declarations/own");
    look("declaration");
    answer("MASTER");
    page.locator("#units-MASTER").fill("ANSWER2");
    page.locator("#note-MASTER").fill("曾在该所带徒");
    button("提交声明").click();
    assertThat(page.locator("#notices")).containsText("登记回避事由 1 项");
    look("declaration-done");

    signInAs(declines);
    open("/tasks/" + declines.id());
    link("不能承担").click();
    look("decline");
    page.getByLabel("不能承担的理由").fill("当天参加省厅培训");
    button("不能承担").click();
    assertThat(page.locator("#content")).containsText("当天参加省厅培训");
    look("task-declined");

    signInAs(declares);
    open("/tasks/" + declares.id());
    link("申报回避").click();
    look("ground");
    page.getByLabel("关系").selectOption("RELATIVE");
    page.getByLabel("具体情况").fill("配偶在该所任教");
    button("申报回避").click();
    assertThat(page.locator("#content")).containsText("申报回避：近亲属");
    look("task-ground");

    signInAs(UserRole.BUREAU_OFFICER);
    open("/recusal-requests/new?card=" + asked.card() + "&institution=ANSWER2");
    page.getByLabel("由谁申请").selectOption("CANDIDATE");
    page.getByLabel("申请人姓名").fill("王小明");
    page.getByLabel("关系").selectOption("INTEREST");
    page.getByLabel("事实").fill("与督导员有房屋租赁纠纷");
    assertAccessible();
    assertFitsPhone();
    screenshots("recusal-request-form");
    button("提交申请").click();
    assertThat(page.locator("#notices")).containsText("已登记回避申请");
    String request = page.url();
    open("/declarations?state=MISSING");
    assertAccessible();
    assertFitsPhone();
    screenshots("declarations");

    signInAs(UserRole.BUREAU_LEADER);
    open("/recusal-requests");
    assertAccessible();
    assertFitsPhone();
    screenshots("recusal-requests");
    page.navigate(request);
    assertAccessible();
    assertFitsPhone();
    screenshots("recusal-request");
    page.getByLabel("决定").first().selectOption("GRANTED");
    page.getByLabel("理由").fill("事实清楚，应当回避");
    button("决定").click();
    assertThat(page.locator("#content")).containsText("准予回避");
    screenshots("recusal-request-decided");
    open("/dispatch/unanswered");
    assertAccessible();
  }
}
