package dev.sonde.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchTest {
  @Test
  void records_comeOneAfterTheOther() {
    byte[] payload = {0, 0, 0, 1, 7, 0, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4, 0, 0, 0, 0};
    assertThat(ranges(payload)).containsExactly("4-5", "12-16", "20-20");
  }

  @Test
  void lastRecord_needsNoFilling() {
    assertThat(ranges(new byte[] {0, 0, 0, 1, 7})).containsExactly("4-5");
  }

  @Test
  void noRecord_isNone() {
    assertThat(ranges(new byte[0])).isEmpty();
  }

  @Test
  void record_pastTheEnd_isRefused() {
    for (byte[] broken :
        new byte[][] {{0, 0, 0}, {0, 0, 0, 1}, {-1, 0, 0, 0, 1}, {127, -1, -1, -1}})
      assertThatThrownBy(() -> ranges(broken))
          .isInstanceOf(WireException.class)
          .hasMessage("a record runs past the end of its frame");
  }

  @Test
  void randomBytes_giveRecordsWithinThem_orAWireException() {
    Random random = new Random(42);
    for (int i = 0; i < 50_000; i++) {
      byte[] payload = new byte[random.nextInt(64)];
      for (int at = 0; at < payload.length; at++)
        payload[at] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : 0);
      Batch batch = new Batch(payload);
      try {
        for (int most = 0; batch.next(); most++) {
          assertThat(most).isLessThan(payload.length);
          assertThat(batch.from()).isBetween(Batch.HEADER, batch.to());
          assertThat(batch.to()).isLessThanOrEqualTo(payload.length);
        }
      } catch (WireException refused) {
        assertThat(refused).hasMessageContaining("past the end");
      }
    }
  }

  /** Where it lies, and by the same frames that are taken as they are. */
  @Test
  void batchThatIsTaken_isThatOfTheFrame() {
    byte[] payload = {0, 0, 0, 1, 7, 0, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4};
    Frame frame = new Frame(FrameType.EVENTS, 5, payload);
    ByteBuffer in = ByteBuffer.allocate(64).put((byte) 9).put(frame.encode()).put((byte) 9);
    in.flip().position(1);
    Batch batch = Batch.take(in);
    assertThat(in.remaining()).isEqualTo(1);
    assertThat(batch.channel()).isEqualTo(5);
    assertThat(batch.size()).isEqualTo(frame.size());
    assertThat(batch.frame().payload()).isEqualTo(payload);
    assertThat(batch.next()).isTrue();
    assertThat(batch.bytes()[batch.from()]).isEqualTo((byte) 7);
    assertThat(batch.next()).isTrue();
    assertThat(batch.to() - batch.from()).isEqualTo(4);
    assertThat(batch.next()).isFalse();
  }

  @Test
  void whatIsNoWholeFrameOfManyRecords_isLeft() {
    ByteBuffer whole = new Frame(FrameType.EVENTS, 5, new byte[4]).encode();
    for (int end = 0; end < whole.limit(); end++) left(whole.duplicate().limit(end));
    left(new Frame(FrameType.EVENT, 5, new byte[4]).encode());
    for (int length : new int[] {-1, 0, 4, Protocol.MAX_FRAME + 1, Integer.MAX_VALUE})
      left(ByteBuffer.allocate(64).putInt(length).put(FrameType.EVENTS.code()).clear());
  }

  private static void left(ByteBuffer in) {
    assertThat(Batch.take(in)).isNull();
    assertThat(in.position()).isZero();
  }

  private static List<String> ranges(byte[] payload) {
    List<String> ranges = new ArrayList<>();
    for (Batch batch = new Batch(payload); batch.next(); )
      ranges.add(batch.from() + "-" + batch.to());
    return ranges;
  }
}
