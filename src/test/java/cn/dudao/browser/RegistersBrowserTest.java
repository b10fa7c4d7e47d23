package cn.dudao.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.account.UserRole;
import cn.dudao.appraisal.AppraisalBatches;
import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.appraisal.SiteKind;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.PastSupervisions;
import cn.dudao.dispatch.TaskKind;
import cn.dudao.institution.Institution;
import cn.dudao.institution.InstitutionKind;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.calendar.HalfDay;
import cn.dudao.platform.calendar.HalfDays;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.Absences;
import cn.dudao.supervisor.Grade;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.RecusalGrounds;
import cn.dudao.supervisor.Standing;
import cn.dudao.supervisor.StandingPeriod;
import cn.dudao.supervisor.SupervisorEntry;
import cn.dudao.supervisor.SupervisorKind;
import cn.dudao.supervisor.SupervisorSource;
import cn.dudao.supervisor.Supervisors;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The registers as the office sees them: lists, records, forms, at both widths. */
class RegistersBrowserTest extends BrowserTest {

  private static final Actor CLERK = new Actor("clerk", "王科员");

  @Autowired Institutions institutions;
  @Autowired Supervisors supervisors;
  @Autowired RecusalGrounds grounds;
  @Autowired Absences absences;
  @Autowired AppraisalSessions sessions;
  @Autowired AppraisalBatches batches;
  @Autowired PastSupervisions history;
  @Autowired TransactionTemplate transaction;

  @BeforeEach
  void aSmallCity() {
    if (institutions.find("REG-0").isPresent()) {
      return;
    }
    LocalDate today = LocalDate.now();
    transaction.executeWithoutResult(status -> {
      List<Institution> units = new ArrayList<>();
      List<SupervisorEntry> people = new ArrayList<>();
      List<AppraisalSession> exams = new ArrayList<>();
      List<PastSupervision> past = new ArrayList<>();
      List<String> districts = List.of("410102", "410105", "410173", "410183");
      for (int i = 0; i < 30; i++) {
        units.add(
            new Institution(
                "REG-" + i,
                "郑州嵩岳" + i + "职业技能鉴定站",
                InstitutionKind.values()[i % 6],
                districts.get(i % 4),
                "文化路 " + i + " 号",
                i == 0 ? null : "REG-0",
                List.of("电工:5,4,3", "养老护理员:5,4"),
                "豫鉴字第 " + i + " 号",
                today.plusDays(30L * i),
                "张站长",
                "0371-671700" + (10 + i),
                "正常"));
        people.add(
            new SupervisorEntry(
                new QualitySupervisor(
                    "REG41" + (1000 + i),
                    List.of("毛犇建", "阿卜杜拉·买买提", "王伟", "欧阳䶮").get(i % 4),
                    i % 5 == 0 ? SupervisorKind.NATIONAL : SupervisorKind.REGULAR,
                    "郑州嵩岳" + i + "职业技能鉴定站",
                    "REG-" + i,
                    List.of(),
                    districts.get(i % 4),
                    today.minusMonths(i + 2L),
                    QualitySupervisor.lastValidDay(today.minusMonths(i + 2L), 3),
                    new TreeMap<>(
                        Map.of(
                            today.getYear() - 1,
                            Grade.values()[i % 4],
                            today.getYear() - 2,
                            Grade.PASS)),
                    i == 3
                        ? List.of(
                            new StandingPeriod(
                                Standing.SUSPENDED, today.minusDays(9), null, "违反考场规则"))
                        : List.of(),
                    i % 3 == 0 ? "K42000" + (10 + i) : null,
                    List.of("电工", "焊工")),
                SupervisorSource.values()[i % 6],
                "",
                "138123456" + (10 + i),
                i % 2 == 0 ? "男" : "女",
                ""));
        exams.add(
            new AppraisalSession(
                "REG-P" + i / 3,
                "0" + (i % 3 + 1),
                "REG-" + i / 3,
                "电工",
                "6-31-01-03",
                5 - i % 3,
                today.plusDays(i),
                HalfDays.of(HalfDay.values()[i % 2]),
                SiteKind.values()[i % 2],
                districts.get(i % 4),
                i % 2 == 0 ? "" : "二号考点",
                30 + i,
                List.of("K4200001", "K4200002", "张三"),
                i % 4 == 0 ? 3 : null,
                i % 9 == 0));
        past.add(
            new PastSupervision(
                "REG-" + i,
                today.minusDays(30L + i),
                "REG-H" + i,
                TaskKind.values()[i % 2],
                List.of("REG41" + (1000 + (i + 1) % 30), "REG41" + (1000 + (i + 2) % 30))));
      }
      institutions.apply(institutions.difference(units), CLERK, "导入 2026 年名册");
      supervisors.apply(supervisors.difference(people), CLERK, "导入 2026 年名册");
      sessions.apply(sessions.difference(exams), CLERK, "导入");
      history.apply(history.difference(past), CLERK, "导入");
      grounds.add(
          new RecusalGround(
              "REG411001", "REG-5", RecusalGround.Relation.RELATIVE, null, null, "配偶在该单位任教"),
          RecusalGrounds.Source.DECLARED,
          CLERK,
          "本人申报");
      absences.add(
          new Absence("REG411001", today.plusDays(3), today.plusDays(5), HalfDays.FULL_DAY, "出差"),
          CLERK,
          "");
      supervisors.grade("REG411001", 1, today.getYear() - 1, Grade.EXCELLENT, CLERK, "复核更正");
    });
  }

