package cn.dudao.platform.history;

import java.util.List;

/**
 * What it would mean to bring given rows into a register: shown to a person before it is applied,
 * and then applied exactly as shown.
 *
 * @param added rows whose key is not in the register yet
 * @param changed rows that differ from the register
 * @param unchanged how many rows are in the register already as they are
 * @param remarks Chinese sentences on what is deliberately not taken over
 * @param obstacles Chinese sentences on why it must not be applied; empty if it may
 * @param <T> what the rows are
 */
public record Difference<T>(
    List<T> added,
    List<Changed<T>> changed,
    int unchanged,
    List<String> remarks,
    List<String> obstacles) {

  /**
   * A row that differs from the register.
   *
   * @param key the key as a person reads it
   * @param before the row as it is in the register
   * @param after the row as it will be
   * @param version the version of the register's row that was compared
   * @param fields what differs
   */
  public record Changed<T>(String key, T before, T after, int version, List<FieldChange> fields) {

    public Changed {
      fields = List.copyOf(fields);
    }
  }

  public Difference {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    remarks = List.copyOf(remarks);
    obstacles = List.copyOf(obstacles);
  }

  /** One added row. */
  public static <T> Difference<T> adding(T row) {
    return new Difference<>(List.of(row), List.of(), 0, List.of(), List.of());
  }

  /** One changed row. */
  public static <T> Difference<T> changing(Changed<T> row) {
    return new Difference<>(List.of(), List.of(row), 0, List.of(), List.of());
  }

  /**
   * @throws IllegalStateException if there are obstacles
   */
  public void requireApplicable() {
    if (!obstacles.isEmpty()) {
      throw new IllegalStateException(String.join("；", obstacles));
    }
  }

  /** Whether applying it would change nothing. */
  public boolean isEmpty() {
    return added.isEmpty() && changed.isEmpty();
  }
}
