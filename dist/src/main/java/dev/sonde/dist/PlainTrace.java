package dev.sonde.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What {@link Merging} is told: {@code plain-trace.txt} beside this class. */
final class PlainTrace {
  private PlainTrace() {}

  /** Internal names of the classes that each trace loads and that may become one. */
  static List<String> loaded() {
    try (InputStream in = PlainTrace.class.getResourceAsStream("plain-trace.txt")) {
      if (in == null) throw new IllegalStateException("expected plain-trace.txt in dist");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
