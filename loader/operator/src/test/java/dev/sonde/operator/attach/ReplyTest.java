package dev.sonde.operator.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyTest {
  @Test
  void read_takesTheNumberAndTheText() throws IOException {
    Reply reply = reply("0\nreturn code: 0\nmore\n");
    assertThat(reply.status()).isZero();
    assertThat(reply.firstLine()).isEqualTo("return code: 0");
    assertThat(new String(reply.content(), StandardCharsets.UTF_8))
        .isEqualTo("return code: 0\nmore\n");
  }

  @Test
  void read_aNumberAlone_hasNoText() throws IOException {
    assertThat(reply("101").status()).isEqualTo(101);
    assertThat(reply("101").firstLine()).isEmpty();
  }

  @Test
  void read_longReplyInPieces_isWhole() throws IOException {
    byte[] sent = ("0\n" + "x".repeat(100_000) + "end").getBytes(StandardCharsets.UTF_8);
    InputStream inPieces =
        new ByteArrayInputStream(sent) {
          @Override
          public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, 1_000));
          }
        };
    Reply reply = Reply.read(Channels.newChannel(inPieces));
    assertThat(reply.content()).hasSize(100_003);
    assertThat(reply.firstLine()).endsWith("xend");
  }

  @Test
  void read_noAnswer_isSaid() {
    assertThatThrownBy(() -> reply(""))
        .isInstanceOf(IOException.class)
        .hasMessage("Target VM did not respond");
  }

  @Test
  void read_noNumber_isSaid() {
    assertThatThrownBy(() -> reply("hello\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("expected a number at the start of the reply, got hello");
  }

  @Test
  void request_hasVersionCommandAndThreeArguments() {
    assertThat(ListenerSocket.request("load", "instrument", "false", "/tmp/a.jar=ä"))
        .isEqualTo("1\0load\0instrument\0false\0/tmp/a.jar=ä\0".getBytes(StandardCharsets.UTF_8));
    assertThat(ListenerSocket.request("properties"))
        .isEqualTo("1\0properties\0\0\0\0".getBytes(StandardCharsets.UTF_8));
  }

  private static Reply reply(String sent) throws IOException {
    return Reply.read(
        Channels.newChannel(new ByteArrayInputStream(sent.getBytes(StandardCharsets.UTF_8))));
  }
}
