package cn.dudao.browser;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;

import cn.dudao.account.UserRole;
import cn.dudao.dispatch.PlanSecrecy;
import cn.dudao.dispatch.StoredCity;
import cn.dudao.dispatch.SupervisorFixture;
import cn.dudao.institution.Institutions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The registers of the dispatching as the office sees them, at both widths. */
class DispatchRegistersBrowserTest extends BrowserTest {

  /** Days of its own, far from those of other tests. */
  private static final LocalDate DAY = LocalDate.now().plusMonths(20).withDayOfMonth(4);

  @Autowired ApplicationContext beans;
  @Autowired Institutions institutions;

  @BeforeEach
  void anIssuedPlan() {
    if (institutions.find("DR-1").isPresent()) {
      return;
    }
    String since = DAY.minusMonths(6).toString();
    var city =
        new StoredCity(beans)
            .with(
                facts()
                    .withInstitution("DR-0", "郑州嵩岳职业培训集团", null)
                    .withInstitution("DR-1", "郑州嵩岳第一职业技能鉴定站", "DR-0")
                    .withInstitution("DR-2", "郑州嵩岳第二职业技能鉴定站", "DR-0")
                    .with(
                        holder("DR0001", "赵登记").nationalLevel(),
                        holder("DR0002", "钱登记"),
                        holder("DR0003", "孙登记"),
                        holder("DR0004", "李登记").employedAt("DR-1"))
                    .with(
                        aSession("DR-B1", "DR-1", DAY.toString()),
                        aSession("DR-B2", "DR-2", DAY.plusDays(2).toString()))
                    .withPast("DR-1", since, "DR-H1", "DR0001", "DR0002")
                    .withPast("DR-1", DAY.minusMonths(5).toString(), "DR-H2", "DR0001", "DR0002")
                    .build());
    city.issued(DAY.toString(), DAY.plusDays(7).toString(), PlanSecrecy.NONE);
  }

  @Test
  void everyRegisterIsReadableForEverybody() {
    signInAs(UserRole.BUREAU_OFFICER);
    String period = "?from=" + DAY + "&to=" + DAY.plusDays(7);
    for (String path :
        List.of(
            "/dispatch/assignments" + period,
            "/dispatch/rotation?q=嵩岳&state=ALL",
            "/dispatch/rotation/institutions/DR-1",
            "/dispatch/rotation/people/DR0001",
            "/dispatch/coverage" + period,
            "/dispatch/load?year=" + DAY.getYear(),
            "/dispatch/load/pairs?year=" + DAY.getYear(),
            "/dispatch/load/institutions?q=嵩岳",
            "/dispatch/recusal?q=DR0004",
            "/dispatch/calendar?month=" + YearMonth.from(DAY))) {
      assertThat(open(path)).as(path).isEqualTo(200);
      assertAccessible();
      screenshots("register" + path.replaceAll("\\?.*", "").replace('/', '-'));
    }
  }

  @Test
  void theCalendarLeadsToTheOrdersOfADayAndThoseAreExported() {
    signInAs(UserRole.BUREAU_LEADER);
    open("/dispatch/calendar?month=" + YearMonth.from(DAY));
    page.locator("a[href*='from=" + DAY + "']").click();
    PlaywrightAssertions.assertThat(page.locator("main")).containsText("郑州嵩岳第一职业技能鉴定站");
    PlaywrightAssertions.assertThat(page.locator("main")).not().containsText("第二职业");
    var file =
        page.waitForDownload(
            () -> page.getByText("导出", new Page.GetByTextOptions().setExact(true)).click());
    assertThat(file.suggestedFilename()).startsWith("委派台账-");
  }

  /** Somebody with a card of that time, so new that no year has been assessed yet. */
  private static SupervisorFixture holder(String card, String name) {
    return aSupervisor(card)
        .named(name)
        .withCardIssuedOn(DAY.minusMonths(6).toString())
        .withCardValidUntil(DAY.plusYears(2).toString())
        .neverAssessed();
  }
}
