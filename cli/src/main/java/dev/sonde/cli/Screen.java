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
  private static final String WRAP_OFF = "\u001b[?7l";
  private static final String WRAP_ON = "\u001b[?7h";
  private static final String CLEAR_BELOW = "\r\u001b[J";

  private final Terminal terminal;
  private final Lines otherwise;
  private final LongSupplier nanoTime;
  private long last = NEVER;
  private int shown;

  /**
   * @param otherwise where the lines go when stderr is no terminal
   */
  Screen(Terminal terminal, Lines otherwise, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.otherwise = otherwise;
    this.nanoTime = nanoTime;
  }

  synchronized void show(List<String> lines) {
    if (terminal.live()) {
      terminal.err().print(home() + WRAP_OFF + String.join("\r\n", lines) + "\r\n" + WRAP_ON);
      terminal.err().flush();
      shown = lines.size();
    } else {
      long now = nanoTime.getAsLong();
      if (last != NEVER && now - last < PERIOD_NANOS) return;
      if (last != NEVER) otherwise.print(lines);
      last = now;
    }
  }

  /** Makes room for lines that stay. */
  synchronized void clear() {
    if (shown == 0) return;
    terminal.err().print(home());
    terminal.err().flush();
    shown = 0;
  }

  /** Moves to the first line, and takes all away from there on. */
  private String home() {
    return (shown == 0 ? "" : "\u001b[" + shown + "A") + CLEAR_BELOW;
  }
}
