package cn.dudao.cli;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.DispatchProposal;
import cn.dudao.dispatch.TaskMaking;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.dispatch.planning.PlanOptimizer;
import cn.dudao.dispatch.planning.PlanningProgress;
import cn.dudao.dispatch.planning.PlanningRequest;
import cn.dudao.dispatch.planning.PlanningResult;
import cn.dudao.exchange.DispatchOutput;
import cn.dudao.exchange.ExchangeFacts;
import cn.dudao.exchange.ExchangeReading;
import cn.dudao.exchange.PlanJson;
import cn.dudao.exchange.PlanReading;
import cn.dudao.exchange.PlanWorkbook;
import cn.dudao.platform.sheet.SheetDates;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.regulation.ParameterBook;
import cn.dudao.regulation.Parameters;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code plan}: from the office's spreadsheets to a lawful plan with its explanation. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "由表格编排委派方案，写出 委派方案.xlsx 和 plan.json",
    synopsisHeading = "用法：",
    descriptionHeading = "%n",
    parameterListHeading = "%n参数：%n",
    optionListHeading = "%n选项：%n",
    footer = {"", "退出码：0 完成；1 意外失败；2 输入有错误（逐条列出，并写入 错误清单.xlsx）；3 完成，但有任务人员不足"})
final class PlanCommand implements Callable<Integer> {

  static final String WORKBOOK = "委派方案.xlsx";
  static final String JSON = "plan.json";

  private static final Duration STANDARD_TIME = Duration.ofSeconds(4);

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @picocli.CommandLine.Parameters(
      arity = "1..*",
      paramLabel = "输入",
      description = "工作簿（.xlsx）、CSV 文件或存放这些文件的文件夹，须含督导员、被督导单位、鉴定批次")
  private List<Path> inputs = List.of();

