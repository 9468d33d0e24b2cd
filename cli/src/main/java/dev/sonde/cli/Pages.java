package dev.sonde.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was printed and nobody has read yet, by lines; bounded: of too many the oldest are dropped,
 * and counted. Thread-safe.
 */
final class Pages {
  /** In characters. */
  static final int MOST = 1 << 20;

  private final Deque<String> lines = new ArrayDeque<>();
  private int size;
  private long dropped;
  private boolean told;

  /** Where results go. */
  PrintStream out() {
    return stream(true);
  }

  /** Where all the rest goes. */
  PrintStream err() {
    return stream(false);
  }

  /** All lines since the last time. */
  synchronized String take() {
    StringBuilder text = new StringBuilder();
    if (dropped > 0)
      text.append(dropped).append(" lines before these were dropped: poll more often\n");
    lines.forEach(line -> text.append(line).append('\n'));
    lines.clear();
    size = 0;
    dropped = 0;
    return text.toString();
  }

  synchronized boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Whether there was a result already. */
  synchronized boolean told() {
    return told;
  }

  private synchronized void add(String line, boolean result) {
    told |= result;
    lines.add(line);
    size += line.length();
    while (size > MOST && lines.size() > 1) {
      size -= lines.remove().length();
      dropped++;
    }
    notifyAll();
  }

  private PrintStream stream(boolean result) {
    return new PrintStream(
        new OutputStream() {
          private final ByteArrayOutputStream line = new ByteArrayOutputStream();

          @Override
          public void write(int b) {
            if (b != '\n' && line.size() < MOST) {
              line.write(b);
              return;
            }
            add(line.toString(StandardCharsets.UTF_8), result);
            line.reset();
          }
        },
        true,
        StandardCharsets.UTF_8);
  }
}
