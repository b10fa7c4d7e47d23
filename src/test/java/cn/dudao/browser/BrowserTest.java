package cn.dudao.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.account.Accounts;
import cn.dudao.account.UserRole;
import cn.dudao.support.TestDatabase;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * A test in a real browser against the real application. All such tests share one application and
 * one database, so use keys of your own. Each test has a fresh browser profile and fails if the
 * console saw an error: a violation of the content security policy is one.
 *
 * <pre>{@code
 * class InstitutionBrowserTest extends BrowserTest {
 *   @Test
 *   void theListIsReadableForEverybody() {
 *     signInAs(UserRole.BUREAU_OFFICER);
 *     open("/institutions");
 *     assertAccessible();
 *     screenshots("institutions");  // target/screenshots/institutions-1366.png and -390.png
 *   }
 * }
 * }</pre>
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
@ActiveProfiles("test")
@Import(TestDatabase.class)
public abstract class BrowserTest {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** What the browser says of an answer with such a status; the page itself is as it should be. */
  private static final Pattern EXPECTED =
      Pattern.compile("Failed to load resource.* status of (403|404|409|422|429|503).*");

  private static Browser browser;

  /** Signed-in profiles by roles, so that each set of roles signs in once. */
  private static final Map<String, String> PROFILES = new HashMap<>();

  @LocalServerPort private int port;
  @Autowired private Accounts accounts;

  private BrowserContext context;
  private final List<String> consoleErrors = new ArrayList<>();
  private Pattern provoked;

  /** The page of this test. */
  protected Page page;

  @BeforeEach
  void openBrowser() {
    newProfile(null);
  }

  @AfterEach
  void closeBrowser() {
    context.close();
    if (provoked != null) {
      assertThat(consoleErrors).as("errors that the test provokes").anyMatch(this::isProvoked);
      consoleErrors.removeIf(this::isProvoked);
    }
    assertThat(consoleErrors).as("errors on the console").isEmpty();
  }

  private boolean isProvoked(String error) {
    return provoked.matcher(error).matches();
  }

  /** Names the errors on the console that the test itself brings about; they must then occur. */
  protected void provokes(Pattern errors) {
    provoked = errors;
  }

  private static synchronized Browser browser() {
    if (browser == null) {
      // A machine that runs other things as well is slow, not wrong.
      PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
      // A folder for downloads and profiles of its own: several test runs may share a machine.
      browser =
          Playwright.create(
                  new Playwright.CreateOptions()
                      .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(chromium())
                      .setArgs(
                          List.of(
                              "--no-sandbox",
                              "--lang=zh-CN",
                              "--disable-gpu",
                              "--disable-quic",
                              "--no-first-run",
                              "--disable-background-networking",
                              "--disable-component-update",
                              "--disable-sync")));
    }
    return browser;
  }

  private static Path chromium() {
    String given = System.getenv("DUDAO_CHROMIUM");
    return (given == null
            ? List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            : List.of(given))
        .stream()
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "No Chromium: apt-get install chromium fonts-noto-cjk, or set"
                        + " DUDAO_CHROMIUM"));
  }

  private void newProfile(String state) {
    if (context != null) {
      context.close();
    }
    var options =
        new Browser.NewContextOptions()
            .setViewportSize(1366, 768)
            .setLocale("zh-CN")
            .setTimezoneId("Asia/Shanghai")
            .setReducedMotion(ReducedMotion.REDUCE)
            .setBaseURL("http://localhost:" + port);
    context = browser().newContext(state == null ? options : options.setStorageState(state));
    page = context.newPage();
    page.setDefaultTimeout(60_000);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") && !EXPECTED.matcher(message.text()).matches()) {
        consoleErrors.add(message.text());
      }
    });
    page.onPageError(consoleErrors::add);
  }

  /** Signs somebody with these roles in, through the page 登录. */
  protected void signInAs(UserRole... roles) {
    var names = new TreeSet<String>();
    Arrays.stream(roles).map(UserRole::name).forEach(names::add);
    String key = port + String.join(".", names);
    String known = PROFILES.get(key);
    if (known != null) {
      newProfile(known);
      return;
    }
    // Whoever was signed in before in this test is not led to the door.
    newProfile(null);
    String userName = "browser-" + Integer.toHexString(key.hashCode());
    var credentials =
        accounts.createWithGeneratedPassword(userName, "周测试", Set.of(roles), null, null);
    signIn(credentials.userName(), credentials.password());
    page.waitForURL("**/");
    PROFILES.put(key, context.storageState());
  }

  /** Fills in the page 登录 and sends it. */
  protected void signIn(String userName, String password) {
    open("/sign-in");
    page.getByLabel("用户名").fill(userName);
    page.getByLabel("密码").fill(password);
    page.getByRole(
            com.microsoft.playwright.options.AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName("登录").setExact(true))
        .click();
  }

  /** Makes a user who can sign in. */
  protected Accounts.Credentials user(String userName, UserRole... roles) {
    return accounts.createWithGeneratedPassword(userName, "周测试", Set.of(roles), null, null);
  }

  /** Opens a page of the application; returns its status. */
  protected int open(String path) {
    return page.navigate(path).status();
  }

  /** No violation that axe-core calls serious or critical, in light and dark. */
  protected void assertAccessible() {
    for (var scheme :
        List.of(
            com.microsoft.playwright.options.ColorScheme.LIGHT,
            com.microsoft.playwright.options.ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      var violations =
          new AxeBuilder(page)
              .analyze().getViolations().stream()
                  .filter(each -> Set.of("serious", "critical").contains(each.getImpact()))
                  .map(each ->
                      scheme
                          + " "
                          + each.getId()
                          + ": "
                          + each.getNodes().stream()
                              .map(node -> node.getTarget() + " " + node.getFailureSummary())
                              .toList())
                  .toList();
      assertThat(violations).as(page.url()).isEmpty();
    }
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(com.microsoft.playwright.options.ColorScheme.LIGHT));
  }

  /** Nothing sticks out on a phone: no sideways scrolling of the page. */
  protected void assertFitsPhone() {
    page.setViewportSize(390, 844);
    assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as("width of " + page.url())
        .isEqualTo(390);
    page.setViewportSize(1366, 768);
  }

  /** Pictures of the page as it is now, in office and phone size, under target/screenshots. */
  protected void screenshots(String name) {
    for (int[] size : new int[][] {{1366, 768}, {390, 844}}) {
      page.setViewportSize(size[0], size[1]);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(SCREENSHOTS.resolve(name + "-" + size[0] + ".png"))
              .setFullPage(size[0] == 390));
    }
    page.setViewportSize(1366, 768);
  }
}
