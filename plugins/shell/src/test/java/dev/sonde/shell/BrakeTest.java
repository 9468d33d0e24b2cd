package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrakeTest {
  private final Thread here = Thread.currentThread();

  @AfterEach
  void release() {
    Brake.off(here);
    Brake.off(here.getThreadGroup());
    Brake.forget();
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

  @Test
  void kept_namesWhatIsHeld() {
    List<Object> application = new ArrayList<>();
    application.add(new StringBuilder());
    Brake.born(application.get(0));
    Brake.born(new int[1]);
    assertThat(Brake.kept())
        .isEqualTo("the application keeps objects of snippets: {java.lang.StringBuilder=1}");
    assertThat(Brake.kept()).isEmpty();
    assertThat(application).hasSize(1);
  }
}
