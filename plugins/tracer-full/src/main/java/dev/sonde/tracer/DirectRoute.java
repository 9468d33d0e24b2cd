package dev.sonde.tracer;

import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.link.Slot;
import dev.sonde.tracer.plan.MethodPlan;
import dev.sonde.tracer.plan.ProbePlan;
import dev.sonde.tracer.record.Listener;
import dev.sonde.tracer.record.Recorder;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way from woven code to its probe by a plain call of the bridge, boxed and slower: for the
 * JDK's classes, in which linking a call site would need what is woven, and for class files before
 * Java 7, which cannot have one. Until a trace ends it holds the classes that go this way.
 */
final class DirectRoute {
  private final Listener listener;
  private final Slot slot;
  private boolean open;

  DirectRoute(Engine engine, Slot slot, Recorder recorder) {
    this.slot = slot;
    listener = new Listener(engine.hooks(), recorder, engine.gate());
  }

  /**
   * The numbers of the methods' first sites.
   *
   * @param lookup as the class itself would make it
   * @throws ReflectiveOperationException where there is none, or no more numbers
   */
  Map<String, Integer> add(ProbePlan plan, @Nullable Lookup lookup)
      throws ReflectiveOperationException {
    if (lookup == null)
      throw new ReflectiveOperationException("this JDK gives no access to the class");
    int number = listener.add(plan.plain(lookup));
    if (number < 0) throw new ReflectiveOperationException("too many methods of this kind");
    Map<String, Integer> numbers = new HashMap<>();
    for (MethodPlan method : plan.methods()) {
      numbers.put(method.key(), number);
      number += Kind.values().length;
    }
    if (!open) slot.listen(listener);
    open = true;
    return numbers;
  }
}
