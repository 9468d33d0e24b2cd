package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.Shapes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole runs, but for calls: nothing is installed. */
final class StatsCommandTest {
  private final FakeInstrumentation jvm = new FakeInstrumentation();
  private final FakeHost host = new FakeHost(jvm.get());

  StatsCommandTest() throws Exception {
    jvm.loaded.add(Shapes.class);
    new TracerPlugin().start(host);
  }

  @Test
  void stats_eachSecond_oneRowAMethodAndTheStatus() throws Exception {
    FakeHost.Run run = stats(Map.of("for", "3s"), "Shapes::recurse", "Shapes::guarded");
    assertThat(run.records.get(0))
        .containsEntry("kind", "start")
        .containsEntry("of", "stats")
        .containsEntry("limits", Map.of("millis", 3000L))
        .doesNotContainKeys("values", "withheld");
    host.periodic.get(Duration.ofSeconds(1)).run();
    assertThat(run.kinds()).containsExactly("start", "stats", "stats", "status");
    assertThat(run.records.get(1))
        .containsEntry("class", "com.acme.Shapes")
        .containsEntry("count", 0L)
        .containsEntry("p50Nanos", 0L)
        .containsEntry("maxNanos", 0L)
        .containsKey("interval")
        .doesNotContainKey("final");
    assertThat(run.records.get(3))
        .containsEntry("of", "stats")
        .doesNotContainKeys("callsLeft", "delivered", "dropped");
    host.periodic.get(Duration.ofSeconds(3)).run();
    assertThat(run.kinds().subList(4, 7)).containsExactly("stats", "stats", "end");
    assertThat(run.records.get(5)).containsEntry("final", true).doesNotContainKey("interval");
    assertThat(run.records.get(6))
        .containsEntry("reason", "TIME")
        .containsEntry("errors", 0L)
        .containsEntry("removed", Map.of("methods", 2, "ok", true));
    assertThat(run.records.get(6).get("advice").toString()).startsWith("never called");
    assertThat(run.ended).isEqualTo("done");
    assertThat(host.removed).containsExactly("methods 2 true");
    assertThat(jvm.transformers).isEmpty();
    assertThat(host.periodic).isEmpty();
  }

  @Test
  void stats_ofACondition_needsToSeeValues() {
    host.granted.remove("capture-values");
    assertThatThrownBy(() -> stats(Map.of("when", "n == 3"), "Shapes::recurse"))
        .extracting("id")
        .isEqualTo("SONDE-POLICY");
    assertThat(jvm.transformers).isEmpty();
  }

  @Test
  void stats_conditionThatNeedsArgumentsAtTheEnd_isRefused() {
    assertThatThrownBy(() -> stats(Map.of("when", "n == 3 or duration > 1s"), "Shapes::recurse"))
        .hasMessageContaining("separate it from duration, result and exception by 'and'")
        .hasMessageEndingWith("\nn == 3 or duration > 1s\n       ^")
        .extracting("id")
        .isEqualTo("SONDE-CONDITION");
    assertThat(jvm.transformers).isEmpty();
  }

  @Test
  void stats_ofAPolicyWithALimit_saysIt_andMayAskForLess() throws Exception {
    host.overheadLimit = 5;
    assertThat(stats(Map.of(), "Shapes::recurse").records.get(0))
        .containsEntry("limits", Map.of("millis", 60_000L, "overhead", 0.05));
    assertThat(stats(Map.of("overhead", "3"), "Shapes::recurse").records.get(0))
        .containsEntry("limits", Map.of("millis", 60_000L, "overhead", 0.03));
    assertThatThrownBy(() -> stats(Map.of("overhead", "6"), "Shapes::recurse"))
        .extracting("id")
        .isEqualTo("SONDE-POLICY");
  }

  @Test
  void stats_isLookedAtWithEachStatus_andNotMoreOften() throws Exception {
    stats(Map.of("for", "3s"), "Shapes::recurse");
    assertThat(host.periodic).doesNotContainKey(Duration.ofMillis(100));
  }

  @Test
  void stats_badUse_isRefused() {
    assertThatThrownBy(() -> stats(Map.of()))
        .hasMessage("expected a pattern, as in com.acme.Orders::find, got none");
    assertThatThrownBy(() -> stats(Map.of("limit", "3"), "Shapes::recurse"))
        .hasMessageEndingWith("got [limit]")
        .extracting("id")
        .isEqualTo("SONDE-USAGE");
  }

  private FakeHost.Run stats(Map<String, String> options, String... patterns) throws Exception {
    FakeHost.Run run = new FakeHost.Run(List.of(patterns), options);
    host.commands.get("stats").run(run);
    return run;
  }
}
