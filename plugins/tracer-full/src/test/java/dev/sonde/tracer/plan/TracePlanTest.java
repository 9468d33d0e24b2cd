package dev.sonde.tracer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Shapes;
import dev.sonde.tracer.Copies;
import dev.sonde.tracer.FakeEvents;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.record.Guard;
import dev.sonde.tracer.record.Hooks;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.record.Terms;
import dev.sonde.tracer.record.Unheard;
import dev.sonde.tracer.weave.Weaver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TracePlanTest {
  /** Else a trace that sees fifty deployments could weave none of the fifty-first. */
  @Test
  void classThatIsGone_countsNoMore() throws Exception {
    Hooks hooks = new Hooks();
    Unheard nobody = new Unheard(new FakeEvents());
    Recorder recorder =
        new Recorder(
            new Guard(), nobody, new Snapshot(each -> true, () -> 0), nobody, 1, Terms.DEFAULT);
    TracePlan plan = new TracePlan(hooks, recorder);
    ProbePlan deployed = new ProbePlan(hooks, copy(), List.of());
    plan.add(List.of(new ProbePlan(hooks, Shapes.class, List.of()), deployed));
    for (int i = 0; i < 50 && deployed.type() != null; i++) System.gc();
    assertThat(deployed.type()).isNull();
    assertThat(plan.plans()).hasSize(2);
    assertThat(plan.alive()).hasSize(1);
  }

  private static Class<?> copy() throws ClassNotFoundException {
    return new Copies(new Weaver(0), Map.of()).loadClass(Shapes.class.getName());
  }
}