  @Test
  void theListsAreReadableForEverybody() {
    signInAs(UserRole.BUREAU_OFFICER);
    for (String path :
        List.of(
            "/institutions",
            "/supervisors",
            "/batches",
            "/recusal-grounds",
            "/past-supervisions")) {
      assertThat(open(path + "?q=REG")).isEqualTo(200);
      assertAccessible();
      screenshots("list" + path.replace('/', '-'));
    }
    open("/supervisors?state=SUSPENDED&grade=FAIL");
    screenshots("list-supervisors-more");
  }

  @Test
  void rowsAreTickedByKeyboardAndPlannedOrExportedTogether() {
    signInAs(UserRole.BUREAU_OFFICER);
    open("/batches?q=REG-P&sort=number");
    var acts = page.locator("#ticked");
    assertThat(acts.innerText()).contains("勾选后可以批量办理").doesNotContain("导出所选");

    page.getByLabel("选择 REG-P0").focus();
    page.keyboard().press("Space");
    page.getByLabel("选择 REG-P3").focus();
    page.keyboard().press("Space");
    PlaywrightAssertions.assertThat(acts.locator("output")).hasText("已选 2 项");
    assertThat(page.url()).as("the row did not open").contains("/batches?");
    assertAccessible();
    assertFitsPhone();
    screenshots("list-ticked");

    page.locator("thead").getByLabel("全选本页").press("Space");
    PlaywrightAssertions.assertThat(acts.locator("output")).hasText("已选 10 项");
    page.locator("thead").getByLabel("全选本页").press("Space");
    PlaywrightAssertions.assertThat(acts).not().containsText("已选");

    page.getByLabel("选择 REG-P0").check();
    page.getByLabel("选择 REG-P3").check();
    var file = page.waitForDownload(() -> press("导出所选"));
    assertThat(file.suggestedFilename()).startsWith("鉴定批次-");

    press("新建委派方案");
    PlaywrightAssertions.assertThat(page.getByLabel("鉴定批次（不填即为全部）")).hasValue("REG-P0\nREG-P3");
    PlaywrightAssertions.assertThat(page.locator("#preview")).containsText("范围内 2 个批次");
  }

  @Test
  void listsArePrintedWithTheirDayAndFilterButWithoutButtons() {
    signInAs(UserRole.BUREAU_OFFICER);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    open("/batches?q=REG-P");
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

    PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("data-bs-theme", "light");
    PlaywrightAssertions.assertThat(page.locator(".dd-printed")).containsText("打印于 20");
    PlaywrightAssertions.assertThat(page.locator("#filter-q")).isVisible();
    PlaywrightAssertions.assertThat(page.locator("#filter-from")).isHidden();
    for (String unwanted :
        List.of(".dd-menu", ".dd-header", "#ticked", ".dd-paging", "th.dd-tick")) {
      PlaywrightAssertions.assertThat(page.locator(unwanted).first()).isHidden();
    }
    assertThat(page.locator(".btn:visible").count()).isZero();
    PlaywrightAssertions.assertThat(page.locator("tfoot")).containsText("合计（共 10 条）");
  }

  @Test
  void theRecordsAreReadableForEverybody() {
    signInAs(UserRole.BUREAU_LEADER, UserRole.BUREAU_OFFICER);
    for (String path :
        List.of(
            "/institutions/REG-0",
            "/institutions/REG-0?tab=history",
            "/supervisors/REG411001",
            "/supervisors/REG411001?tab=standing",
            "/supervisors/REG411001?tab=grounds",
            "/supervisors/REG411001?tab=absences",
            "/supervisors/REG411001?tab=history",
            "/batches/REG-P0",
            "/supervisors/REG411001/suspension")) {
      assertThat(open(path)).isEqualTo(200);
      assertAccessible();
      screenshots("record" + path.replaceAll("[/?=]", "-"));
    }
  }

  @Test
  void theFormsHelpAndKeepTheInput() {
    signInAs(UserRole.BUREAU_OFFICER);
    open("/supervisors/new");
    assertAccessible();
    screenshots("form-supervisor");
    page.getByLabel("姓名").fill("王伟");
    page.getByLabel("证卡编号", new Page.GetByLabelOptions().setExact(true)).fill("REG42001");
    page.getByLabel("工作单位", new Page.GetByLabelOptions().setExact(true)).fill("市人社局");
    page.getByLabel("常驻区县").selectOption("410105");
    page.getByLabel("发证日期").fill("2024-02-29");
    page.getByLabel("有效期至").fill("2027-03-01");
    press("登记");
    assertThat(page.locator("#errors").innerText()).contains("最晚为 2027-02-28");
    assertThat(page.getByLabel("姓名").inputValue()).isEqualTo("王伟");
    assertAccessible();
    screenshots("form-supervisor-errors");
    page.getByLabel("有效期至").fill("");
    press("登记");
    page.waitForURL("**/supervisors/REG42001");
    assertThat(page.content()).contains("2027-02-28");

    open("/recusal-grounds/new");
    page.getByLabel("督导员的证卡编号").fill("REG42001");
    page.getByLabel("单位代码").pressSequentially("嵩岳");
    page.waitForSelector(
        "#institution-choices option",
        new Page.WaitForSelectorOptions()
            .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
    page.getByLabel("单位代码").fill("REG-7");
    page.getByLabel("关系", new Page.GetByLabelOptions().setExact(true)).selectOption("MASTER");
    screenshots("form-ground");
    press("登记");
    page.waitForURL("**/supervisors/REG42001?tab=grounds");
    assertThat(page.content()).contains("师徒");

    open("/supervisors/REG411002");
    page.getByText("查看完整手机号码").click();
    page.getByLabel("查看理由").fill("通知变更");
    press("显示");
    assertThat(page.content()).contains("13812345612");
    assertAccessible();
    screenshots("revealed");

    open("/institutions/REG-1/edit");
    assertAccessible();
    open("/batches/new");
    assertAccessible();
    screenshots("form-batch");
  }

  private void press(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
