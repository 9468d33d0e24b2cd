package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternShapeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "orders",
        "com.acme.Orders::fi nd",
        "*::*",
        "**::*",
        "*",
        "+*::*",
        "@**::find",
        "*::@*",
        "*.*",
        "**#find",
        "Orders::find(int",
        "\"Orders::find\"",
        "'Orders::find(int)'",
        "Orders::find -n 3",
        "Orders::find(int) -n 3",
        "com/github/UrlPathPattern.match",
        "Orders:find",
        "com.acme.Orders",
        "Orders::",
        "::find"
      })
  void slip_isRefusedWithAnExample(String pattern) {
    assertThatThrownBy(() -> PatternShape.check(pattern))
        .hasMessageStartingWith("SONDE-PATTERN: ")
        .hasMessageContaining("and got '" + pattern + "'")
        .hasMessageEndingWith("'com.acme.Orders::find' or 'com.acme.**::*'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.Orders::find",
        "Orders#find",
        "+com.acme.Repo::*",
        "*::@GetMapping",
        "@RestController::*",
        "{app}com.acme.Orders::find",
        "{WebappClassLoader@1f2a}+Repo::find",
        "Orders.find",
        "com.acme.**::*",
        "Orders::find(String, int)",
        "at com.acme.Orders.find(Orders.java:41)",
        "at app//com.acme.Orders.find(Orders.java:41) ~[shop.jar:1.2]",
        "com.acme.Orders.find(Orders.java:41), which waits",
        "Orders::find(java.util.List<String>)"
      })
  void rest_isLeftToThePlugin(String pattern) {
    assertThatCode(() -> PatternShape.check(pattern)).doesNotThrowAnyException();
  }
}
