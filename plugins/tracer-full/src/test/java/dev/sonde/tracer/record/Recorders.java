package dev.sonde.tracer.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tracer.FakeEvents;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.words.Capture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recorders as a trace has them that is on, and what is looked at in what they tell. */
final class Recorders {
  private Recorders() {}

  /**
   * Tells arguments and outcome of calls; a probe that fails fails the test.
   *
   * @param ends takes the reasons for which it would have ended its trace
   */
  static Recorder started(FakeEvents events, Seats seats, long limit, List<Reason> ends) {
    Ending ending =
        new Ending() {
          @Override
          public void end(Reason reason) {
            ends.add(reason);
          }

          @Override
          public void failed(Throwable failure) {
            throw new AssertionError(failure);
          }
        };
    Snapshot snapshot = new Snapshot(each -> true, () -> 0);
    Guard guard = new Guard(seats);
    Recorder made = new Recorder(guard, events, snapshot, ending, limit, terms("-caller"));
    made.start(Long.MAX_VALUE);
    return made;
  }

  static Terms terms(String capture) {
    try {
      return new Terms(Capture.of(capture, null), null, null, Throttle.NONE);
    } catch (Exception never) {
      throw new AssertionError(never);
    }
  }

  /** The straight way of a method of class A. */
  static Straight straight(Recorder recorder, SelectedMethod method, String result) {
    CallFormat format = new CallFormat(recorder, 1, "A", method, result);
    Straight straight = (Straight) new MethodProbe(recorder, format).straight();
    if (straight == null) throw new AssertionError("there is no straight way");
    return straight;
  }

  /** A record without what differs in each. */
  static Map<String, Object> told(FakeEvents events, int index) {
    Map<String, Object> told = new LinkedHashMap<>(events.records.get(index));
    told.keySet().removeAll(List.of("call", "at", "startNanos", "durationNanos"));
    return told;
  }

  static void adds(Counts counts, long seen, long delivered, long dropped, long late) {
    assertThat(counts.seen()).isEqualTo(seen).isEqualTo(counts.matched());
    assertThat(counts.delivered()).isEqualTo(delivered);
    assertThat(counts.dropped()).isEqualTo(dropped);
    assertThat(counts.late()).isEqualTo(late);
    assertThat(counts.open()).isZero();
  }
}
