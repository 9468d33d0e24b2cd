package dev.sonde.tracer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionTest {
  @Test
  void of_recursion_countsTheFramesBelow() {
    Position position = recurse(2);

    assertThat(position.depth()).isEqualTo(2);
    assertThat(position.caller()).isNotNull();
    assertThat(position.caller().method()).isEqualTo("recurse");
  }

  private static Position recurse(int more) {
    if (more > 0) return recurse(more - 1);
    return Position.of(PositionTest.class.getName(), "recurse", frame -> frame.getMethodName().equals("recurse"));
  }

  @Test
  void caller_isTheFrameBelow() {
    Position.Place caller = callee();

    assertThat(caller).isNotNull();
    assertThat(caller.className()).isEqualTo(getClass().getName());
    assertThat(caller.method()).isEqualTo("caller_isTheFrameBelow");
    assertThat(caller.line()).isPositive();
  }

  private static Position.Place callee() {
    return Position.caller(PositionTest.class.getName(), "callee");
  }

  @Test
  void caller_notOnTheStack_isNull() {
    assertThat(Position.caller("com.acme.Orders", "find")).isNull();
  }
}
