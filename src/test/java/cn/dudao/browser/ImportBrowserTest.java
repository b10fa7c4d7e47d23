package cn.dudao.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import cn.dudao.account.UserRole;
import cn.dudao.exchange.Samples;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Importing in a real browser: send, look, save; and what to do when the file is wrong. */
class ImportBrowserTest extends BrowserTest {

  private static final String UNITS = "单位名称,单位代码,单位类型,区县\n浏览器鉴定所,BROWSER-1,鉴定所,金水区\n";

  @Autowired private JdbcClient sql;

  @Test
  void anOfficerLooksAtTheDifferenceBeforeItIsSaved() {
    signInAs(UserRole.BUREAU_OFFICER);
    open("/imports");
    assertAccessible();
    screenshots("imports");
    page.getByLabel("选择文件，或把文件拖到下面的框里")
        .setInputFiles(new FilePayload("被督导单位.csv", "text/csv", UNITS.getBytes(UTF_8)));
    page.getByText("上传并比对").click();
    assertThat(page.getByText("确认并保存")).isVisible();
    assertThat(page.locator("body")).containsText("新增 1 行");
    assertAccessible();
    screenshots("import-ready");
    page.getByText("确认并保存").click();
    assertThat(page.getByText("已保存", new Page.GetByTextOptions().setExact(true))).isVisible();
    open("/institutions/BROWSER-1");
    assertThat(page.locator("body")).containsText("浏览器鉴定所");
  }

  @Test
  void thePageThatFollowsAnImportGoesOnWhenAnswersAreLost() {
    provokes(
        Pattern.compile(
            ".*(net::ERR_INTERNET_DISCONNECTED|status of 500|Error Code (500|503)"
                + "|htmx:(afterRequest|sendError|timeout)).*",
            Pattern.DOTALL));
    // An import whose job works for as long as the test wants.
    UUID id = UUID.randomUUID();
    UUID job = UUID.randomUUID();
    sql.sql(
            "INSERT INTO platform.job"
                + " (id, name, parameters, state, stage, started_by, queued_at)"
                + " VALUES (?, 'exchange.import-applying', '{}', 'RUNNING', '正在保存',"
                + " 'browser', now())")
        .param(job)
        .update();
    sql.sql(
            "INSERT INTO exchange.sheet_import"
                + " (id, state, job, started_by, started_by_name, started_at)"
                + " VALUES (?, 'APPLYING', ?, 'browser', '周测试', now())")
        .params(id, job)
        .update();
    signInAs(UserRole.BUREAU_OFFICER);
    var asked = new AtomicInteger();
    page.route(
        "**/imports/" + id,
        route -> {
          if (route.request().headerValue("hx-request") == null) {
            route.resume();
            return;
          }
          switch (asked.incrementAndGet()) {
            case 1 -> route.abort("internetdisconnected");
            case 2 -> route.fulfill(new Route.FulfillOptions().setStatus(503));
            case 3 -> route.fulfill(new Route.FulfillOptions().setStatus(500).setBody("错误页"));
            case 4 -> {
              // No answer ever comes.
            }
            default -> route.resume();
          }
        });
    open("/imports/" + id);
    var lost = page.getByText("暂时收不到进度");
    assertThat(lost).isHidden();
    assertThat(lost).isVisible();
    assertThat(page.locator("body")).not().containsText("错误页");
    assertAccessible();
    screenshots("import-lost");
    // The fourth question has no answer until its time is over; the fifth has one.
    assertThat(lost).isHidden();
    org.assertj.core.api.Assertions.assertThat(asked.get()).isGreaterThanOrEqualTo(5);
    assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
    sql.sql("UPDATE platform.job SET message = '第 7 行' WHERE id = ?").param(job).update();
    assertThat(page.locator("body")).containsText("第 7 行");
    sql.sql("UPDATE exchange.sheet_import SET state = 'APPLIED', applied_at = now() WHERE id = ?")
        .param(id)
        .update();
    sql.sql("UPDATE platform.job SET state = 'DONE' WHERE id = ?").param(job).update();
    assertThat(page.getByText("已保存", new Page.GetByTextOptions().setExact(true))).isVisible();
    sql.sql("DELETE FROM exchange.sheet_import WHERE id = ?").param(id).update();
    sql.sql("DELETE FROM platform.job WHERE id = ?").param(job).update();
  }

  @Test
  void errorsAreShownAtTheirCellsAndOfferedAsACopy() {
    signInAs(UserRole.BUREAU_OFFICER);
    open("/imports");
    page.getByLabel("选择文件，或把文件拖到下面的框里")
        .setInputFiles(Path.of(Samples.folder("broken").toString(), "委派数据.xlsx"));
    page.getByText("上传并比对").click();
    assertThat(page.locator("body")).containsText("2026年2月30日");
    assertThat(page.locator("body")).containsText("有错误时整批不导入");
    assertAccessible();
    screenshots("import-faulty");
    Download copy = page.waitForDownload(() -> page.getByText("下载带校验结果的“委派数据.xlsx”").click());
    org.assertj.core.api.Assertions.assertThat(copy.suggestedFilename())
        .isEqualTo("委派数据-校验结果.xlsx");
  }
}
