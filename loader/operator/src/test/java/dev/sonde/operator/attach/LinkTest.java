package dev.sonde.operator.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.Protocol;
import dev.sonde.wire.WireException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTest {
  @TempDir Path folder;
  private SocketPair pair;
  private Link link;

  @BeforeEach
  void connect() throws IOException {
    pair = SocketPair.in(folder);
    link = new Link(pair.ours());
  }

  @AfterEach
  void hangUp() throws IOException {
    pair.close();
  }

  @Test
  void receive_framesInPiecesAndTogether() throws IOException {
    ByteBuffer two = ByteBuffer.allocate(64).put(frame(3).encode()).put(frame(5).encode()).flip();
    pair.theirs().write(two.slice(0, 7));
    pair.theirs().write(two.slice(7, two.limit() - 7));

    assertThat(link.receive().payload()).hasSize(3);
    assertThat(link.receive().payload()).hasSize(5);
  }

  @Test
  void receive_largerThanTheBuffer() throws IOException {
    byte[] large = new byte[100_000];
    large[99_999] = 7;
    new Thread(() -> send(new Frame(FrameType.JAR, 1, large))).start();

    assertThat(link.receive().payload()).isEqualTo(large);
  }

  @Test
  void receive_afterTheEnd_null() throws IOException {
    pair.theirs().close();

    assertThat(link.receive()).isNull();
  }

  @Test
  void receive_endWithinFrame_breach() throws IOException {
    pair.theirs().write(frame(3).encode().limit(8));
    pair.theirs().close();

    assertThatThrownBy(() -> link.receive())
        .isInstanceOf(WireException.class)
        .hasMessage("the stream ended within a frame");
  }

  @Test
  void receive_giantLength_breachWithoutAllocating() throws IOException {
    pair.theirs().write(ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).flip());

    assertThatThrownBy(() -> link.receive())
        .isInstanceOf(WireException.class)
        .hasMessageContaining("got 2147483647");
  }

  @Test
  void expectPreamble_otherVersion_breach() throws IOException {
    byte[] preamble = Protocol.preamble();
    preamble[5]++;
    pair.theirs().write(ByteBuffer.wrap(preamble));

    assertThatThrownBy(() -> link.expectPreamble())
        .isInstanceOf(WireException.class)
        .hasMessage("expected SONDE and version 1, got other bytes");
  }

  @Test
  void within_silence_closesTheLink() {
    assertThatThrownBy(() -> Deadline.within(Duration.ofMillis(20), link, () -> link.receive()))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("nothing within 20 ms");
    assertThat(pair.ours().isOpen()).isFalse();
  }

  private void send(Frame frame) {
    try {
      new Link(pair.theirs()).send(frame);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static Frame frame(int payload) {
    return new Frame(FrameType.PING, 0, new byte[payload]);
  }
}
