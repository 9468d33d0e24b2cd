package dev.sonde.tracer.record;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.words.Figures;
import org.jspecify.annotations.Nullable;

/**
 * One call of so many, each at a random place among its like: a fixed one could fall in step with
 * the application.
 */
public final class Sample {
  private final long of;

  Sample(long of) {
    this.of = of;
  }

  /** Of the option {@code sample}, {@code 1/100}; null: each call. */
  public static @Nullable Sample of(@Nullable String text) throws UsageException {
    return text == null ? null : new Sample(Figures.oneOf(text));
  }

  /** Where one place stands: used by one thread at a time. */
  static final class Turn {
    private long random;
    private long position;
    private long chosen;
  }

  /** Whether the next call is the one. */
  boolean takes(Turn turn) {
    if (turn.position == 0) turn.chosen = next(turn);
    boolean taken = turn.position == turn.chosen;
    if (++turn.position == of) turn.position = 0;
    return taken;
  }

  /** Xorshift: the application's own random numbers stay as they are. */
  private long next(Turn turn) {
    long random = turn.random == 0 ? System.nanoTime() | 1 : turn.random;
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    turn.random = random;
    return Long.remainderUnsigned(random, of);
  }
}
