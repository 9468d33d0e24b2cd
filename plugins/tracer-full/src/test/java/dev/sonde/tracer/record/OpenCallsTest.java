package dev.sonde.tracer.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tracer.FakeEvents;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.select.SelectedMethod;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenCallsTest {
  /** Enough for several of them in each list. */
  private static final int THREADS = 2_000;

  private final FakeEvents events = new FakeEvents();
  private final Recorder recorder =
      new Recorder(
          new Guard(), events, new Snapshot(each -> true, () -> 0), new Unheard(events), 10);
  private final MethodProbe probe =
      new MethodProbe(
          recorder,
          new CallFormat(recorder, 1, "A", new SelectedMethod("b", "()V", 9, List.of()), "void"));
  private final OpenCalls calls = new OpenCalls();

  @Test
  void push_countsTheOpenCallsOfTheSameThread() {
    List<CallRecord> outer = new ArrayList<>();
    for (int thread = 1; thread <= THREADS; thread++) outer.add(push(thread));
    assertThat(outer).extracting(call -> call.depth).containsOnly(0);
    for (int i = 0; i < THREADS; i += 2) close(outer.get(i));
    for (int i = 0; i < THREADS; i++) assertThat(push(i + 1).depth).isEqualTo(i % 2);
  }

  @Test
  void sever_emptiesTheTokensOfAll_andForgetsThem() {
    List<CallRecord> open = new ArrayList<>();
    for (int thread = 1; thread <= THREADS; thread++) open.add(push(thread));
    for (int i = 0; i < THREADS; i += 3) close(open.get(i));
    calls.sever();
    assertThat(open).extracting(call -> call.token[0]).containsOnlyNulls();
    assertThat(push(1).depth).isZero();
  }

  private CallRecord push(long thread) {
    CallRecord call = new CallRecord(probe, thread, new Stripe(), 0, false);
    call.depth = calls.depth(thread, 0);
    call.open = true;
    calls.push(call);
    return call;
  }

  private static void close(CallRecord call) {
    call.open = false;
  }
}
