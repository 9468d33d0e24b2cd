package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValueTextTest {
  @Test
  void values_asJshellShowsThem() {
    assertThat(ValueText.of(null)).isEqualTo("null");
    assertThat(ValueText.of(42)).isEqualTo("42");
    assertThat(ValueText.of("a\"b\n\u001b")).isEqualTo("\"a\\\"b\\n\\033\"");
    assertThat(ValueText.of('\'')).isEqualTo("'\\''");
    assertThat(ValueText.of(new int[][] {{1, 2}, null}))
        .isEqualTo("int[2][] { int[2] { 1, 2 }, null }");
    assertThat(ValueText.of(new String[] {"x"})).isEqualTo("String[1] { \"x\" }");
    assertThat(ValueText.of(new int[0])).isEqualTo("int[0] {  }");
  }

  @Test
  void values_thatAreLong_areCut() {
    assertThat(ValueText.of("x".repeat(100_000)).length()).isLessThan(13_000);
    assertThat(ValueText.of(new int[100_000])).contains("…").hasSizeLessThan(13_000);
  }

  @Test
  void array_thatHoldsItself_hasAnEnd() {
    Object[] itself = new Object[1];
    itself[0] = itself;
    assertThat(ValueText.of(itself)).contains("…");
  }
}
