package dev.sonde.tracer.plan;

import dev.sonde.tracer.record.Hooks;
import dev.sonde.tracer.record.Recorder;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * All plans of a trace: what its slot answers when woven code links. Takes no lock and generates
 * nothing then.
 */
public final class TracePlan {
  private final Hooks hooks;
  private final Recorder recorder;
  private final List<ProbePlan> plans = new CopyOnWriteArrayList<>();

  public TracePlan(Hooks hooks, Recorder recorder) {
    this.hooks = hooks;
    this.recorder = recorder;
  }

  /** Adds plans, before their classes are woven. */
  public void add(List<ProbePlan> more) {
    plans.addAll(more);
  }

  /** Forgets a plan that no woven class needs. */
  public void remove(ProbePlan plan) {
    plans.remove(plan);
  }

  public List<ProbePlan> plans() {
    return plans;
  }

  /** Those whose class is still there. */
  public List<ProbePlan> alive() {
    List<ProbePlan> alive = new ArrayList<>(plans);
    alive.removeIf(each -> each.type() == null);
    return alive;
  }

  /** For the slot: {@code (Lookup, String, MethodType)CallSite}. */
  public MethodHandle linker() throws ReflectiveOperationException {
    MethodType type =
        MethodType.methodType(CallSite.class, Lookup.class, String.class, MethodType.class);
    return MethodHandles.lookup().findVirtual(TracePlan.class, "link", type).bindTo(this);
  }

  /**
   * The call site; null, which the bridge turns into a no-op, when this trace has no part in that
   * class or fails.
   */
  public @Nullable CallSite link(Lookup lookup, String name, MethodType type) {
    long began = System.nanoTime();
    try {
      for (ProbePlan plan : plans)
        if (plan.type() == lookup.lookupClass())
          return plan.link(lookup, name, type, hooks.currentThread(), began);
    } catch (Throwable broken) {
      recorder.linkFailed(broken);
    }
    return null;
  }

  /** Holds classes weakly from now on, also those that nobody has called. */
  public void loosen() {
    for (ProbePlan plan : plans) plan.loosen();
  }

  /** Makes every site of this trace do nothing, in all threads, whatever code still calls it. */
  public void kill() {
    List<MutableCallSite> killed = new ArrayList<>();
    for (ProbePlan plan : plans) plan.kill(killed);
    MutableCallSite.syncAll(killed.toArray(new MutableCallSite[0]));
  }
}
