package cn.dudao.dispatch.planning;

import java.util.Arrays;

/** A whole number for each pair of people, 0 unless set: a hash table with open addressing. */
final class PairTable {

  private static final long FREE = -1;

  private final int people;
  private long[] keys = new long[1024];
  private int[] values = new int[1024];
  private int used;

  PairTable(int people) {
    this.people = people;
    Arrays.fill(keys, FREE);
  }

  int of(int p, int q) {
    return of(key(p, q));
  }

  int of(long key) {
    for (int at = slot(key); keys[at] != FREE; at = at + 1 & keys.length - 1) {
      if (keys[at] == key) {
        return values[at];
      }
    }
    return 0;
  }

  /** Adds to the number of the pair and returns the new one; a pair at 0 takes no room. */
  int add(int p, int q, int more) {
    return add(key(p, q), more);
  }

  int add(long key, int more) {
    int at = slot(key);
    while (keys[at] != FREE && keys[at] != key) {
      at = at + 1 & keys.length - 1;
    }
    if (keys[at] == FREE) {
      if (more == 0) {
        return 0;
      }
      keys[at] = key;
      values[at] = more;
      if (++used * 2 > keys.length) {
        grow();
      }
      return more;
    }
    values[at] += more;
    int value = values[at];
    if (value == 0) {
      used--;
      close(at);
    }
    return value;
  }

  /** The keys of all pairs that are not at 0. */
  long[] keys() {
    return Arrays.stream(keys).filter(each -> each != FREE).toArray();
  }

  void clear() {
    Arrays.fill(keys, FREE);
    used = 0;
  }

  /** Frees a slot and moves up the entries that had to step over it. */
  private void close(int gap) {
    int at = gap;
    while (true) {
      at = at + 1 & keys.length - 1;
      if (keys[at] == FREE) {
        break;
      }
      int home = slot(keys[at]);
      if ((at - home & keys.length - 1) >= (at - gap & keys.length - 1)) {
        keys[gap] = keys[at];
        values[gap] = values[at];
        gap = at;
      }
    }
    keys[gap] = FREE;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[keys.length];
    Arrays.fill(keys, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int at = slot(oldKeys[i]);
        while (keys[at] != FREE) {
          at = at + 1 & keys.length - 1;
        }
        keys[at] = oldKeys[i];
        values[at] = oldValues[i];
      }
    }
  }

  private long key(int p, int q) {
    return p < q ? (long) p * people + q : (long) q * people + p;
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & keys.length - 1;
  }
}
