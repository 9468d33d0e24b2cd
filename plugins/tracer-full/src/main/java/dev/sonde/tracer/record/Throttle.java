package dev.sonde.tracer.record;

import org.jspecify.annotations.Nullable;

/**
 * Which of the calls that are of interest a trace lets go, on purpose and counted.
 *
 * @param sample null: none of them by number
 * @param rate null: none of them by time
 * @param inside null: wherever they are made
 */
public record Throttle(@Nullable Sample sample, @Nullable Rate rate, @Nullable Inside inside) {
  public static final Throttle NONE = new Throttle(null, null, null);

  /** Whether any calls are let go. */
  boolean any() {
    return sample != null || rate != null || inside != null;
  }

  /** Whether a call is made elsewhere than where the trace looks. */
  boolean outside(long thread) {
    return inside != null && !inside.holds(thread);
  }

  /**
   * Whether to begin with a call.
   *
   * @param judged whether its end decides if it is of interest, so that its time comes later
   */
  boolean begins(Stripe stripe, boolean judged) {
    if (sample != null && !sample.takes(stripe.turn)) return false;
    return rate == null || judged || rate.free(System.nanoTime());
  }

  /** Whether a call that has ended makes an event. */
  boolean ends(long now) {
    return rate == null || rate.takes(now);
  }
}
