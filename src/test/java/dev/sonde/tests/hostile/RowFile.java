package dev.sonde.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Dist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rows whose tests are methods elsewhere: a file {@code hostile-inputs.txt} in a module's {@code
 * src/test}, a row a line: {@code group | input | way | verdict | Test.method}.
 */
record RowFile(Path file) {
  private static final String NAME = "hostile-inputs.txt";
  private static final Pattern ID = Pattern.compile("SONDE-([A-Z]+(?:-[A-Z]+)*)");

  static List<RowFile> all() {
    try (Stream<Path> files = Files.walk(Dist.root(), 6)) {
      return files
          .filter(each -> each.endsWith(Path.of("src/test", NAME)))
          .sorted()
          .map(RowFile::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All rows; each names a method that exists, in a file that speaks of the row's error id. */
  List<Row> rows() {
    return read(file).lines().filter(RowFile::isRow).map(this::row).toList();
  }

  private static boolean isRow(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }

  private Row row(String line) {
    String[] cells = line.split(" \\| ");
    assertThat(cells).as("cells of %s in %s", line, file).hasSize(5);
    String[] test = cells[4].strip().split("\\.");
    String source = read(source(test[0]));
    assertThat(source).as("%s, for %s", test[0], line).contains(" " + test[1] + "(");
    ID.matcher(cells[3])
        .results()
        .forEach(
            id ->
                assertThat(source)
                    .as("%s, for %s", test[0], line)
                    .containsPattern(id.group(1).replaceAll("-", "[-_]")));
    return new Row(Group.of(cells[0]), cells[1], Way.of(cells[2]), cells[3], cells[4].strip());
  }

  private Path source(String test) {
    try (Stream<Path> files = Files.walk(file.getParent())) {
      return files
          .filter(each -> each.getFileName().toString().equals(test + ".java"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + test + ".java beside " + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
