package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {
  private final List<String> events = new ArrayList<>();
  private final Closer closer = new Closer(failure -> events.add("failure: " + failure));

  @Test
  void register_returnsItsArgument() {
    AutoCloseable resource = () -> {};
    assertThat(closer.register(resource)).isSameAs(resource);
  }

  @Test
  void close_isInReverse() {
    closer.register(() -> events.add("first"));
    closer.register(() -> events.add("second"));
    closeAll();
    assertThat(events).containsExactly("second", "first");
  }

  @Test
  void close_thatFails_isReportedAndStopsNoOther() {
    closer.register(() -> events.add("first"));
    closer.register(new Broken());
    closeAll();
    assertThat(events).hasSize(2).last().isEqualTo("first");
    assertThat(events.get(0))
        .startsWith(
            "failure: close of "
                + Broken.class.getName()
                + " failed: java.lang.NoClassDefFoundError: gone at ");
  }

  @Test
  void close_thatHangs_isPassedByTheNextThread() {
    closer.register(() -> events.add("first"));
    closer.register(
        () -> {
          assertThat(closer.closing()).isNotNull();
          // What a watchdog's new thread does while this one hangs.
          while (closer.closeOne()) {}
        });
    closeAll();
    assertThat(events).containsExactly("first");
  }

  @Test
  void register_afterTheEnd_closesAtOnceAndRefuses() {
    closeAll();
    assertThatThrownBy(() -> closer.register(() -> events.add("late")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(events).containsExactly("late");
  }

  @Test
  void forget_leavesTheRest() {
    AutoCloseable closed = closer.register(() -> events.add("twice"));
    closer.register(() -> events.add("once"));
    closer.forget(closed);
    closeAll();
    assertThat(events).containsExactly("once");
  }

  private void closeAll() {
    while (closer.closeOne()) {}
  }

  private static final class Broken implements AutoCloseable {
    @Override
    public void close() {
      throw new NoClassDefFoundError("gone");
    }
  }
}
