package dev.sonde.cli;

import org.jspecify.annotations.Nullable;

/** The entry for consoles that load {@code sonde.jar} themselves, such as jshell. It takes and gives JDK types only. */
public final class Console {
  private Console() {}

  /** Runs {@code list}, {@code trace, JVM, PATTERN, Consumer}, or a command line given as one string or as words. */
  public static @Nullable Object run(Object[] args) {
    throw new UnsupportedOperationException();
  }
}
