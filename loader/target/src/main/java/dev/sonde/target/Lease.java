package dev.sonde.target;

import java.util.function.LongSupplier;

/** How long the target side lives without a word from its operator. */
final class Lease {
  private final long nanos;
  private final LongSupplier clock;
  private long heard;

  Lease(long millis, LongSupplier nanoClock) {
    this.nanos = millis * 1_000_000;
    this.clock = nanoClock;
    this.heard = nanoClock.getAsLong();
  }

  /** The operator lives: any frame renews. */
  void renew() {
    heard = clock.getAsLong();
  }

  /** True when the operator was silent for too long. Read the socket first: after a pause of this JVM its frames wait there. */
  boolean over() {
    return clock.getAsLong() - heard > nanos;
  }
}
