package cn.dudao.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import cn.dudao.account.Accounts;
import cn.dudao.account.UserRole;
import cn.dudao.platform.message.Message;
import cn.dudao.platform.message.Messages;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** 消息 in the browser, and where one is told of them. */
class MessageBrowserTest extends BrowserTest {

  @Autowired private Accounts accounts;
  @Autowired private Messages messages;
  @Autowired private TransactionTemplate transaction;

  @Test
  void messagesAreSeenOpenedAndRead() {
    UUID wang = signedIn();
    open("/messages");
    assertThat(page.getByText("还没有消息。")).isVisible();
    assertAccessible();
    screenshots("messages-none");

    send(wang, "委派通知", "您被委派参加 12 月 1 日郑州市第一鉴定站的现场督考", "1");
    send(wang, "委派通知", "您被委派参加 12 月 8 日中原区鉴定站的现场督考", "2");
    send(wang, "提醒", "证卡将于 2027-01-31 到期", "3");
    open("/messages");
    assertThat(page.locator("#unread-header")).containsText("3");
    assertThat(page.locator("#unread-menu")).containsText("3");
    assertAccessible();
    assertFitsPhone();
    screenshots("messages");
    page.setViewportSize(390, 844);
    double menu = page.locator(".dd-menu-open").boundingBox().y;
    double inbox = page.locator(".dd-inbox").boundingBox().y;
    org.assertj.core.api.Assertions.assertThat(inbox).as("one row").isBetween(menu - 9, menu + 9);
    page.setViewportSize(1366, 768);

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("您被委派参加 12 月 1 日")).click();
    assertThat(page.getByText("请在期限内签收")).isVisible();
    assertThat(page.locator("#unread-header")).containsText("2");
    assertAccessible();
    assertFitsPhone();
    screenshots("message");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("长者模式")).click();
    assertThat(page.locator("html")).hasClass("dd-large");
    assertFitsPhone();
    screenshots("message-large");
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("前往查看和办理")))
        .hasAttribute("href", "/account");

    open("/messages?state=unread&kind=提醒");
    assertThat(page.locator("tbody tr")).hasCount(1);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("全部标为已读")).click();
    assertThat(page.getByText("2 条消息已标为已读。")).isVisible();
    assertThat(page.locator("#unread-header")).hasText("");
    open("/messages?state=unread");
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("查看全部消息")))
        .isVisible();
  }

  @Test
  void theNumberComesByItselfWhileThePageIsUsed() {
    UUID wang = signedIn();
    page.clock().install();
    open("/account");
    assertThat(page.locator("#unread-header")).hasText("");
    send(wang, "提醒", "证卡将于 2027-01-31 到期", "1");
    page.mouse().move(300, 300);
    page.clock().runFor(70_000);
    assertThat(page.locator("#unread-header")).containsText("1");
    assertThat(page.locator("#unread-menu")).containsText("1");

    // Nobody moves: the page does not ask, and its session may end.
    send(wang, "提醒", "还有一件", "2");
    var asked = new java.util.concurrent.atomic.AtomicInteger();
    page.onRequest(request -> asked.addAndGet(request.url().contains("/unread") ? 1 : 0));
    page.clock().runFor(600_000);
    org.assertj.core.api.Assertions.assertThat(asked.get()).isZero();
    page.keyboard().press("Tab");
    page.clock().runFor(10_000);
    assertThat(page.locator("#unread-header")).containsText("2");

    // The session is over: the badge keeps quiet, and what was typed stays.
    page.getByLabel("邮箱").fill("wang@exam");
    page.context().clearCookies();
    page.clock().runFor(70_000);
    page.mouse().move(310, 310);
    page.clock().runFor(70_000);
    assertThat(page.getByLabel("邮箱")).hasValue("wang@exam");
    assertThat(page.locator("#unread-header")).containsText("2");
  }

  @Test
  void oneChoosesWhereToBeTold() {
    signedIn();
    open("/account");
    page.getByLabel("邮箱").fill("wang@example.cn");
    page.getByLabel("手机").fill("138");
    page.getByLabel("有新消息时发短信").uncheck();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("保存").setExact(true))
        .click();
    assertThat(page.locator("#phone-error")).containsText("11 位手机号码");
    assertThat(page.getByLabel("邮箱")).hasValue("wang@example.cn");
    assertAccessible();
    screenshots("account-contact-errors");
    page.getByLabel("手机").fill("13812345678");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("保存").setExact(true))
        .click();
    assertThat(page.getByText("联系方式已保存。")).isVisible();
    assertThat(page.getByLabel("有新消息时发短信")).not().isChecked();
    assertThat(page.getByLabel("有新消息时发邮件")).isChecked();
    assertAccessible();
    assertFitsPhone();
    screenshots("account-contact");
  }

  @Test
  void theAdministratorSeesHowDeliveriesFare() {
    signInAs(UserRole.SYSTEM_ADMIN);
    open("/message-deliveries");
    assertThat(page.getByText("邮件和短信都没有启用")).isVisible();
    assertAccessible();
    assertFitsPhone();
    screenshots("message-deliveries");
  }

  private UUID signedIn() {
    String name = "m" + UUID.randomUUID().toString().substring(0, 8);
    var credentials = user(name, UserRole.SUPERVISOR);
    signIn(credentials.userName(), credentials.password());
    page.waitForURL("**/");
    return accounts.find(name).orElseThrow();
  }

  private void send(UUID recipient, String kind, String title, String key) {
    transaction.executeWithoutResult(status ->
        messages.send(
            new Message(
                recipient,
                kind,
                title,
                "请在期限内签收，并填写回避声明。\n逾期不签收的，由业务经办人员另行安排。",
                "/account",
                LocalDate.of(2026, 11, 30),
                key)));
  }
}
