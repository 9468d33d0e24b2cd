package dev.sonde.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Dist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/HOSTILE-INPUTS.md is the table of what the tests give to Sonde. */
class HostileInputsTest {
  private static final Path DOCUMENT = Dist.root().resolve("docs/HOSTILE-INPUTS.md");
  private static final Path ERRORS =
      Dist.root().resolve("loader/operator/src/main/java/dev/sonde/operator");
  private static final String HEAD =
      """
      # Hostile inputs

      What is given to Sonde on purpose by its tests, and what comes of it. "Exit" is how the command ends; refused means that the target is as before:
      threads, descriptors, providers, default Authenticator, CookieHandler, ProxySelector, ResponseCache, SSLContext, properties, MBeans, temporary files,
      classes of a sentinel plugin, loaders. Way in: `bootstrap` is the pasted source, `operator` is `sonde.jar`, `agent` is what runs in the target.

      Written by `mvn -pl src/test test -Dtest=HostileInputsTest -Dgolden.update=true` from the rows that the tests register (src/test/README.md).
      """;

  @Test
  void document_isTheTableOfAllRows() throws IOException {
    String table = table(rows());
    if (Boolean.getBoolean("golden.update")) Files.writeString(DOCUMENT, table);
    assertThat(DOCUMENT).content().as("run it with -Dgolden.update=true").isEqualTo(table);
  }

  /** The exit codes of the table are those of the product. */
  @Test
  void verdicts_haveTheExitOfTheirId() throws IOException {
    Map<String, String> exits = exits();
    Pattern verdict = Pattern.compile("SONDE-([A-Z-]+), exit (\\d+)");
    for (Row row : rows())
      verdict
          .matcher(row.verdict())
          .results()
          .forEach(it -> assertThat(it.group(2)).as("%s", row).isEqualTo(exits.get(it.group(1))));
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>(HostileInputs.all());
    for (RowFile each : RowFile.all()) rows.addAll(each.rows());
    return rows;
  }

  private static String table(List<Row> rows) {
    StringBuilder text = new StringBuilder(HEAD);
    for (Group group : EnumSet.allOf(Group.class)) {
      List<Row> own =
          rows.stream()
              .filter(row -> row.group() == group)
              .sorted(
                  Comparator.comparing((Row row) -> group.inputs().indexOf(row.input()))
                      .thenComparing(Row::way)
                      .thenComparing(Row::line))
              .toList();
      text.append("\n## ").append(group.title()).append('\n');
      if (!own.isEmpty()) text.append("| input | way in | verdict | test |\n|---|---|---|---|\n");
      own.forEach(row -> text.append(row.line()).append('\n'));
      List<String> open = new ArrayList<>(group.inputs());
      own.forEach(row -> open.remove(row.input()));
      if (!open.isEmpty())
        text.append("\nWithout a test: ").append(String.join("; ", open)).append(".\n");
    }
    return text.toString();
  }

  private static Map<String, String> exits() throws IOException {
    Map<String, String> codes = new TreeMap<>();
    Pattern.compile("(?m)^  ([A-Z_]+)\\((\\d+)\\)")
        .matcher(Files.readString(ERRORS.resolve("Exit.java")))
        .results()
        .forEach(it -> codes.put(it.group(1), it.group(2)));
    Map<String, String> exits = new TreeMap<>();
    Pattern.compile("(?m)^  ([A-Z_]+)\\(Exit\\.([A-Z_]+)\\)")
        .matcher(Files.readString(ERRORS.resolve("ErrorId.java")))
        .results()
        .forEach(it -> exits.put(it.group(1).replace('_', '-'), codes.get(it.group(2))));
    assertThat(exits).hasSizeGreaterThan(40);
    return exits;
  }
}
