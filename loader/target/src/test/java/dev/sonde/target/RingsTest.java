package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.api.Backlog;
import dev.sonde.api.Encoder;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.ValueReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RingsTest {
  private final Names names = new Names();
  private final Rings rings = new Rings(5, names, 1);
  private final ByteBuffer out = ByteBuffer.allocate(128 << 10);

  @Test
  void record_leavesAsAnEventOfItsChannel() {
    rings.offer(rings.encoder(16).integer(42));
    List<Frame> frames = drain();
    assertThat(frames).hasSize(1);
    assertThat(frames.get(0).type()).isEqualTo(FrameType.EVENT);
    assertThat(frames.get(0).channel()).isEqualTo(5);
    assertThat(ValueReader.decode(frames.get(0).payload())).isEqualTo(42L);
    assertThat(rings.flushed()).isTrue();
  }

  @Test
  void threadsWithNumbersInARow_useOneRingEach() {
    Encoder large = rings.encoder(0).text("x".repeat(60_000));
    for (int near = 6; near < 10; near++)
      for (int i = 0; i < 4; i++) assertThat(rings.offer(large, near)).isTrue();
    assertThat(rings.offer(large, 7)).isFalse();
    assertThat(rings.delivered()).isEqualTo(16);
    assertThat(rings.dropped()).isEqualTo(1);
  }

  @Test
  void name_isDefinedOnceAndBeforeItsFirstUse() {
    int id = rings.name("kind");
    assertThat(rings.name("kind")).isEqualTo(id);
    rings.offer(rings.encoder(16).name(id));
    rings.offer(rings.encoder(16).name(id));
    assertThat(drain())
        .extracting(Frame::type)
        .containsExactly(FrameType.DEFINE, FrameType.EVENT, FrameType.EVENT);
    rings.offer(rings.encoder(16).name(id));
    assertThat(drain()).extracting(Frame::type).containsExactly(FrameType.EVENT);
  }

  /** Numbers from one to another; what is asked for after the one that breaks it throws. */
  private class Numbers implements Backlog {
    private final int to;
    private final int breaks;
    private int from;
    private boolean broken;

    Numbers(int from, int to, int breaks) {
      this.from = from;
      this.to = to;
      this.breaks = breaks;
    }

    @Override
    public boolean look() {
      if (from == breaks) throw new LinkageError("broken");
      return from < to;
    }

    @Override
    public @Nullable Encoder next() {
      if (from == breaks) throw new StackOverflowError("broken");
      return from < to ? rings.encoder(16).integer(from) : null;
    }

    @Override
    public void taken() {
      from++;
    }

    @Override
    public boolean empty() {
      if (broken) throw new IllegalStateException("asked again");
      return from == to;
    }

    @Override
    public void broken() {
      broken = true;
      throw new IllegalStateException("twice");
    }
  }

  @Test
  void backlog_leavesBesideTheRings_inFramesOfMany_andIsWaitedFor() {
    rings.offer(rings.encoder(16).integer(7));
    assertThat(rings.add(new Numbers(0, 3, -1))).isTrue();
    assertThat(rings.add(new Numbers(10, 12, -1))).isTrue();
    rings.retire();
    assertThat(rings.flushed()).isFalse();
    List<Object> values = new ArrayList<>();
    for (Frame each : drain()) values.add(ValueReader.decode(each.payload()));
    assertThat(values).containsExactly(7L, 10L, 11L, 0L, 1L, 2L);
    assertThat(rings.flushed()).isTrue();
    assertThat(rings.delivered()).isEqualTo(6);
    assertThat(rings.drainTo(out.clear())).isFalse();
  }

  @Test
  void backlog_thatFails_isAskedNothingMore_andWhatItGaveHasLeft() {
    rings.add(new Numbers(0, 9, 2));
    rings.add(new Numbers(20, 23, -1));
    rings.add(new Numbers(30, 33, 30));
    List<Object> values = new ArrayList<>();
    for (Frame each : drain()) values.add(ValueReader.decode(each.payload()));
    assertThat(values).containsExactlyInAnyOrder(0L, 1L, 20L, 21L, 22L);
    assertThat(rings.flushed()).isTrue();
    assertThat(rings.delivered()).isEqualTo(5);
    rings.offer(rings.encoder(16).integer(8));
    assertThat(drain()).hasSize(1);
  }

  /** A record each 2 ms: one turn of the link is 16 such rounds, and a heartbeat waits for one. */
  @Test
  void backlog_thatIsSlow_leavesPartByPart() {
    AtomicLong waited = new AtomicLong();
    rings.add(
        new Numbers(0, 1_000, -1) {
          @Override
          public @Nullable Encoder next() {
            LockSupport.parkNanos(2_000_000);
            waited.incrementAndGet();
            return super.next();
          }
        });
    while (!rings.drainTo(out)) continue; // it is met first
    assertThat(waited.get()).isBetween(1L, 32L);
    out.clear();
    rings.drainTo(out);
    assertThat(waited.get()).isBetween(2L, 64L);
  }

  @Test
  void backlog_thatIsMoreThanABuffer_leavesInSeveral() {
    rings.add(new Numbers(0, 20_000, -1));
    int count = 0;
    for (int round = 0; !rings.flushed(); round++) {
      assertThat(rings.drainTo(out.clear().limit(1_000 + round % 7))).isTrue();
      count += frames().size();
    }
    assertThat(count).isEqualTo(20_000);
    assertThat(rings.drainTo(out.clear().limit(3))).isFalse();
  }

  @Test
  void fullBuffer_leavesRecordsInTheRing() {
    Encoder large = rings.encoder(0).text("x".repeat(60_000));
    for (int i = 0; i < 3; i++) assertThat(rings.offer(large)).isTrue();
    assertThat(drain()).hasSize(2);
    assertThat(rings.flushed()).isFalse();
    assertThat(drain()).hasSize(1);
    assertThat(rings.flushed()).isTrue();
  }

  @Test
  void fullRings_dropAndCount() {
    Encoder large = rings.encoder(0).text("x".repeat(60_000));
    int taken = 0;
    for (int i = 0; i < 100; i++) if (rings.offer(large)) taken++;
    assertThat(taken).isEqualTo(4 * 4);
    assertThat(rings.delivered()).isEqualTo(taken);
    assertThat(rings.dropped()).isEqualTo(100 - taken);
  }

  @Test
  void room_isTold_untilTheRingsOfThisThreadAreFull() {
    assertThat(rings.room()).isTrue();
    while (rings.offer(rings.encoder(0).text("x".repeat(500))))
      assertThat(rings.dropped()).isZero();
    assertThat(rings.room()).isFalse();
    drain();
    assertThat(rings.room()).isTrue();
    rings.retire();
    assertThat(rings.room()).isFalse();
  }

  @Test
  void retiredRings_takeNothing() {
    rings.retire();
    assertThat(rings.offer(rings.encoder(16).none())).isFalse();
    assertThat(rings.dropped()).isEqualTo(1);
  }

  @Test
  void records_pastTheEndOfTheRing_areWhole() {
    for (int length = 0; length < 40_000; length += 37) {
      assertThat(rings.offer(rings.encoder(0).text("é".repeat(length / 2)))).isTrue();
      assertThat(ValueReader.decode(drain().get(0).payload())).isEqualTo("é".repeat(length / 2));
    }
  }

  @Test
  void stripes_areAPowerOfTwoWithinBounds() {
    assertThat(List.of(1, 2, 3, 4, 6, 8, 16, 64))
        .map(Rings::stripes)
        .containsExactly(4, 4, 8, 8, 16, 16, 32, 32);
  }

  @Test
  void offered_isDeliveredOrDropped_underContention() throws Exception {
    AtomicLong offered = new AtomicLong();
    AtomicLong refused = new AtomicLong();
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> producers = new ArrayList<>();
    for (int i = 0; i < 8; i++) producers.add(new Thread(() -> produce(offered, refused, stop)));
    producers.forEach(Thread::start);
    long received = 0;
    for (long end = System.nanoTime() + 500_000_000; System.nanoTime() < end; )
      received += checked(drain());
    stop.set(true);
    for (Thread each : producers) each.join();
    while (!rings.flushed()) received += checked(drain());
    assertThat(rings.delivered()).isEqualTo(received).isPositive();
    assertThat(rings.dropped()).isEqualTo(refused.get());
    assertThat(received + refused.get()).isEqualTo(offered.get());
  }

  private void produce(AtomicLong offered, AtomicLong refused, AtomicBoolean stop) {
    long salt = Thread.currentThread().getId();
    for (long n = 0; !stop.get(); n++) {
      if (!rings.offer(
          rings
              .encoder(64)
              .list()
              .integer(salt)
              .integer(n)
              .text("x".repeat((int) (n % 50)))
              .integer(salt ^ n)
              .end())) refused.incrementAndGet();
      offered.incrementAndGet();
    }
  }

  /** How many; each must be as one thread wrote it. */
  private static long checked(List<Frame> frames) {
    for (Frame frame : frames) {
      List<?> record = (List<?>) ValueReader.decode(frame.payload());
      assertThat((long) record.get(0) ^ (long) record.get(1)).isEqualTo(record.get(3));
    }
    return frames.size();
  }

  private List<Frame> drain() {
    rings.drainTo(out.clear());
    return frames();
  }

  private List<Frame> frames() {
    out.flip();
    List<Frame> frames = new ArrayList<>();
    for (Frame frame; (frame = Frame.take(out)) != null; ) frames.addAll(Batches.single(frame));
    return frames;
  }
}
