package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Shapes;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Reason;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Every call is counted once, whatever becomes of it. */
final class CountsTest {
  private static final int THREADS = 4;
  private static final int CALLS = 20_000;

  @Test
  void calls_ofManyThreadsWithFullRings_areAllAccountedFor() throws Exception {
    Counts counts = load(Map.of());
    assertThat(counts.skipped()).isZero();
    assertThat(counts.matched()).isEqualTo(THREADS * CALLS);
  }

  @Test
  void calls_sampled_areSkippedOrMatched() throws Exception {
    Counts counts = load(Map.of("sample", "1/100"));
    assertThat(counts.matched()).isBetween(700L, 900L);
  }

  @Test
  void calls_aboveTheRate_areSkipped() throws Exception {
    Counts counts = load(Map.of("rate", "50/h"));
    assertThat(counts.matched()).isEqualTo(50);
  }

  @Test
  void calls_thatEndAfterTheTrace_areLate() throws Exception {
    try (Rig rig = rig(Map.of())) {
      rig.events.onOffer = rig.recorder::stop;
      rig.copy(Shapes.class).getMethod("recurse", int.class).invoke(null, 5);
      Counts counts = rig.counts();
      assertThat(counts.seen()).isEqualTo(6);
      assertThat(counts.delivered()).isEqualTo(1);
      assertThat(counts.late()).isEqualTo(5);
      assertThat(counts.open()).isZero();
    }
  }

  /** Of threads that hand their calls over when the limit is reached, one each may be dropped. */
  @Test
  void limit_withFullRings_isOneOfCallsThatAreTold() throws Exception {
    int limit = 10_000;
    try (Rig rig = new Rig(limit, Shapes.class, "recurse")) {
      load(rig);
      Counts counts = rig.counts();
      check(counts);
      assertThat(rig.ends).contains(Reason.LIMIT);
      assertThat(counts.delivered()).isBetween((long) limit - THREADS + 1, (long) limit);
      assertThat(counts.dropped()).isBetween(limit / 3L, limit * 2L);
      assertThat(rig.events.records.stream().map(each -> each.get("call")).distinct())
          .hasSize((int) counts.delivered());
    }
  }

  private static Rig rig(Map<String, String> options) throws Exception {
    Snapshot all = new Snapshot(type -> true, () -> 0);
    return new Rig(Asked.of(options).terms(), all, Shapes.class, "recurse");
  }

  /** The counts after a load in which each third record finds no room. */
  private static Counts load(Map<String, String> options) throws Exception {
    try (Rig rig = rig(options)) {
      load(rig);
      Counts counts = rig.counts();
      check(counts);
      assertThat(rig.failures).isEmpty();
      assertThat(counts.seen()).isEqualTo(THREADS * CALLS);
      assertThat(counts.seen()).isEqualTo(counts.matched() + counts.skipped());
      assertThat(counts.delivered()).isEqualTo(rig.events.records.size());
      assertThat(counts.dropped()).isEqualTo(rig.events.refused);
      assertThat(counts.open()).isZero();
      return counts;
    }
  }

  private static void load(Rig rig) throws Exception {
    AtomicLong offers = new AtomicLong();
    rig.events.onOffer = () -> rig.events.full = offers.incrementAndGet() % 3 == 0;
    Method method = rig.copy(Shapes.class).getMethod("recurse", int.class);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) threads.add(new Thread(() -> call(method)));
    threads.forEach(Thread::start);
    while (threads.stream().anyMatch(Thread::isAlive)) check(rig.counts());
    for (Thread each : threads) each.join();
  }

  private static void check(Counts counts) {
    assertThat(counts.matched()).isEqualTo(counts.delivered() + counts.dropped() + counts.late());
  }

  private static void call(Method method) {
    try {
      for (int i = 0; i < CALLS; i++) method.invoke(null, 0);
    } catch (ReflectiveOperationException broken) {
      throw new AssertionError(broken);
    }
  }
}
