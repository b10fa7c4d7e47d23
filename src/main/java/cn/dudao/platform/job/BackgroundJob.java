package cn.dudao.platform.job;

/**
 * A kind of long work. A bean of this type makes the kind known; {@link Jobs#start} starts one.
 *
 * <p>A job is run again from its beginning when the node that ran it has died, so what it keeps
 * must be the same after two runs as after one: let it read its input, work, and write in one
 * transaction at the end, which begins with {@link JobRun#claim()}.
 */
public interface BackgroundJob {

  /** The name of the kind, the room first: {@code exchange.reading}. */
  String name();

  /** Whether the program starts one every night by itself, on one node. */
  default boolean nightly() {
    return false;
  }

  /**
   * Does the work, outside any transaction.
   *
   * @throws JobFailed if the work cannot be done, with the message for the person who waits
   * @throws JobStopped from {@link JobRun#checkpoint()}; let it pass
   */
  void run(JobRun run) throws Exception;
}
