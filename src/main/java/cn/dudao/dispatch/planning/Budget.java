package cn.dudao.dispatch.planning;

import org.jspecify.annotations.Nullable;

/** How much time or how many steps are left, and whether somebody asked to stop. */
final class Budget {

  private static final long REPORT_NANOS = 200_000_000L;
  private static final long ASK_NANOS = 20_000_000L;

  private final long startedAt = System.nanoTime();
  private final long limitNanos;
  private final @Nullable Long steps;
  private final PlanningProgress progress;
  private volatile boolean cancelled;
  private volatile long askedAt = startedAt - ASK_NANOS;
  private volatile long reportedAt = startedAt - REPORT_NANOS;

  Budget(PlanningRequest request, PlanningProgress progress) {
    this.steps = request.steps();
    this.limitNanos = request.timeLimit() == null ? Long.MAX_VALUE : request.timeLimit().toNanos();
    this.progress = progress;
  }

  boolean byTime() {
    return steps == null;
  }

  /** The part of the budget that is used up, 0 to 1. */
  double used(long stepsMade) {
    double part =
        steps == null
            ? (double) (System.nanoTime() - startedAt) / limitNanos
            : steps == 0 ? 1 : (double) stepsMade / steps;
    return Math.min(1, part);
  }

  double seconds() {
    return (System.nanoTime() - startedAt) / 1e9;
  }

  /** Asks at most fifty times a second, whoever asks here. */
  boolean cancelled() {
    long now = System.nanoTime();
    if (!cancelled && now - askedAt >= ASK_NANOS) {
      askedAt = now;
      cancelled = progress.cancelled();
    }
    return cancelled;
  }

  /** Whether nothing more may be done: cancelled, or the time is over. */
  boolean over() {
    return cancelled() || (steps == null && System.nanoTime() - startedAt >= limitNanos);
  }

  void report(String stage, double fraction, PlanState state) {
    long now = System.nanoTime();
    if (now - reportedAt >= REPORT_NANOS) {
      reportedAt = now;
      progress.at(stage, fraction, state.open(), state.cost());
    }
  }
}
