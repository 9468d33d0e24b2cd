package dev.sonde.tracer.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tracer.FakeEvents;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.select.SelectedMethod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StripeTest {
  private static final long THREAD = 7;
  private static final int DEEP = 40;

  private final FakeEvents events = new FakeEvents();
  private final Recorder recorder =
      new Recorder(
          new Guard(),
          events,
          new Snapshot(each -> true, () -> 0),
          new Unheard(events),
          Long.MAX_VALUE);
  private final MethodProbe probe = probe("b");
  private final Stripe stripe = new Stripe();

  private MethodProbe probe(String method) {
    SelectedMethod selected = new SelectedMethod(method, "()V", 9, List.of());
    return new MethodProbe(recorder, new CallFormat(recorder, 1, "A", selected, "void"));
  }

  @Test
  void call_afterAnotherHasEnded_hasItsRecord_andInsideItAnother() {
    CallRecord first = begin(THREAD);
    CallRecord inner = begin(THREAD);
    assertThat(inner).isNotSameAs(first);
    inner.shut();
    assertThat(begin(THREAD)).isSameAs(inner);
    first.shut();
    assertThat(begin(THREAD)).as("though one inside it has not told its end").isSameAs(first);
  }

  @Test
  void call_ofAnotherMethod_hasTheRecordToo() {
    CallRecord call = begin(THREAD);
    call.shut();
    MethodProbe other = probe("c");
    assertThat(stripe.call(other, THREAD, true)).isSameAs(call);
    assertThat(call.probe).isSameAs(other);
  }

  @Test
  void depth_countsOpenCalls_beyondTheRecordsThatAreUsedAgain() {
    List<CallRecord> open = new ArrayList<>();
    for (int depth = 0; depth < DEEP; depth++) {
      open.add(begin(THREAD));
      assertThat(open.get(depth).depth).isEqualTo(depth);
    }
    assertThat(new HashSet<>(open)).hasSize(DEEP);
    for (int depth = DEEP - 1; depth >= 5; depth--) open.get(depth).shut();
    assertThat(begin(THREAD).depth).isEqualTo(5);
  }

  @Test
  void token_ofACallThatHasEnded_orOfATraceThatIsOver_isNoCall() {
    CallRecord call = begin(THREAD);
    assertThat(CallRecord.of(call.token)).isSameAs(call);
    call.shut();
    assertThat(CallRecord.of(call.token)).isNull();
    assertThat(CallRecord.of(begin(THREAD).token)).isSameAs(call);
    stripe.sever();
    assertThat(call.token[0]).isNull();
  }

  @Test
  void place_thatWasAnothersBefore_beginsAnew() {
    CallRecord call = begin(THREAD);
    CallRecord other = begin(THREAD + 1);
    assertThat(other).isNotSameAs(call);
    assertThat(other.depth).isZero();
    assertThat(other.thread).isEqualTo(THREAD + 1);
  }

  @Test
  void numbers_ofTwoStripes_areAllDifferent_andBeginAtOne() {
    Set<Long> numbers = new HashSet<>();
    Stripe another = new Stripe();
    assertThat(recorder.permit(stripe)).isEqualTo(1);
    for (int i = 0; i < 500; i++) {
      assertThat(numbers.add(recorder.permit(stripe))).isTrue();
      if (i % 3 == 0) assertThat(numbers.add(recorder.permit(another))).isTrue();
    }
  }

  private CallRecord begin(long thread) {
    CallRecord call = stripe.call(probe, thread, true);
    call.begin(0, 0);
    call.entered();
    return call;
  }
}
