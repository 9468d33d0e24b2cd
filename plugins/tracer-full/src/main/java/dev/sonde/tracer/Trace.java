package dev.sonde.tracer;

import dev.sonde.api.Call;
import dev.sonde.api.Events;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.Arming.Armed;
import dev.sonde.tracer.ProbeSet.Purpose;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Ending;
import dev.sonde.tracer.record.Inside;
import dev.sonde.tracer.record.Reason;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.record.Terms;
import dev.sonde.tracer.record.Unheard;
import dev.sonde.tracer.select.Left;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** For so many milliseconds a class that is woven and not called cannot be collected. */
  private static final int UNCALLED = 10_000;

  /**
   * A trace of less milliseconds cannot tell a frame that never returns from one that is slow, and
   * warns of methods that are traced only.
   */
  private static final int SHORT = 500;

  private final Engine engine;
  private final Call call;
  private final Wanted wanted;
  private final Budget budget;
  private final Observation observation;
  private final Records records;
  private final Recorder recorder;
  private final ProbeSet probes;
  private final Arming arming;
  private final EarlierCalls earlier;
  private final Intake intake;
  private final Removal removal;
  private final @Nullable Marking marking;
  private final Watch watch;
  private final AtomicReference<State> state = new AtomicReference<>(State.ARMING);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final List<AutoCloseable> ticks = new ArrayList<>();
  private long began = System.nanoTime();
  private Call.@Nullable Hold hold;
  private @Nullable String excess;
  private boolean failureTold;
  private boolean finishing;

  /** Takes a slot; {@link #begin} must follow. What fails gives it back. */
  Trace(Engine engine, Call call, Wanted wanted, Observation observation)
      throws UsageException, ReflectiveOperationException {
    this.engine = engine;
    this.call = call;
    this.wanted = wanted;
    this.observation = observation;
    budget = wanted.budget();
    watch = new Watch(budget.ceiling(), observation.relief(), budget.calls() != Budget.UNLIMITED);
    long id = engine.nextTrace();
    records = new Records(id, wanted.judging().condition());
    Snapshot snapshot = wanted.sight().of(engine.snapshot());
    Events events = observation.events(call.output());
    Terms terms = wanted.asked().terms();
    recorder = new Recorder(engine.guard(), events, snapshot, this, budget.calls(), terms);
    Newcomers newcomers = new Newcomers(wanted.choice(), engine.attention());
    marking = marking(terms.throttle().inside());
    try {
      probes =
          new ProbeSet(
              engine,
              new Purpose(id, wanted.most(), wanted.judging(), observation, null),
              recorder,
              unheard(events, snapshot, terms),
              newcomers);
    } catch (UsageException | ReflectiveOperationException | RuntimeException | Error refused) {
      endMarking();
      throw refused;
    }
    arming = probes.arming();
    earlier = new EarlierCalls(call, records);
    intake = new Intake(engine, call, wanted.choice(), records, newcomers, arming, earlier);
    removal =
        new Removal(records, engine.host(), call.output(), observation, recorder, probes, marking);
  }

  private @Nullable Marking marking(@Nullable Inside inside)
      throws UsageException, ReflectiveOperationException {
    return inside == null
        ? null
        : new Marking(engine, call, wanted.asked().inside(), wanted.most(), inside, this);
  }

  /** Records the calls of a rehearsal. */
  private Recorder unheard(Events events, Snapshot snapshot, Terms terms) {
    Unheard nobody = new Unheard(events);
    Recorder recorder =
        new Recorder(engine.guard(), nobody, snapshot, nobody, Long.MAX_VALUE, terms.unthrottled());
    recorder.start(Long.MAX_VALUE);
    return recorder;
  }

  /**
   * Weaves, begins to record, and says what is woven.
   *
   * @throws UsageException when nothing can be woven; nothing of the trace is left then
   */
  void begin() throws UsageException {
    Map<String, Object> start;
    try {
      start = arm();
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
    recorder.prepare();
    ticks.add(engine.host().every(TICK, this::tick));
    if (observation.looks().compareTo(TICK) < 0)
      ticks.add(engine.host().every(observation.looks(), this::look));
    ticks.add(engine.host().every(budget.time(), () -> stop(Reason.TIME)));
    ticks.add(engine.host().every(ARRIVAL, this::welcome));
    call.onCancel(() -> stop(Reason.STOPPED));
  }

  private Map<String, Object> arm() throws UsageException {
    if (marking != null) marking.begin(wanted.lazy());
    List<Left> left = new ArrayList<>();
    List<Armed> armed = intake.begin(wanted.lazy(), left);
    Heat.check(arming.probes(), budget, wanted.judging(), wanted.asked().terms().throttle());
    String named = call.options().get("jvm");
    String jvm = named == null ? Long.toString(ProcessHandle.current().pid()) : named;
    String session = call.options().getOrDefault("session", "");
    String names = (jvm + " " + session).strip();
    Map<String, Object> start = records.start(armed, arming, left, wanted, names);
    if (marking != null) marking.tell(start);
    return start;
  }

  @Override
  public void end(Reason reason) {
    State now = state.get();
    while (!now.over()) {
      if (state.compareAndSet(now, new State(State.Phase.ENDING, reason))) {
        recorder.stop();
        observation.stop();
        probes.off();
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

  private void welcome() {
    if (state.get().over()) return;
    if (marking != null) welcomeMarked(marking);
    if (!state.get().over()) intake.welcome();
  }

  private void welcomeMarked(Marking marking) {
    try {
      marking.welcome();
    } catch (UsageException tooMuch) {
      call.output().record(records.warning(tooMuch.id(), "--inside: " + tooMuch.getMessage()));
    }
  }

  private void endMarking() {
    if (marking == null) return;
    marking.off();
    marking.end();
  }

  private void tick() {
    earlier.look(arming.seen());
    if (!state.get().over()) intake.askAgain();
    if (millis() > UNCALLED) probes.loosen();
    engine.tidy();
    recorder.tidy(engine::living);
    Counts counts = observation.counts(recorder);
    if (overloaded(counts)) return;
    for (Map<String, Object> row : observation.rows(false)) call.output().record(row);
    long millisLeft = Math.max(0, budget.time().toMillis() - millis());
    long callsLeft = budget.calls();
    if (callsLeft != Budget.UNLIMITED) callsLeft = Math.max(0, callsLeft - counts.delivered());
    record(records.status(counts, watch.share(), millisLeft, callsLeft));
  }

  private void look() {
    if (state.get().over() || overloaded(observation.counts(recorder))) return;
    recorder.prepare();
  }

  /** Ends a trace that is over a budget. */
  private boolean overloaded(Counts counts) {
    excess = watch.look(System.nanoTime(), counts);
    if (excess == null) return false;
    stop(Reason.OVERLOAD);
    return true;
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
      earlier.look(arming.seen());
      long millis = millis();
      earlier.tell(millis >= SHORT);
      removal.run(
          reason,
          millis,
          new Advice(budget.calls(), arming.methods(), earlier.unseen(), excess, millis));
      hold.done();
    } catch (Exception | Error broken) {
      hold.fail("SONDE-INTERNAL: the removal of the trace ended with " + broken);
    }
    state.set(new State(State.Phase.ENDED, reason));
  }
}
