package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.Shapes;
import dev.sonde.api.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole traces that look into other methods, but for calls: nothing is installed. */
final class InsideTraceTest {
  private final FakeInstrumentation jvm = new FakeInstrumentation();
  private final FakeHost host = new FakeHost(jvm.get());

  InsideTraceTest() throws Exception {
    jvm.loaded.addAll(List.of(Shapes.class, Shapes.Point.class));
    new TracerPlugin().start(host);
  }

  @Test
  void marks_areWovenToldAndTakenOut() throws Exception {
    FakeHost.Run run = trace(Map.of("inside", "Shapes::half;Shapes::fail"));
    assertThat(run.records.get(0))
        .containsEntry("methods", 1)
        .containsEntry("inside", Map.of("pattern", "Shapes::half;Shapes::fail", "methods", 3));
    assertThat(jvm.transformers).hasSize(2);
    run.cancel.run();
    assertThat(run.kinds()).containsExactly("start", "end");
    assertThat(run.records.get(1)).containsEntry("removed", Map.of("methods", 4, "ok", true));
    assertThat(jvm.transformers).isEmpty();
  }

  @Test
  void method_canBeTracedAndLookedInto() throws Exception {
    FakeHost.Run run = trace(Map.of("inside", "Shapes::recurse"));
    assertThat(run.records.get(0)).containsEntry("methods", 1);
    run.cancel.run();
    assertThat(run.records.get(1)).containsEntry("removed", Map.of("methods", 2, "ok", true));
  }

  @Test
  void nothing_toLookInto_isRefusedAndLeavesNothing() {
    for (int i = 0; i < 70; i++)
      assertThatThrownBy(() -> trace(Map.of("inside", "com.acme.Shapes::none")))
          .as("more often than there are slots")
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("--inside: ")
          .extracting("id")
          .isEqualTo("SONDE-NO-MATCH");
    assertThat(jvm.transformers).isEmpty();
  }

  @Test
  void nothing_toTrace_takesTheMarksOutAgain() {
    for (int i = 0; i < 70; i++) {
      FakeHost.Run run =
          new FakeHost.Run(List.of("com.acme.Shapes::none"), Map.of("inside", "Shapes::half"));
      assertThatThrownBy(() -> host.commands.get("trace").run(run))
          .extracting("id")
          .isEqualTo("SONDE-NO-MATCH");
    }
    assertThat(jvm.transformers).isEmpty();
  }

  @Test
  void class_loadedLater_isLookedInto() throws Exception {
    jvm.loaded.remove(Shapes.Point.class);
    FakeHost.Run run =
        trace(Map.of("inside", "com.acme.Shapes$Point::sum", "lazy", "", "for", "5s"));
    assertThat(run.records.get(0))
        .containsEntry("inside", Map.of("pattern", "com.acme.Shapes$Point::sum", "methods", 0));
    byte[] classFile = FakeInstrumentation.classFile(Shapes.Point.class);
    jvm.transformers
        .get(0)
        .transform(Shapes.class.getClassLoader(), "com/acme/Shapes$Point", null, null, classFile);
    jvm.loaded.add(Shapes.Point.class);
    host.periodic.get(Duration.ofMillis(20)).run();
    run.cancel.run();
    assertThat(run.records.get(run.records.size() - 1))
        .containsEntry("removed", Map.of("methods", 2, "ok", true));
  }

  private FakeHost.Run trace(Map<String, String> options) throws Exception {
    FakeHost.Run run = new FakeHost.Run(List.of("Shapes::recurse"), options);
    host.commands.get("trace").run(run);
    return run;
  }
}
