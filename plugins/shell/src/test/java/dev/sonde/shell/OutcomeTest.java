package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  @Test
  void thrown_withItsCauses() {
    Throwable thrown = new IllegalStateException("out", new Unresolved(4));
    List<?> chain = (List<?>) Outcome.of(thrown, false).get("chain");
    assertThat(chain).hasSize(2);
    Map<?, ?> first = (Map<?, ?>) chain.get(0);
    assertThat(first.get("class")).isEqualTo("java.lang.IllegalStateException");
    assertThat(first.get("message")).isEqualTo("out");
    assertThat(((Map<?, ?>) chain.get(1)).get("id")).isEqualTo(4);
    assertThat((List<?>) first.get("frames")).isNotEmpty();
  }

  @Test
  void stop_isNoException() {
    assertThat(Outcome.of(new Stopped(), false)).isEqualTo(Map.of("kind", "stopped"));
    assertThat(Outcome.of(new InterruptedException(), true)).isEqualTo(Map.of("kind", "stopped"));
  }

  @Test
  void recursion_isCut() {
    List<?> chain = (List<?>) Outcome.of(overflow(), false).get("chain");
    assertThat((List<?>) ((Map<?, ?>) chain.get(0)).get("frames")).hasSize(300);
  }

  @Test
  void message_thatThrows_isSaid() {
    Throwable broken =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalArgumentException();
          }
        };
    List<?> chain = (List<?>) Outcome.of(broken, false).get("chain");
    assertThat(((Map<?, ?>) chain.get(0)).get("message").toString()).contains("cannot be had");
  }

  private static Throwable overflow() {
    try {
      return deeper(0);
    } catch (StackOverflowError e) {
      return e;
    }
  }

  private static Throwable deeper(int depth) {
    return depth < 0 ? new Error() : deeper(depth + 1);
  }
}
