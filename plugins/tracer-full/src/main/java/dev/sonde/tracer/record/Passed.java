package dev.sonde.tracer.record;

/**
 * Counts calls of one method for which a condition was false when they began. Generated code adds
 * to it without any order between threads: two threads with the same place at the same moment may
 * lose one. Exact counting would cost more than the condition.
 */
public final class Passed {
  private static final int PLACES = 32;

  /** Longs of a cache line. */
  private static final int APART = 8;

  private Passed() {}

  public static long[] counters() {
    return new long[PLACES * APART];
  }

  /** A thread's place is its id and this, times this distance. */
  public static int mask() {
    return PLACES - 1;
  }

  public static int shift() {
    return Integer.numberOfTrailingZeros(APART);
  }

  static long sum(long[] counters) {
    long sum = 0;
    for (int place = 0; place < counters.length; place += APART) sum += counters[place];
    return sum;
  }
}
