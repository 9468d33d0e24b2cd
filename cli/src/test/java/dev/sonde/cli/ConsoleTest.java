package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.cli.text.Records;
import dev.sonde.operator.SondeException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final FakeMachine machine = new FakeMachine();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void list_givesMaps() {
    assertThat((List<?>) run("list"))
        .hasSize(2)
        .allSatisfy(each -> assertThat(((Map<?, ?>) each).get("pid")).isInstanceOf(Long.class));
    assertThat(out.size()).isZero();
  }

  @Test
  void trace_givesCallsAndReturnsTheEnd() {
    machine.records.addAll(List.of(Records.start(), Records.threw(), Records.end()));
    List<Object> calls = new ArrayList<>();
    Consumer<Map<String, Object>> each = call -> calls.add(call.get("durationNanos"));
    Map<?, ?> end = (Map<?, ?>) run("trace", 4312, "com.acme.Orders::find", each);
    assertThat(calls).containsExactly(214_000L);
    assertThat(end.get("reason")).isEqualTo("LIMIT");
    assertThat(out.size()).isZero();
  }

  @Test
  void trace_thatFails_throwsTheSentence() {
    Consumer<Map<String, Object>> each = call -> {};
    assertThatThrownBy(() -> run("trace", 99, "com.acme.Orders::find", each))
        .isInstanceOf(SondeException.class)
        .hasMessage("SONDE-NO-SUCH-JVM: no JVM is 99");
  }

  @Test
  void line_isRunAsACommandLine() {
    assertThat(run("sonde list --json")).isEqualTo(0);
    assertThat(out.toString()).startsWith("{\"v\":1,\"kind\":\"jvm\"");
  }

  @Test
  void words_areRunAsACommandLine() {
    assertThat(run("stop", "4400")).isEqualTo(6);
  }

  /** The terminal is the console's. */
  @Test
  void attach_isForTheCommandLine() {
    assertThat(run("attach 4312")).isEqualTo(2);
    assertThat(machine.said).isEmpty();
  }

  @Test
  void quotes_keepWordsTogether() {
    assertThat(CommandLineText.words(" trace 4312  'a b' \"it's\" ''"))
        .containsExactly("trace", "4312", "a b", "it's", "");
    assertThatThrownBy(() -> CommandLineText.words("trace 'x"))
        .hasMessage("SONDE-USAGE: expected a closing ' in trace 'x");
  }

  private Object run(Object... args) {
    return Console.run(args, Typed.desk(machine, out, new ByteArrayOutputStream()));
  }
}
