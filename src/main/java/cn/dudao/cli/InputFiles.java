package cn.dudao.cli;

import cn.dudao.exchange.ExchangeReader;
import cn.dudao.exchange.ExchangeReading;
import cn.dudao.exchange.ExchangeTable;
import cn.dudao.exchange.PlanFile;
import cn.dudao.exchange.PlanJson;
import cn.dudao.exchange.PlanReading;
import cn.dudao.exchange.ProblemWorkbook;
import cn.dudao.exchange.SourceFile;
import cn.dudao.platform.sheet.SheetProblem;
import cn.dudao.platform.sheet.UnreadableSheetException;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.regulation.Parameters;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of one command: read, and all that is wrong in them gathered. */
final class InputFiles {

  static final String PROBLEM_FILE = "错误清单.xlsx";

  private static final ZoneId OFFICE = ZoneId.of("Asia/Shanghai");
  private static final List<ExchangeTable> NEEDED =
      List.of(ExchangeTable.SUPERVISORS, ExchangeTable.INSTITUTIONS, ExchangeTable.SESSIONS);

  private final PrintWriter err;
  private final List<SheetProblem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  InputFiles(PrintWriter err) {
    this.err = err;
  }

  /** Reads the tables of the office; supervisors, institutions and batches must be among them. */
  ExchangeReading tables(List<Path> inputs) {
    List<Path> there = new ArrayList<>();
    for (Path input : inputs) {
      if (Files.isReadable(input)) {
        there.add(input);
      } else {
        problems.add(missing(input));
      }
    }
    List<SourceFile> files;
    try {
      files = SourceFile.of(there);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    ExchangeReading reading = ExchangeReader.read(files, LocalDate.now(OFFICE));
    problems.addAll(reading.problems());
    notes.addAll(reading.notes());
    for (ExchangeTable each : NEEDED) {
      if (!reading.has(each)) {
        problems.add(
            SheetProblem.error(
                each.title(),
                "",
                0,
                "",
                "",
                "缺少“%s”表".formatted(each.title()),
                "请提供名为“%s”的工作表或文件".formatted(each.title())));
      }
    }
    return reading;
  }

  private static SheetProblem missing(Path file) {
    return SheetProblem.error(file.toString(), "", 0, "", "", "文件不存在或无法读取", "请检查路径");
  }

  /** Reads a plan; null if it cannot be read. */
  @Nullable PlanReading plan(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      problems.add(missing(file));
      return null;
    }
    try {
      PlanReading reading = PlanFile.read(new SourceFile(name(file), file));
      problems.addAll(reading.problems());
      return reading;
    } catch (UnreadableSheetException refused) {
      problems.add(refused.problem());
      return null;
    }
  }

  /** Reads a file of parameters; the standard ones if there is none. */
  Parameters parameters(@Nullable Path file) {
    if (file == null) {
      return Parameters.STANDARD;
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      problems.add(missing(file));
      return Parameters.STANDARD;
    }
    try {
      return PlanJson.readParameters(file, name(file), problems);
    } catch (UnreadableSheetException refused) {
      problems.add(refused.problem());
      return Parameters.STANDARD;
    }
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  void add(SheetProblem problem) {
    problems.add(problem);
  }

  boolean haveErrors() {
    return problems.stream().anyMatch(SheetProblem::isError);
  }

  /** Lists the errors, one a line, and writes all problems into the folder. */
  void report(Path folder) {
    problems.stream().filter(SheetProblem::isError).map(SheetProblem::line).forEach(err::println);
    long errors = problems.stream().filter(SheetProblem::isError).count();
    Path file = folder.resolve(PROBLEM_FILE);
    try (var book = new WorkbookWriter()) {
      Files.createDirectories(folder);
      ProblemWorkbook.write(problems, notes, book);
      book.writeTo(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    err.println("输入有 %d 个错误，清单见 %s".formatted(errors, file));
    err.flush();
  }

  /** Says what was left aside and what should be looked at. */
  void sayNotes() {
    notes.forEach(err::println);
    problems.stream()
        .filter(each -> !each.isError())
        .forEach(each -> err.println("提醒\t" + each.line()));
    err.flush();
  }
}
