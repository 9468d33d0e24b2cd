package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of {@code src/test/resources/golden} that hold what is expected; {@code -Dgolden.update}
 * rewrites them.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  public static void check(String name, List<String> actual) {
    check(name, String.join("\n", actual) + "\n");
  }

  public static void check(String name, String actual) {
    Path file = FOLDER.resolve(name);
    try {
      if (System.getProperty("golden.update") != null)
        Files.writeString(Files.createDirectories(FOLDER).resolve(name), actual);
      assertThat(actual).as(name).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new AssertionError(file + ": run with -Dgolden.update", e);
    }
  }
}
