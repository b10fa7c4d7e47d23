package cn.dudao.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import cn.dudao.account.UserRole;
import cn.dudao.exchange.Samples;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Importing in a real browser: send, look, save; and what to do when the file is wrong. */
class ImportBrowserTest extends BrowserTest {

  private static final String UNITS = "单位名称,单位代码,单位类型,区县\n浏览器鉴定所,BROWSER-1,鉴定所,金水区\n";

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
    assertThat(
            page.getByText(
                "已保存", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true)))
        .isVisible();
    open("/institutions/BROWSER-1");
    assertThat(page.locator("body")).containsText("浏览器鉴定所");
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
