package dev.sonde.cli;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long something goes on in the background for somebody who only looks in now and then: each
 * look renews it. Its end is for the command what Ctrl-C is.
 */
final class ConsoleLease implements Interruption {
  private final long nanos;
  private final LongSupplier clock;
  private long renewed;
  private boolean over;
  private @Nullable Runnable end;

  ConsoleLease(Duration length, LongSupplier nanoClock) {
    nanos = length.toNanos();
    clock = nanoClock;
    renewed = nanoClock.getAsLong();
  }

  synchronized void renew() {
    renewed = clock.getAsLong();
  }

  /** In nanoseconds; 0 or less: nobody has looked in for too long. */
  synchronized long left() {
    return renewed + nanos - clock.getAsLong();
  }

  Duration length() {
    return Duration.ofNanos(nanos);
  }

  /** Asks the command to end. Late or twice: nothing more. */
  void end() {
    Runnable asked;
    synchronized (this) {
      asked = over ? null : end;
      over = true;
    }
    if (asked != null) asked.run();
  }

  @Override
  public Guard begin() {
    return new Guard() {
      @Override
      public void onSignal(Runnable ending) {
        if (isOverAfter(ending)) ending.run();
      }

      @Override
      public void close() {}
    };
  }

  private synchronized boolean isOverAfter(Runnable ending) {
    end = ending;
    return over;
  }
}
