package dev.sonde.tracer.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tracer.FakeEvents;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.select.Param;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.words.Capture;
import dev.sonde.tracer.words.Capture.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** More threads than there are lanes, and a reader that is slower than they are. */
final class LaneStressTest {
  private static final int THREADS = 12;
  private static final int CALLS = 6_000;

  private final FakeEvents events = new FakeEvents();
  private final Recorder recorder = recorder();
  private final Straight straight = straight();

  private Recorder recorder() {
    Capture capture = new Capture(EnumSet.of(Part.ARGS, Part.RETURN), 0);
    Recorder made =
        new Recorder(
            new Guard(),
            events,
            new Snapshot(each -> true, () -> 0),
            new Unheard(events),
            Long.MAX_VALUE,
            new Terms(capture, null, null, Throttle.NONE));
    made.start(Long.MAX_VALUE);
    return made;
  }

  private Straight straight() {
    List<Param> params = List.of(new Param("text", "String"), new Param("number", "long"));
    SelectedMethod method =
        new SelectedMethod("b", "(Ljava/lang/String;J)Ljava/lang/String;", 9, params);
    CallFormat format = new CallFormat(recorder, 1, "A", method, "String");
    return (Straight) new MethodProbe(recorder, format).straight();
  }

  private void calls() {
    long thread = Thread.currentThread().getId();
    Random random = new Random(thread);
    for (int i = 0; i < CALLS; i++) call(thread, i, random, 0);
  }

  private void call(long thread, long number, Random random, int depth) {
    if (random.nextInt(500) == 0) Thread.currentThread().setName("t" + number);
    CallRecord call = (CallRecord) straight.begin(thread);
    if (call != null) {
      straight.object(call, 0, random.nextInt(50) == 0 ? "x".repeat(300) : "text " + number);
      straight.integer(call, 1, number);
      straight.entered(call);
    }
    if (depth < 3 && random.nextInt(4) == 0) call(thread, number, random, depth + 1);
    if (call == null) return;
    if (random.nextInt(100) == 0)
      straight.probe().thrown(new IllegalStateException("e"), call.token);
    else straight.returnedObject(random.nextInt(9) == 0 ? "y".repeat(200) : "z", call.token);
  }

  @Test
  void calls_areAllAccountedFor_andEachThreadsAreInTheirOrder() throws InterruptedException {
    recorder.prepare();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) threads.add(new Thread(this::calls));
    threads.forEach(Thread::start);
    for (Thread each : threads)
      while (each.isAlive()) {
        events.drain();
        each.join(3);
      }
    Counts living = recorder.counts();
    recorder.stop();
    recorder.sever(0);
    events.drain();
    Counts counts = recorder.counts();
    assertThat(counts).isEqualTo(living);
    assertThat(counts.seen()).isEqualTo(counts.matched()).isGreaterThan(THREADS * CALLS);
    assertThat(counts.open()).isZero();
    assertThat(counts.held()).isZero();
    assertThat(counts.delivered()).isEqualTo(events.records.size());
    assertThat(recorder.hasLane()).isFalse();
    inOrder();
  }

  /** By number of the call, which is of one thread's calls as they have ended. */
  private void inOrder() {
    Map<Object, Long> last = new HashMap<>();
    Set<Object> numbers = new HashSet<>();
    for (Map<String, Object> each : events.records) {
      Object thread = ((Map<?, ?>) each.get("thread")).get("id");
      long number = (long) each.get("call");
      assertThat(numbers.add(number)).isTrue();
      Long before = last.put(thread, number);
      assertThat(before == null || before < number).isTrue();
    }
    assertThat(last).hasSize(THREADS);
  }
}
