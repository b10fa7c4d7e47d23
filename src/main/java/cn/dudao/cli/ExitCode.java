package cn.dudao.cli;

/** What the commands answer to whoever started them. */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;

  /** The input has errors. */
  static final int WRONG_INPUT = 2;

  /** Some task is short of people, or some rule is broken. */
  static final int SHORT_OR_BROKEN = 3;

  private ExitCode() {}
}
