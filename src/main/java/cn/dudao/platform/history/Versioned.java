package cn.dudao.platform.history;

import java.time.Instant;

/**
 * A row of a register with the version that an edit must name.
 *
 * @param value the row
 * @param version counts up by one with every change
 * @param changedAt when it last changed
 */
public record Versioned<T>(T value, int version, Instant changedAt) {}
