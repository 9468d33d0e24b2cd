package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.repository.AnyRelease;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuccessionTest {
  private final FakeMachine machine = new FakeMachine();

  @BeforeEach
  void list() throws IOException {
    machine.newer = AnyRelease.of("9.9.9", Build.class, Console.class, Successor.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plugins",
        "trace 4312 com.acme.Orders::find",
        "find 4312 com.acme.Orders::find",
        "run 4312 tracer-full trace com.acme.Orders::find",
        "doctor 4312"
      })
  void newer_takesOverBeforeAnythingIsDone(String line) {
    assertThatThrownBy(() -> Typed.sonde(machine, line.split(" ")))
        .isInstanceOf(HandOver.class)
        .hasMessage("hand over to 9.9.9");
    assertThat(machine.said).noneMatch(each -> each.startsWith("open"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--stay", "--offline"})
  void newer_isNotWanted(String option) {
    assertThat(Typed.sonde(machine, "plugins", option).out()).contains("tracer-full");
  }

  @Test
  void newer_afterAHandOver() {
    Desk desk = Typed.desk(machine, new ByteArrayOutputStream(), new ByteArrayOutputStream());
    Desk handedOver =
        new Desk(
            machine, desk.terminal(), new Build("1.2.3", null, true, true), desk.interruption());
    assertThat(new Program(handedOver).run("plugins").code()).isZero();
  }

  @Test
  void console_handsOverToo() {
    Consumer<Map<String, Object>> each = call -> {};
    Desk desk = Typed.desk(machine, new ByteArrayOutputStream(), new ByteArrayOutputStream());
    Object[] words = {"trace", 4312, "com.acme.Orders::find", each};
    assertThatThrownBy(() -> Console.run(words, desk)).isInstanceOf(HandOver.class);
  }

  @Test
  void successor_livesInItsOwnLoaderAndIsMarked() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        Terminal.plain(new PrintStream(new ByteArrayOutputStream()), new PrintStream(err));
    HandOver handOver = new HandOver(AnyRelease.of("9.9.9", Console.class, Newer.class));
    Object said =
        Successor.call(
            handOver, Newer.class.getName(), "run", Object[].class, new Object[] {"x"}, terminal);
    assertThat(said).isEqualTo("sonde-9.9.9 marked, parent platform");
    assertThat(err.toString())
        .isEqualTo(
            "sonde 9.9.9 is listed and verified, and runs in place of unbuilt; --stay or"
                + " SONDE_STAY=1 keeps that\n");
  }

  /** What a newer release would have as its way in. */
  public static final class Newer {
    private Newer() {}

    public static Object run(Object[] words) {
      ClassLoader own = Newer.class.getClassLoader();
      boolean marked = own.getResourceAsStream(Successor.MARK) != null;
      boolean platform = own.getParent() == ClassLoader.getPlatformClassLoader();
      return own.getName() + (marked ? " marked" : "") + (platform ? ", parent platform" : "");
    }
  }
}
