package dev.sonde.tracer.plan;

import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.record.Hooks;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one trace does in one class. Refers to the class weakly. */
public final class ProbePlan {
  private final WeakReference<Class<?>> type;
  private final List<MethodPlan> methods;
  private final ProbeClass.Generated generated;
  private final Map<String, Site> sites = new HashMap<>();
  private volatile @Nullable WeakReference<Class<?>> hidden;
  private volatile boolean dead;

  /** @param methods of this class, of which no two have the same site names */
  public ProbePlan(Hooks hooks, Class<?> type, List<MethodPlan> methods) throws ReflectiveOperationException {
    this.type = new WeakReference<>(type);
    this.methods = List.copyOf(methods);
    // The name of a hidden class goes on after a slash.
    String name = type.isHidden() ? type.getName().substring(0, type.getName().indexOf('/')) : type.getName();
    generated = ProbeClass.generate(hooks, name.replace('.', '/'), methods);
    for (MethodPlan method : methods)
      for (Kind kind : Kind.values()) sites.put(method.siteName(kind), new Site(method.siteDescriptor(kind)));
  }

  /** Null once the class has been collected. */
  public @Nullable Class<?> type() {
    return type.get();
  }

  public List<MethodPlan> methods() {
    return methods;
  }

  /** The methods' names and descriptors. */
  public Set<String> keys() {
    Set<String> keys = new HashSet<>();
    for (MethodPlan method : methods) keys.add(method.key());
    return keys;
  }

  /** Runs in a thread of the application, maybe under its locks; any number of times, and late. Null: not ours. */
  @Nullable CallSite link(Lookup lookup, String name, MethodType type) throws ReflectiveOperationException {
    Site site = sites.get(name);
    if (site == null || !site.type.equals(type)) return null;
    MutableCallSite linked = site.get();
    if (linked != null) return linked;
    Class<?> probe = hidden(lookup);
    MethodHandle target = lookup.findStatic(probe, name, type);
    linked = site.publish(new MutableCallSite(target));
    // Published first, looked second: whoever kills the plan either finds this site or is seen here.
    if (dead) site.empty(linked);
    return linked;
  }

  /** Makes all linked sites do nothing, and adds them to a list for {@link MutableCallSite#syncAll}. */
  void kill(List<MutableCallSite> killed) {
    dead = true;
    for (Site site : sites.values()) {
      MutableCallSite linked = site.get();
      if (linked == null) continue;
      site.empty(linked);
      killed.add(linked);
    }
  }

  /** Tells a method's probe that the linking of one of its call sites, which takes a while, began at this time in this thread. */
  void linked(String name, long thread, long began) {
    for (MethodPlan method : methods)
      if (name.equals(method.siteName(Kind.EXIT)) || name.equals(method.siteName(Kind.THROWN))) method.probe().linked(thread, began);
  }

  /** With two threads at once each may define one; what the slower defined is used by its own sites only, and does the same. */
  private Class<?> hidden(Lookup lookup) throws IllegalAccessException {
    WeakReference<Class<?>> reference = hidden;
    Class<?> probe = reference == null ? null : reference.get();
    if (probe != null) return probe;
    Lookup defined =
        lookup.defineHiddenClassWithClassData(generated.classFile(), generated.classData(), true, Lookup.ClassOption.NESTMATE);
    hidden = new WeakReference<>(defined.lookupClass());
    return defined.lookupClass();
  }
}
