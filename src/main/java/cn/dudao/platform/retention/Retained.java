package cn.dudao.platform.retention;

import java.time.Instant;
import java.util.function.ToIntFunction;

/**
 * Something that is kept for a time only. A bean of this type makes it known to the nightly
 * removal.
 *
 * @param name the key of the parameter that says for how many days it is kept; where there is no
 *     such parameter, a name of its own for what goes as soon as it is of no use any more
 * @param removal removes what is older than a moment, in the caller's transaction, and tells how
 *     much that was
 */
public record Retained(String name, ToIntFunction<Instant> removal) {

  /** Removes what is older than the moment; returns how much that was. */
  public int removeBefore(Instant moment) {
    return removal.applyAsInt(moment);
  }
}
