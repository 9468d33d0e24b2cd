import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The promises of the one file: its size, that it can be pasted, and that it is one class. */
class TracerMiniSourceTest {
  private static final Path SOURCE = Path.of("TracerMini.java");

  @Test
  void source_isAtMost200LinesOf120Characters() throws IOException {
    List<String> lines = Files.readAllLines(SOURCE);
    assertThat(lines).hasSizeLessThanOrEqualTo(200);
    assertThat(lines).allMatch(line -> line.length() <= 120);
  }

  /** A TAB asks a terminal for completions, and other letters depend on its encoding. */
  @Test
  void source_isPrintableAscii() throws IOException {
    assertThat(Files.readString(SOURCE)).matches("[ -~\n]*");
  }

  @Test
  void source_compilesToOneClassFile() throws Exception {
    Path classes =
        Path.of(TracerMini.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var files = Files.walk(classes).filter(Files::isRegularFile)) {
      assertThat(files.map(file -> classes.relativize(file).toString()))
          .filteredOn(name -> name.startsWith("TracerMini"))
          .containsExactly("TracerMini.class");
    }
  }

  /** The agent is the class file with another name of the same length, wherever the name stands. */
  @Test
  void name_standsForTheClassAlone() throws IOException {
    assertThat(Files.readString(SOURCE)).doesNotContainPattern("\\wTracerMini|TracerMini\\w");
  }
}
