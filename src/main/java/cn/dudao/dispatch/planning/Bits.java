package cn.dudao.dispatch.planning;

/** Sets of people, one bit each. */
final class Bits {

  private Bits() {}

  static long[] none(int size) {
    return new long[(size + 63) >>> 6];
  }

  static long[] all(int size) {
    long[] bits = none(size);
    for (int i = 0; i < size; i++) {
      add(bits, i);
    }
    return bits;
  }

  static boolean has(long[] bits, int index) {
    return (bits[index >>> 6] >>> index & 1) != 0;
  }

  static void add(long[] bits, int index) {
    bits[index >>> 6] |= 1L << index;
  }

  static void remove(long[] bits, int index) {
    bits[index >>> 6] &= ~(1L << index);
  }
}
