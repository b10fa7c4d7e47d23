package cn.dudao.platform.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A background job as it stands.
 *
 * @param name of its {@link BackgroundJob}
 * @param parametersJson what it was started with
 * @param stage what it is doing, for people
 * @param fraction done, 0 to 1
 * @param message figures, for people; may be empty
 * @param cancelAsked somebody wants it to end; it may still be running
 * @param resultJson what {@link JobRun#result} was given, once it is done
 * @param failure why it failed, for people
 * @param startedBy the id of an account
 */
public record Job(
    UUID id,
    String name,
    String parametersJson,
    JobState state,
    String stage,
    double fraction,
    String message,
    boolean cancelAsked,
    @Nullable String resultJson,
    @Nullable String failure,
    String startedBy,
    Instant queuedAt,
    @Nullable Instant endedAt) {

  /** The share that is done, in whole per cent. */
  public int percent() {
    return (int) Math.floor(fraction * 100);
  }
}
