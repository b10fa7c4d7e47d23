package cn.dudao.cli;

import cn.dudao.dispatch.DispatchFacts;
import cn.dudao.dispatch.TaskMaking;
import cn.dudao.dispatch.check.PlanCheck;
import cn.dudao.exchange.ExchangeFacts;
import cn.dudao.exchange.ExchangeReading;
import cn.dudao.exchange.PlanReading;
import cn.dudao.exchange.PlanWorkbook;
import cn.dudao.platform.sheet.WorkbookWriter;
import cn.dudao.regulation.ParameterBook;
import cn.dudao.regulation.Parameters;
import cn.dudao.regulation.Ruling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code check}: audits a plan, made by hand or by machine, against every hard rule. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "按全部规则检查一份委派方案，写出 规则检查.xlsx",
    synopsisHeading = "用法：",
    descriptionHeading = "%n",
    parameterListHeading = "%n参数：%n",
    optionListHeading = "%n选项：%n",
    footer = {
      "",
      "每处违反输出一行：任务号、证卡编号、条款、事实。",
      "退出码：0 没有违反；1 意外失败；2 输入有错误（逐条列出，并写入 错误清单.xlsx）；3 有违反"
    })
final class CheckCommand implements Callable<Integer> {

  static final String WORKBOOK = "规则检查.xlsx";

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @picocli.CommandLine.Parameters(
      arity = "2..*",
      paramLabel = "输入",
      description = "与 plan 命令相同的输入；最后一个是方案：委派方案.xlsx（列有任务号、证卡编号、角色）或 plan.json")
  private List<Path> files = List.of();

  @Option(names = "--out", paramLabel = "文件夹", description = "写出结果的文件夹，默认为方案所在的文件夹")
  private @Nullable Path out;

  @Option(
      names = "--parameters",
      paramLabel = "文件",
      description = "参数文件；不给出时，plan.json 用其中的参数，其他用默认参数")
  private @Nullable Path parametersFile;

  @Override
  public Integer call() throws IOException {
    if (files.size() < 2) {
      throw new ParameterException(spec.commandLine(), "请给出输入文件和方案");
    }
    PrintWriter err = spec.commandLine().getErr();
    Path planFile = files.getLast();
    Path folder = out != null ? out : folderOf(planFile);
    var input = new InputFiles(err);
    Parameters given = input.parameters(parametersFile);
    PlanReading plan = input.plan(planFile);
    ExchangeReading reading = input.tables(files.subList(0, files.size() - 1));
    if (input.haveErrors() || plan == null) {
      input.report(folder);
      return ExitCode.WRONG_INPUT;
    }
    input.sayNotes();
    DispatchFacts facts =
        ExchangeFacts.of(
            reading,
            ParameterBook.always(parametersFile == null ? plan.parameters() : given),
            TaskMaking.Scope.ALL);
    PlanCheck.Report report = PlanCheck.check(facts, plan.proposal());
    PrintWriter stdout = spec.commandLine().getOut();
    report.violations().stream().map(CheckCommand::line).forEach(stdout::println);
    stdout.flush();
    Files.createDirectories(folder);
    try (var book = new WorkbookWriter()) {
      PlanWorkbook.writeCheck(facts, report, book);
      book.writeTo(folder.resolve(WORKBOOK));
    }
    err.println(
        "检查 %d 人次，违反 %d 处；结果在 %s"
            .formatted(
                plan.proposal().assignments().size(),
                report.violations().size(),
                folder.resolve(WORKBOOK)));
    err.flush();
    return report.clean() ? ExitCode.DONE : ExitCode.SHORT_OR_BROKEN;
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of(".") : parent;
  }

  /** Task number, card number, article (or the rule's key where it is no law), facts. */
  private static String line(PlanCheck.Violation violation) {
    Ruling ruling = violation.ruling();
    String facts = PlanWorkbook.facts(ruling.facts());
    return String.join(
            "\t",
            violation.task(),
            violation.card(),
            ruling.article().isEmpty() ? ruling.rule() : ruling.article(),
            facts.isEmpty() ? ruling.reason() : ruling.reason() + "：" + facts)
        .replaceAll("[\\r\\n]+", " ");
  }
}
