package dev.sonde.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@link Merging} is told: {@code plain-trace.txt} beside this class. */
final class PlainTrace {
  private static final String MANY = " many";

  private PlainTrace() {}

  /** Internal names of the classes that each trace loads and that may become one. */
  static List<String> loaded() {
    return lines().map(line -> line.replace(MANY, "")).toList();
  }

  /** Those of which there is an object for each class, method or call, and not for each trace. */
  static Set<String> many() {
    return lines()
        .filter(line -> line.endsWith(MANY))
        .map(line -> line.replace(MANY, ""))
        .collect(Collectors.toSet());
  }

  private static Stream<String> lines() {
    try (InputStream in = PlainTrace.class.getResourceAsStream("plain-trace.txt")) {
      if (in == null) throw new IllegalStateException("expected plain-trace.txt in dist");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
