package cn.dudao.platform.job;

import java.util.UUID;

/** A job while it runs: what it was asked for, and where it tells how far it has come. */
public interface JobRun {

  /** The job's own id. */
  UUID id();

  /** Who started it: the id of the account. */
  String startedBy();

  /** What {@link Jobs#start} was given, as the same type again. */
  <T> T parameters(Class<T> type);

  /**
   * Shows how far the work is; written at most a few times a second, so call it as often as is
   * convenient.
   *
   * @param stage what is being done, in Chinese: {@code 正在读取鉴定批次}
   * @param fraction from 0 to 1
   * @param message figures and the like, may be empty
   */
  void progress(String stage, double fraction, String message);

  /**
   * Whether the work should end now: somebody cancelled it, or this node is shutting down. Looks
   * into the database at most a few times a second.
   */
  boolean shouldStop();

  /** Ends the work here if it should end; to be called wherever that is convenient. */
  void checkpoint();

  /**
   * Makes sure that no other node has taken the job over, and that none can until the transaction
   * ends: to be called first in the transaction that keeps the work.
   */
  void claim();

  /** What the job leaves to be shown; any value that becomes JSON. The last call counts. */
  void result(Object value);
}
