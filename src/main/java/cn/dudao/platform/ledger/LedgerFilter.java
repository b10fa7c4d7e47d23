package cn.dudao.platform.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which acts to show; what is null does not restrict.
 *
 * @param from the first moment
 * @param before the first moment that is too late
 * @param actor an account's id, or a part of the name
 * @param verb exactly, or with a dot at the end all of a room: {@code institution.}
 * @param subjectKind exactly
 * @param subjectId exactly
 */
public record LedgerFilter(
    @Nullable Instant from,
    @Nullable Instant before,
    @Nullable String actor,
    @Nullable String verb,
    @Nullable String subjectKind,
    @Nullable String subjectId) {

  /** All acts. */
  public static final LedgerFilter ALL = new LedgerFilter(null, null, null, null, null, null);
}
