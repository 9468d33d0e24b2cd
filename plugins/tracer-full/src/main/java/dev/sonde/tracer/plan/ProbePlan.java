package dev.sonde.tracer.plan;

import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.record.Hooks;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What one trace does in one class. Refers to the class weakly, but for the first while: see {@link
 * #prepare}.
 */
public final class ProbePlan {
  private final WeakReference<Class<?>> type;
  private final List<MethodPlan> methods;
  private final ProbeClass.Generated generated;
  private final Map<String, Site> sites = new HashMap<>();
  private volatile @Nullable WeakReference<Probe> probe;
  private volatile @Nullable Probe prepared;
  private volatile boolean dead;

  /**
   * The hidden class, once it is defined.
   *
   * @param kept its sites; the class holds this queue
   */
  private static final class Probe {
    final Class<?> type;
    final Queue<Object> kept;

    Probe(Class<?> type, Queue<Object> kept) {
      this.type = type;
      this.kept = kept;
    }
  }

  /**
   * @param methods of this class, of which no two have the same site names
   */
  public ProbePlan(Hooks hooks, Class<?> type, List<MethodPlan> methods)
      throws ReflectiveOperationException {
    this(hooks, type, methods, ProbeClass.generate(hooks, internalName(type), methods));
  }

  ProbePlan(Hooks hooks, Class<?> type, List<MethodPlan> methods, ProbeClass.Generated generated) {
    this.type = new WeakReference<>(type);
    this.methods = List.copyOf(methods);
    this.generated = generated;
    for (MethodPlan method : methods)
      for (Kind kind : Kind.values())
        sites.put(method.siteName(kind), new Site(hooks, method, kind));
  }

  /** The name of a hidden class goes on after a slash. */
  static String internalName(Class<?> type) {
    String name = type.getName();
    return (type.isHidden() ? name.substring(0, name.indexOf('/')) : name).replace('.', '/');
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

  /**
   * Defines the hidden class and makes all call sites before the application asks for them, so that
   * linking does nearly nothing. Until the first one is linked, or {@link #loosen}, this plan holds
   * the class. Without it linking does it all.
   *
   * @param lookup as the class itself would make it
   */
  public void prepare(Lookup lookup) throws ReflectiveOperationException {
    Probe made = probe(lookup);
    for (Map.Entry<String, Site> each : sites.entrySet())
      make(made, lookup, each.getKey(), each.getValue());
    if (generated.reads()) rehearse(made, lookup);
    prepared = made;
  }

  /**
   * The probes as handles {@code (Object[])Object}, by method and kind: for code that cannot have
   * call sites. Who holds one holds the class.
   */
  public List<MethodHandle> plain(Lookup lookup) throws ReflectiveOperationException {
    Probe made = probe(lookup);
    List<MethodHandle> plain = new ArrayList<>();
    for (MethodPlan method : methods)
      for (Kind kind : Kind.values()) {
        Site site = sites.get(method.siteName(kind));
        MethodHandle probing = lookup.findStatic(made.type, method.siteName(kind), site.type);
        int count = site.type.parameterCount();
        plain.add(
            // A token that is a number and was never given is 0.
            MethodHandles.explicitCastArguments(probing, MethodType.genericMethodType(count))
                .asSpreader(Object[].class, count)
                .asType(MethodType.methodType(Object.class, Object[].class)));
      }
    return plain;
  }

  /** What fails here fails again where it matters, and is told there. */
  private static void rehearse(Probe made, Lookup lookup) throws ReflectiveOperationException {
    MethodHandle rehearse =
        lookup.findStatic(made.type, ProbeClass.REHEARSE, MethodType.methodType(void.class));
    try {
      rehearse.invokeExact();
    } catch (Throwable broken) {
      return;
    }
  }

  /** Holds the class no longer, though nothing of it was called. */
  void loosen() {
    prepared = null;
  }

  /**
   * Runs in a thread of the application, maybe under its locks; any number of times, and late.
   * Null: not ours.
   */
  @Nullable CallSite link(Lookup lookup, String name, MethodType type, long thread, long began)
      throws ReflectiveOperationException {
    Site site = sites.get(name);
    if (site == null || !site.type.equals(type)) return null;
    MutableCallSite linked = site.get();
    if (linked == null) linked = make(probe(lookup), lookup, name, site);
    if (site.kind != Kind.ENTER) site.method.probe().linked(thread, began);
    prepared = null;
    return linked;
  }

  /** Makes all sites do nothing, and adds them to a list for {@link MutableCallSite#syncAll}. */
  void kill(List<MutableCallSite> killed) {
    dead = true;
    prepared = null;
    for (Site site : sites.values()) {
      MutableCallSite linked = site.get();
      if (linked == null) continue;
      site.empty(linked);
      killed.add(linked);
    }
  }

  private MutableCallSite make(Probe probe, Lookup lookup, String name, Site site)
      throws ReflectiveOperationException {
    MutableCallSite made =
        site.publish(new MutableCallSite(lookup.findStatic(probe.type, name, site.type)));
    probe.kept.add(made);
    // Published first, looked second: whoever kills the plan either finds this site or is seen
    // here.
    if (dead) site.empty(made);
    return made;
  }

  /**
   * With two threads at once each may define one; what the slower defined is used by its own sites
   * only, and does the same.
   */
  private Probe probe(Lookup lookup) throws ReflectiveOperationException {
    WeakReference<Probe> reference = probe;
    Probe known = reference == null ? null : reference.get();
    if (known != null) return known;
    Queue<Object> kept = new ConcurrentLinkedQueue<>();
    byte[] classFile = generated.classFile();
    Lookup defined =
        lookup.defineHiddenClassWithClassData(
            classFile, generated.classData(kept), true, Lookup.ClassOption.NESTMATE);
    Probe made = new Probe(defined.lookupClass(), kept);
    kept.add(made);
    probe = new WeakReference<>(made);
    return made;
  }
}
