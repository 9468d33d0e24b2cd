package dev.sonde.tracer.plan;

import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.record.MethodProbe;
import dev.sonde.tracer.select.SelectedMethod;
import java.lang.reflect.Modifier;

/** One method to weave, and the probe that it calls. */
public record MethodPlan(SelectedMethod method, MethodProbe probe) {
  boolean isStatic() {
    return Modifier.isStatic(method.access());
  }

  String siteName(Kind kind) {
    return kind.siteName(method.name(), method.descriptor());
  }

  String siteDescriptor(Kind kind) {
    return kind.siteDescriptor(isStatic(), method.descriptor());
  }

  /** Name and descriptor, as the weaver asks for methods. */
  public String key() {
    return method.name() + method.descriptor();
  }
}
