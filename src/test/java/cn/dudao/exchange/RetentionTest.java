package cn.dudao.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import cn.dudao.account.Accounts;
import cn.dudao.account.UserRole;
import cn.dudao.platform.file.FileStore;
import cn.dudao.platform.job.BackgroundJob;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.regulation.Parameter;
import cn.dudao.regulation.ParameterChanges;
import cn.dudao.regulation.ParameterProposal;
import cn.dudao.support.As;
import cn.dudao.support.QuietRun;
import cn.dudao.support.RoomTest;
import cn.dudao.support.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;

/** What is past its time goes in the night; what somebody still names, or may need, stays. */
@RoomTest
@Transactional
class RetentionTest {

  private static final Actor CLERK = new Actor("clerk", "王科员");
  private static final LocalDate FIRST = LocalDate.of(2030, 1, 1);

  @Autowired List<BackgroundJob> kinds;
  @Autowired SheetImports imports;
  @Autowired FileStore files;
  @Autowired ParameterChanges parameters;
  @Autowired Accounts accounts;
  @Autowired JdbcClient sql;
  @Autowired MockMvc mvc;
  @Autowired TestClock clock;

  @BeforeEach
  void itIsNewYear() {
    clock.setTo(FIRST);
  }

  @AfterEach
  void timeGoesOn() {
    clock.release();
  }

