package dev.sonde.tracer;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.ProbeSet.Purpose;
import dev.sonde.tracer.condition.Classes;
import dev.sonde.tracer.condition.Condition;
import dev.sonde.tracer.condition.Fitted;
import dev.sonde.tracer.link.Kind;
import dev.sonde.tracer.plan.MethodPlan;
import dev.sonde.tracer.plan.Moulds;
import dev.sonde.tracer.plan.ProbePlan;
import dev.sonde.tracer.plan.Rehearsal;
import dev.sonde.tracer.plan.TracePlan;
import dev.sonde.tracer.record.Probe;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.select.Heat;
import dev.sonde.tracer.select.Left;
import dev.sonde.tracer.select.Loaders;
import dev.sonde.tracer.select.SelectedClass;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.weave.Loom;
import dev.sonde.tracer.weave.Piece;
import dev.sonde.tracer.words.Fault;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans and weaves classes for one trace: those that are loaded when it starts, and later ones. On
 * {@code sonde-work}.
 */
final class Arming {
  /** A woven method, by names: the class may go. */
  record Armed(String className, String loader, SelectedMethod method) {}

  private final Engine engine;
  private final Purpose purpose;
  private final Recorder recorder;
  private final TracePlan plan;
  private final DirectRoute direct;
  private final Rehearsal rehearsal;
  private final Loom loom;
  private @Nullable Moulds moulds; // one class needs none
  private final List<Probe> probes = new ArrayList<>();
  private final Map<String, Probe> byMethod = new HashMap<>();
  private final List<WeakReference<Class<?>>> waiting = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private @Nullable Fault fault;
  private @Nullable Classes known;
  private int classes;
  private int methods;

  Arming(
      Engine engine,
      Purpose purpose,
      Recorder recorder,
      TracePlan plan,
      DirectRoute direct,
      Rehearsal rehearsal,
      Loom loom) {
    this.engine = engine;
    this.purpose = purpose;
    this.recorder = recorder;
    this.plan = plan;
    this.direct = direct;
    this.rehearsal = rehearsal;
    this.loom = loom;
  }

