package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrakeTest {
  private final Thread here = Thread.currentThread();

  @AfterEach
  void release() {
    Brake.off(here);
    Brake.off(here.getThreadGroup());
  }

  @Test
  void check_stopsTheThreadThatIsMeant() {
    Brake.check();
    Brake.on(new Thread());
    Brake.check();
    Brake.on(here);
    assertThatThrownBy(Brake::check).isInstanceOf(Stopped.class);
    Brake.off(here);
    Brake.check();
    Brake.on(here.getThreadGroup());
    assertThatThrownBy(Brake::check).isInstanceOf(Stopped.class);
  }
}
