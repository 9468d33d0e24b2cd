package dev.sonde.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where the lines of a run go. */
interface Lines extends AutoCloseable {
  /**
   * Writes them out at once.
   *
   * @throws ClosedOutput if nobody reads any more
   * @throws dev.sonde.operator.SondeException OUTPUT if they cannot be written
   */
  default void print(List<String> lines) {
    if (lines.isEmpty()) return;
    byte[] utf8 = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    write(utf8, utf8.length);
  }

  /**
   * Writes out whole lines in UTF-8 at once.
   *
   * @throws ClosedOutput as {@link #print}
   */
  void write(byte[] utf8, int length);

  /** Whether they go into a file, and somebody at a terminal wants to know how it goes. */
  default boolean intoFile() {
    return false;
  }

  @Override
  void close();

  /** The reader has gone, as after {@code | head -1}: no failure, but the end. */
  final class ClosedOutput extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClosedOutput() {
      super("nobody reads the output", null, false, false);
    }
  }

  /** For a run of which all that is wanted is kept elsewhere. */
  static Lines nowhere() {
    return new Lines() {
      @Override
      public void write(byte[] utf8, int length) {}

      @Override
      public boolean intoFile() {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  /** Standard output. A JVM is never told that it was closed: it must ask after each line. */
  static Lines to(Terminal terminal) {
    return new Lines() {
      @Override
      public void print(List<String> lines) {
        terminal.print(lines);
        if (terminal.out().checkError()) throw new ClosedOutput();
      }

      @Override
      public void write(byte[] utf8, int length) {
        terminal.out().write(utf8, 0, length);
        terminal.out().flush();
        if (terminal.out().checkError()) throw new ClosedOutput();
      }

      @Override
      public void close() {}
    };
  }
}
