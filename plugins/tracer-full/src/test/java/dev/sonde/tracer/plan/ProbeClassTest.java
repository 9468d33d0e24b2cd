package dev.sonde.tracer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Shapes;
import dev.sonde.tracer.FakeEvents;
import dev.sonde.tracer.FakeInstrumentation;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.link.Bridge;
import dev.sonde.tracer.record.CallFormat;
import dev.sonde.tracer.record.Guard;
import dev.sonde.tracer.record.Hooks;
import dev.sonde.tracer.record.MethodProbe;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.record.Terms;
import dev.sonde.tracer.record.Unheard;
import dev.sonde.tracer.select.Pattern;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.select.Selection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

final class ProbeClassTest {
  /** Of a constant pool entry. */
  private static final int DYNAMIC = 17;

  /** On JDK 17 a method with one that is not resolved yet is never compiled. */
  @Test
  void generated_hasNoDynamicConstant() throws Exception {
    ClassReader probe = new ClassReader(generated().classFile());
    int seen = 0;
    for (int i = 1; i < probe.getItemCount(); i++) {
      int item = probe.getItem(i);
      if (item == 0) continue; // behind a long
      assertThat(probe.readByte(item - 1)).as("tag of entry %d", i).isNotEqualTo(DYNAMIC);
      seen++;
    }
    assertThat(seen).isGreaterThan(50);
  }

  private static ProbeClass.Generated generated() throws Exception {
    Bridge.open(new FakeInstrumentation().get());
    Hooks hooks = new Hooks();
    Unheard nobody = new Unheard(new FakeEvents());
    Recorder recorder =
        new Recorder(
            new Guard(), nobody, new Snapshot(each -> true, () -> 0), nobody, 1, Terms.DEFAULT);
    Class<?>[] loaded = {Shapes.class};
    Pattern all = Pattern.parse(Shapes.class.getName() + "::*");
    List<MethodPlan> plans = new ArrayList<>();
    for (SelectedMethod each :
        Selection.matching(List.of(all), loaded, type -> true).classes().get(0).methods())
      plans.add(
          new MethodPlan(
              each,
              new MethodProbe(
                  recorder, new CallFormat(recorder, 1, Shapes.class.getName(), each, "?"))));
    return ProbeClass.generate(hooks, "com/acme/Shapes", plans);
  }
}
