package dev.sonde.target;

import java.util.function.LongSupplier;

/** How long the target side lives without a word from its operator. */
final class Lease {
  private static final long GRACE_NANOS = 2_500_000_000L;

  private final long nanos;
  private final LongSupplier clock;
  private long heard;
  private long looked;
  private boolean graced;

  Lease(long millis, LongSupplier nanoClock) {
    this.nanos = millis * 1_000_000;
    this.clock = nanoClock;
    heard = nanoClock.getAsLong();
    looked = heard;
  }

  /** The operator lives: any frame renews. */
  void renew() {
    heard = clock.getAsLong();
    graced = false;
  }

  /**
   * True when the operator was silent for too long. Read the socket first: after a pause of this
   * JVM its frames wait there. When both were paused, as with a frozen container, none do: a look
   * after a long gap gives a little time once more.
   */
  boolean over() {
    long now = clock.getAsLong();
    boolean paused = now - looked > GRACE_NANOS;
    looked = now;
    if (now - heard <= nanos) return false;
    if (!paused || graced) return true;
    graced = true;
    heard = now - nanos + GRACE_NANOS;
    return false;
  }
}
