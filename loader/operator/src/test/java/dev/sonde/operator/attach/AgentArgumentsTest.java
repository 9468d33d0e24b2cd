package dev.sonde.operator.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.wire.SessionId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentArgumentsTest {
  private static final SessionId ID = new SessionId("0123456789abcdef0123456789abcdef");

  /** Paths of all three lengths that base64 tells apart, and one whose text has its odd signs. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/tmp/a.sock", "/tmp/ab.sock", "/tmp/abc.sock", "/tmp/\u00bf\u00bf>>??.sock"})
  void text_hasNothingThatJcmdCutsOrAShellReads(String socket) {
    String text = new AgentArguments(socket, ID, "ab".repeat(32)).text();
    assertThat(text).matches("[A-Za-z0-9_-]+:1:" + ID + ":(ab){32}");
  }
}
