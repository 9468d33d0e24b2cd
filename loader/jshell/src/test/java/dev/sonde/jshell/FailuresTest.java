package dev.sonde.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 + 1                     | 0
          int x = "a";              | 1
          nix                       | 1
          1 +* 2                    | 1
          List.of(1).get(7)         | 1
          int a() { return b(); }   | 0
          throw new Exception();    | 1
          """)
  void snippets_thatFail_areCounted(String source, int expected) {
    Failures failures = new Failures();
    try (JShell jshell = JShell.builder().executionEngine("local").build()) {
      failures.of(jshell);
      jshell.eval("import java.util.*;");
      jshell.eval(source);
    }
    assertThat(failures.count()).isEqualTo(expected);
  }

  /** A class of the application that the compiler does not see is no failure of what is typed. */
  @Test
  void startOfTheTool_isNotCounted() {
    Failures failures = new Failures();
    try (JShell jshell =
        JShell.builder().executionEngine("local").idGenerator((each, i) -> "s" + i).build()) {
      failures.of(jshell);
      jshell.eval("import nix.*;");
    }
    assertThat(failures.count()).isZero();
  }
}
