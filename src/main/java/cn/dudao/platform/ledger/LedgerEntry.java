package cn.dudao.platform.ledger;

import java.time.Instant;

/**
 * An act on record.
 *
 * @param id grows with time
 */
public record LedgerEntry(long id, Instant at, Actor by, Act act) {}
