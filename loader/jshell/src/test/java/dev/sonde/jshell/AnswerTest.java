package dev.sonde.jshell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.spi.ExecutionControl.InternalException;
import jdk.jshell.spi.ExecutionControl.ResolutionException;
import jdk.jshell.spi.ExecutionControl.StoppedException;
import jdk.jshell.spi.ExecutionControl.UserException;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Answer answer = new Answer(new PrintStream(out), new PrintStream(err));

  @Test
  void value_afterWhatWasPrinted() throws Exception {
    tell("print", Map.of("bytes", "hello\n".getBytes(StandardCharsets.UTF_8), "err", false));
    tell("cut", Map.of("bytes", 5_000_000L, "err", false));
    tell("value", Map.of("text", "42\u001b"));
    assertThat(answer.value()).isEqualTo("42?");
    assertThat(out.toString()).isEqualTo("hello\n");
    assertThat(err.toString()).contains("5,000,000 bytes more were printed on System.out");
  }

  @Test
  void thrown_withCausesAndFrames() {
    Map<String, Object> inner = Map.of("class", "b.B", "id", 7L, "frames", List.of());
    Map<String, Object> outer =
        Map.of(
            "class", "a.A",
            "message", "boom",
            "frames", List.of(List.of("REPL.$JShell$1", "f", "$JShell$1.java", 3L)));
    tell("thrown", Map.of("chain", List.of(outer, inner)));
    assertThatThrownBy(answer::value)
        .isInstanceOfSatisfying(
            UserException.class,
            thrown -> {
              assertThat(thrown.causeExceptionClass()).isEqualTo("a.A");
              assertThat(thrown.getStackTrace()[0].getLineNumber()).isEqualTo(3);
            })
        .hasMessage("boom")
        .hasCauseInstanceOf(ResolutionException.class);
    assertThat(answer.refusal()).isEqualTo("a.A: boom");
  }

  @Test
  void stop_andAThreadThatIsLeftBehind() {
    tell("stopped", Map.of());
    assertThatThrownBy(answer::value).isInstanceOf(StoppedException.class);
    tell("abandoned", Map.of("thread", "sonde-snippet-1", "at", "java.lang.Object.wait"));
    assertThatThrownBy(answer::value).isInstanceOf(StoppedException.class);
    assertThat(err.toString())
        .contains("thread sonde-snippet-1 is in java.lang.Object.wait and is left behind");
  }

  /** A target may send anything. */
  @Test
  void recordsOfNoSense_areRefused() {
    assertThatThrownBy(answer::value).isInstanceOf(InternalException.class);
    tell("print", Map.of("bytes", "no bytes"));
    tell("thrown", Map.of("chain", List.of("no map")));
    assertThatThrownBy(answer::value).isInstanceOf(UserException.class);
    tell("other", Map.of());
    assertThatThrownBy(answer::value).isInstanceOf(InternalException.class);
  }

  private void tell(String kind, Map<String, Object> more) {
    Map<String, Object> record = new HashMap<>(more);
    record.put("kind", kind);
    answer.accept(record);
  }
}
