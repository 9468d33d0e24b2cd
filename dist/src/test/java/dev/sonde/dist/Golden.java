package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lists that are kept in {@code src/test/resources/golden}; {@code mvn test -Dgolden.update=true}
 * rewrites them.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  static void assertMatches(String name, List<String> actual) throws IOException {
    Path file = FOLDER.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.write(file, actual);
    }
    assertThat(actual)
        .as("%s; if the change is meant: mvn test -Dgolden.update=true", file)
        .isEqualTo(Files.readAllLines(file));
  }
}
