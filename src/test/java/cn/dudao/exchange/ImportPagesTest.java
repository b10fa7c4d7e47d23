package cn.dudao.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.dudao.account.UserRole;
import cn.dudao.dispatch.DispatchPlanner;
import cn.dudao.dispatch.DispatchPlans;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.job.Jobs;
import cn.dudao.platform.web.Download;
import cn.dudao.supervisor.Supervisors;
import cn.dudao.support.As;
import cn.dudao.support.RecordOfActs;
import cn.dudao.support.RoomTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Importing as the officer meets it: send, look, save. What is saved stays, so that no other test
 * may go on with its database.
 */
@RoomTest
@DirtiesContext
class ImportPagesTest {

  private static final String UNITS =
      """
      单位名称,单位代码,单位类型,区县,上级单位代码
      导入一号鉴定所,IMPORT-1,鉴定所,金水区,
      导入二号鉴定站,IMPORT-2,鉴定站,二七区,IMPORT-1
      """;

  private static final String PEOPLE =
      """
      姓名,证卡编号,督导员类别,工作单位,单位代码,常驻区县,发证日期,年度考核,手机
      导入甲,IMPT0001,国家级,导入一号鉴定所,IMPORT-1,410105,2025-03-01,2025:优秀,13800000001
      导入乙,IMPT0002,市级,某某公司,,中原区,2025年3月1日,,
      """;

  private static final String SESSIONS =
      """
      批次号,场次号,单位代码,职业,等级,日期,时段
      IMPORT-B1,01,IMPORT-2,电工,四级,2031-03-01,上午
      IMPORT-B1,02,IMPORT-2,电工,四级,2031-03-01,下午
      """;

  @Autowired private MockMvc mvc;
  @Autowired private SheetImports imports;
  @Autowired private Jobs jobs;
  @Autowired private JdbcClient sql;
  @Autowired private TransactionTemplate transaction;
  @Autowired private RecordOfActs ledger;
  @Autowired private DispatchPlanner planner;
  @Autowired private DispatchPlans plans;
  @Autowired private Institutions institutions;
  @Autowired private Supervisors supervisors;

