package dev.sonde.cli;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * A few lines that say how things stand: rewritten in place on a terminal, below all that stays;
 * else printed as they are every ten seconds.
 */
final class Screen {
  private static final long PERIOD_NANOS = 10_000_000_000L;
  private static final long NEVER = Long.MIN_VALUE;

  private final Terminal terminal;
  private final Lines otherwise;
  private final LongSupplier nanoTime;
  private long last = NEVER;

  /**
   * @param otherwise where the lines go when stderr is no terminal
   */
  Screen(Terminal terminal, Lines otherwise, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.otherwise = otherwise;
    this.nanoTime = nanoTime;
  }

  synchronized void show(List<String> lines) {
    if (terminal.rewrites()) {
      terminal.foot().show(lines);
    } else {
      long now = nanoTime.getAsLong();
      if (last != NEVER && now - last < PERIOD_NANOS) return;
      if (last != NEVER) otherwise.print(lines);
      last = now;
    }
  }

  /** Makes room for lines that stay. */
  void clear() {
    terminal.foot().clear();
  }
}
