package dev.sonde.tracer.record;

import dev.sonde.api.UsageException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    Matcher matcher = Pattern.compile("([1-9]\\d{0,8})/(s|m|h)").matcher(text);
    if (matcher.matches())
      return new Rate(Long.parseLong(matcher.group(1)), nanos(matcher.group(2)), System.nanoTime());
    throw new UsageException(
        "SONDE-USAGE", "expected --rate as 10/s, 100/m or 5/h, got '" + text + "'");
  }

  private static long nanos(String unit) {
    long second = 1_000_000_000;
    return unit.equals("s") ? second : unit.equals("m") ? 60 * second : 3600 * second;
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
