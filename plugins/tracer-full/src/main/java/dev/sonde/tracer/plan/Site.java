package dev.sonde.tracer.plan;

import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.record.Hooks;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one call site of a method and kind, however often it is woven, compiled away or linked again.
 * It is referred to weakly: woven code holds it, and it holds the hidden class, which holds the
 * traced one.
 */
final class Site {
  final MethodPlan method;
  final Kind kind;
  final MethodType type;
  private final AtomicReference<@Nullable WeakReference<MutableCallSite>> linked =
      new AtomicReference<>();

  Site(Hooks hooks, MethodPlan method, Kind kind) {
    this.method = method;
    this.kind = kind;
    type = hooks.siteType(method.siteDescriptor(kind));
  }

  @Nullable MutableCallSite get() {
    WeakReference<MutableCallSite> reference = linked.get();
    return reference == null ? null : reference.get();
  }

  /** Gives the site that all use: this one, or that of a thread that was faster. */
  MutableCallSite publish(MutableCallSite site) {
    while (true) {
      WeakReference<MutableCallSite> before = linked.get();
      MutableCallSite other = before == null ? null : before.get();
      if (other != null) return other;
      if (linked.compareAndSet(before, new WeakReference<>(site))) return site;
    }
  }

  /** Makes the site do nothing. */
  void empty(MutableCallSite site) {
    site.setTarget(MethodHandles.empty(type));
  }
}
