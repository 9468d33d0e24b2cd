package dev.sonde.tracer;

import dev.sonde.api.Call;
import dev.sonde.api.Events;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.Arming.Armed;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.link.Slot;
import dev.sonde.tracer.plan.Rehearsal;
import dev.sonde.tracer.plan.TracePlan;
import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Ending;
import dev.sonde.tracer.record.Inside;
import dev.sonde.tracer.record.Reason;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.record.Unheard;
import dev.sonde.tracer.select.Choice;
import dev.sonde.tracer.select.Left;
import dev.sonde.tracer.select.SelectedClass;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.select.Selection;
import dev.sonde.tracer.weave.Loom;
import dev.sonde.tracer.weave.RunningFrames;
import dev.sonde.tracer.weave.Weaver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One trace: its slot, plan, loom and budget, from {@link State} to state. {@link #end} may come
 * from any thread, the application's included, and only makes the probes dead; everything else
 * happens on {@code sonde-work}.
 */
final class Trace implements Ending, AutoCloseable {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration ARRIVAL = Duration.ofMillis(20);
  private static final int MOST_TOLD = 3;
  private static final int LOOKS = 2;

  /** For so many milliseconds a class that is woven and not called cannot be collected. */
  private static final int UNCALLED = 10_000;

  /**
   * A trace of less milliseconds cannot tell a frame that never returns from one that is slow, and
   * warns of methods that are traced only.
   */
  private static final int SHORT = 500;

  private final Engine engine;
  private final Call call;
  private final Choice choice;
  private final Budget budget;
  private final Sight sight;
  private final Asked asked;
  private final Observation observation;
  private final Records records;
  private final Recorder recorder;
  private final TracePlan plan;
  private final Slot slot;
  private final Newcomers newcomers;
  private final Loom loom;
  private final Arming arming;
  private final Removal removal;
  private final @Nullable Marking marking;
  private final Watch watch;
  private final Judging judging;
  private final AtomicReference<State> state = new AtomicReference<>(State.ARMING);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final List<AutoCloseable> ticks = new ArrayList<>();
  private long began = System.nanoTime();
  private Call.@Nullable Hold hold;
  private @Nullable RunningFrames running;
  private int looks;
  private @Nullable String excess;
  private boolean unseenCalls;
  private boolean failureTold;
  private boolean finishing;

  /**
   * Takes a slot and sets up a loom; {@link #begin} must follow. What fails gives back the slot.
   */
  Trace(
      Engine engine,
      Call call,
      Choice choice,
      Size most,
      Budget budget,
      Sight sight,
      Judging judging,
      Asked asked,
      Observation observation)
      throws UsageException, ReflectiveOperationException {
    this.engine = engine;
    this.call = call;
    this.choice = choice;
    this.budget = budget;
    this.sight = sight;
    this.observation = observation;
    this.judging = judging;
    watch = new Watch(budget.ceiling(), observation.relief());
    long id = engine.nextTrace();
    records = new Records(id, judging.condition());
    Snapshot snapshot = sight.of(engine.snapshot());
    this.asked = asked;
    Events events = observation.events(call.output());
    recorder = new Recorder(engine.guard(), events, snapshot, this, budget.calls(), asked.terms());
    plan = new TracePlan(engine.hooks(), recorder);
    newcomers = new Newcomers(choice, engine.attention());
    Unheard unheard = new Unheard(events);
    Recorder silent =
        new Recorder(
            engine.guard(),
            unheard,
            snapshot,
            unheard,
            Long.MAX_VALUE,
            asked.terms().unthrottled());
    silent.start(Long.MAX_VALUE);
    Inside inside = asked.terms().throttle().inside();
    marking = inside == null ? null : new Marking(engine, call, asked.inside(), most, inside, this);
    slot = taken(plan);
    try {
      loom =
          Loom.set(
              engine.instrumentation(), new Weaver(slot.number(), observation.token()), newcomers);
      Rehearsal rehearsal =
          new Rehearsal(
              engine.hooks(), method -> observation.rehearsed(silent, method), plan, slot.number());
      DirectRoute direct = new DirectRoute(engine, slot, recorder);
      arming =
          new Arming(
              engine, id, most, judging, observation, recorder, plan, direct, rehearsal, loom);
      removal =
          new Removal(
              records, engine.host(), call.output(), observation, recorder, plan, loom, marking);
    } catch (RuntimeException | Error broken) {
      slot.clear();
      endMarking();
      throw broken;
    }
  }

  /**
   * Weaves, begins to record, and says what is woven.
   *
   * @param lazy whether it is right that nothing matches yet
   * @throws UsageException when nothing can be woven; nothing of the trace is left then
   */
  void begin(boolean lazy) throws UsageException {
    Map<String, Object> start;
    try {
      start = arm(lazy);
    } catch (UsageException | RuntimeException | Error refused) {
      end(Reason.ERROR);
      removal.undo();
      throw refused;
    }
    hold = call.hold();
    engine.started(this);
    engine.host().own(this);
    began = System.nanoTime();
    watch.begin(began);
    recorder.start(budget.time().toNanos());
    observation.start();
    state.compareAndSet(State.ARMING, State.LIVE);
    record(start); // who has read it may rely on each call being seen
    ticks.add(engine.host().every(TICK, this::tick));
    if (observation.looks().compareTo(TICK) < 0)
      ticks.add(engine.host().every(observation.looks(), this::look));
    ticks.add(engine.host().every(budget.time(), () -> stop(Reason.TIME)));
    ticks.add(engine.host().every(ARRIVAL, this::welcome));
    call.onCancel(() -> stop(Reason.STOPPED));
  }

  private Map<String, Object> arm(boolean lazy) throws UsageException {
    if (marking != null) marking.begin(lazy);
    List<Left> left = new ArrayList<>();
    List<SelectedClass> selected = select(lazy, left);
    running = RunningFrames.in(methods(selected));
    List<Armed> armed = arming.weave(selected, left);
    boolean waits = lazy && arming.waiting();
    if (armed.isEmpty() && !selected.isEmpty() && !waits) throw arming.refusal(nothingWoven(left));
    Heat.check(arming.probes(), budget, judging, asked.terms().throttle());
    String jvm = call.options().getOrDefault("jvm", Long.toString(ProcessHandle.current().pid()));
    String session = call.options().getOrDefault("session", "");
    String names = (jvm + " " + session).strip();
    Map<String, Object> start = records.start(armed, arming, left, budget, sight, asked, names);
    if (marking != null) marking.tell(start);
    return start;
  }

  private List<SelectedClass> select(boolean lazy, List<Left> left) throws UsageException {
    try {
      Selection selection =
          Selection.of(
              choice,
              engine.instrumentation().getAllLoadedClasses(),
              engine.instrumentation()::isModifiableClass);
      left.addAll(selection.left());
      selection
          .notes()
          .forEach(note -> call.output().record(records.warning("SONDE-PATTERN", note)));
      return selection.classes();
    } catch (UsageException noMatch) {
      if (lazy && noMatch.id().equals("SONDE-NO-MATCH")) return List.of();
      throw noMatch;
    }
  }

  private static Map<String, Set<String>> methods(List<SelectedClass> selected) {
    Map<String, Set<String>> names = new HashMap<>();
    for (SelectedClass each : selected)
      for (SelectedMethod method : each.methods())
        names.computeIfAbsent(each.type().getName(), key -> new HashSet<>()).add(method.name());
    return names;
  }

  private static UsageException nothingWoven(List<Left> left) {
    StringBuilder text =
        new StringBuilder("expected at least one method that can be woven, found none");
    for (Left each : left.subList(0, Math.min(left.size(), MOST_TOLD)))
      text.append("; ").append(each.pattern()).append(": ").append(each.reason());
    return new UsageException("SONDE-DENIED", text.toString());
  }

  @Override
  public void end(Reason reason) {
    State now = state.get();
    while (!now.over()) {
      if (state.compareAndSet(now, new State(State.Phase.ENDING, reason))) {
        recorder.stop();
        observation.stop();
        slot.clear();
        if (marking != null) marking.off();
        engine.attention().raise();
        return;
      }
      now = state.get();
    }
  }

  @Override
  public void failed(Throwable thrown) {
    failure.compareAndSet(null, thrown);
    engine.attention().raise();
  }

  /** The session ends, and nobody has asked this trace to. */
  @Override
  public void close() {
    stop(Reason.LEASE);
  }

  private void stop(Reason reason) {
    end(reason);
    attend();
  }

  /** Does what probes have asked for. */
  void attend() {
    tellFailure();
    State now = state.get();
    if (now.phase() == State.Phase.ENDING) finish(now.reason());
    else if (now.phase() == State.Phase.LIVE) welcome();
  }

  private void tellFailure() {
    Throwable thrown = failure.getAndSet(null);
    if (thrown == null) return;
    if (arming.allOff()) end(Reason.ERROR);
    if (failureTold) return;
    failureTold = true;
    String text =
        "a probe has failed and is switched off, the application is not touched: "
            + thrown.getClass().getName();
    call.output().record(records.warning("SONDE-INTERNAL", text));
  }

  /** Weaves classes that were loaded meanwhile. */
  private void welcome() {
    if (marking != null && !state.get().over()) welcomeMarked(marking);
    if (!newcomers.waiting() || state.get().over()) return;
    weaveLater(newcomers.loaded(engine.instrumentation()), true);
  }

  private void welcomeMarked(Marking marking) {
    try {
      marking.welcome();
    } catch (UsageException tooMuch) {
      call.output().record(records.warning(tooMuch.id(), "--inside: " + tooMuch.getMessage()));
    }
  }

  private Slot taken(TracePlan plan) throws UsageException, ReflectiveOperationException {
    try {
      return engine.bridge().take(plan.linker());
    } catch (UsageException | ReflectiveOperationException | RuntimeException | Error refused) {
      endMarking();
      throw refused;
    }
  }

  private void endMarking() {
    if (marking == null) return;
    marking.off();
    marking.end();
  }

  /** Weaves classes for which the condition spoke of others that were not loaded. */
  private void askAgain() {
    List<Class<?>> waiting = arming.takeWaiting();
    if (!waiting.isEmpty() && !state.get().over()) weaveLater(waiting, false);
  }

  private void weaveLater(List<Class<?>> classes, boolean fresh) {
    Class<?>[] loaded = classes.toArray(new Class<?>[0]);
    Selection selection =
        Selection.matching(choice, loaded, engine.instrumentation()::isModifiableClass);
    List<Left> left = new ArrayList<>(selection.left());
    try {
      List<Armed> armed = arming.weave(selection.classes(), left);
      if (!armed.isEmpty() || fresh && !left.isEmpty())
        call.output().record(records.later(armed, arming, left));
    } catch (UsageException tooMuch) {
      call.output().record(records.warning(tooMuch.id(), tooMuch.getMessage()));
    }
  }

  private void tick() {
    lookAgain();
    askAgain();
    if (millis() > UNCALLED) plan.loosen();
    Counts counts = observation.counts(recorder);
    if (overloaded(counts)) return;
    for (Map<String, Object> row : observation.rows(false)) call.output().record(row);
    long millisLeft = Math.max(0, budget.time().toMillis() - millis());
    long callsLeft = budget.calls();
    if (callsLeft != Budget.UNLIMITED)
      callsLeft = Math.max(0, callsLeft - counts.delivered() - counts.dropped());
    record(records.status(counts, watch.share(), millisLeft, callsLeft));
  }

  private void look() {
    if (!state.get().over()) overloaded(observation.counts(recorder));
  }

  /** Ends a trace that is over a budget. */
  private boolean overloaded(Counts counts) {
    excess = watch.look(System.nanoTime(), counts);
    if (excess == null) return false;
    stop(Reason.OVERLOAD);
    return true;
  }

  /**
   * Frames that were there before the weaving, and are found in two more looks, will hardly return.
   */
  private void lookAgain() {
    if (running == null) return;
    running = running.stillThere(arming.seen());
    if (++looks == LOOKS) tellRunning(true);
  }

  private void tellRunning(boolean others) {
    if (running == null) return;
    unseenCalls = !running.unseen().isEmpty();
    tellRunning(
        "calls that began before the trace are not seen, and run uncompiled and without line numbers until they return, also after it: ",
        running.unseen());
    if (others)
      tellRunning(
          "weaving a class makes each of its methods that is running, traced or not, run uncompiled and without line numbers until it returns, also after the trace: ",
          running.others());
    running = null;
  }

  private void tellRunning(String sentence, List<String> frames) {
    if (frames.isEmpty()) return;
    String text =
        sentence + String.join("; ", frames.subList(0, Math.min(frames.size(), MOST_TOLD)));
    call.output().record(records.warning("SONDE-RUNNING", text));
  }

  private void record(Map<String, Object> record) {
    observation.tell(record);
    call.output().record(record);
  }

  private long millis() {
    return (System.nanoTime() - began) / 1_000_000;
  }

  private void finish(Reason reason) {
    if (finishing) return;
    finishing = true;
    engine.ended(this);
    try {
      for (AutoCloseable tick : ticks) tick.close();
      lookAgain();
      tellRunning(millis() >= SHORT);
      removal.run(
          reason, millis(), new Advice(budget.calls(), arming.methods(), unseenCalls, excess));
      hold.done();
    } catch (Exception | Error broken) {
      hold.fail("SONDE-INTERNAL: the removal of the trace ended with " + broken);
    }
    state.set(new State(State.Phase.ENDED, reason));
  }
}
