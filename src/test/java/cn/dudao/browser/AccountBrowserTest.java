package cn.dudao.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.account.UserRole;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The door, one's own account, users and the record of acts, as people meet them. */
class AccountBrowserTest extends BrowserTest {

  private static String newName() {
    return "b" + UUID.randomUUID().toString().substring(0, 8);
  }

  @Test
  void theDoorIsReadableForEverybody() {
    open("/");
    assertThat(page).hasTitle("登录 · 职业技能鉴定质量督导");
    assertAccessible();
    assertFitsPhone();
    screenshots("sign-in");
  }

  @Test
  void whoSignsInIsLedToTheWantedPage() {
    var someone = user(newName(), UserRole.BUREAU_OFFICER);
    open("/account");
    page.getByLabel("用户名").fill(someone.userName());
    page.getByLabel("密码").fill(someone.password());
    page.keyboard().press("Enter");

    assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/account$"));
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText("我的账户");
  }

  @Test
  void aWrongPasswordKeepsTheNameAndSaysWhatToDo() {
    signIn(newName(), "not the password");

    assertThat(page.locator("#password-error")).hasText("用户名或密码不正确，请核对后再试。");
    assertThat(page.locator("#errors")).isFocused();
    assertAccessible();
    screenshots("sign-in-wrong");
  }

  @Test
  void manyWrongPasswordsMeanWaitingButNotForAKnownBrowser() {
    var someone = user(newName(), UserRole.BUREAU_OFFICER);
    signIn(someone.userName(), someone.password());
    page.waitForURL("**/");
    page.locator("details.dd-user summary").click();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("退出登录")).click();

    String device =
        page.context().cookies(page.url()).stream()
            .filter(each -> each.name.equals("dudao-device"))
            .findFirst()
            .orElseThrow()
            .value;
    page.context().clearCookies();
    // On a slow machine the first delays are over before the next attempt; they double each time.
    for (int i = 0; i < 14 && page.getByText("您的账户没有被锁定").count() == 0; i++) {
      signIn(someone.userName(), "not the password");
    }
    assertThat(page.locator("#password-error")).containsText("您的账户没有被锁定");
    screenshots("sign-in-later");

