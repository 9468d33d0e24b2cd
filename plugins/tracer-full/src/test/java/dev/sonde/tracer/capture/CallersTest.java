package dev.sonde.tracer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallersTest {
  private static final String HERE = CallersTest.class.getName();

  @Test
  void caller_isTheFrameBelow() {
    Place caller = callee();

    assertThat(caller).isNotNull();
    assertThat(caller.className()).isEqualTo(HERE);
    assertThat(caller.method()).isEqualTo("caller_isTheFrameBelow");
    assertThat(caller.line()).isPositive();
  }

  private static Place callee() {
    return Callers.caller(HERE);
  }

  @Test
  void caller_notOnTheStack_isNull() {
    assertThat(Callers.caller("com.acme.Orders")).isNull();
  }

  @Test
  void caller_byReflection_isWhoReflects() throws Exception {
    Method callee = CallersTest.class.getDeclaredMethod("callee");

    assertThat(((Place) callee.invoke(null)).method())
        .isEqualTo("caller_byReflection_isWhoReflects");
  }

  @Test
  void callers_fewerThanAsked_atTheBottom() throws Exception {
    Callers many = new Callers(Bottom.class.getName(), 100);
    Bottom bottom = new Bottom(many);
    bottom.start();
    bottom.join();

    assertThat(bottom.found).extracting(Place::method).containsExactly("second", "run");
  }

  @Test
  void callers_noMoreThanAsked() {
    assertThat(first(new Callers(HERE, 2)))
        .extracting(Place::method)
        .hasSize(2)
        .first()
        .isEqualTo("callers_noMoreThanAsked");
  }

  private static List<Place> first(Callers callers) {
    return callers.walker().walk(callers);
  }

  private static final class Bottom extends Thread {
    private final Callers callers;
    private List<Place> found = List.of();

    Bottom(Callers callers) {
      this.callers = callers;
    }

    @Override
    public void run() {
      second();
    }

    private void second() {
      third();
    }

    private void third() {
      found = callers.walker().walk(callers);
    }
  }
}
