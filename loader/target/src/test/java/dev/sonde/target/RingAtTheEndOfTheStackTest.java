package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.wire.Frame;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * Records offered where the stack ends, by threads that come there with another remainder each. In
 * the interpreter, where most of the calls fail that give a lock back, of 1,000 such threads 845
 * left their ring locked for good.
 */
final class RingAtTheEndOfTheStackTest {
  private static final int THREADS = 400;
  private static final int STACK = 200_000;
  private static final byte[] RECORD = new byte[64];

  private final ByteBuffer out = ByteBuffer.allocate(128 << 10);
  private Ring ring = new Ring();
  private long offered;
  private long met;

  @Test
  void ring_canBeUsedAgain_andHasWhatItSaid() throws InterruptedException {
    for (int i = 0; i < THREADS; i++) {
      int depth = i;
      ring = new Ring();
      offered = 0;
      Thread thread = new Thread(null, () -> begin(depth), "deep", STACK + 8L * (i % 64));
      thread.start();
      thread.join();
      ring.drainTo(out.clear(), 1, new Names());
      assertThat(ring.offer(RECORD, RECORD.length)).as("start %d", i).isTrue();
      assertThat(ring.taken()).isEqualTo(offered + 1);
      assertThat(out.position()).isEqualTo(offered == 0 ? 0 : Frame.HEADER + offered * 68);
    }
    assertThat(met).isGreaterThan(THREADS);
  }

  private void begin(int depth) {
    if (depth > 0) begin(depth - 1);
    else down();
  }

  /** Tries on the way back from the end, until it has worked. */
  private void down() {
    try {
      down();
    } catch (StackOverflowError end) {
      met++;
    }
    if (offered > 0) return;
    try {
      if (ring.offer(RECORD, RECORD.length)) offered++;
    } catch (StackOverflowError end) {
      met++;
    }
  }
}
