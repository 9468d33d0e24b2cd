package dev.sonde.jshell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {
  @Test
  void text_withoutWhatATerminalObeys() {
    assertThat(Plain.text("a\u001b[31mé\t\n\u009b\r")).isEqualTo("a?[31mé\t\n??");
  }

  @Test
  void bytes_alsoWhereASignIsCut() {
    Plain filter = new Plain();
    assertThat(new String(filter.bytes("é\u001b]0;x\u0007\n".getBytes(UTF_8)), UTF_8))
        .isEqualTo("é?]0;x?\n");
    byte[] control = "\u009b".getBytes(UTF_8);
    filter.bytes(new byte[] {control[0]});
    assertThat(filter.bytes(new byte[] {control[1]})).containsExactly('?');
  }
}
