package dev.sonde.tracer;

/**
 * What counting and timing costs, by estimate: to measure it at each call would cost as much again.
 * The clock is read twice a call, and how long that takes depends on the machine.
 */
final class Toll {
  private static final int ROUNDS = 5;
  private static final int READS = 4_000;

  /** All but the clock; see docs/STATS.md. */
  private static final double REST_NANOS = 6;

  private double clock;

  /** Reads the clock for about a millisecond. */
  void measure() {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) best = Math.min(best, round());
    clock = (double) best / READS;
  }

  private static long round() {
    long start = System.nanoTime();
    long now = start;
    for (int i = 0; i < READS; i++) now = System.nanoTime();
    return now - start;
  }

  long nanos(long calls) {
    return Math.round(calls * (2 * clock + REST_NANOS));
  }
}
