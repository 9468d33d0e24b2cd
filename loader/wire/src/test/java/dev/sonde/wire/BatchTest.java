package dev.sonde.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  private static List<String> ranges(byte[] payload) {
    List<String> ranges = new ArrayList<>();
    for (Batch batch = new Batch(payload); batch.next(); )
      ranges.add(batch.from() + "-" + batch.to());
    return ranges;
  }
}
