package dev.sonde.tracer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceTest {
  @Test
  void caller_isTheFrameBelow() {
    Place caller = callee();

    assertThat(caller).isNotNull();
    assertThat(caller.className()).isEqualTo(getClass().getName());
    assertThat(caller.method()).isEqualTo("caller_isTheFrameBelow");
    assertThat(caller.line()).isPositive();
  }

  private static Place callee() {
    return Place.caller(PlaceTest.class.getName(), "callee");
  }

  @Test
  void caller_notOnTheStack_isNull() {
    assertThat(Place.caller("com.acme.Orders", "find")).isNull();
  }
}
