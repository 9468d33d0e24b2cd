package dev.sonde.tracer;

import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.condition.Classes;
import dev.sonde.tracer.condition.Fitted;
import dev.sonde.tracer.link.Bridge;
import dev.sonde.tracer.link.Slot;
import dev.sonde.tracer.plan.MethodPlan;
import dev.sonde.tracer.plan.ProbePlan;
import dev.sonde.tracer.plan.TracePlan;
import dev.sonde.tracer.record.CallFormat;
import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Ending;
import dev.sonde.tracer.record.Guard;
import dev.sonde.tracer.record.Hooks;
import dev.sonde.tracer.record.Inside;
import dev.sonde.tracer.record.MethodProbe;
import dev.sonde.tracer.record.Reason;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.record.Terms;
import dev.sonde.tracer.select.Pattern;
import dev.sonde.tracer.select.SelectedClass;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.select.Selection;
import dev.sonde.tracer.weave.Weaver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trace of copied test classes without an instrumentation: woven when they are defined, linked
 * through the real bridge.
 */
final class Rig implements AutoCloseable, Ending {
  private static final Judging NONE = new Judging(null, false);

  final FakeEvents events = new FakeEvents();
  final List<Reason> ends = new ArrayList<>();
  final List<Throwable> failures = new ArrayList<>();
  final Recorder recorder;
  final TracePlan plan;
  final Slot slot;
  Copies copies;
  private final Hooks hooks;
  private final Judging judging;
  private final @Nullable Inside inside;
  private final @Nullable Set<String> recorded;

  Rig(boolean prepared, Guard guard, long limit, Class<?> type, String... patterns)
      throws Exception {
    this(
        NONE,
        new Snapshot(each -> true, () -> 0),
        prepared,
        guard,
        limit,
        Terms.DEFAULT,
        type,
        patterns);
  }

  /** With a condition. */
  Rig(Judging judging, boolean prepared, Class<?> type, String pattern) throws Exception {
    this(
        judging,
        new Snapshot(each -> true, () -> 0),
        prepared,
        new Guard(),
        Long.MAX_VALUE,
        Terms.DEFAULT,
        type,
        pattern);
  }

  /** Where there is an inside, the first pattern is recorded, and the others mark. */
  Rig(Terms terms, Snapshot snapshot, Class<?> type, String... patterns) throws Exception {
    this(NONE, snapshot, true, new Guard(), 1_000_000, terms, type, patterns);
  }

  /** With whatever a trace may be asked for. */
  Rig(Judging judging, Terms terms, long limit, Class<?> type, String pattern) throws Exception {
    this(
        judging,
        new Snapshot(each -> true, () -> 0),
        true,
        new Guard(),
        limit,
        terms,
        type,
        pattern);
  }

  private Rig(
      Judging judging,
      Snapshot snapshot,
      boolean prepared,
      Guard guard,
      long limit,
      Terms terms,
      Class<?> type,
      String... patterns)
      throws Exception {
    this.judging = judging;
    inside = terms.throttle().inside();
    recorded = inside == null ? null : keys(select(type, patterns[0]).get(0));
    Bridge bridge = Bridge.open(new FakeInstrumentation().get());
    hooks = new Hooks();
    recorder = new Recorder(guard, events, snapshot, this, limit, terms);
    plan = new TracePlan(hooks, recorder);
    slot = bridge.take(plan.linker());
    Map<String, Set<String>> keys = new HashMap<>();
    for (SelectedClass each : select(type, patterns)) keys.put(each.type().getName(), keys(each));
    copies = new Copies(new Weaver(slot.number()), keys);
    Class<?> copy = copies.loadClass(type.getName());
    for (SelectedClass each : select(copy, patterns)) plan.add(List.of(plan(each)));
    for (ProbePlan each : plan.plans()) if (prepared) each.prepare(bridge.within(copy));
    recorder.start(Long.MAX_VALUE);
  }

  Rig(Snapshot snapshot, Class<?> type, String... patterns) throws Exception {
    this(NONE, snapshot, true, new Guard(), 10, Terms.DEFAULT, type, patterns);
  }

  Rig(long limit, Class<?> type, String... patterns) throws Exception {
    this(true, new Guard(), limit, type, patterns);
  }

  Class<?> copy(Class<?> type) throws ClassNotFoundException {
    return copies.loadClass(type.getName());
  }

  Map<String, Object> only() {
    if (events.records.size() != 1)
      throw new AssertionError("expected one record, got " + events.records);
    return events.records.get(0);
  }

  Counts counts() {
    return recorder.counts();
  }

  private static List<SelectedClass> select(Class<?> type, String... patterns) throws Exception {
    List<Pattern> parsed = new ArrayList<>();
    for (String pattern : patterns) parsed.add(Pattern.parse(type.getName() + "::" + pattern));
    return Selection.matching(parsed, new Class<?>[] {type}, each -> true).classes();
  }

  private static Set<String> keys(SelectedClass selected) {
    Set<String> keys = new HashSet<>();
    for (SelectedMethod each : selected.methods()) keys.add(each.name() + each.descriptor());
    return keys;
  }

  private ProbePlan plan(SelectedClass selected) throws Exception {
    List<MethodPlan> methods = new ArrayList<>();
    for (SelectedMethod each : selected.methods()) {
      CallFormat format = new CallFormat(recorder, 1, selected.type().getName(), each, "?");
      Fitted fitted = fitted(selected.type(), each);
      MethodProbe probe =
          fitted == null
              ? new MethodProbe(recorder, format)
              : new MethodProbe(recorder, format, judging.arguments(fitted.atExit()));
      boolean marks = recorded != null && !recorded.contains(each.name() + each.descriptor());
      methods.add(
          marks ? MethodPlan.marking(each, probe, inside) : new MethodPlan(each, probe, fitted));
    }
    return new ProbePlan(hooks, selected.type(), methods);
  }

  private @Nullable Fitted fitted(Class<?> copy, SelectedMethod method) throws Exception {
    if (judging.condition() == null) return null;
    FakeInstrumentation jvm = new FakeInstrumentation();
    jvm.loaded.add(copy);
    for (Class<?> each : copy.getDeclaredClasses()) jvm.loaded.add(each);
    return judging.condition().fit(copy, method, new Classes(jvm.get(), each -> true));
  }

  @Override
  public void end(Reason reason) {
    ends.add(reason);
    recorder.stop();
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
