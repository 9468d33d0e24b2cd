package dev.sonde.cli;

import java.util.function.LongSupplier;

/**
 * The one line on stderr that says how a trace is doing: rewritten in place on a terminal, else
 * repeated every ten seconds.
 */
final class StatusLine {
  private static final long PERIOD_NANOS = 10_000_000_000L;
  private static final String CLEAR = "\r\u001b[K";
  private static final String WRAP_OFF = "\u001b[?7l";
  private static final String WRAP_ON = "\u001b[?7h";

  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private long last;
  private boolean shown;

  StatusLine(Terminal terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  synchronized void show(String text) {
    if (terminal.live()) {
      terminal.err().print(CLEAR + WRAP_OFF + text + WRAP_ON);
      terminal.err().flush();
      shown = true;
    } else if (nanoTime.getAsLong() - last >= PERIOD_NANOS) {
      last = nanoTime.getAsLong();
      terminal.note(text);
    }
  }

  /** Makes room for lines that stay. */
  synchronized void clear() {
    if (!shown) return;
    terminal.err().print(CLEAR);
    terminal.err().flush();
    shown = false;
  }
}
