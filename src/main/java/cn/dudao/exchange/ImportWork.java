package cn.dudao.exchange;

import cn.dudao.appraisal.AppraisalSession;
import cn.dudao.appraisal.AppraisalSessions;
import cn.dudao.dispatch.PastSupervision;
import cn.dudao.dispatch.PastSupervisions;
import cn.dudao.institution.Institution;
import cn.dudao.institution.Institutions;
import cn.dudao.platform.crypto.Masks;
import cn.dudao.platform.file.FileStore;
import cn.dudao.platform.history.Difference;
import cn.dudao.platform.job.JobRun;
import cn.dudao.platform.ledger.Actor;
import cn.dudao.platform.sheet.AnnotatedCopy;
import cn.dudao.platform.sheet.SheetLimits;
import cn.dudao.platform.sheet.SheetProblem;
import cn.dudao.supervisor.Absence;
import cn.dudao.supervisor.Absences;
import cn.dudao.supervisor.KnownIdNumbers;
import cn.dudao.supervisor.RecusalGround;
import cn.dudao.supervisor.RecusalGrounds;
import cn.dudao.supervisor.SupervisorEntry;
import cn.dudao.supervisor.Supervisors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;

/** Reads the files of an import, compares them with the registers, and saves what differs. */
@Component
class ImportWork {

  private static final int MOST_PROBLEMS_SHOWN = 1000;
  private static final int MOST_ROWS_SHOWN = 200;
  private static final String REASON = "表格导入";

  private final FileStore store;
  private final Clock clock;
  private final Institutions institutions;
  private final Supervisors supervisors;
  private final AppraisalSessions sessions;
  private final RecusalGrounds grounds;
  private final PastSupervisions history;
  private final Absences absences;

  ImportWork(
      FileStore store,
      Clock clock,
      Institutions institutions,
      Supervisors supervisors,
      AppraisalSessions sessions,
      RecusalGrounds grounds,
      PastSupervisions history,
      Absences absences) {
    this.store = store;
    this.clock = clock;
    this.institutions = institutions;
    this.supervisors = supervisors;
    this.sessions = sessions;
    this.grounds = grounds;
    this.history = history;
    this.absences = absences;
  }

  /** What the files would change in each register; empty where the files have errors. */
  record Comparison(
      Difference<Institution> institutions,
      Difference<SupervisorEntry> supervisors,
      Difference<AppraisalSession> sessions,
      Difference<RecusalGround> grounds,
      Difference<PastSupervision> history,
      Difference<Absence> absences) {

    static <T> Difference<T> none() {
      return new Difference<>(List.of(), List.of(), 0, List.of(), List.of());
    }

    static final Comparison NOTHING =
        new Comparison(none(), none(), none(), none(), none(), none());

    Stream<Difference<?>> all() {
      return Stream.of(institutions, supervisors, sessions, grounds, history, absences);
    }
  }

  /** Copies the files of an import out of the store into a folder of their own. */
  List<SourceFile> unpack(SheetImport sheetImport, Path folder) throws IOException {
    List<SourceFile> result = new ArrayList<>();
    for (SheetImport.SentFile each : sheetImport.files()) {
      Path path = folder.resolve(Integer.toString(result.size()));
      try (OutputStream out = Files.newOutputStream(path)) {
        store.copy(each.digest(), out);
      }
      result.add(new SourceFile(each.name(), path));
    }
    return result;
  }

  /** Reads the files; references may also point to what is registered. */
  ExchangeReading read(List<SourceFile> files, JobRun run) {
    Set<String> cards = supervisors.cards();
    KnownIdNumbers idNumbers = supervisors.idNumbers();
    Map<String, String> districts = new HashMap<>();
    institutions.all().forEach(each -> districts.put(each.code(), each.district()));
    KnownKeys known =
        new KnownKeys() {
          @Override
          public boolean hasCard(String card) {
            return cards.contains(card);
          }

          @Override
          public Optional<String> cardOfIdNumber(String idNumber) {
            return idNumbers.cardOf(idNumber);
          }

          @Override
          public boolean hasOtherIdNumber(String card, String idNumber) {
            return idNumbers.isOther(card, idNumber);
          }

          @Override
          public Optional<String> districtOf(String institution) {
            return Optional.ofNullable(districts.get(institution));
          }
        };
    return ExchangeReader.read(
        files,
        known,
        SheetLimits.STANDARD,
        LocalDate.now(clock),
        rows -> {
          run.checkpoint();
          // How many rows there will be is not known: the bar nears its share without reaching it.
          run.progress("正在读取表格", 0.6 * rows / (rows + 20_000.0), "已读 %d 行".formatted(rows));
        });
  }

  /** Compares the rows with the registers. */
  Comparison compare(ExchangeReading reading, JobRun run) {
    if (!reading.isUsable()) {
      return Comparison.NOTHING;
    }
    run.progress("正在与登记比对", 0.65, "");
    var comparison =
        new Comparison(
            institutions.difference(values(reading.institutions())),
            supervisors.difference(values(reading.supervisors())),
            sessions.difference(values(reading.sessions())),
            grounds.difference(values(reading.grounds())),
            history.difference(values(reading.history())),
            absences.difference(values(reading.absences())));
    run.checkpoint();
    return comparison;
  }

  private static <T> List<T> values(List<Located<T>> rows) {
    return rows.stream().map(Located::value).toList();
  }

