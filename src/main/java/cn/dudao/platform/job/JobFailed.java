package cn.dudao.platform.job;

/** The work cannot be done; the message is shown to the person who waits for it. */
public final class JobFailed extends RuntimeException {

  public JobFailed(String message) {
    super(message);
  }

  public JobFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
