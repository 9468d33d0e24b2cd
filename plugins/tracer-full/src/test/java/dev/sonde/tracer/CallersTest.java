package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Shapes;
import com.sun.management.ThreadMXBean;
import dev.sonde.tracer.condition.Condition;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The stack is walked for calls that are delivered, and for no others: a walk takes longer than all
 * the rest. It shows in the bytes that it allocates, which no load of the machine changes.
 */
final class CallersTest {
  private static final int DEPTH = 400;

  /** What is allocated besides differs by less a call, and a walk takes more. */
  private static final long WALK = 250;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final long NONE = Long.MAX_VALUE;

  private @Nullable Condition condition;
  private BooleanSupplier room = () -> true;

  /** Else the tests below could not fail. */
  @Test
  void delivered_isWalked() throws Exception {
    assertThat(bytes("caller", NONE) - bytes("-caller", NONE)).isGreaterThan(WALK);
  }

  @Test
  void beyondTheLimit_isNotWalked() throws Exception {
    assertThat(bytes("caller", 1) - bytes("-caller", 1)).isLessThan(WALK);
  }

  @Test
  void conditionFalseAtTheEnd_isNotWalked() throws Exception {
    condition = Condition.parse("return == -1", false);
    assertThat(bytes("caller", NONE) - bytes("-caller", NONE)).isLessThan(WALK);
  }

  /** Beside calls of which nothing is made either. */
  @Test
  void noRoomAnyMoreWhenTheCallEnds_isNotWalked() throws Exception {
    room = () -> false;
    assertThat(bytes("caller", NONE) - bytes("-caller", 1)).isLessThan(WALK);
  }

  /** Of a call, once what the first ones load is there. */
  private long bytes(String capture, long limit) throws Exception {
    bytesOfOne(capture, limit);
    return bytesOfOne(capture, limit);
  }

  private long bytesOfOne(String capture, long limit) throws Exception {
    Asked asked = Asked.of(Map.of("capture", capture));
    Judging judging = new Judging(condition, false);
    try (Rig rig = new Rig(judging, asked.terms(), limit, Shapes.class, "recurse")) {
      // Each call asks once when it begins, and the first time when it ends all have begun.
      Iterator<Boolean> begins = Stream.generate(() -> true).limit(DEPTH + 1).iterator();
      rig.events.room = () -> begins.hasNext() ? begins.next() : room.getAsBoolean();
      Method recurse = rig.copy(Shapes.class).getMethod("recurse", int.class);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      recurse.invoke(null, DEPTH);
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(rig.failures).isEmpty();
      return bytes / (DEPTH + 1);
    }
  }
}
