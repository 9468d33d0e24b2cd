package dev.sonde.tracer.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tracer.FakeEvents;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.record.Guard;
import dev.sonde.tracer.record.Hooks;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.record.Unheard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MeterTest {
  private static final int CALLS = 50_000;

  private final Unheard unheard = new Unheard(new FakeEvents());
  private final Recorder recorder =
      new Recorder(
          new Guard(), unheard, new Snapshot(each -> true, () -> 0), unheard, Long.MAX_VALUE);

  @Test
  void threads_withLanesOfTheirOwn_loseNoCall() throws Exception {
    Lanes lanes = new Lanes();
    Meter meter = meter(lanes);
    run(8, id -> call(meter, id));
    check(meter, 8L * CALLS);
  }

  /** All share one tally. */
  @Test
  void threads_withoutMemoryForTallies_loseNoCall() throws Exception {
    Meter meter = meter(new Lanes(0));
    run(8, id -> call(meter, id));
    check(meter, 8L * CALLS);
  }

  /** The first 8 have lanes; the others look at the same places, and share a tally. */
  @Test
  void threads_withoutALane_loseNoCall() throws Exception {
    Meter meter = meter(new Lanes());
    run(12, id -> call(meter, id * Lanes.COUNT));
    check(meter, 12L * CALLS);
  }

  /** There is room for the tally, and not for its buckets. */
  @Test
  void threads_whoseTallyCannotGrow_loseNoCall() throws Exception {
    Meter meter = meter(new Lanes(Tally.BYTES + Tally.CHUNK_BYTES));
    meter.count(5, 1);
    meter.count(5_000_000, 1);
    assertThat(read(meter).count()).isEqualTo(2);
    assertThat(read(meter).max()).isEqualTo(5_000_000);
  }

  @Test
  void lanes_ofThreadsThatDied_areGivenToOthers() {
    Lanes lanes = new Lanes();
    for (long thread = 1; thread <= Lanes.COUNT; thread++)
      assertThat(lanes.of(thread)).isEqualTo(thread & Lanes.MASK);
    assertThat(lanes.of(Lanes.COUNT + 1)).isEqualTo(Lanes.NONE);
    assertThat(lanes.crowded()).isTrue();
    lanes.release(() -> null);
    assertThat(lanes.crowded()).as("who lives is not known").isTrue();
    lanes.release(() -> Set.of(2L, 3L));
    assertThat(lanes.crowded()).isFalse();
    assertThat(lanes.of(2)).isEqualTo(2);
    assertThat(lanes.of(Lanes.COUNT + 2)).isEqualTo(4);
  }

  /** A lane that is taken while somebody asks who lives is not taken away. */
  @Test
  void lanes_takenMeanwhile_stay() {
    Lanes lanes = new Lanes();
    lanes.of(1);
    lanes.release(
        () -> {
          lanes.of(2);
          return new HashSet<>();
        });
    assertThat(lanes.holds(1, 1)).isFalse();
    assertThat(lanes.holds(2, 2)).isTrue();
  }

  /** Ids are never given twice, so what the dead one has counted stays counted. */
  @Test
  void lane_ofANewOwner_goesOnCounting() throws Exception {
    Lanes lanes = new Lanes();
    Meter meter = meter(lanes);
    call(meter, 7);
    lanes.release(Set::of);
    call(meter, 7 + Lanes.COUNT);
    check(meter, 2);
  }

  @Test
  void call_thatBeganBeforeOrIsNotOver_isNotCounted() throws Exception {
    Lanes lanes = new Lanes();
    Meter meter = meter(lanes);
    assertThat(lanes.began(System.nanoTime() - 1_000_000_000)).isFalse();
    meter.returned(System.nanoTime() - 1_000_000_000, 1);
    long open = meter.enter(1);
    assertThat(read(meter).open()).isEqualTo(1);
    lanes.close();
    assertThat(meter.enter(1)).isZero();
    meter.thrown(open, 2);
    assertThat(read(meter).open()).isZero();
    assertThat(read(meter).count()).isEqualTo(1);
    assertThat(read(meter).errors()).isEqualTo(1);
  }

  /** What linking takes between the end of a call and its probe is not part of the call. */
  @Test
  void linking_isNotPartOfACall() throws Exception {
    Meter meter = meter(new Lanes());
    long began = meter.enter(1);
    meter.linked(1, began + 5);
    assertThat(meter.elapsed(began)).isEqualTo(5);
    assertThat(meter.elapsed(began)).isGreaterThan(5);
  }

  private Meter meter(Lanes lanes) throws ReflectiveOperationException {
    lanes.open();
    return new Meter(new MeterHooks(new Hooks()), lanes, recorder, "com.acme.A", "b", false);
  }

  private static void call(Meter meter, long thread) {
    long began = meter.enter(thread);
    if (began % 2 == 0) meter.returned(began, thread);
    else meter.thrown(began, thread);
  }

  private interface Body {
    void call(long thread);
  }

  private static void run(int threads, Body body) throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    for (int i = 1; i <= threads; i++) {
      long id = i;
      all.add(
          new Thread(
              () -> {
                for (int call = 0; call < CALLS; call++) body.call(id);
              }));
    }
    all.forEach(Thread::start);
    for (Thread each : all) each.join();
  }

  private static void check(Meter meter, long calls) {
    Reading reading = read(meter);
    assertThat(reading.count()).isEqualTo(calls);
    assertThat(reading.opened()).isEqualTo(calls);
    assertThat(reading.open()).isZero();
    assertThat(reading.max()).isPositive();
    assertThat(reading.durations().percentile(100))
        .isBetween((long) (reading.max() * 0.99), (long) (reading.max() * 1.01) + 1);
  }

  private static Reading read(Meter meter) {
    Reading reading = new Reading();
    meter.addTo(reading);
    return reading;
  }
}
