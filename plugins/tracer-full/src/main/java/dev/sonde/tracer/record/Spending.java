package dev.sonde.tracer.record;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the probes of one trace have cost the application's threads, by their own clocks. Each
 * capture is timed, one in 16 where it is shorter than a few readings of the clock; of conditions
 * that are false one in 1,024 is when a call begins, and one in 64 when it ends. One that is timed
 * stands for the others.
 */
final class Spending {
  /** Less than this a clock cannot tell. */
  private static final double LEAST = 1;

  /** About what the way to the first reading of the clock takes, which nothing can time. */
  private static final double GUARD = 10;

  /** About what a call costs that is let go by its number or time. */
  private static final double LETTING_GO = 30;

  private final AtomicBoolean taken = new AtomicBoolean();
  private final Cost conditions = new Cost();
  private final Cost clock = new Cost();

  /**
   * A condition was decided between these two readings. The next ones tell what reading costs. Two
   * threads at once: one of the timings is lost, and nobody waits.
   */
  void decided(long from, long to) {
    if (!taken.compareAndSet(false, true)) return;
    long now = System.nanoTime();
    clock.add(System.nanoTime() - now);
    conditions.add(to - from);
    taken.set(false);
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
  long nanos(Stripe sum, long decided) {
    double reading = clock.mean();
    double condition = conditions.count() == 0 ? 0 : Math.max(LEAST, conditions.mean() - reading);
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
            + decided * condition);
  }
}