  @Test
  void filesAreComparedFirstThenSavedOnceAndTheSecondTimeNothingChanges() throws Exception {
    String page =
        send(file("被督导单位.csv", UNITS), file("督导员.csv", PEOPLE), file("鉴定批次.csv", SESSIONS));
    await(page, SheetImport.State.READY);

    assertThat(institutions.find("IMPORT-1")).isEmpty();
    mvc.perform(get(page).with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("待确认"),
                        containsString("IMPT0001 导入甲"),
                        containsString("确认并保存"))));

    mvc.perform(post(page + "/application").with(As.officer()).with(csrf()))
        .andExpect(redirectedUrl(page));
    await(page, SheetImport.State.APPLIED);
    mvc.perform(post(page + "/application").with(As.officer()).with(csrf()))
        .andExpect(redirectedUrl(page));

    assertThat(institutions.find("IMPORT-2").orElseThrow().value().parentCode())
        .isEqualTo("IMPORT-1");
    assertThat(supervisors.find("IMPT0002")).isPresent();

    String again =
        send(file("被督导单位.csv", UNITS), file("督导员.csv", PEOPLE), file("鉴定批次.csv", SESSIONS));
    await(again, SheetImport.State.READY);
    mvc.perform(get(again).with(As.officer()))
        .andExpect(content().string(containsString("登记与表格一致")));

    String changed = send(file("被督导单位.csv", UNITS.replace("二七区", "惠济区")));
    await(changed, SheetImport.State.READY);
    mvc.perform(get(changed).with(As.officer()))
        .andExpect(
            content()
                .string(
                    allOf(containsString("变更 1 行"), containsString("二七区"), containsString("惠济区"))));
    mvc.perform(post(changed + "/discard").with(As.officer()).with(csrf()));
    await(changed, SheetImport.State.DISCARDED);

    mvc.perform(get("/imports").with(As.officer()))
        .andExpect(content().string(allOf(containsString("已保存"), containsString("已放弃"))));
    mvc.perform(get("/exports/institutions.xlsx").with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(content().contentType(Download.XLSX));
    aPlanOfTheBatchIsExported();
  }

  private void aPlanOfTheBatchIsExported() throws Exception {
    var officer = As.user(UserRole.BUREAU_OFFICER).actor();
    LocalDate day = LocalDate.of(2031, 3, 1);
    var plan =
        planner.create("导出测试", day, day, Set.of(), Set.of("IMPORT-B1"), UUID.randomUUID(), officer);
    mvc.perform(get("/exports/plans/" + plan.id() + ".xlsx").with(As.officer()))
        .andExpect(status().isNotFound());
    planner.compute(
        plan.id(), plan.version(), new DispatchPlanner.Computation(1, 1, false, false), officer);
    Instant end = Instant.now().plus(Duration.ofSeconds(40));
    while (plans.find(plan.id()).orElseThrow().revision() == 0 && Instant.now().isBefore(end)) {
      Thread.sleep(100);
    }
    mvc.perform(get("/exports/plans/" + plan.id() + ".xlsx").with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(content().contentType(Download.XLSX));
    mvc.perform(get("/exports/plans/" + plan.id() + ".json").with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("IMPORT-B1-20310301"), containsString("\"missing\" : 2"))));
  }

  @Test
  void errorsBlockTheImportAndAreOfferedBesideTheRows(@TempDir Path folder) throws Exception {
    Path broken = Samples.folder("broken").resolve("委派数据.xlsx");
    String page =
        send(new MockMultipartFile("files", "委派数据.xlsx", null, Files.readAllBytes(broken)));
    await(page, SheetImport.State.FAULTY);

    mvc.perform(get(page).with(As.officer()))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("不能导入"),
                        containsString("2026年2月30日"),
                        containsString("下载带校验结果的"))));
    byte[] copy =
        mvc.perform(get(page + "/annotated/0").with(As.officer()))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsByteArray();
    assertThat(ledger.about("sheet-import", page.substring(page.lastIndexOf('/') + 1)))
        .extracting(each -> each.act().verb())
        .containsExactlyInAnyOrder("exchange.upload", "exchange.annotated");
    Path file = Files.write(folder.resolve("copy.xlsx"), copy);
    ExchangeReading again =
        ExchangeReader.read(List.of(new SourceFile("委派数据.xlsx", file)), Samples.TODAY);
    assertThat(again.errors()).isEqualTo(Samples.read("broken").errors());

    mvc.perform(get(page + "/problems.xlsx").with(As.officer())).andExpect(status().isOk());
    mvc.perform(post(page + "/application").with(As.officer()).with(csrf()))
        .andExpect(redirectedUrl(page));
    await(page, SheetImport.State.FAULTY);
  }

  @Test
  void onlyOfficersImport() throws Exception {
    mvc.perform(get("/imports").with(As.leader())).andExpect(status().isOk());
    for (UserRole role :
        List.of(
            UserRole.BUREAU_LEADER,
            UserRole.SUPERVISOR,
            UserRole.INSTITUTION_STAFF,
            UserRole.SYSTEM_ADMIN)) {
      mvc.perform(upload(file("督导员.csv", PEOPLE)).with(As.a(role)).with(csrf()))
          .andExpect(status().isForbidden());
    }
    mvc.perform(get("/exports/supervisors.xlsx").with(As.a(UserRole.SUPERVISOR)))
        .andExpect(status().isForbidden());
  }

  @Test
  void templatesCanBeDownloaded() throws Exception {
    mvc.perform(get("/exports/templates/all.xlsx").with(As.officer()))
        .andExpect(status().isOk())
        .andExpect(content().contentType(Download.XLSX));
    mvc.perform(get("/exports/templates/none.xlsx").with(As.officer()))
        .andExpect(status().isNotFound());
  }

  @Test
  void sendingNothingSaysWhatToDo() throws Exception {
    mvc.perform(multipart("/imports").with(As.officer()).with(csrf()))
        .andExpect(redirectedUrl("/imports"));
  }

  @Test
  void anEmptyFileAmongOthersBlocksTheImportInsteadOfBeingLeftOut() throws Exception {
    String page = send(file("督导员.csv", ""), file("被督导单位.csv", UNITS));
    await(page, SheetImport.State.FAULTY);
    mvc.perform(get(page).with(As.officer())).andExpect(content().string(containsString("文件是空的")));
    String alone = send(file("督导员.csv", ""));
    await(alone, SheetImport.State.FAULTY);
    mvc.perform(get(alone).with(As.officer())).andExpect(content().string(containsString("文件是空的")));
    // What a browser sends when no file was chosen.
    mvc.perform(upload(file("", "")).with(As.officer()).with(csrf()))
        .andExpect(redirectedUrl("/imports"));
  }

  private static MockMultipartFile file(String name, String content) {
    return new MockMultipartFile("files", name, "text/csv", content.getBytes(UTF_8));
  }

  @Test
  void anImportThatIsSavedWhileItsPageIsReadIsNotShownAsFailed() throws Exception {
    UUID id = UUID.randomUUID();
    UUID job = UUID.randomUUID();
    sql.sql(
            "INSERT INTO platform.job (id, name, parameters, state, started_by, queued_at)"
                + " VALUES (?, 'exchange.import-applying', '{}', 'RUNNING', 'u-1', now())")
        .param(job)
        .update();
    sql.sql(
            "INSERT INTO exchange.sheet_import"
                + " (id, state, job, started_by, started_by_name, started_at)"
                + " VALUES (?, 'APPLYING', ?, 'u-1', '王敏', now())")
        .params(id, job)
        .update();
    String page = "/imports/" + id;
    try (var reader = Executors.newSingleThreadExecutor()) {
      Future<String> shown =
          transaction.execute(status -> {
            // The page reads the import and then has to wait for its job, which ends meanwhile.
            sql.sql("LOCK TABLE platform.job IN ACCESS EXCLUSIVE MODE").update();
            Future<String> reading = reader.submit(() -> page(page));
            awaitSomebodyWaitingForJobs();
            sql.sql(
                    "UPDATE exchange.sheet_import SET state = 'APPLIED', applied_at = now()"
                        + " WHERE id = ?")
                .param(id)
                .update();
            sql.sql("UPDATE platform.job SET state = 'DONE' WHERE id = ?").param(job).update();
            return reading;
          });
      assertThat(shown.get(30, TimeUnit.SECONDS))
          .contains("正在保存", "hx-trigger=\"every 1s\"")
          .doesNotContain("未能完成", "没有保存任何内容");
    }
    assertThat(page(page)).contains("已保存").doesNotContain("未能完成", "dd-followed");
  }

  private String page(String address) throws Exception {
    return mvc.perform(get(address).with(As.officer()))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString(UTF_8);
  }

  private void awaitSomebodyWaitingForJobs() {
    Instant end = Instant.now().plus(Duration.ofSeconds(4));
    while (sql.sql(
            "SELECT NOT EXISTS (SELECT FROM pg_locks"
                + " WHERE relation = 'platform.job'::regclass AND NOT granted)")
        .query(Boolean.class)
        .single()) {
      assertThat(Instant.now()).as("nobody reads the job").isBefore(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static MockMultipartHttpServletRequestBuilder upload(MockMultipartFile... files) {
    MockMultipartHttpServletRequestBuilder request = multipart("/imports");
    for (MockMultipartFile each : files) {
      request.file(each);
    }
    return request;
  }

  private String send(MockMultipartFile... files) throws Exception {
    AbstractMockHttpServletRequestBuilder<?> request = upload(files);
    String page =
        mvc.perform(request.with(As.officer()).with(csrf()))
            .andExpect(status().isFound())
            .andReturn()
            .getResponse()
            .getRedirectedUrl();
    assertThat(page).startsWith("/imports/");
    return page;
  }

  private void await(String page, SheetImport.State state) throws InterruptedException {
    var id = java.util.UUID.fromString(page.substring("/imports/".length()));
    Instant end = Instant.now().plus(Duration.ofSeconds(40));
    while (imports.find(id).orElseThrow().state() != state && Instant.now().isBefore(end)) {
      Thread.sleep(100);
    }
    SheetImport now = imports.find(id).orElseThrow();
    assertThat(now.state())
        .as(() -> "job: " + (now.job() == null ? null : jobs.find(now.job())))
        .isEqualTo(state);
  }
}
