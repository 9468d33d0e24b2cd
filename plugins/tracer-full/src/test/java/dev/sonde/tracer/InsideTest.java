package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.Shapes;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Inside;
import dev.sonde.tracer.record.Terms;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls that are made inside others, and nothing else. */
final class InsideTest {
  private static final Snapshot ALL = new Snapshot(type -> true, () -> 0);
  private final Terms terms = asked().terms();
  private final Inside inside = terms.throttle().inside();

  @Test
  void call_outside_isCountedAndNotRecorded() throws Exception {
    try (Rig rig = new Rig(terms, ALL, Shapes.class, "half(int)")) {
      half(rig);
      long thread = Thread.currentThread().getId();
      Object token = inside.enter(thread);
      half(rig);
      Object again = inside.enter(thread);
      inside.leave(again, thread);
      half(rig);
      inside.leave(token, thread);
      half(rig);
      Counts counts = rig.counts();
      assertThat(rig.events.records).hasSize(2);
      assertThat(counts.outside()).isEqualTo(2);
      assertThat(counts.seen()).isEqualTo(4);
      assertThat(counts.matched()).isEqualTo(2);
    }
  }

  @Test
  void otherThreads_areNotInside() throws Exception {
    try (Rig rig = new Rig(terms, ALL, Shapes.class, "half(int)")) {
      Object token = inside.enter(Thread.currentThread().getId() + 1);
      half(rig);
      assertThat(rig.events.records).isEmpty();
      assertThat(token).isNotNull();
    }
  }

  /** As at the end of a stack, where an exit has no room to run. */
  @Test
  void call_thatEnds_endsThoseWhoseEndsWereNotSeen() throws Exception {
    try (Rig rig = new Rig(terms, ALL, Shapes.class, "half(int)")) {
      long thread = Thread.currentThread().getId();
      Object outer = inside.enter(thread);
      Object inner = inside.enter(thread);
      assertThat(inside.enter(thread)).isNotNull();
      inside.leave(inner, thread);
      half(rig);
      inside.leave(outer, thread);
      half(rig);
      inside.leave(inner, thread);
      half(rig);
      assertThat(rig.events.records).hasSize(1);
      assertThat(rig.counts().outside()).isEqualTo(2);
    }
  }

  @Test
  void token_holdsNothingOfThePlugin_andEndsNothingOfOthers() {
    Object[] token = (Object[]) inside.enter(1);
    assertThat(token).extracting(each -> each.getClass().getClassLoader()).containsOnlyNulls();
    inside.leave(new Object[] {inside}, 1);
    inside.leave(asked().terms().throttle().inside().enter(1), 1);
    assertThat(((Object[]) inside.enter(1))[1]).isEqualTo(2);
    inside.end();
    assertThat(inside.enter(1)).isNull();
    inside.leave(token, 1);
  }

  /** The method that marks is woven, too: by returns and by exceptions the mark goes. */
  @Test
  void wovenMark_lastsAsLongAsItsCall() throws Exception {
    try (Rig rig = new Rig(terms, ALL, Shapes.class, "half(int)", "half(Integer)", "fail")) {
      half(rig);
      assertThat(rig.events.records).isEmpty();
      Class<?> copy = rig.copy(Shapes.class);
      Method around = copy.getMethod("half", Integer.class);
      assertThat(around.invoke(null, 8)).isEqualTo(4);
      assertThat(rig.events.records).hasSize(1);
      assertThatThrownBy(() -> copy.getMethod("fail").invoke(null)).isNotNull();
      half(rig);
      assertThat(rig.events.records).hasSize(1);
      assertThat(rig.counts().outside()).isEqualTo(2);
      assertThat(rig.failures).isEmpty();
    }
  }

  private static void half(Rig rig) throws Exception {
    rig.copy(Shapes.class).getMethod("half", int.class).invoke(null, 8);
  }

  private static Asked asked() {
    try {
      return Asked.of(Map.of("inside", "A::b"));
    } catch (UsageException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