  /** The night after so many days; returns what was put on record of it. */
  private String nightAfter(int days) {
    clock.setTo(FIRST.plusDays(days));
    BackgroundJob removal = kinds.stream().filter(BackgroundJob::nightly).findFirst().orElseThrow();
    try {
      removal.run(new QuietRun());
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
    return sql.sql(
            """
            select details::text from platform.ledger_entry
             where verb = 'retention.removal' and subject_id = :day
            """)
        .param("day", FIRST.plusDays(days).toString())
        .query(String.class)
        .single();
  }

  private String file(String content) {
    try {
      return files
          .put(
              new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8)),
              "application/octet-stream")
          .digest();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  /** An import of these files that was read to the end. */
  private UUID readImport(String... digests) {
    UUID id =
        imports.start(
            Arrays.stream(digests)
                .map(each -> new SheetImport.SentFile("督导员.csv", 10, each, null))
                .toList(),
            CLERK);
    imports.keepReading(
        id,
        new ImportSummary(List.of(), List.of(), 0, 0, List.of(), List.of(), List.of(), ""),
        Arrays.asList(new String[digests.length]));
    endJobs("DONE");
    return id;
  }

  private void endJobs(String state) {
    sql.sql("update platform.job set state = :state, ended_at = :now where ended_at is null")
        .param("state", state)
        .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
  }

  private void save(UUID id) {
    imports.apply(id, CLERK);
    imports.keepApplication(id, CLERK, "{}");
    endJobs("DONE");
  }

  @Test
  void filesThatWereNeverSavedGoAfterThirtyDays() throws Exception {
    String digest = file("never saved");
    UUID id = readImport(digest);

    assertThat(nightAfter(30)).contains("\"keepUnsavedImports\": 0", "\"unnamedFiles\": 0");
    assertThat(files.find(digest)).isPresent();

    assertThat(nightAfter(31)).contains("\"keepUnsavedImports\": 1", "\"unnamedFiles\": 1");
    assertThat(files.find(digest)).isEmpty();
    SheetImport after = imports.find(id).orElseThrow();
    assertThat(after.state()).isEqualTo(SheetImport.State.DISCARDED);
    assertThat(after.summary()).isNull();
    assertThat(after.files().getFirst().digest()).isEqualTo(digest);
    mvc.perform(get("/imports/" + id).with(As.officer()))
        .andExpect(content().string(containsString("到期清理，只保留文件名和校验值")));

    assertThat(nightAfter(32)).contains("\"keepUnsavedImports\": 0", "\"unnamedFiles\": 0");
  }

  @Test
  void savedFilesStayThreeYears() {
    String digest = file("saved");
    save(readImport(digest));

    nightAfter(1095);
    assertThat(files.find(digest)).isPresent();

    assertThat(nightAfter(1096)).contains("\"keepSavedImports\": 1", "\"unnamedFiles\": 1");
    assertThat(files.find(digest)).isEmpty();
  }

  @Test
  void aFileThatAnotherImportNamesStays() {
    String digest = file("sent twice");
    readImport(digest);
    save(readImport(digest));

    assertThat(nightAfter(31)).contains("\"keepUnsavedImports\": 1", "\"unnamedFiles\": 0");
    assertThat(files.find(digest)).isPresent();
  }

  @Test
  void theDatabaseItselfKeepsAFileThatIsNamed() {
    String digest = file("named");
    readImport(digest);

    assertThatThrownBy(() ->
            sql.sql("delete from platform.stored_file where digest = ?").param(digest).update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void anImportThatIsBeingReadIsLeftAlone() {
    String digest = file("at work");
    imports.start(List.of(new SheetImport.SentFile("督导员.csv", 10, digest, null)), CLERK);

    nightAfter(400);

    assertThat(files.find(digest)).isPresent();
  }

  @Test
  void annotatedCopiesGoAndTheFilesOfASavedImportStay() {
    String digest = file("with warnings");
    String copy = file("with warnings, annotated");
    UUID id = readImport(digest);
    imports.keepReading(
        id,
        new ImportSummary(List.of(), List.of(), 0, 1, List.of(), List.of(), List.of(), ""),
        List.of(copy));
    sql.sql("update exchange.sheet_import_file set annotated = ? where import_id = ?")
        .params(copy, id)
        .update();
    save(id);

    assertThat(nightAfter(31)).contains("\"keepErrorCopies\": 1", "\"unnamedFiles\": 1");
    assertThat(files.find(copy)).isEmpty();
    assertThat(files.find(digest)).isPresent();
    assertThat(imports.find(id).orElseThrow().files().getFirst().annotated()).isNull();
  }

  @Test
  void theDaysAreThoseThatTheBureauChoseFromItsDateOn() {
    String digest = file("shorter");
    readImport(digest);
    var proposal = new ParameterProposal("5", FIRST.plusDays(10).toString(), "减少留存");
    long change = parameters.propose(Parameter.KEEP_UNSAVED_IMPORTS, proposal, CLERK).id();
    parameters.approve(change, "", new Actor("leader", "李局"));

    nightAfter(9);
    assertThat(files.find(digest)).isPresent();

    nightAfter(10);
    assertThat(files.find(digest)).isEmpty();
  }

  @Test
  void jobsThatAreOverGoAndTheirImportIsShownWithoutThem() throws Exception {
    UUID id = readImport(file("with a job"));
    save(id);
    UUID job = imports.find(id).orElseThrow().job();
    assertThat(job).isNotNull();

    nightAfter(90);
    assertThat(imports.find(id).orElseThrow().job()).isEqualTo(job);

    nightAfter(91);
    assertThat(imports.find(id).orElseThrow().job()).isNull();
    mvc.perform(get("/imports/" + id).with(As.officer()))
        .andExpect(content().string(containsString("已保存")));
  }

  @Test
  void anImportWhoseFailedJobIsGoneCanStillBeGivenUp() {
    UUID id = readImport(file("failed"));
    imports.apply(id, CLERK);
    endJobs("FAILED");
    sql.sql("update exchange.sheet_import set started_at = :later where id = :id")
        .param("later", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(80))
        .param("id", id)
        .update();

    nightAfter(91);

    assertThat(imports.find(id).orElseThrow().job()).isNull();
    assertThat(imports.discard(id, CLERK)).isTrue();
  }

  @Test
  void tracesOfSigningInGo() {
    // What other tests have left must not be counted.
    sql.sql("delete from account.known_device").update();
    sql.sql("delete from account.invitation").update();
    String name = "r" + UUID.randomUUID().toString().substring(0, 8);
    accounts.createWithGeneratedPassword(name, "张留痕", Set.of(UserRole.BUREAU_OFFICER), null, null);
    UUID user = accounts.find(name).orElseThrow();
    var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    sql.sql("insert into account.known_device values ('\\x01', :user, :now, :now)")
        .param("user", user)
        .param("now", now)
        .update();
    sql.sql("insert into account.known_device values ('\\x02', :user, :now, :later)")
        .param("user", user)
        .param("now", now)
        .param("later", now.plusDays(100))
        .update();
    sql.sql("insert into account.sign_in_attempt values ('\\x03', 4, :now, :now)")
        .param("now", now)
        .update();
    sql.sql("insert into account.invitation values ('\\x04', :user, :now, :end, null)")
        .param("user", user)
        .param("now", now)
        .param("end", now.plusDays(1))
        .update();
    sql.sql(
            """
            insert into account.spring_session values
              ('retention-1', 'retention-1', :now, :now, 1800, :now, 'somebody')
            """)
        .param("now", clock.millis())
        .update();

    String record = nightAfter(181);

    assertThat(record)
        .contains("\"keepKnownDevices\": 1", "\"endedLinks\": 1")
        .doesNotContain("\"signInCounts\": 0", "\"endedSessions\": 0");
    assertThat(
            sql.sql("select token_digest from account.known_device where user_id = :user")
                .param("user", user)
                .query(byte[].class)
                .list())
        .containsExactly(new byte[] {2});
  }

  @Test
  void itRunsEveryNightOnOneNode() {
    OffsetDateTime next =
        sql.sql("select execution_time from platform.scheduled_tasks where task_name = 'nightly'")
            .query(OffsetDateTime.class)
            .single();

    assertThat(next.atZoneSameInstant(ZoneId.of("Asia/Shanghai")).toLocalTime())
        .hasToString("03:10");
  }
}
