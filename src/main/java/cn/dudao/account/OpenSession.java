package cn.dudao.account;

import java.time.Instant;

/**
 * An open session of a person.
 *
 * @param since when the person signed in
 * @param lastSeen the last request
 * @param current whether it is the one that asks
 */
public record OpenSession(Instant since, Instant lastSeen, boolean current) {}
