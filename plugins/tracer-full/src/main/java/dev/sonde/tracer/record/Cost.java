package dev.sonde.tracer.record;

/**
 * Nanoseconds that equal pieces of work took, for one thread at a time. The clock runs on while a
 * thread is preempted or stopped for a collection, which is nobody's work: timings that are far too
 * long count as one of usual length, unless they are usual themselves.
 */
final class Cost {
  private static final long STALL = 2_000_000;
  private static final int RARE = 10;

  private long count;
  private long nanos;
  private long stalls;
  private long stalled;

  void add(long took) {
    if (took < STALL) {
      count++;
      nanos += took;
    } else {
      stalls++;
      stalled += took;
    }
  }

  void add(Cost other) {
    count += other.count;
    nanos += other.nanos;
    stalls += other.stalls;
    stalled += other.stalled;
  }

  long count() {
    return count + stalls;
  }

  /** Of all that were timed. */
  double nanos() {
    if (stalls * RARE > count()) return nanos + stalled;
    return count == 0 ? 0 : (double) nanos / count * count();
  }

  /** Of one; 0 without any. */
  double mean() {
    return count() == 0 ? 0 : nanos() / count();
  }
}
