package dev.sonde.tracer;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.record.Probe;
import dev.sonde.tracer.record.Throttle;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * How hot methods are, before a trace of them begins: their calls are counted for a moment, and
 * nothing else is done with them.
 */
final class Heat {
  private static final long MOMENT = 50_000_000;

  /** Code that was just woven runs uncompiled, maybe so many times slower: it is counted again. */
  private static final int WARMER = 50;

  private static final int MOMENTS = 6;
  private static final double SECOND = 1_000_000_000;

  private Heat() {}

  /**
   * Only where all calls are wanted, and more of them than may come in a second: else the number of
   * calls ends the trace long before it costs much, and of a condition only time shows how many
   * calls it lets through.
   *
   * @throws UsageException SONDE-TOO-HOT with the number, and the flags that lower it
   */
  static void check(List<Probe> woven, Budget budget, Judging judging, Throttle throttle)
      throws UsageException {
    Ceiling ceiling = budget.ceiling();
    if (budget.calls() <= ceiling.events() || judging.condition() != null) return;
    if (throttle.sample() != null || throttle.rate() != null || throttle.inside() != null) return;
    for (int moment = 0; moment < MOMENTS; moment++)
      if (measure(woven, ceiling.events()) * WARMER < ceiling.events()) return;
  }

  /**
   * Calls a second, as counted for a moment.
   *
   * @throws UsageException when they are too many
   */
  private static long measure(List<Probe> probes, long allowed) throws UsageException {
    for (Probe each : probes) each.tally();
    long start = System.nanoTime();
    while (System.nanoTime() - start < MOMENT) LockSupport.parkNanos(MOMENT / 10);
    double perSecond = SECOND / (System.nanoTime() - start);
    long all = 0;
    long most = -1;
    String hottest = "";
    for (Probe each : probes) {
      long calls = each.tallied();
      all += calls;
      if (calls > most) hottest = each.name();
      most = Math.max(most, calls);
    }
    long rate = Math.round(all * perSecond);
    if (rate > allowed) throw refusal(rate, hottest, allowed);
    return rate;
  }

  private static UsageException refusal(long rate, String hottest, long most) {
    return new UsageException(
        "SONDE-TOO-HOT",
        String.format(
            Locale.ROOT,
            "expected at most %,d calls a second, counted calls at the rate of %,d a second, most"
                + " of them of %s: -n 100 ends after the first ones, -w EXPR or --rate 1000/s lets fewer"
                + " through, --%s %d allows so many",
            most,
            rate,
            hottest.replaceFirst("\\.([^.]+)$", "::$1"),
            Ceiling.EVENTS,
            roomFor(rate)));
  }

  /** A round number with room for twice as much. */
  static long roomFor(long count) {
    long round = 1;
    while (round < 2 * count) round *= 10;
    return round;
  }
}
