package cn.dudao.dispatch.register;

import static cn.dudao.dispatch.FactsFixture.facts;
import static cn.dudao.dispatch.SessionFixture.aSession;
import static cn.dudao.dispatch.SupervisorFixture.aSupervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.account.SignedIn;
import cn.dudao.account.UserRole;
import cn.dudao.dispatch.StoredCity;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.regulation.Article;
import cn.dudao.support.As;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.annotation.Transactional;

@RoomTest
@Transactional
@Article({"4", "8"})
class AssignmentRegisterTest {

  private static final SignedIn OFFICER = As.user(UserRole.BUREAU_OFFICER);
  private static final SignedIn LEADER = As.user(UserRole.BUREAU_LEADER);

  @Autowired ApplicationContext beans;
  @Autowired AssignmentRegister register;
  @Autowired MockMvc mvc;
  @Autowired JdbcClient sql;
  @Autowired TestClock clock;

  private OrdersFixture orders;
  private UUID withdrawn;

  @BeforeEach
  void someOrders() {
    clock.setTo(LocalDate.of(2026, 11, 24));
    new StoredCity(beans)
        .with(
            facts()
                .withInstitution("A-1", "甲鉴定站", null)
                .withInstitution("A-2", "=乙鉴定站", null)
                .with(
                    aSupervisor("A0001").named("赵密封"),
                    aSupervisor("A0002").named("钱密封"),
                    aSupervisor("A0003").named("孙三"))
                .with(aSession("AB1", "A-1", "2026-12-01"), aSession("AB2", "A-2", "2026-12-02"))
                .build());
    orders =
        new OrdersFixture(sql)
            .task("AB1-1", "AB1", "A-1", "2026-12-01", "A0001", "A0002")
            .task("AB2-1", "AB2", "A-2", "2026-12-02", "A0003");
    withdrawn = orders.order("AB1-1", "A0003", 2, "WITHDRAWN");
    // The answer of A0003 is awaited yet, that of the others is overdue.
    sql.sql(
            """
            update dispatch.assignment set answer_due = '2026-11-30'
            where card = 'A0003' and state = 'ISSUED'
            """)
        .update();
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  private List<AssignmentLine> lines(SignedIn user, String... filters) {
    Map<String, String> asked = new HashMap<>();
    for (int i = 0; i < filters.length; i += 2) {
      asked.put(filters[i], filters[i + 1]);
    }
    return register.list(ListQuery.of("/dispatch/assignments", asked), user).rows();
  }

  private List<String> cards(String... filters) {
    return lines(OFFICER, filters).stream().map(AssignmentLine::card).sorted().toList();
  }

  @Test
  void everyOrderIsListedWithItsStateAndAnswer() {
    assertThat(lines(OFFICER, "sort", "day"))
        .extracting(
            AssignmentLine::task,
            AssignmentLine::person,
            each -> each.state().label(),
            AssignmentLine::answer,
            AssignmentLine::overdue,
            AssignmentLine::reason)
        .containsExactlyInAnyOrder(
            tuple("AB1-1", "赵密封", "待回执", "应于 2026-01-03 00:00 前", true, ""),
            tuple("AB1-1", "钱密封", "待回执", "应于 2026-01-03 00:00 前", true, ""),
            tuple("AB1-1", "孙三", "已撤回", "撤回前未回执", false, "不能到场"),
            tuple("AB2-1", "孙三", "待回执", "应于 2026-11-30 00:00 前", false, ""));
  }

  @Test
  void filtersFind() {
    assertThat(cards("state", "WITHDRAWN")).containsExactly("A0003");
    assertThat(cards("state", "NONSENSE")).hasSize(4);
    assertThat(cards("institution", "甲鉴定")).containsExactly("A0001", "A0002", "A0003");
    assertThat(cards("institution", "A-2")).containsExactly("A0003");
    assertThat(cards("card", "孙三")).hasSize(2);
    assertThat(cards("card", "A0001")).containsExactly("A0001");
    assertThat(cards("from", "2026-12-02")).containsExactly("A0003");
    assertThat(cards("to", "2026-12-01")).hasSize(3);
    assertThat(cards("mark", "OVERDUE")).containsExactly("A0001", "A0002");
    assertThat(cards("mark", "EMERGENCY")).isEmpty();
    assertThat(cards("mark", "TO_RATIFY")).isEmpty();
    assertThat(cards("mark", "CONCERN")).isEmpty();
    assertThat(cards("q", "AB2")).containsExactly("A0003");
    assertThat(cards("q", "AB1-1")).hasSize(3);
    String document = lines(OFFICER, "card", "A0001").getFirst().documentNumber();
    assertThat(cards("q", document)).containsExactly("A0001");
  }

  @Test
  void anEmergencyOrderAndAConcernAreMarked() {
    sql.sql(
            """
            insert into dispatch.plan_revision
            select plan, 2, kind, summary, gen_random_uuid(), made_by, made_by_name, made_at,
              undo_to, redo_to, reference, task_count, seat_count, open_seats, cost_open,
              cost_balance, cost_grade, cost_expertise, cost_travel, cost_pairs, cost_change, bound,
              first_plan_seconds, seconds, steps, seed, parameters, checks
            from dispatch.plan_revision where plan = ?
            """)
        .param(orders.plan())
        .update();
    sql.sql(
            """
            insert into dispatch.plan_approval (plan, revision, kind, approved_by, approved_by_name,
              approved_at, reason, ratify_by)
            values (?, 2, 'EMERGENCY', 'duty', '值班员', now(), '病假', now())
            """)
        .param(orders.plan())
        .update();
    sql.sql("update dispatch.assignment set emergency = true, revision = 2 where card = 'A0002'")
        .update();
    sql.sql(
            """
            update dispatch.assignment set concern = '[]', concern_at = now() where card = 'A0001'
            """)
        .update();

    assertThat(cards("mark", "TO_RATIFY")).containsExactly("A0002");
    assertThat(lines(OFFICER, "mark", "EMERGENCY"))
        .extracting(AssignmentLine::emergency)
        .containsExactly("应急改派·待补批");
    assertThat(cards("mark", "CONCERN")).containsExactly("A0001");
  }

  @Test
  void aLeaderIsNotShownWhomASealedOrderSendsAndCannotAskForIt() throws Exception {
    orders.sealed("AB1-1", "2026-11-30T16:00:00Z");

    assertThat(lines(LEADER, "institution", "A-1"))
        .hasSize(3)
        .allSatisfy(each -> {
          assertThat(each.card()).isEmpty();
          assertThat(each.reason()).isEmpty();
          assertThat(each.person()).isEqualTo("名单密封，2026-12-01 00:00 公开");
        });
    assertThat(lines(LEADER, "card", "A0001")).isEmpty();
    assertThat(lines(LEADER, "card", "孙三")).hasSize(1);
    assertThat(lines(OFFICER, "card", "A0001")).hasSize(1);

    String page = page(LEADER, "/dispatch/assignments");
    assertThat(page).contains("名单密封").doesNotContain("赵密封", "钱密封", "A0001", "A0002");
    assertThat(page(OFFICER, "/dispatch/assignments")).contains("赵密封", "钱密封");
    var book = book(mvc.perform(get("/dispatch/assignments.xlsx").with(As.as(LEADER))));
    assertThat(book.toString()).contains("名单密封").doesNotContain("赵密封", "钱密封", "A0001");

    clock.setTo(LocalDate.of(2026, 12, 2));
    assertThat(page(LEADER, "/dispatch/assignments")).contains("赵密封");
  }

  @Test
  void itIsExportedWholeOrByTickedRowsAndNoTextIsAFormula() throws Exception {
    var all = book(mvc.perform(get("/dispatch/assignments.xlsx?sort=day").with(As.officer())));
    assertThat(all).hasSize(5);
    assertThat(all.getFirst()).contains("文号", "任务号", "回执");
    assertThat(all.getLast()).contains("=乙鉴定站");
    var ticked =
        book(
            mvc.perform(
                post("/dispatch/assignments.xlsx")
                    .param("row", withdrawn.toString())
                    .with(As.officer())
                    .with(csrf())));
    assertThat(ticked).hasSize(2);
    assertThat(ticked.getLast()).contains("已撤回", "不能到场");
    mvc.perform(post("/dispatch/assignments.xlsx").with(As.officer()).with(csrf()))
        .andExpect(status().isNotFound());
  }

  @Test
  void theDeskSaysWhatAnInstitutionHasToConfirmAndWhereASupervisorGoesNext() throws Exception {
    sql.sql(
            """
            insert into dispatch.announcement (id, task, institution, document_number, announced_at)
            values (gen_random_uuid(), 'AB1-1', 'A-1', '督通〔2026〕A1号', '2026-11-24')
            """)
        .update();
    var accepted = orders.order("AB2-1", "A0002", 2, "ACCEPTED");

    assertThat(desk(As.institutionStaff("A-1"))).contains("督导通知待回执", "1 份", "2026-12-01");
    assertThat(desk(As.institutionStaff("A-2"))).doesNotContain("督导通知待回执");
    assertThat(desk(As.supervisor("A0002")))
        .contains("下一项督导任务", "2026-12-02", "/tasks/" + accepted);
    assertThat(desk(As.supervisor("A0001"))).doesNotContain("下一项督导任务");
  }

  private String desk(RequestPostProcessor person) throws Exception {
    return mvc.perform(get("/").with(person))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString(StandardCharsets.UTF_8);
  }

  @Test
  void onlyTheBureauReadsRegisters() throws Exception {
    for (String address :
        List.of(
            "/dispatch/assignments",
            "/dispatch/assignments.xlsx",
            "/dispatch/rotation",
            "/dispatch/rotation.xlsx",
            "/dispatch/rotation/institutions/A-1",
            "/dispatch/rotation/institutions/A-1.xlsx",
            "/dispatch/rotation/people/A0001",
            "/dispatch/rotation/people/A0001.xlsx")) {
      for (var one : List.of(As.officer(), As.leader())) {
        mvc.perform(get(address).with(one)).andExpect(status().isOk());
      }
      for (var other :
          List.of(
              As.supervisor("A0001"), As.institutionStaff("A-1"), As.a(UserRole.SYSTEM_ADMIN))) {
        mvc.perform(get(address).with(other)).andExpect(status().isForbidden());
      }
    }
    mvc.perform(get("/dispatch/rotation/institutions/NONE").with(As.officer()))
        .andExpect(status().isNotFound());
    mvc.perform(get("/dispatch/rotation/people/NONE").with(As.officer()))
        .andExpect(status().isNotFound());
  }

  private String page(SignedIn user, String address) throws Exception {
    return mvc.perform(get(address).with(As.as(user)))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString(StandardCharsets.UTF_8);
  }

  /** The rows of the workbook, each as a list of texts. */
  static List<List<String>> book(ResultActions answer) throws Exception {
    byte[] bytes =
        answer.andExpect(status().isOk()).andReturn().getResponse().getContentAsByteArray();
    List<List<String>> rows = new ArrayList<>();
    try (var book = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
      book.getSheetAt(0)
          .forEach(row -> {
            List<String> cells = new ArrayList<>();
            row.forEach(cell -> {
              assertThat(cell.getCellType()).isNotEqualTo(CellType.FORMULA);
              cells.add(cell.toString());
            });
            rows.add(cells);
          });
    }
    return rows;
  }
}
