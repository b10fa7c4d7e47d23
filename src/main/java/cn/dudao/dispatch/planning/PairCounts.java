package cn.dudao.dispatch.planning;

import java.util.Arrays;

/** How many tasks each pair of people serves together: a hash table with open addressing. */
final class PairCounts {

  private static final long FREE = -1;

  private final int people;
  private long[] keys = new long[1024];
  private int[] counts = new int[1024];
  private int used;

  PairCounts(int people) {
    this.people = people;
    Arrays.fill(keys, FREE);
  }

  int of(int p, int q) {
    long key = key(p, q);
    for (int at = slot(key); keys[at] != FREE; at = at + 1 & keys.length - 1) {
      if (keys[at] == key) {
        return counts[at];
      }
    }
    return 0;
  }

  /** One more task together; returns how many there were before. */
  int more(int p, int q) {
    long key = key(p, q);
    int at = slot(key);
    while (keys[at] != FREE) {
      if (keys[at] == key) {
        return counts[at]++;
      }
      at = at + 1 & keys.length - 1;
    }
    keys[at] = key;
    counts[at] = 1;
    if (++used * 2 > keys.length) {
      grow();
    }
    return 0;
  }

  /** One task together less; returns how many are left. */
  int less(int p, int q) {
    long key = key(p, q);
    int at = slot(key);
    while (keys[at] != key) {
      at = at + 1 & keys.length - 1;
    }
    if (--counts[at] > 0) {
      return counts[at];
    }
    used--;
    close(at);
    return 0;
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
        counts[gap] = counts[at];
        gap = at;
      }
    }
    keys[gap] = FREE;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new int[keys.length];
    Arrays.fill(keys, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int at = slot(oldKeys[i]);
        while (keys[at] != FREE) {
          at = at + 1 & keys.length - 1;
        }
        keys[at] = oldKeys[i];
        counts[at] = oldCounts[i];
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
