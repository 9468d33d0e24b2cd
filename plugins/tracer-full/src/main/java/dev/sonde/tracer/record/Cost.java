package dev.sonde.tracer.record;

/**
 * Nanoseconds that equal pieces of work took, for one thread at a time. The clock runs on while a
 * thread is preempted or stopped for a collection, which is nobody's work: timings that are far too
 * long count as one of usual length, unless they are usual themselves. So few as may have been
 * preempted by chance are not: one of them can stand for many that were not timed.
 */
final class Cost {
  private static final long STALL = 2_000_000;
  private static final int RARE = 10;
  private static final int CHANCE = 4;

  private static final int SLOWLY = 8;

  private long readings;
  private long usual;
  private long count;
  private long nanos;
  private long stalls;
  private long stalled;
  private long stalledReadings;

  void add(long took) {
    add(took, 1);
  }

  /** One piece of so many, which are not timed, stands for them. */
  void add(long took, int times) {
    readings++;
    usual += (took - usual) / SLOWLY;
    if (took < STALL) {
      count += times;
      nanos += took * times;
    } else {
      stalls += times;
      stalled += took * times;
      stalledReadings++;
    }
  }

  void add(Cost other) {
    readings += other.readings;
    count += other.count;
    nanos += other.nanos;
    stalls += other.stalls;
    stalled += other.stalled;
    stalledReadings += other.stalledReadings;
  }

  /** What was timed until now counts half as much as what comes. */
  void fade() {
    readings /= 2;
    count /= 2;
    nanos /= 2;
    stalls /= 2;
    stalled /= 2;
    stalledReadings /= 2;
  }

  long count() {
    return count + stalls;
  }

  /** Of one, as it was lately. */
  long usual() {
    return usual;
  }

  /** How many were timed. */
  long readings() {
    return readings;
  }

  /** Of all that were timed. */
  double nanos() {
    boolean usual = stalledReadings > CHANCE && stalls * RARE > count();
    if (usual) return nanos + stalled;
    return count == 0 ? 0 : (double) nanos / count * count();
  }

  /** Of one; 0 without any. */
  double mean() {
    return count() == 0 ? 0 : nanos() / count();
  }
}
