package dev.sonde.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
  @Test
  void frame_comesBackAsItWas() {
    ByteBuffer bytes = new Frame(FrameType.RUN, 7, new byte[] {1, 2, 3}).encode();
    Frame frame = Frame.take(bytes);
    assertThat(frame).isNotNull();
    assertThat(frame.type()).isEqualTo(FrameType.RUN);
    assertThat(frame.channel()).isEqualTo(7);
    assertThat(frame.payload()).containsExactly(1, 2, 3);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void frame_inPieces_isTakenWhenWhole() {
    ByteBuffer bytes = new Frame(FrameType.PING, 0, new byte[8]).encode();
    for (int end = 0; end < bytes.capacity(); end++) {
      assertThat(Frame.take(bytes.limit(end))).isNull();
      assertThat(bytes.position()).isZero();
    }
    assertThat(Frame.take(bytes.limit(bytes.capacity()))).isNotNull();
  }

  @Test
  void length_outOfBounds_isRefusedFromItsFirstBytes() {
    assertThatThrownBy(() -> Frame.take(ByteBuffer.wrap(new byte[] {0x40, 0, 0, 0})))
        .isInstanceOf(WireException.class)
        .hasMessage("expected a frame of 5 to 1048576 bytes, got 1073741824");
    assertThatThrownBy(() -> Frame.take(ByteBuffer.wrap(new byte[] {0, 0, 0, 4})))
        .hasMessage("expected a frame of 5 to 1048576 bytes, got 4");
    assertThatThrownBy(() -> Frame.take(ByteBuffer.wrap(new byte[] {-1, 0, 0, 0})))
        .hasMessageEndingWith("got -16777216");
  }

  @Test
  void type_unknown_isRefused() {
    assertThatThrownBy(() -> Frame.take(ByteBuffer.wrap(new byte[] {0, 0, 0, 5, 99, 0, 0, 0, 0})))
        .hasMessage("unknown frame type 99");
  }

  @Test
  void payload_tooLarge_isRefused() {
    assertThatThrownBy(() -> new Frame(FrameType.JAR, 1, new byte[Protocol.MAX_FRAME]))
        .isInstanceOf(WireException.class);
  }

  @Test
  void everyType_isFoundByItsCode() {
    for (FrameType type : FrameType.values()) assertThat(FrameType.of(type.code())).isEqualTo(type);
  }

  @Test
  void randomBytes_giveFramesOrAWireException() {
    Random random = new Random(42);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 3) bytes[0] = bytes[1] = bytes[2] = 0;
      takeOrRefuse(ByteBuffer.wrap(bytes));
    }
  }

  private static void takeOrRefuse(ByteBuffer bytes) {
    try {
      while (Frame.take(bytes) != null) {}
    } catch (WireException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @Test
  void sessionId_isThirtyTwoHexDigits() {
    SessionId id = SessionId.random();
    assertThat(SessionId.of(id.bytes())).isEqualTo(id);
    assertThatThrownBy(() -> new SessionId("../../etc"))
        .hasMessage("expected a session id of 32 hex digits, got '../../etc'");
  }
}
