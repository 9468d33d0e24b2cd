import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The promises of the one file: its size, its shape, and that its name can be substituted. */
class SondeSourceTest {
  private static final Path SOURCE = Path.of("src/main/java/Sonde.java");

  @Test
  void source_isAtMost200LinesOf120Characters() throws IOException {
    List<String> lines = Files.readAllLines(SOURCE);
    assertThat(lines).hasSizeLessThanOrEqualTo(200);
    assertThat(lines).allMatch(line -> line.length() <= 120);
  }

  @Test
  void source_hasNoTab() throws IOException {
    assertThat(Files.readString(SOURCE)).doesNotContain("\t");
  }

  @Test
  void source_compilesToOneClassFile() throws Exception {
    Path classes = Path.of(Sonde.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes).filter(Files::isRegularFile)) {
      assertThat(files.map(file -> classes.relativize(file).toString()))
          .containsExactly("Sonde.class");
    }
    assertThat(Sonde.class.getPackageName()).isEmpty();
    assertThat(Sonde.class.getNestMembers()).containsExactly(Sonde.class);
  }

  @Test
  void name_standsForTheClassAlone() throws IOException {
    // The agent is this text with another name: each "Sonde" must be the class, and no longer name
    // may contain it.
    assertThat(Files.readString(SOURCE)).doesNotContainPattern("\\wSonde|Sonde\\w");
  }

  @Test
  void waysIn_arePublicAndStatic() throws Exception {
    Class<?> instrumentation = java.lang.instrument.Instrumentation.class;
    for (Method way :
        List.of(
            Sonde.class.getMethod("run", Object[].class),
            Sonde.class.getMethod("agentmain", String.class, instrumentation)))
      assertThat(Modifier.isStatic(way.getModifiers())).as(way.toString()).isTrue();
  }
}
