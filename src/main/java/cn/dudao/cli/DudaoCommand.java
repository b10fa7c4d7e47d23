package cn.dudao.cli;

import ch.qos.logback.classic.Level;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/dudao}: the commands that need neither server nor database. */
@Command(
    name = "dudao",
    mixinStandardHelpOptions = true,
    version = "督导 0.1.0",
    description = "职业技能鉴定质量督导",
    synopsisHeading = "用法：",
    descriptionHeading = "%n",
    optionListHeading = "%n选项：%n",
    commandListHeading = "%n命令：%n",
    footer = {
      "",
      "启动网页系统：",
      "  bin/dudao serve            首次启动在控制台给出设置首位管理员的一次性链接",
      "  bin/dudao serve --demo     装入一座示例城市，并显示登录名与密码",
      "  bin/dudao serve --help     其他启动选项"
    },
    subcommands = {PlanCommand.class, CheckCommand.class, CommandLine.HelpCommand.class})
public final class DudaoCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  /**
   * Runs a command.
   *
   * @return the exit code: 0 in order, 1 unexpected failure, 2 wrong input or wrong usage, 3 some
   *     task is short of people or some rule is broken
   */
  public static int run(String... args) {
    // Standard output belongs to the results; what libraries say of bad files is said better here.
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.OFF);
    }
    return run(
        new PrintWriter(System.out, true, System.out.charset()),
        new PrintWriter(System.err, true, System.err.charset()),
        args);
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new DudaoCommand())
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(DudaoCommand::wrongUsage)
        .setExecutionExceptionHandler(DudaoCommand::failed)
        .execute(args);
  }

  private static int wrongUsage(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println(wrong.getMessage());
    command.usage(command.getErr());
    return ExitCode.WRONG_INPUT;
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println("意外失败：" + failure);
    failure.printStackTrace(command.getErr());
    return ExitCode.FAILED;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "请指定命令");
  }
}
