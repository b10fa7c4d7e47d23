package cn.dudao.dispatch.planning;

/** Whole random numbers, the same for the same seed on any machine (SplitMix64). */
final class RandomNumbers {

  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  RandomNumbers(long seed) {
    state = seed * STEP + 0x2545F4914F6CDD1DL;
  }

  long next() {
    state += STEP;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** From 0 to one less than the bound. */
  int below(int bound) {
    return (int) ((next() >>> 32) * bound >>> 32);
  }
}
