package cn.dudao.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.account.UserRole;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.regulation.Article;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterChanges;
import cn.dudao.regulation.ParameterProposal;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
class DeskPagesTest {

  private static final LocalDate TODAY = LocalDate.of(2031, 3, 3);

  @Autowired private MockMvc mvc;
  @Autowired private JdbcClient database;
  @Autowired private ParameterChanges parameters;
  @Autowired private TestClock clock;

  @BeforeEach
  void aCity() {
    clock.setTo(TODAY);
    new DeskFixture(database)
        .institution("DESKU1", "甲鉴定站")
        .institution("DESKU2", "乙鉴定站")
        .supervisor("DESK0001", "张三丰", TODAY.plusDays(90))
        .supervisor("DESK0002", "李四光", TODAY.plusDays(91))
        .session("DESKB1", "DESKU1", TODAY.plusDays(3))
        .session("DESKB2", "DESKU2", TODAY.plusDays(4));
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  @Test
  @Article({"5", "13"})
  void anOfficerSeesUncoveredBatchesAndCardsThatEnd() throws Exception {
    mvc.perform(get("/").with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("未来四周未覆盖的批次"),
                        containsString("DESKB1"),
                        containsString("尚未编入委派方案"),
                        containsString("张三丰"),
                        containsString("90 天内到期"),
                        not(containsString("李四光")),
                        containsString("2031年的节假日安排尚未录入"))));
  }

  @Test
  void aLeaderSeesProposalsToDecide() throws Exception {
    parameters.propose(
        Parameter.TEAM_SIZE,
        new ParameterProposal("3", "2031-04-01", "人数增加"),
        new Actor("someone", "王经办"));
    mvc.perform(get("/").with(As.leader()))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("参数变更待审批"),
                        containsString("王经办 提出"),
                        containsString("/parameter-changes/"))));
    mvc.perform(get("/").with(As.a(UserRole.AUDIT_ADMIN)))
        .andExpect(content().string(not(containsString("参数变更待审批"))));
  }

  @Test
  void aSupervisorSeesTheirOwnCardAndNothingOfOthers() throws Exception {
    mvc.perform(get("/").with(As.supervisor("DESK0001")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("您的证卡即将到期")))
        .andExpect(content().string(not(containsString("DESKB1"))));
  }

  @Test
  void anInstitutionDoesNotLearnWhichBatchesAreInAPlan() throws Exception {
    mvc.perform(get("/").with(As.institutionStaff("DESKU1")))
        .andExpect(status().isOk())
        .andExpect(content().string(not(containsString("未覆盖"))))
        .andExpect(content().string(not(containsString("DESKB"))));
    mvc.perform(get("/batches").with(As.institutionStaff("DESKU1")))
        .andExpect(content().string(containsString("DESKB1")))
        .andExpect(content().string(not(containsString("DESKB2"))));
  }

  @Test
  void theSearchFindsWhatThePersonMaySee() throws Exception {
    mvc.perform(get("/search").param("q", "张三").with(As.officer()))
        .andExpect(content().string(containsString("/supervisors/DESK0001")));
    mvc.perform(get("/search").param("q", "鉴定站").with(As.leader()))
        .andExpect(
            content()
                .string(allOf(containsString("/institutions/DESKU1"), containsString("DESKB2"))));
    mvc.perform(get("/search").param("q", "张三").with(As.supervisor("DESK0002")))
        .andExpect(content().string(not(containsString("/supervisors/DESK0001"))));
    mvc.perform(get("/search").param("q", "DESK").with(As.institutionStaff("DESKU2")))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("/institutions/DESKU2"),
                        not(containsString("/institutions/DESKU1")),
                        not(containsString("DESK0001")))));
  }

  @Test
  @Article("19")
  void theSearchFindsArticles() throws Exception {
    for (String words : new String[] {"轮换", "第十九条", "19", "不能超过三次"}) {
      mvc.perform(get("/search").param("q", words).with(As.a(UserRole.INVESTIGATOR)))
          .andExpect(content().string(containsString("/regulation/articles/19")));
    }
  }

  @Test
  void wordsAreNoPatternAndNoMarkup() throws Exception {
    mvc.perform(get("/search").param("q", "%").with(As.officer()))
        .andExpect(content().string(containsString("没有找到")));
    mvc.perform(get("/search").param("q", "<b>x</b>").with(As.officer()))
        .andExpect(content().string(not(containsString("<b>x</b>"))));
    mvc.perform(get("/search").param("q", " ").with(As.officer()))
        .andExpect(content().string(containsString("输入姓名")));
  }

  @Test
  @Article("13")
  void statisticsShowCoverageByWeekAndInstitution() throws Exception {
    mvc.perform(get("/statistics").with(As.leader()))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("2031-03-03 至 03-09"),
                        containsString("甲鉴定站"),
                        containsString("尚未编入委派方案"))));
    mvc.perform(
            get("/statistics")
                .param("from", "2035-01-01")
                .param("to", "2035-02-01")
                .with(As.leader()))
        .andExpect(content().string(containsString("没有鉴定批次")));
    mvc.perform(get("/statistics").with(As.supervisor("DESK0001")))
        .andExpect(status().isForbidden());
  }

  @Test
  @Article("13")
  void theStatisticsCanBeTakenAlongAsAWorkbook() throws Exception {
    byte[] file =
        mvc.perform(get("/statistics.xlsx").with(As.officer()))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsByteArray();
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
      assertThat(book.getSheet("按周").getRow(1).getCell(0).getStringCellValue())
          .isEqualTo("2031-03-03 至 03-09");
      assertThat(book.getSheet("按周").getRow(2).getCell(0).getStringCellValue()).isEqualTo("合计");
      assertThat(book.getSheet("未覆盖的批次").getRow(1).getCell(0).getStringCellValue())
          .isEqualTo("DESKB1");
    }
    mvc.perform(get("/statistics.xlsx").with(As.supervisor("DESK0001")))
        .andExpect(status().isForbidden());
  }

  @Test
  void anOfficerSeesImportsThatWait() throws Exception {
    database
        .sql(
            """
            insert into exchange.sheet_import
              (id, state, started_by, started_by_name, started_at, summary)
            values (gen_random_uuid(), 'READY', 'x', '王经办', now() + interval '1 day', null)
            """)
        .update();
    mvc.perform(get("/").with(As.officer())).andExpect(content().string(containsString("核对差异后保存")));
    mvc.perform(get("/").with(As.leader()))
        .andExpect(content().string(not(containsString("核对差异后保存"))));
  }

  @Test
  @Article("5")
  void theArticleShowsItsLiveFigures() throws Exception {
    mvc.perform(get("/regulation/articles/5").with(As.officer()))
        .andExpect(content().string(allOf(containsString("即将到期的证卡"), containsString("今天有效的证卡"))));
    for (int article : new int[] {2, 4, 10, 13, 18, 20}) {
      mvc.perform(get("/regulation/articles/" + article).with(As.officer()))
          .andExpect(content().string(containsString("dd-figures")));
    }
  }
}
