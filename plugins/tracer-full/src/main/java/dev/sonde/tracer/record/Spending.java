package dev.sonde.tracer.record;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the probes of one trace have cost the application's threads, by their own clocks. Each
 * capture is timed, one in 16 where it is shorter than a few readings of the clock; of conditions
 * that are false one in 1,024 is when a call begins, and one in 64 when it ends. One that is timed
 * stands for the others.
 */
final class Spending {
  /** About what the way to the first reading of the clock takes, which nothing can time. */
  private static final double GUARD = 10;

  /** About what a call costs that is let go by its number or time. */
  private static final double LETTING_GO = 30;

  private final AtomicBoolean taken = new AtomicBoolean();
  private final Cost clock = new Cost();
  private final EntryCost conditions = new EntryCost(clock);
  private final long[] again = Passed.counters();

  /**
   * A condition was decided between these two readings. The next ones tell what reading costs. Two
   * threads at once: one of the timings is lost, and nobody waits.
   *
   * @return how many more shall be decided in a row, and timed together
   */
  int decided(long from, long to) {
    if (!taken.compareAndSet(false, true)) return 0;
    long now = System.nanoTime();
    clock.add(System.nanoTime() - now);
    int row = conditions.add(to - from);
    taken.set(false);
    return row;
  }

  /** So many in a row took so long. */
  void row(long took) {
    if (!taken.compareAndSet(false, true)) return;
    conditions.addRow(took);
    taken.set(false);
  }

  /** The counters of {@link Passed} for those in a row, which count nothing. */
  long[] passedAgain() {
    return again;
  }

  /** Reading the clock took so long. */
  void clock(long took) {
    if (!taken.compareAndSet(false, true)) return;
    clock.add(took);
    taken.set(false);
  }

  /**
   * @param sum of all places
   * @param decided how many conditions were decided when a call began
   */
  synchronized long nanos(Stripe sum, long decided) {
    double reading = clock.mean();
    double dismissal = sum.dismissals.count() == 0 ? 0 : sum.dismissals.mean() + reading;
    double calls = sum.seen - sum.skipped;
    return (long)
        (sum.untimed
            + sum.captures.nanos()
            + sum.captures.readings() * reading
            + sum.unrendered * (sum.beginnings.mean() + reading)
            + calls * GUARD
            + sum.skipped * LETTING_GO
            + sum.passed * dismissal
            + conditions.nanos(decided));
  }
}
