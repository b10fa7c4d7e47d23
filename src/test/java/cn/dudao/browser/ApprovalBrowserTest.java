package cn.dudao.browser;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import cn.dudao.account.UserRole;
import cn.dudao.dispatch.DispatchPlan;
import cn.dudao.dispatch.StoredCity;
import cn.dudao.regulation.Article;
import cn.dudao.supervisor.Grade;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** From the plan to the orders, as three people do it. */
@Article({"4", "8"})
class ApprovalBrowserTest extends BrowserTest {

  @Autowired private ApplicationContext beans;

  @Test
  void aPlanIsSubmittedRefusedToItsOfficerApprovedAndIssued() {
    var plan = aPlan(0);
    var both = new UserRole[] {UserRole.BUREAU_OFFICER, UserRole.BUREAU_LEADER};
    signInAs(both);
    open(plan.url());
    assertThat(link("提交审批")).isVisible();
    page.navigate(plan.url() + "/tasks");
    page.locator("tbody input[type=checkbox]").first().check();
    look("plan-tasks-tick");
    button("所选任务不预先通知，去提交审批");
    assertThat(page.getByLabel("不预先通知的任务").first()).hasValue(firstTask());
    page.getByLabel("查找任务").fill("AP-2");
    assertThat(page.locator("#found li").first()).isVisible();
    page.getByLabel("密封到任务前几天").check();
    page.evaluate("window.scrollTo(0, 0)");
    look("plan-submission");
    page.getByLabel("签发后公开").check();
    page.getByLabel("说明").fill("空缺席位由负责人协调");
    button("提交审批");
    assertThat(page.locator("#notices")).containsText("已提交审批");
    look("plan-decisions");

    link("审批").click();
    assertThat(page.locator(".dp-act")).containsText("须由另一名负责人审批");
    look("plan-approval-own");

    signInAs(UserRole.BUREAU_LEADER);
    open("/");
    assertThat(page.getByText("方案待审批").first()).isVisible();
    open(plan.url() + "/approval");
    assertThat(page.locator("main")).containsText("空缺席位由负责人协调");
    look("plan-approval");
    button("退回");
    assertThat(page.locator("#errors")).containsText("退回时请写明理由");
    page.getByLabel("审批意见").fill("同意");
    button("批准");
    assertThat(page.locator("#notices")).containsText("已批准方案");

    signInAs(UserRole.BUREAU_OFFICER);
    open("/");
    assertThat(page.getByText("方案已批准，待签发").first()).isVisible();
    look("desk-approved");
    open(plan.url());
    look("plan-approved");
    link("签发").click();
    assertThat(page.locator("main")).containsText("将向");
    look("plan-issuance");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("签发").setExact(true))
        .dblclick();
    assertThat(page.locator("#notices")).containsText("已签发方案");
    look("plan-issued");
    page.goBack();
    page.reload();
    assertThat(page.locator("main")).containsText("不能签发");
  }

  @Test
  void sealedNamesAreNotShownToTheLeader() {
    var plan = aPlan(2);
    signInAs(UserRole.BUREAU_OFFICER);
    open(plan.url() + "/submission");
    page.getByLabel("密封到任务前几天").check();
    page.getByLabel("任务前几天公开").fill("0");
    button("提交审批");
    assertThat(page.locator("#notices")).containsText("已提交审批");
    signInAs(UserRole.BUREAU_LEADER);
    open(plan.url() + "/tasks");
    assertThat(page.locator("tbody")).containsText("名单密封");
    look("plan-tasks-sealed");
    open(plan.url() + "/people");
    look("plan-people-sealed");
    page.navigate(plan.url() + "/tasks");
    page.locator("tbody tr th a").first().click();
    look("seats-sealed");
    // No other test shall find names sealed.
    signInAs(UserRole.BUREAU_OFFICER);
    open(plan.url() + "/recall");
    look("plan-recall");
    button("撤回");
    assertThat(page.locator("#notices")).containsText("已撤回");
    link("删除").click();
    button("删除方案");
    assertThat(page.locator("#notices")).containsText("方案已删除");
  }

  private static StoredCity city;

  /** Three weeks from now, whenever that is. */
  private final LocalDate first = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(21);

  /** A plan for a week in a city of its own: the first one has a task that lacks people. */
  private DispatchPlan aPlan(int weeksLater) {
    if (city == null) {
      var facts =
          facts()
              .withInstitution("AP1", "郑州审批第一鉴定站", null)
              .withInstitution("AP2", "郑州审批第二鉴定站", null);
      List<String> names = List.of("赵东方", "钱西平", "孙南山", "李北辰", "周中原");
      for (int i = 0; i < names.size(); i++) {
        var person =
            aSupervisor("R4199000" + i)
                .named(names.get(i))
                .withCardIssuedOn(first.minusDays(200).toString())
                .graded(first.minusDays(21).getYear() - 1, Grade.PASS);
        facts.with(i == 0 ? person.nationalLevel() : person);
      }
      city =
          new StoredCity(beans)
              .with(
                  facts
                      .with(
                          aSession("AP-1", "AP1", first.toString()),
                          aSession("AP-2", "AP2", first.plusDays(2).toString()),
                          aSession("AP-3", "AP1", first.plusDays(5).toString()).wanting(8),
                          aSession("AP-4", "AP2", first.plusDays(15).toString()))
                      .build());
    }
    var from = first.plusWeeks(weeksLater);
    return city.plan(from.toString(), from.plusDays(6).toString());
  }

  private String firstTask() {
    return "AP-1-" + first.toString().replace("-", "");
  }

  private com.microsoft.playwright.Locator link(String name) {
    return page.locator(".dd-actions")
        .getByRole(
            AriaRole.LINK,
            new com.microsoft.playwright.Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private void button(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private void look(String name) {
    assertAccessible();
    assertFitsPhone();
    screenshots(name);
  }
}
