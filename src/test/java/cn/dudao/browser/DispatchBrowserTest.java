package cn.dudao.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.account.UserRole;
import cn.dudao.dispatch.InventedCity;
import cn.dudao.dispatch.StoredCity;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** From choosing a scope to an explained plan and a changed seat, as the office does it. */
class DispatchBrowserTest extends BrowserTest {

  private static boolean stored;

  @Autowired private ApplicationContext beans;

  private void aCity() {
    if (!stored) {
      new StoredCity(beans).with(InventedCity.of(26, 9, 60, 24, 11));
      stored = true;
    }
  }

  @Test
  void aPlanIsMadeExplainedAndChanged() {
    aCity();
    signInAs(UserRole.BUREAU_OFFICER);
    open("/dispatch/plans");
    assertAccessible();
    screenshots("plans-empty");

    open("/dispatch/plans/new");
    page.getByLabel("方案名称").fill("2026年10月现场督考委派方案");
    page.getByLabel("开始日期").fill("2026-10-01");
    page.getByLabel("结束日期").fill("2026-10-31");
    page.getByLabel("结束日期").blur();
    assertThat(page.locator("#preview")).containsText("项任务");
    page.getByLabel("查找批次").fill("P0000");
    assertThat(page.locator("#found li").first()).isVisible();
    assertAccessible();
    assertFitsPhone();
    screenshots("plan-form");
    page.getByLabel("编排时限").selectOption("5");
    button("建立并编排");
    page.waitForURL("**/computation");
    assertAccessible();
    screenshots("plan-computation");
    page.waitForURL(Pattern.compile(".*/dispatch/plans/[0-9a-f-]{36}$"), longWait());

    String plan = page.url();
    assertThat(page.getByText("批次覆盖").first()).isVisible();
    look("plan-overview");
    page.locator(".dp-figures summary").nth(2).click();
    screenshots("plan-objective");
    for (String tab :
        new String[] {
          "tasks", "calendar", "people", "institutions", "checks", "parameters", "revisions"
        }) {
      page.navigate(plan + "/" + tab);
      look("plan-" + tab);
    }
    page.navigate(plan + "/tasks?open=1");
    screenshots("plan-open");
    if (page.locator("tbody tr th a").count() > 0) {
      page.locator("tbody tr th a").first().click();
      assertThat(page.locator("#open")).isVisible();
      look("seats-open");
    }
    page.navigate(plan + "/tasks");
    page.locator("tbody tr th a").first().click();
    look("seats");
    page.locator(".dp-group summary").first().click();
    page.locator(".dp-person summary").first().click();
    screenshots("seats-excluded");
    button("锁定全组");
    assertThat(page.locator("#notices")).containsText("锁定");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("撤下")).first().click();
    assertThat(page.locator("#notices")).containsText("撤下");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("补派")).first().click();
    assertThat(page.locator("#notices")).containsText("补派");
    page.navigate(plan + "/revisions");
    look("plan-revisions-more");
    button("比较所选两次修订");
    look("plan-comparison");
    page.navigate(plan + "/people");
    page.locator("tbody th a").first().click();
    look("plan-person");
    page.navigate(plan + "/deletion");
    look("plan-deletion");
    open("/dispatch/plans");
    look("plans");
  }

  private void button(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).click();
  }

  private void look(String name) {
    assertAccessible();
    assertFitsPhone();
    screenshots(name);
  }

  private static Page.WaitForURLOptions longWait() {
    return new Page.WaitForURLOptions().setTimeout(120_000);
  }
}
