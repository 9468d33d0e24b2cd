package dev.sonde.tracer.record;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.words.Figures;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * So many events in a time, for all threads together: as many at once, and then one whenever its
 * share of the time has passed. Nobody waits (generic cell rate algorithm, ITU-T I.371).
 */
public final class Rate {
  private final long share;
  private final long ahead;

  /** When the next event is due, in nanoseconds of the clock; what is past counts as now. */
  private final AtomicLong due;

  Rate(long events, long nanos, long now) {
    share = Math.max(1, nanos / events);
    ahead = share * (events - 1);
    due = new AtomicLong(now);
  }

  /** Of the option {@code rate}, {@code 10/s}; null: all. */
  public static @Nullable Rate of(@Nullable String text) throws UsageException {
    if (text == null) return null;
    Figures.Pace pace = Figures.pace(text);
    return new Rate(pace.events(), pace.nanos(), System.nanoTime());
  }

  /** Whether an event could be made now. */
  boolean free(long now) {
    return due.get() - now <= ahead;
  }

  /** Whether an event is made now. */
  boolean takes(long now) {
    while (true) {
      long before = due.get();
      if (before - now > ahead) return false;
      long from = before - now < 0 ? now : before;
      if (due.compareAndSet(before, from + share)) return true;
    }
  }
}
