package cn.dudao.platform.job;

/** The work ends before it is done because it should: see {@link JobRun#checkpoint()}. */
public final class JobStopped extends RuntimeException {

  JobStopped() {
    super("the job was told to stop");
  }
}
