package dev.sonde.tracer.plan;

import dev.sonde.tracer.record.Hooks;
import java.util.ArrayList;
import java.util.List;

/**
 * The probes of one trace: where many classes are woven, most of their probes differ in names
 * alone, and are cast from the first of their kind. On {@code sonde-work}.
 */
public final class Moulds {
  private static final int MOST = 20;

  private final Hooks hooks;
  private final List<Mould> moulds = new ArrayList<>();

  public Moulds(Hooks hooks) {
    this.hooks = hooks;
  }

  /** The plan of a class, of whose methods no two have the same site names. */
  public ProbePlan plan(Class<?> type, List<MethodPlan> methods)
      throws ReflectiveOperationException {
    return new ProbePlan(hooks, type, methods, probe(ProbePlan.internalName(type), methods));
  }

  ProbeClass.Generated probe(String traced, List<MethodPlan> methods)
      throws ReflectiveOperationException {
    for (Mould each : moulds) if (each.fits(methods)) return each.cast(traced, methods);
    ProbeClass.Generated made = ProbeClass.generate(hooks, traced, methods);
    if (moulds.size() < MOST) moulds.add(new Mould(traced, methods, made));
    return made;
  }
}