  @Option(names = "--out", required = true, paramLabel = "文件夹", description = "写出结果的文件夹，没有则新建")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Option(
      names = "--from",
      paramLabel = "日期",
      converter = Day.class,
      description = "只编排这一天起的任务，如 2026-12-01")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "日期", converter = Day.class, description = "只编排到这一天为止的任务")
  private @Nullable LocalDate to;

  @Option(
      names = "--time-limit",
      paramLabel = "时长",
      converter = Length.class,
      description = "编排用时，如 30s、2m、500ms；默认 4s")
  private @Nullable Duration timeLimit;

  @Option(names = "--steps", paramLabel = "步数", description = "改用固定步数：同样的输入、步数和随机种子得到同样的方案")
  private @Nullable Long steps;

  @Option(names = "--seed", paramLabel = "整数", defaultValue = "1", description = "随机种子，默认 1")
  private long seed;

  @Option(
      names = "--parameters",
      paramLabel = "文件",
      description = "参数文件（JSON，键与 plan.json 的 parameters 相同，也可直接用 plan.json）")
  private @Nullable Path parametersFile;

  @Option(
      names = "--previous",
      paramLabel = "文件",
      description = "原方案（plan.json 或 委派方案.xlsx）：尽量少变动，并列出差异")
  private @Nullable Path previousFile;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (timeLimit != null && steps != null) {
      throw new ParameterException(spec.commandLine(), "--time-limit 和 --steps 只能用一个");
    }
    if (steps != null && steps < 0) {
      throw new ParameterException(spec.commandLine(), "--steps 不能是负数");
    }
    LocalDate first = from;
    LocalDate last = to;
    if (first != null && last != null && last.isBefore(first)) {
      throw new ParameterException(spec.commandLine(), "--to 早于 --from");
    }
    var files = new InputFiles(err);
    Parameters parameters = files.parameters(parametersFile);
    PlanReading previous = previousFile == null ? null : files.plan(previousFile);
    ExchangeReading reading = files.tables(inputs);
    if (files.haveErrors()) {
      files.report(out);
      return ExitCode.WRONG_INPUT;
    }
    files.sayNotes();
    DispatchFacts facts =
        ExchangeFacts.of(
            reading, ParameterBook.always(parameters), TaskMaking.Scope.between(from, to));
    err.println(
        "已读入：督导员 %d 人，单位 %d 个，场次 %d 场，任务 %d 项"
            .formatted(
                facts.supervisors().size(),
                facts.institutions().size(),
                facts.sessions().size(),
                facts.tasks().size()));
    err.flush();
    Thread writerWarmUp = warmUpWriter();
    DispatchOutput plan = plan(facts, previous, err);
    if (!plan.check().clean()) {
      throw new IllegalStateException(
          "the plan breaks a rule: " + plan.check().violations().getFirst());
    }
    join(writerWarmUp);
    write(plan);
    int open = plan.openSeats();
    err.println(
        "完成：委派 %d 人次，缺 %d 人次；目标值 %d，下界 %d；结果在 %s"
            .formatted(
                plan.proposal().assignments().size(),
                open,
                plan.objective().total(),
                plan.bound(),
                out));
    err.flush();
    return open == 0 ? ExitCode.DONE : ExitCode.SHORT_OR_BROKEN;
  }

  private DispatchOutput plan(
      DispatchFacts facts, @Nullable PlanReading previous, PrintWriter err) {
    DispatchProposal before = previous == null ? null : previous.proposal();
    Duration limit = steps != null ? null : timeLimit == null ? STANDARD_TIME : timeLimit;
    PlanningResult result =
        PlanOptimizer.plan(
            facts,
            new PlanningRequest(limit, steps, seed, DispatchProposal.EMPTY, before),
            new ProgressLines(err));
    return new DispatchOutput(
        facts,
        result.proposal(),
        result.objective(),
        result.bound(),
        result.gap(),
        result.seconds(),
        result.seed(),
        PlanCheck.check(facts, result.proposal()),
        before);
  }

  /** Loads what writes workbooks while the planner works: it takes a second. */
  private static Thread warmUpWriter() {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (var book = new WorkbookWriter()) {
            book.sheet("预热", List.of()).row();
            book.writeTo(OutputStream.nullOutputStream());
          } catch (IOException never) {
            throw new IllegalStateException(never);
          }
        });
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whole files or none: an older result is replaced only by a complete one. */
  private void write(DispatchOutput plan) throws IOException {
    Files.createDirectories(out);
    Path json = Files.createTempFile(out, ".plan", ".json");
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(json))) {
      PlanJson.write(plan, stream);
    }
    Path workbook = Files.createTempFile(out, ".plan", ".xlsx");
    try (var book = new WorkbookWriter()) {
      PlanWorkbook.write(plan, book);
      book.writeTo(workbook);
    }
    publish(json, out.resolve(JSON));
    publish(workbook, out.resolve(WORKBOOK));
    Files.deleteIfExists(out.resolve(InputFiles.PROBLEM_FILE));
  }

  /** Under its name, readable like any new file: temporary files are private. */
  private static void publish(Path temporary, Path file) throws IOException {
    if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(
          temporary, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    }
    Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** One line a second at most. */
  private static final class ProgressLines implements PlanningProgress {

    private final PrintWriter err;
    private long lastNanos = System.nanoTime();

    ProgressLines(PrintWriter err) {
      this.err = err;
    }

    @Override
    public synchronized void at(String stage, double fraction, int openSeats, long cost) {
      long now = System.nanoTime();
      if (now - lastNanos < 1_000_000_000L) {
        return;
      }
      lastNanos = now;
      err.println(
          "%s：%d%%，缺 %d 人次%s"
              .formatted(
                  stage, Math.round(fraction * 100), openSeats, cost < 0 ? "" : "，目标值 " + cost));
      err.flush();
    }
  }

  static final class Day implements ITypeConverter<LocalDate> {

    @Override
    public LocalDate convert(String text) {
      LocalDate day = SheetDates.read(text).date();
      if (day == null) {
        throw new TypeConversionException("不是日期：" + text + "，应如 2026-12-01");
      }
      return day;
    }
  }

  static final class Length implements ITypeConverter<Duration> {

    private static final Pattern FORM =
        Pattern.compile("(\\d{1,7}(?:\\.\\d+)?)\\s*(ms|s|m|min|h)?");

    @Override
    public Duration convert(String text) {
      Matcher parts = FORM.matcher(text.strip().toLowerCase(java.util.Locale.ROOT));
      if (!parts.matches()) {
        throw new TypeConversionException("不是时长：" + text + "，应如 30s、2m、500ms");
      }
      String unit = parts.group(2) == null ? "s" : parts.group(2);
      double millis =
          switch (unit) {
            case "ms" -> 1;
            case "m", "min" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1000;
          };
      return Duration.ofMillis(Math.round(Double.parseDouble(parts.group(1)) * millis));
    }
  }
}
