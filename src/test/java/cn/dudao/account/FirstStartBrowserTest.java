package cn.dudao.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import cn.dudao.browser.BrowserTest;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The first start, on a database of its own where nobody is known yet. */
@TestPropertySource(properties = "dudao.test=first-start")
class FirstStartBrowserTest extends BrowserTest {

  @Autowired Invitations invitations;

  @Test
  void twoPersonsBeginAndNoDefaultPasswordExists() {
    open("/first-start?key=guessed");
    assertThat(page.getByText("这个一次性链接已经用过")).isVisible();
    assertAccessible();

    String key = invitations.create(null);
    open("/first-start?key=" + key);
    assertAccessible();
    assertFitsPhone();
    screenshots("first-start");
    page.locator("#systemName").fill("admin-one");
    page.locator("#systemPerson").fill("陈系统");
    page.locator("#password").fill("password2026");
    page.locator("#again").fill("password2026");
    page.locator("#securityName").fill("admin-one");
    page.locator("#securityPerson").fill("林安全");
    button("启用系统").click();
    assertThat(page.locator("#password-error")).containsText("很常见");
    page.locator("#password").fill("lamp river 77 tea");
    page.locator("#again").fill("lamp river 77 tea");
    button("启用系统").click();
    assertThat(page.locator("#securityName-error")).containsText("必须是另外一个人");
    page.locator("#securityName").fill("admin-two");
    page.locator("#password").fill("lamp river 77 tea");
    page.locator("#again").fill("lamp river 77 tea");
    button("启用系统").click();
    String link = page.locator(".dd-secret").textContent();
    assertAccessible();
    screenshots("first-start-done");

    page.navigate(link);
    assertThat(page.getByText("林安全，您好。")).isVisible();
    signIn("admin-one", "lamp river 77 tea");
    page.waitForURL("**/");
    assertThat(page.locator("#menu")).containsText("用户");
    open("/first-start?key=" + key);
    assertThat(page.getByText("这个一次性链接已经用过")).isVisible();
  }

  private com.microsoft.playwright.Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }
}
