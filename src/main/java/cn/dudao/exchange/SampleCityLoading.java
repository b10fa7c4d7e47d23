package cn.dudao.exchange;

import cn.dudao.account.Accounts;
import cn.dudao.account.UserRole;
import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.NodeFolder;
import cn.dudao.platform.file.FileStore;
import cn.dudao.platform.job.Job;
import cn.dudao.platform.job.Jobs;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.platform.web.Download;
import cn.dudao.platform.web.StartNotice;
import cn.dudao.supervisor.QualitySupervisor;
import cn.dudao.supervisor.Supervisors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/**
 * {@code serve --demo}: loads the sample city into empty registers, by the import that any file
 * takes, and lets people sign in. Starting again changes nothing and shows the sign-ins again.
 */
@Component
@ConditionalOnProperty("dudao.demo")
final class SampleCityLoading implements ApplicationRunner, StartNotice {

  private static final Logger log = LoggerFactory.getLogger(SampleCityLoading.class);

  private static final String SIGN_INS = "demo-sign-ins";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Accounts accounts;
  private final Institutions institutions;
  private final Supervisors supervisors;
  private final AppraisalSessions sessions;
  private final SheetImports imports;
  private final FileStore store;
  private final Jobs jobs;
  private final NodeFolder folder;
  private final Clock clock;
  private volatile List<String> lines = List.of();

  SampleCityLoading(
      Accounts accounts,
      Institutions institutions,
      Supervisors supervisors,
      AppraisalSessions sessions,
      SheetImports imports,
      FileStore store,
      Jobs jobs,
      NodeFolder folder,
      Clock clock) {
    this.accounts = accounts;
    this.institutions = institutions;
    this.supervisors = supervisors;
    this.sessions = sessions;
    this.imports = imports;
    this.store = store;
    this.jobs = jobs;
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException, InterruptedException {
    if (institutions.codes().isEmpty() && supervisors.cards().isEmpty()) {
      load();
    }
    String signIns = NodeFolder.secret(folder.path().resolve(SIGN_INS), this::createUsers);
    List<String> shown = new ArrayList<>();
    shown.add("示例城市（机构和人员均为虚构）的登录名与密码：");
    for (String each : signIns.split(";")) {
      if (!each.isBlank()) {
        shown.add("    " + each);
      }
    }
    lines = List.copyOf(shown);
  }

  private void load() throws IOException, InterruptedException {
    LocalDate today = LocalDate.now(clock);
    var bytes = new ByteArrayOutputStream();
    try (var book = new WorkbookWriter()) {
      RegisterWorkbook.all(SampleCity.in(YearMonth.from(today)), today, book);
      book.writeTo(bytes);
    }
    String digest = store.put(new ByteArrayResource(bytes.toByteArray()), Download.XLSX).digest();
    UUID id =
        imports.start(
            List.of(new SheetImport.SentFile("示例城市.xlsx", bytes.size(), digest, null)),
            Actor.SYSTEM);
    if (await(id) == SheetImport.State.READY) {
      imports.apply(id, Actor.SYSTEM);
      if (await(id) == SheetImport.State.APPLIED) {
        return;
      }
    }
    log.error("the sample city could not be loaded; see the import {}", id);
  }

  private SheetImport.@Nullable State await(UUID id) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      SheetImport now = imports.find(id).orElseThrow();
      Job job = now.job() == null ? null : jobs.find(now.job()).orElse(null);
      if (!now.state().isWorking() || (job != null && job.state().isOver())) {
        return imports.find(id).map(SheetImport::state).orElse(null);
      }
      Thread.sleep(200);
    }
    return null;
  }

  /** One user for each kind of work; passwords are random. */
  private String createUsers() {
    List<String> lines = new ArrayList<>();
    add(lines, "jingban", "经办人员（示例）", UserRole.BUREAU_OFFICER, null, null);
    add(lines, "fuzeren", "业务负责人（示例）", UserRole.BUREAU_LEADER, null, null);
    // Somebody who is likely to be sent, and a unit that is likely to be visited.
    LocalDate today = LocalDate.now(clock);
    String card =
        supervisors.all().stream()
            .filter(each -> each.mayLeadImportantOn(today))
            .filter(each -> each.validUntil().isAfter(today.plusYears(1)))
            .map(QualitySupervisor::card)
            .sorted()
            .findFirst()
            .orElse(null);
    add(lines, "dudaoyuan", "督导员（示例）", UserRole.SUPERVISOR, card, null);
    String unit =
        sessions.between(today.plusDays(1), today.plusMonths(1)).stream()
            .collect(Collectors.groupingBy(AppraisalSession::institution, Collectors.counting()))
            .entrySet()
            .stream()
            .max(
                Map.Entry.<String, Long>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .orElse(null);
    add(lines, "jigou", "机构人员（示例）", UserRole.INSTITUTION_STAFF, null, unit);
    add(lines, "xitong", "系统管理员（示例）", UserRole.SYSTEM_ADMIN, null, null);
    add(lines, "anquan", "安全管理员（示例）", UserRole.SECURITY_ADMIN, null, null);
    add(lines, "shenji", "审计管理员（示例）", UserRole.AUDIT_ADMIN, null, null);
    return String.join(";", lines);
  }

  private void add(
      List<String> lines,
      String userName,
      String displayName,
      UserRole role,
      @Nullable String card,
      @Nullable String unit) {
    if (accounts.find(userName).isPresent()) {
      lines.add("%s（%s）：口令已另行设置".formatted(userName, role.label()));
      return;
    }
    var made =
        accounts.createWithGeneratedPassword(userName, displayName, Set.of(role), card, unit);
    lines.add("%s  %s  （%s）".formatted(made.userName(), made.password(), role.label()));
  }

  @Override
  public List<String> lines(String address) {
    return lines;
  }
}
