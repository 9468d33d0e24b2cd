package dev.sonde.tracer;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.link.Slot;
import dev.sonde.tracer.plan.Rehearsal;
import dev.sonde.tracer.plan.TracePlan;
import dev.sonde.tracer.record.Inside;
import dev.sonde.tracer.record.Probe;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.weave.Loom;
import dev.sonde.tracer.weave.Restored;
import dev.sonde.tracer.weave.Weaver;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Probes that come and go together: a slot of the bridge, the plans that answer for it, and the
 * loom that weaves calls to it. On {@code sonde-work}, but for {@link #off}.
 */
final class ProbeSet {
  private final TracePlan plan;
  private final Slot slot;
  private final Loom loom;
  private final Arming arming;

  /**
   * What probes are for.
   *
   * @param trace its number; 0: none that anybody hears of
   * @param marks where calls are only noted; null: they are observed
   */
  record Purpose(
      long trace, Size most, Judging judging, Observation observation, @Nullable Inside marks) {}

  /**
   * Takes a slot and sets up a loom; what fails gives back the slot.
   *
   * @param rehearsed records calls that are nobody's
   */
  ProbeSet(
      Engine engine, Purpose purpose, Recorder recorder, Recorder rehearsed, Loom.Arrivals arrivals)
      throws UsageException, ReflectiveOperationException {
    plan = new TracePlan(engine.hooks(), recorder);
    slot = engine.bridge().take(plan.linker());
    try {
      Observation observation = purpose.observation();
      Weaver weaver = new Weaver(slot.number(), observation.token());
      loom = Loom.set(engine.instrumentation(), weaver, arrivals);
      arming =
          new Arming(
              engine,
              purpose,
              recorder,
              plan,
              new DirectRoute(engine, slot, recorder),
              rehearsal(engine, purpose, recorder, rehearsed),
              loom);
    } catch (RuntimeException | Error broken) {
      slot.clear();
      throw broken;
    }
  }

  private Rehearsal rehearsal(
      Engine engine, Purpose purpose, Recorder recorder, Recorder rehearsed) {
    Inside nobodys = purpose.marks() == null ? null : new Inside();
    Function<SelectedMethod, Probe> probes =
        method -> purpose.observation().rehearsed(rehearsed, method);
    boolean fails = rehearsed != recorder;
    return new Rehearsal(engine.hooks(), probes, plan, slot.number(), nobodys, fails);
  }

  Arming arming() {
    return arming;
  }

  /** Holds classes weakly from now on, also those that nobody has called. */
  void loosen() {
    plan.loosen();
  }

  /** New sites do nothing from now on. Any thread. */
  void off() {
    slot.clear();
  }

  /** All sites do nothing from now on, and all classes get their own code back. Once. */
  Restored end() {
    plan.kill();
    return loom.restore();
  }
}
