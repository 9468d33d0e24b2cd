package dev.sonde.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapedTest {
  @Test
  void text_thatIsHarmless_staysAsItIs() {
    assertThat(Escaped.line("Größe 214µs … ‹x› \uD83D\uDE00"))
        .isEqualTo("Größe 214µs … ‹x› \uD83D\uDE00");
  }

  @Test
  void controls_areSpelledOut() {
    assertThat(Escaped.line("a\r\n\tb\u001b[31m\u0000\u0085\u009b"))
        .isEqualTo("a\\r\\n\\tb\\u001b[31m\\u0000\\u0085\\u009b");
  }

  @Test
  void directionMarks_andLineSeparators_areSpelledOut() {
    assertThat(Escaped.line("\u202etxt.\u2028\u2029\ufeff"))
        .isEqualTo("\\u202etxt.\\u2028\\u2029\\ufeff");
  }

  @Test
  void surrogates_withoutTheirPair_areSpelledOut() {
    assertThat(Escaped.line("\uD83Dx\uDE00")).isEqualTo("\\ud83dx\\ude00");
  }
}