    page.context()
        .addCookies(
            java.util.List.of(
                new com.microsoft.playwright.options.Cookie("dudao-device", device)
                    .setDomain("localhost")
                    .setPath("/sign-in")));
    signIn(someone.userName(), someone.password());
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText("工作台");
  }

  @Test
  void theKeyboardIsEnough() {
    signInAs(UserRole.SYSTEM_ADMIN);
    open("/users");
    page.keyboard().press("Tab");
    assertThat(page.getByText("跳到正文")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();

    page.locator("details.dd-user summary").focus();
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("我的账户")))
        .isVisible();
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("我的账户")))
        .isHidden();
  }

  @Test
  void aUserIsCreatedAndSetsThePassword() {
    String name = newName();
    signInAs(UserRole.SYSTEM_ADMIN);
    open("/users/new");
    assertAccessible();
    screenshots("user-form");
    page.getByLabel("用户名").fill("不行 的");
    page.getByLabel("姓名").fill("钱新人");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("建立用户")).click();
    assertThat(page.locator("#userName-error")).isVisible();
    assertThat(page.getByLabel("姓名")).hasValue("钱新人");
    assertAccessible();
    screenshots("user-form-errors");
    page.getByLabel("用户名").fill(name);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("建立用户")).click();
    String link = page.locator("#one-time-link").textContent();
    assertAccessible();
    assertFitsPhone();
    screenshots("user-new");

    page.context().clearCookies();
    page.navigate(link);
    assertAccessible();
    page.getByLabel("密码", new Page.GetByLabelOptions().setExact(true)).fill("qwertyuiop123");
    page.getByLabel("再填一次密码").fill("qwertyuiop123");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("保存密码")).click();
    assertThat(page.locator("#password-error")).containsText("很常见");
    screenshots("set-password");
    page.getByLabel("密码", new Page.GetByLabelOptions().setExact(true)).fill("lamp river 77 tea");
    page.getByLabel("再填一次密码").fill("lamp river 77 tea");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("保存密码")).click();
    assertThat(page.getByText("密码已设置，请用新密码登录。")).isVisible();

    signIn(name, "lamp river 77 tea");
    page.waitForURL("**/");
    assertAccessible();
    open("/account");
    assertThat(page.getByText("尚未授予角色，请联系安全管理员。")).isVisible();
    screenshots("no-roles");
    page.navigate(link);
    assertThat(page.getByText("这个一次性链接已经用过")).isVisible();
  }

  @Test
  void rolesAreGrantedAndRevokedByTheSecurityAdministrator() {
    var someone = user(newName(), UserRole.AUDIT_ADMIN);
    signInAs(UserRole.SECURITY_ADMIN);
    open("/users?q=" + someone.userName());
    assertAccessible();
    assertFitsPhone();
    screenshots("users");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(someone.userName())).click();
    page.getByLabel("授予角色").selectOption("SYSTEM_ADMIN");
    page.getByLabel("理由").fill("试一试");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("授予")).click();
    assertThat(page.getByText("必须由不同的人担任；")).isVisible();
    page.getByLabel("授予角色").selectOption("BUREAU_LEADER");
    page.getByLabel("理由").fill("岗位调整");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("授予")).click();
    assertThat(page.getByText("已授予“业务负责人”。")).isVisible();
    assertAccessible();
    screenshots("user-roles");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("收回")).first().click();
    assertAccessible();
    screenshots("user-revoke");
    page.getByLabel("理由").fill("岗位调整");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("收回角色")).click();
    assertThat(page.getByText("已收回")).isVisible();
  }

  @Test
  void theRecordOfActsIsForTheAuditAdministrator() {
    user(newName(), UserRole.BUREAU_OFFICER);
    signInAs(UserRole.AUDIT_ADMIN);
    open("/acts");
    assertThat(page.locator("tbody tr").first()).containsText("登录");
    assertThat(page.locator("tbody")).containsText("授予角色");
    assertAccessible();
    assertFitsPhone();
    screenshots("acts");
    open("/acts?size=20");
    if (page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("下一页")).count() > 0) {
      String first = page.locator("tbody tr td").first().textContent();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("下一页")).click();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("上一页")).click();
      assertThat(page.locator("tbody tr td").first()).hasText(first);
    }
    open("/users");
    assertThat(page.getByText("您没有这项权限")).isVisible();
    assertAccessible();
    screenshots("forbidden");
  }

  @Test
  void oneStepSignsOutEverywhere() {
    var someone = user(newName(), UserRole.BUREAU_OFFICER);
    signIn(someone.userName(), someone.password());
    page.waitForURL("**/");
    open("/account");
    assertAccessible();
    assertFitsPhone();
    screenshots("account");
    var elsewhere = page.context().browser().newContext();
    elsewhere.addCookies(page.context().cookies());
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("在所有设备上退出登录")).click();
    assertThat(page.getByText("已在所有设备上退出登录。")).isVisible();
    var other = elsewhere.newPage();
    other.navigate(page.url().replace("/sign-in", "/account"));
    assertThat(other).hasTitle("登录 · 职业技能鉴定质量督导");
    elsewhere.close();
  }

  @Test
  void theDeskTheMenuAndLargeType() {
    signInAs(UserRole.BUREAU_OFFICER, UserRole.SYSTEM_ADMIN);
    open("/");
    assertAccessible();
    assertFitsPhone();
    screenshots("desk");
    page.setViewportSize(390, 844);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("菜单").setExact(true)).click();
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(java.nio.file.Path.of("target/screenshots/menu-390.png")));
    assertThat(
            page.locator("#menu")
                .getByText(
                    "用户", new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true)))
        .isVisible();
    page.keyboard().press("Escape");
    page.setViewportSize(1366, 768);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("长者模式")).click();
    assertThat(page.locator("html")).hasClass("dd-large");
    assertFitsPhone();
    screenshots("desk-large");
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(com.microsoft.playwright.options.ColorScheme.DARK));
    screenshots("desk-dark");
  }

  @Test
  void withoutJavaScriptEverythingWorks() {
    var someone = user(newName(), UserRole.SYSTEM_ADMIN);
    var plain =
        page.context()
            .browser()
            .newContext(
                new com.microsoft.playwright.Browser.NewContextOptions()
                    .setJavaScriptEnabled(false)
                    .setViewportSize(390, 844));
    open("/sign-in");
    var tab = plain.newPage();
    tab.navigate(page.url());
    tab.getByLabel("用户名").fill(someone.userName());
    tab.getByLabel("密码").fill(someone.password());
    tab.locator("form.card button[type=submit]").click();
    tab.locator(".dd-menu-open").click();
    tab.locator("#menu")
        .getByText("用户", new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(tab.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText("用户");
    plain.close();
  }

  @Test
  void unknownAddressesSaySo() {
    signInAs(UserRole.BUREAU_OFFICER);
    assertThat(open("/nothing/here")).isEqualTo(404);
    assertThat(page.getByText("没有这个页面")).isVisible();
    assertAccessible();
    screenshots("not-found");
  }

  @Test
  void theFirstPageIsLight() {
    var sizes = new java.util.concurrent.atomic.AtomicLong();
    page.onRequestFinished(request -> sizes.addAndGet(request.sizes().responseBodySize));
    open("/sign-in");
    page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
    assertThat(sizes.get()).as("bytes of the first page, compressed").isBetween(1L, 150L * 1024);
  }
}
