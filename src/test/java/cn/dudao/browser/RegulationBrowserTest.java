package cn.dudao.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import cn.dudao.account.UserRole;
import cn.dudao.regulation.Article;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** 法规依据, 参数, 工作台, 统计 and 检索, as people meet them. */
class RegulationBrowserTest extends BrowserTest {

  @Test
  @Article({"1", "22"})
  void anybodyReadsTheMeasureWithoutSigningIn() {
    open("/regulation");
    readable("regulation");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("第十九条 轮换")).click();
    assertThat(page.locator("blockquote")).containsText("连续从事督导工作不能超过三次");
    readable("article-19");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("下一条")).click();
    assertThat(page.locator("#item-5")).containsText("其它妨碍工作正常进行");
  }

  @Test
  @Article("22")
  void aParameterIsProposedByOneAndApprovedByAnother() {
    String tomorrow = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1).toString();
    signInAs(UserRole.BUREAU_OFFICER);
    open("/parameters");
    readable("parameters");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("重复搭档的代价")).click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("提出变更")).click();
    page.getByLabel("新的数值").fill("7");
    page.getByLabel("生效日期").fill(tomorrow);
    page.getByLabel("变更的理由").fill("搭档应当更多轮换");
    readable("parameter-proposal");
    button("提出变更");
    assertThat(page.locator("#notices")).containsText("等待负责人审批");

    signInAs(UserRole.BUREAU_LEADER);
    open("/");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("参数变更待审批")).click();
    readable("parameter-decision");
    button("退回");
    assertThat(page.locator("#note-error")).hasText("退回时请写明意见");
    button("批准");
    assertThat(page.locator("#notices")).containsText("已批准");
    assertThat(page.locator(".dd-timeline")).containsText("自 " + tomorrow + " 起");
    readable("parameter");
  }

  @Test
  @Article("13")
  void theDeskTheStatisticsAndTheSearchAreReadable() {
    signInAs(UserRole.BUREAU_OFFICER);
    open("/");
    readable("desk");
    open("/statistics");
    readable("statistics");
    page.locator("#search").fill("回避");
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).containsText("第十八条");
    readable("search");
  }

  private void button(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private void readable(String name) {
    assertAccessible();
    assertFitsPhone();
    screenshots(name);
  }
}
