package dev.sonde.cli;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * The one line on stderr that says how a trace is doing: rewritten in place on a terminal, else
 * repeated every ten seconds.
 */
final class StatusLine {
  private static final long PERIOD_NANOS = 10_000_000_000L;

  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private long last;

  StatusLine(Terminal terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  synchronized void show(String text) {
    if (terminal.rewrites()) {
      terminal.foot().show(List.of(text));
    } else if (nanoTime.getAsLong() - last >= PERIOD_NANOS) {
      last = nanoTime.getAsLong();
      terminal.note(text);
    }
  }

  /** Makes room for lines that stay. */
  void clear() {
    terminal.foot().clear();
  }
}
