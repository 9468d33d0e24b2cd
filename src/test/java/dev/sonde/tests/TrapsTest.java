package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Dist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/TRAPS.md names tests that exist. */
class TrapsTest {
  private static final Path DOCUMENT = Dist.root().resolve("docs/TRAPS.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*\\| ([^|]+) \\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

  @Test
  void table_hasEachTrap_andOnlyTestsThatAreThere() throws IOException {
    List<Path> tests = tests();
    List<Integer> traps = new ArrayList<>();
    Matcher row = ROW.matcher(Files.readString(DOCUMENT));
    while (row.find()) {
      traps.add(Integer.parseInt(row.group(1)));
      if (!row.group(2).equals("none")) check(row.group(2), tests);
    }
    assertThat(traps).isEqualTo(IntStream.rangeClosed(1, 27).boxed().toList());
  }

  private static void check(String cell, List<Path> tests) throws IOException {
    Matcher test = TEST.matcher(cell);
    assertThat(test.find()).as("a test in %s", cell).isTrue();
    do {
      String method = "void " + test.group(2) + "(";
      String file = test.group(1) + ".java";
      assertThat(tests)
          .as("%s in %s", method, file)
          .anyMatch(each -> each.endsWith(file) && read(each).contains(method));
    } while (test.find());
  }

  private static List<Path> tests() throws IOException {
    try (Stream<Path> all = Files.walk(Dist.root())) {
      return all.filter(each -> each.toString().matches(".*/src/test/.*(Test|IT)\\.java")).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }
}
