package dev.sonde.tracer.select;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.BaseOrders;
import com.acme.Orders;
import com.acme.Sorts;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each example of docs/PATTERNS.md means something among classes of the same names. */
class PatternsPageTest {
  private static final Path PAGE = Path.of("../../docs/PATTERNS.md");
  private static final java.util.regex.Pattern EXAMPLE =
      java.util.regex.Pattern.compile("`([^`]*[:#.][^`]*)`");
  private static final java.util.regex.Pattern WORD = java.util.regex.Pattern.compile("'([^']+)'");

  @TestFactory
  List<DynamicTest> example_meansSomething() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE))
      if (line.startsWith("| `"))
        for (String text : all(EXAMPLE, line.split("\\|")[1]))
          tests.add(DynamicTest.dynamicTest(text, () -> assertMeans(text)));
    assertThat(tests).hasSizeGreaterThanOrEqualTo(15);
    return tests;
  }

  @TestFactory
  List<DynamicTest> command_isUnderstood() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (String command :
        all(java.util.regex.Pattern.compile("`([^`]*'[^`]*)`"), Files.readString(PAGE)))
      for (String text : all(WORD, command))
        tests.add(
            DynamicTest.dynamicTest(
                text, () -> Choice.parse(List.of("Orders::find"), Map.of("except", text))));
    assertThat(tests).hasSizeGreaterThanOrEqualTo(3);
    return tests;
  }

  private static void assertMeans(String text) throws Exception {
    List<Class<?>> loaded = new ArrayList<>(List.of(Sorts.LOADED));
    loaded.addAll(
        List.of(
            BaseOrders.class,
            Orders.class,
            Orders.Line.class,
            URI.class,
            ThreadPoolExecutor.class));
    Selection selection = Selection.of(Pattern.parse(text), loaded.toArray(new Class<?>[0]));
    assertThat(selection.classes()).isNotEmpty();
  }

  private static List<String> all(java.util.regex.Pattern regex, String text) {
    return regex.matcher(text).results().map((MatchResult each) -> each.group(1)).toList();
  }
}