  /** Saves what differs, in the order in which the registers rest on each other. */
  void apply(Comparison comparison, Actor by, JobRun run) {
    run.progress("正在保存", 0.7, "被督导单位");
    institutions.apply(comparison.institutions(), by, REASON);
    run.progress("正在保存", 0.73, "督导员");
    supervisors.apply(comparison.supervisors(), by, REASON);
    run.progress("正在保存", 0.76, "鉴定批次");
    sessions.apply(comparison.sessions(), by, REASON);
    run.progress("正在保存", 0.94, "回避关系");
    grounds.apply(comparison.grounds(), by, REASON);
    run.progress("正在保存", 0.96, "督导历史");
    history.apply(comparison.history(), by, REASON);
    run.progress("正在保存", 0.98, "不可用");
    absences.apply(comparison.absences(), by, REASON);
  }

  /** Puts into words what would happen. */
  ImportSummary summary(ExchangeReading reading, Comparison comparison) {
    List<ImportSummary.TableSummary> tables = new ArrayList<>();
    add(
        tables,
        reading,
        ExchangeTable.SUPERVISORS,
        comparison.supervisors(),
        each -> each.card() + " " + each.supervisor().name());
    add(
        tables,
        reading,
        ExchangeTable.INSTITUTIONS,
        comparison.institutions(),
        each -> each.code() + " " + each.name());
    add(
        tables,
        reading,
        ExchangeTable.SESSIONS,
        comparison.sessions(),
        each -> each.batch() + " 第 " + each.number() + " 场 " + each.date());
    add(
        tables,
        reading,
        ExchangeTable.RECUSAL_GROUNDS,
        comparison.grounds(),
        each -> each.card() + " 与 " + each.institution() + " " + each.relation().label());
    add(
        tables,
        reading,
        ExchangeTable.PAST_SUPERVISIONS,
        comparison.history(),
        each -> each.institution() + " " + each.date() + " " + each.task());
    add(
        tables,
        reading,
        ExchangeTable.ABSENCES,
        comparison.absences(),
        each -> each.card() + " " + each.from() + " 至 " + each.to());
    return new ImportSummary(
        tables,
        reading.problems().stream()
            .limit(MOST_PROBLEMS_SHOWN)
            .map(ImportWork::problemLine)
            .toList(),
        reading.errors(),
        reading.warnings(),
        reading.notes(),
        comparison.all().flatMap(each -> each.remarks().stream()).toList(),
        comparison.all().flatMap(each -> each.obstacles().stream()).toList(),
        fingerprint(comparison));
  }

  private static <T> void add(
      List<ImportSummary.TableSummary> tables,
      ExchangeReading reading,
      ExchangeTable table,
      Difference<T> difference,
      Function<T, String> key) {
    if (!reading.has(table)) {
      return;
    }
    tables.add(
        new ImportSummary.TableSummary(
            table.title(),
            reading.rows().getOrDefault(table, 0),
            difference.added().size(),
            difference.changed().size(),
            difference.unchanged(),
            difference.added().stream().limit(MOST_ROWS_SHOWN).map(key).toList(),
            difference.changed().stream()
                .limit(MOST_ROWS_SHOWN)
                .map(each -> new ImportSummary.ChangedRow(each.key(), each.fields()))
                .toList()));
  }

  private static ImportSummary.ProblemLine problemLine(SheetProblem problem) {
    return new ImportSummary.ProblemLine(
        problem.isError(),
        problem.file(),
        problem.sheet(),
        problem.row(),
        problem.column(),
        shown(problem),
        problem.what(),
        problem.mend());
  }

  /** Numbers of people are not shown whole, not even wrong ones. */
  private static String shown(SheetProblem problem) {
    return switch (problem.column()) {
      case "身份证号" -> Masks.idNumber(problem.value());
      case "手机", "联系电话" -> Masks.phone(problem.value());
      default -> problem.value();
    };
  }

  private static String fingerprint(Comparison comparison) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    comparison
        .all()
        .forEach(difference -> {
          difference.added().forEach(each -> update(digest, each));
          difference
              .changed()
              .forEach(each -> {
                update(digest, each.key());
                update(digest, each.version());
                update(digest, each.fields());
              });
          update(digest, "|");
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, Object value) {
    digest.update(value.toString().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  /**
   * Writes an annotated copy of each file in which something is wrong.
   *
   * @return the digests by position, null for a file without problems or one that cannot be read
   */
  List<@Nullable String> annotate(
      List<SourceFile> files, ExchangeReading reading, Path folder, JobRun run) throws IOException {
    List<@Nullable String> digests = new ArrayList<>();
    for (int at = 0; at < files.size(); at++) {
      SourceFile file = files.get(at);
      List<SheetProblem> problems =
          reading.problems().stream().filter(each -> each.file().equals(file.name())).toList();
      List<AnnotatedCopy.Sheet> sheets =
          reading.sheets().stream()
              .filter(each -> each.file().equals(file.name()))
              .map(each -> new AnnotatedCopy.Sheet(each.sheet(), each.row()))
              .toList();
      if (problems.isEmpty() || sheets.isEmpty()) {
        digests.add(null);
        continue;
      }
      run.progress("正在写出校验结果", 0.9 + 0.09 * at / files.size(), file.name());
      Path copy = folder.resolve("annotated-" + at);
      try (OutputStream out = Files.newOutputStream(copy)) {
        AnnotatedCopy.write(file.path(), file.name(), sheets, problems, out);
      }
      digests.add(store.put(new FileSystemResource(copy), "application/octet-stream").digest());
    }
    return digests;
  }
}
