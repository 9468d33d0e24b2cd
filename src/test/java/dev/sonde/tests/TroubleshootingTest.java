package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Dist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TroubleshootingTest {
  private static final Path DOCUMENT = Dist.root().resolve("docs/TROUBLESHOOTING.md");
  private static final Path ERROR_ID =
      Dist.root().resolve("loader/operator/src/main/java/dev/sonde/operator/ErrorId.java");
  private static final Pattern CONSTANT = Pattern.compile("(?m)^  ([A-Z_]+)\\(Exit\\.");
  private static final Pattern LITERAL = Pattern.compile("\"SONDE-([A-Z]+(?:-[A-Z]+)*)\\b");
  private static final Pattern SHIPPED =
      Pattern.compile(
          "sonde|release-scripts/[a-z-]+|.*/src/main/(java\\d*/.*\\.java|jsh/.*|dist/.*)");
  private static final Pattern HEADING = Pattern.compile("(?m)^## SONDE-([A-Z-]+)$");

  @Test
  void headings_ofTheDocument_areTheIdsOfTheCode() {
    TreeSet<String> ids = new TreeSet<>();
    for (String each : found(CONSTANT, read(ERROR_ID))) ids.add(each.replace('_', '-'));
    for (Path source : sources()) ids.addAll(found(LITERAL, read(source)));
    assertThat(ids).as("ids in the code").hasSizeGreaterThan(40);
    List<String> headings = found(HEADING, read(DOCUMENT));
    assertThat(headings).doesNotHaveDuplicates();
    assertThat(headings).as("headings").containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void sections_ofTheDocument_sayHowToCheckAndWhatToDo() {
    String[] sections = read(DOCUMENT).split("(?m)^#+ ");
    for (String each : sections) {
      if (each.startsWith("SONDE-")) assertThat(each).contains("\n- Check: ", "\n- Do: ");
    }
  }

  /** All that ships or starts Sonde, Java or not. */
  private static Collection<Path> sources() {
    try (Stream<Path> all = Files.walk(Dist.root())) {
      List<Path> sources =
          all.filter(Files::isRegularFile)
              .filter(path -> SHIPPED.matcher(Dist.root().relativize(path).toString()).matches())
              .toList();
      assertThat(sources).isNotEmpty();
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(each -> each.group(1)).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
