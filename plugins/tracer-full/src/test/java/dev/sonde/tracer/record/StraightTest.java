package dev.sonde.tracer.record;

import static dev.sonde.tracer.record.Recorders.adds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tracer.FakeEvents;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.select.Param;
import dev.sonde.tracer.select.SelectedMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StraightTest {
  private static final long THREAD = Thread.currentThread().getId();
  private static final int LIMIT = 7;

  private final FakeEvents events = new FakeEvents();
  private final List<Reason> ends = new ArrayList<>();
  private final Recorder recorder = recorder(LIMIT);
  private final Straight straight = straight(recorder, "b");

  private Recorder recorder(long limit) {
    return Recorders.started(events, new Seats(), limit, ends);
  }

  private static Straight straight(Recorder recorder, String method) {
    List<Param> params =
        List.of(
            new Param("text", "String"),
            new Param("number", "long"),
            new Param("password", "String"));
    String descriptor = "(Ljava/lang/String;JLjava/lang/String;)J";
    return Recorders.straight(recorder, new SelectedMethod(method, descriptor, 9, params), "long");
  }

  private static @Nullable CallRecord begin(Straight straight, @Nullable String text) {
    CallRecord call = (CallRecord) straight.begin(THREAD);
    if (call == null) return null;
    straight.object(call, 0, text);
    straight.integer(call, 1, -300);
    straight.object(call, 2, "open sesame");
    straight.entered(call);
    return call;
  }

  private static boolean call(Straight straight, @Nullable String text) {
    CallRecord call = begin(straight, text);
    if (call == null) return false;
    boolean way = call.straight();
    straight.returnedInteger(1L << 40, call.token);
    return way;
  }

  @Test
  void call_afterTheFirstOne_goesStraight_andTellsTheSame() {
    for (String text : new String[] {"order-42", null, "token=eyJhbGciOi.eyJ.x", "é"}) {
      events.records.clear();
      Recorder own = recorder(LIMIT);
      Straight way = straight(own, "b");
      assertThat(call(way, text)).isFalse();
      assertThat(call(way, text)).isTrue();
      assertThat(events.records.get(1)).containsEntry("call", 2L);
      assertThat(told(1)).as("%s", text).isEqualTo(told(0)).containsEntry("depth", 0L);
      assertThat(told(1).toString()).doesNotContain("sesame");
      assertThat(own.counts().delivered()).isEqualTo(2);
      assertThat(own.counts().open()).isZero();
      assertThat(own.counts().held()).isZero();
    }
  }

  @Test
  void call_outcomes_areToldAsTheOtherWayTellsThem() {
    for (int turn = 0; turn < 2; turn++) {
      straight.returned(begin(straight, "x").token);
      straight.probe().thrown(new IllegalStateException("y"), begin(straight, "x").token);
      straight.returnedObject("a result", begin(straight, "x").token);
    }
    for (int i = 0; i < 3; i++) assertThat(told(i + 3)).isEqualTo(told(i));
    assertThat(told(4)).containsEntry("outcome", "threw");
    assertThat(told(5).toString()).contains("a result");
  }

  @Test
  void call_insideAnother_hasItsDepth_andAnotherMethodItsName() {
    Straight other = straight(recorder, "c");
    for (int turn = 0; turn < 2; turn++) {
      CallRecord outer = begin(straight, "outer");
      call(other, "inner");
      straight.returnedInteger(1, outer.token);
      call(other, "after");
    }
    for (int i : new int[] {0, 3}) {
      assertThat(events.records.get(i)).containsEntry("depth", 1L).containsEntry("method", "c");
      assertThat(events.records.get(i + 1)).containsEntry("depth", 0L).containsEntry("method", "b");
      assertThat(events.records.get(i + 2)).containsEntry("depth", 0L).containsEntry("method", "c");
    }
  }

  @Test
  void limit_isExact_andEndsTheTraceOnce() {
    for (int i = 0; i < 3 * LIMIT; i++) call(straight, "x");
    assertThat(events.records).hasSize(LIMIT);
    assertThat(ends).containsExactly(Reason.LIMIT);
    assertThat(recorder.counts().delivered()).isEqualTo(LIMIT);
  }

  @Test
  void ring_withoutRoom_countsEachCallAsDropped() {
    call(straight, "x");
    events.room = () -> false;
    assertThat(begin(straight, "x")).isNull();
    events.room = () -> true;
    CallRecord call = begin(straight, "x");
    events.full = true;
    straight.returnedInteger(1, call.token);
    adds(recorder.counts(), 3, 1, 2, 0);
  }

  @Test
  void trace_thatStopsInTheMiddle_countsTheCallAsLate() {
    call(straight, "x");
    CallRecord call = begin(straight, "x");
    assertThat(call.straight()).isTrue();
    recorder.stop();
    straight.returnedInteger(1, call.token);
    straight.returnedInteger(1, call.token);
    assertThat(begin(straight, "x")).isNull();
    adds(recorder.counts(), 2, 1, 0, 1);
    assertThat(recorder.inside(THREAD)).isFalse();
  }

  @Test
  void trace_thatIsOver_hasNoCallsForItsTokens() {
    call(straight, "x");
    CallRecord call = begin(straight, "x");
    Object[] token = call.token;
    recorder.stop();
    recorder.sever(0);
    straight.returnedInteger(1, token);
    assertThat(token[0]).isNull();
    assertThat(events.records).hasSize(1);
  }

  @Test
  void thread_insideAProbe_beginsAndEndsNothing() {
    call(straight, "x");
    CallRecord open = begin(straight, "x");
    call(straight, "x");
    events.onOffer =
        () -> {
          assertThat(straight.begin(THREAD)).isNull();
          straight.returnedInteger(1, open.token);
        };
    assertThat(call(straight, "x")).isTrue();
    assertThat(recorder.inside(THREAD)).isFalse();
    assertThat(events.records).hasSize(3);
  }

  @Test
  void probe_thatHasFailed_recordsNothing() {
    call(straight, "x");
    CallRecord call = (CallRecord) straight.begin(THREAD);
    assertThat(recorder.inside(THREAD)).isTrue();
    try {
      straight.probe().failed(THREAD, new IllegalStateException("broken"));
    } catch (AssertionError told) {
      assertThat(told).hasMessageContaining("broken");
    }
    assertThat(recorder.inside(THREAD)).isFalse();
    assertThat(straight.begin(THREAD)).isNull();
    assertThat(CallRecord.of(call.token)).isNull();
  }

  @Test
  void thread_withoutTheSeat_goesTheOtherWay() {
    call(straight, "x");
    long other = THREAD + 1;
    while (Seats.of(other) != Seats.of(THREAD)) other++;
    CallRecord call = (CallRecord) straight.begin(other);
    assertThat(call.straight()).isFalse();
    straight.object(call, 0, "y");
    straight.integer(call, 1, 1);
    straight.object(call, 2, null);
    straight.entered(call);
    assertThat(call(straight, "x")).isTrue();
    straight.returnedInteger(1, call.token);
    assertThat(recorder.counts().delivered()).isEqualTo(3);
  }

  @Test
  void method_ofWhichMoreIsAsked_hasNoStraightWay() {
    for (String capture : new String[] {"caller", "-caller,this", "-caller,args@entry"}) {
      Recorder asked =
          new Recorder(
              new Guard(),
              events,
              new Snapshot(each -> true, () -> 0),
              new Unheard(events),
              LIMIT,
              Recorders.terms(capture));
      SelectedMethod selected = new SelectedMethod("b", "()V", 1, List.of());
      CallFormat format = new CallFormat(asked, 1, "A", selected, "void");
      assertThat(new MethodProbe(asked, format).straight()).as(capture).isNull();
    }
    MethodProbe late = new MethodProbe(recorder, straight.format(), MethodProbe.Arguments.EXIT);
    assertThat(late.straight()).isNull();
  }

  private Map<String, Object> told(int index) {
    return Recorders.told(events, index);
  }
}