  /**
   * Weaves those of these classes that are not woven yet.
   *
   * @param left gets what could not be woven
   * @throws UsageException SONDE-TOO-MANY when it would be too much; nothing is woven then
   */
  List<Armed> weave(List<SelectedClass> selected, List<Left> left) throws UsageException {
    known = new Classes(engine.instrumentation(), engine.opener());
    List<SelectedClass> fresh = new ArrayList<>(selected);
    fresh.removeIf(each -> loom.holds(each.type()));
    checkSize(fresh);
    if (moulds == null && fresh.size() > 1) moulds = new Moulds(engine.hooks());
    List<SelectedClass> planned = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    for (SelectedClass each : fresh) {
      Piece piece = plan(each, left);
      if (piece == null) continue;
      planned.add(each);
      pieces.add(piece);
    }
    known = null;
    for (SelectedClass each : planned) rehearsal.play(each.methods());
    loom.weave(pieces);
    List<Armed> armed = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) count(planned.get(i), pieces.get(i), armed, left);
    return armed;
  }

  /** Of all that was ever woven. */
  List<Probe> probes() {
    return List.copyOf(probes);
  }

  int classes() {
    return classes;
  }

  int methods() {
    return methods;
  }

  /** Class and method, with a dot, of all that was called since it was woven. */
  Set<String> seen() {
    Set<String> seen = new HashSet<>();
    for (Probe probe : probes) if (probe.seen()) seen.add(probe.name());
    return seen;
  }

  /** How many calls did not hold the condition when they began, by {@link Heat#key}. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    byMethod.forEach((key, probe) -> counts.put(key, probe.passedBy()));
    return counts;
  }

  /** Whether all probes have failed: nothing more can come. */
  boolean allOff() {
    for (Probe probe : probes) if (!probe.off()) return false;
    return !probes.isEmpty();
  }

  /** Whether the condition may fit some classes once others are loaded. */
  boolean waiting() {
    return !waiting.isEmpty();
  }

  /** Those classes, to be woven again. */
  List<Class<?>> takeWaiting() {
    List<Class<?>> classes = new ArrayList<>();
    for (WeakReference<Class<?>> each : waiting) {
      Class<?> type = each.get();
      if (type != null) classes.add(type);
    }
    waiting.clear();
    return classes;
  }

  /** What the condition says where it fits no method, or this. */
  UsageException refusal(UsageException otherwise) {
    Condition condition = purpose.judging().condition();
    return fault != null && condition != null ? condition.refusal(fault) : otherwise;
  }

  /** Sentences about how the names of the condition were understood. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void checkSize(List<SelectedClass> fresh) throws UsageException {
    List<ProbePlan> woven = plan.alive(); // classes of an earlier deployment may be gone
    int all = 0;
    for (ProbePlan each : woven) all += each.methods().size();
    for (SelectedClass each : fresh) all += each.methods().size();
    Set<String> names = new HashSet<>();
    for (SelectedClass each : fresh) names.add(each.type().getName());
    purpose.most().check(woven.size() + fresh.size(), all, fresh.size() - names.size());
  }

  private @Nullable Piece plan(SelectedClass selected, List<Left> left) {
    Class<?> type = selected.type();
    if (!engine.bridge().visibleFrom(type.getClassLoader())) {
      left.add(Left.of(type, "*", "its class loader does not give it java.lang.SondeBridge1"));
      return null;
    }
    try {
      byte[] file = selected.read();
      List<MethodPlan> plans = methods(selected, file, left);
      if (plans.isEmpty()) return null;
      ProbePlan made =
          moulds == null ? new ProbePlan(engine.hooks(), type, plans) : moulds.plan(type, plans);
      Lookup lookup = engine.bridge().within(type);
      if (lookup != null) made.prepare(lookup);
      plan.add(List.of(made));
      return selected.direct()
          ? loom.piece(type, made.keys(), direct.add(made, lookup), file)
          : loom.piece(type, made.keys(), Map.of(), file);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError broken) {
      left.add(Left.of(type, "*", "no probe could be made for it: " + broken));
      return null;
    }
  }

  private List<MethodPlan> methods(
      SelectedClass selected, byte @Nullable [] file, List<Left> left) {
    List<MethodPlan> plans = new ArrayList<>();
    Set<String> sites = new HashSet<>();
    boolean later = false;
    Condition condition = purpose.judging().condition();
    if (condition != null && file != null && known != null) known.know(selected.type(), file);
    for (SelectedMethod method : selected.methods()) {
      String misfit;
      try {
        Fitted fitted = condition == null ? null : condition.fit(selected.type(), method, known);
        if (fitted != null) checkServed(fitted);
        misfit = misfit(method, sites);
        if (misfit == null) plans.add(plan(selected.type(), method, fitted));
      } catch (Fault unfit) {
        misfit = "the condition does not fit: " + unfit.getMessage();
        fault = fault == null ? unfit : Condition.further(fault, unfit);
        later |= unfit.unloaded();
      }
      if (misfit != null) left.add(Left.of(selected.type(), key(method), misfit));
    }
    if (later && plans.isEmpty()) waiting.add(new WeakReference<>(selected.type()));
    return plans;
  }

  private void checkServed(Fitted fitted) throws Fault {
    String why = purpose.observation().misfit(fitted);
    Condition condition = purpose.judging().condition();
    if (why != null && condition != null) throw condition.unserved(why);
  }

  /** Why this method cannot be planned, though its condition fits; null if it can. */
  private static @Nullable String misfit(SelectedMethod method, Set<String> sites) {
    boolean unique = sites.add(Kind.ENTER.siteName(method.name(), method.descriptor()));
    return unique ? null : "another method of this class has the same hash";
  }

  private MethodPlan plan(Class<?> type, SelectedMethod method, @Nullable Fitted fitted) {
    if (fitted != null) notes.addAll(fitted.notes());
    return new MethodPlan(method, probe(type, method, fitted), fitted, purpose.marks());
  }

  private static String key(SelectedMethod method) {
    return method.name() + method.descriptor();
  }

  private Probe probe(Class<?> type, SelectedMethod method, @Nullable Fitted fitted) {
    Probe probe =
        purpose.observation().probe(recorder, purpose.trace(), type.getName(), method, fitted);
    probes.add(probe);
    byMethod.put(Heat.key(type, method), probe);
    return probe;
  }

  private void count(SelectedClass selected, Piece piece, List<Armed> armed, List<Left> left) {
    piece.left().forEach((method, reason) -> left.add(Left.of(selected.type(), method, reason)));
    Set<String> woven = piece.woven();
    if (woven.isEmpty()) return;
    classes++;
    methods += woven.size();
    String loader = Loaders.name(selected.type().getClassLoader());
    for (SelectedMethod method : selected.methods())
      if (woven.contains(key(method))) {
        armed.add(new Armed(piece.name(), loader, method));
        purpose.observation().woven(piece.name(), method);
      }
  }
}
