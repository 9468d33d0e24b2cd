package dev.sonde.tracer;

import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.condition.Classes;
import dev.sonde.tracer.condition.Condition;
import dev.sonde.tracer.condition.Fitted;
import dev.sonde.tracer.link.Bridge;
import dev.sonde.tracer.link.Slot;
import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.plan.MethodPlan;
import dev.sonde.tracer.plan.ProbePlan;
import dev.sonde.tracer.plan.TracePlan;
import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Ending;
import dev.sonde.tracer.record.Guard;
import dev.sonde.tracer.record.Hooks;
import dev.sonde.tracer.record.Reason;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.select.Choice;
import dev.sonde.tracer.select.Pattern;
import dev.sonde.tracer.select.SelectedClass;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.select.Selection;
import dev.sonde.tracer.weave.Weaver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** As {@link Rig}, for calls that are counted and timed. */
final class MeterRig implements AutoCloseable, Ending {
  final List<Throwable> failures = new ArrayList<>();
  final Hooks hooks = new Hooks();
  final Measures measures = new Measures(hooks);
  final Recorder recorder =
      new Recorder(
          new Guard(), new Silence(), new Snapshot(each -> true, () -> 0), this, Long.MAX_VALUE);
  final TracePlan plan = new TracePlan(hooks, recorder);
  final Slot slot;
  final Copies copies;
  private final @Nullable Condition condition;

  MeterRig(@Nullable String when, boolean prepared, Class<?> type, String pattern)
      throws Exception {
    condition = when == null ? null : Condition.parse(when, false);
    Bridge bridge = Bridge.open(new FakeInstrumentation().get());
    slot = bridge.take(plan.linker());
    SelectedClass own = select(type, pattern);
    Set<String> keys = new HashSet<>();
    for (SelectedMethod each : own.methods()) keys.add(each.name() + each.descriptor());
    copies = new Copies(new Weaver(slot.number(), Token.TIME), Map.of(type.getName(), keys));
    Class<?> copy = copies.loadClass(type.getName());
    ProbePlan probes = plan(select(copy, pattern));
    plan.add(List.of(probes));
    if (prepared) probes.prepare(bridge.within(copy));
    recorder.start(Long.MAX_VALUE);
    measures.start();
  }

  private ProbePlan plan(SelectedClass selected) throws Exception {
    List<MethodPlan> methods = new ArrayList<>();
    for (SelectedMethod each : selected.methods()) {
      String name = selected.type().getName();
      Fitted fitted = fitted(selected.type(), each);
      methods.add(new MethodPlan(each, measures.probe(recorder, 1, name, each, fitted), fitted));
      measures.woven(name, each);
    }
    return new ProbePlan(hooks, selected.type(), methods);
  }

  private @Nullable Fitted fitted(Class<?> copy, SelectedMethod method) throws Exception {
    if (condition == null) return null;
    FakeInstrumentation jvm = new FakeInstrumentation();
    jvm.loaded.add(copy);
    return condition.fit(copy, method, new Classes(jvm.get(), each -> true));
  }

  Counts counts() {
    return measures.counts(recorder);
  }

  Map<String, Object> row() {
    return measures.rows(true).get(0);
  }

  private static SelectedClass select(Class<?> type, String pattern) throws Exception {
    Pattern parsed = Pattern.parse(type.getName() + "::" + pattern);
    return Selection.matching(Choice.of(List.of(parsed)), new Class<?>[] {type}, each -> true)
        .classes()
        .get(0);
  }

  @Override
  public void end(Reason reason) {
    measures.stop();
  }

  @Override
  public void failed(Throwable failure) {
    failures.add(failure);
  }

  @Override
  public void close() {
    slot.clear();
    plan.kill();
  }
}
