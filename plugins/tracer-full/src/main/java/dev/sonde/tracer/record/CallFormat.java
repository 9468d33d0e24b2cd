package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;
import dev.sonde.tracer.capture.Place;
import dev.sonde.tracer.capture.Redaction;
import dev.sonde.tracer.capture.Secrets;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.record.Capture.Part;
import dev.sonde.tracer.select.Param;
import dev.sonde.tracer.select.SelectedMethod;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the calls of one method are written. What all of them share is encoded once, at planning. */
public final class CallFormat {
  private static final int ARGUMENT_BYTES = 32;

  /** Of the 64 KiB of a record. */
  private static final int MOST_ARGUMENTS = 36 * 1024;

  private static final int MOST_OBJECT = 48 * 1024;
  private static final int MOST_RECORD = 60 * 1024;

  private final Recorder recorder;
  private final Snapshot snapshot;
  private final Names names;
  private final String className;
  private final SelectedMethod method;
  private final Encoder beginning;
  private final int numberAt;
  private final Encoder times;
  private final int startAt;
  private final int durationAt;
  private final Encoder platform;
  private final Encoder virtual;
  private final Encoder opening;
  private final Encoder early;
  private final Encoder late;
  private final Encoder[] arguments;
  private final Encoder result;
  private final Shape[] shapes;

  private final NamedValue[] named;
  private final boolean[] labels;
  private final boolean[] labelled;
  private final NamedValue answer;
  private final int full;
  private final Capture capture;
  private final boolean showsArguments;
  private final boolean showsResult;
  private final boolean showsChanges;
  private final boolean showsReceiver;
  private final boolean showsCaller;
  private final boolean constructs;
  private final Encoder object;
  private final Encoder left;

  /**
   * @param resultType as in Java source
   */
  public CallFormat(
      Recorder recorder, long trace, String className, SelectedMethod method, String resultType) {
    Events events = recorder.events();
    this.recorder = recorder;
    this.className = className;
    this.method = method;
    snapshot = recorder.snapshot();
    capture = recorder.terms().capture();
    showsArguments = snapshot.values() && capture.arguments();
    showsResult = snapshot.values() && capture.has(Part.RETURN);
    showsChanges = snapshot.values() && capture.has(Part.ENTRY);
    showsReceiver = capture.has(Part.THIS) && !Modifier.isStatic(method.access());
    showsCaller = capture.has(Part.CALLER);
    constructs = method.name().equals("<init>");
    names = Names.of(events);
    beginning = events.encoder(32).append(events.part(Names.beginning(events, trace)));
    numberAt = beginning.size();
    Encoder place = Names.place(events, className, method.name(), method.descriptor());
    beginning.fixed(0).append(events.part(place));
    times = events.encoder(32).fixed(0).append(events.part(names.startNanos(events)));
    startAt = times.size();
    times.fixed(0).append(events.part(names.durationNanos(events)));
    durationAt = times.size();
    times.fixed(0);
    platform = events.part(names.kind(events, false));
    virtual = events.part(names.kind(events, true));
    opening = events.part(events.encoder(8).name(names.args()).list());
    early = events.part(names.argsAt(events, true));
    late = events.part(names.argsAt(events, false));
    arguments = new Encoder[method.params().size()];
    named = new NamedValue[arguments.length];
    labels = new boolean[arguments.length];
    labelled = new boolean[arguments.length];
    shapes = Shape.ofArguments(method.descriptor());
    describe(events, method.params());
    result =
        events.part(
            showsResult ? names.result(events, resultType) : names.resultType(events, resultType));
    answer = NamedValue.result(events, snapshot, method.name());
    full = events.name("‹left out: the record is full›");
    left = events.encoder(8).name(full);
    object = events.part(names.receiver(events, className, snapshot.values()));
  }

  private void describe(Events events, List<Param> params) {
    for (int i = 0; i < arguments.length; i++) {
      Param each = params.get(i);
      named[i] =
          NamedValue.parameter(events, snapshot, each.name(), method.name(), arguments.length);
      labelled[i] = named[i].labelled();
      arguments[i] =
          events.part(
              showsArguments
                  ? names.argument(events, each.name(), each.type())
                  : names.argumentType(events, each.name(), each.type()));
    }
    // What nobody asks for later is not looked for in each call.
    boolean asked = false;
    for (int i = arguments.length - 1; i >= 0; asked |= labelled[i--])
      labels[i] = asked && named[i].labels();
  }

  int size() {
    return arguments.length;
  }

  /** Renders the arguments that a call holds, as they are now. */
  void arguments(CallRecord call) {
    for (int i = 0; i < arguments.length; i++) {
      long bits = call.bits(i);
      switch (shapes[i]) {
        case TRUTH -> argument(call.arguments(), i, bits != 0);
        case CHARACTER -> argument(call.arguments(), i, (char) bits);
        case INTEGER -> argument(call.arguments(), i, bits);
        case SINGLE -> argument(call.arguments(), i, Float.intBitsToFloat((int) bits));
        case REAL -> argument(call.arguments(), i, Double.longBitsToDouble(bits));
        default -> call.show(i, call.reference(i));
      }
    }
    Details details = call.details();
    if (details != null && !constructs()) details.receiver(call.reference(arguments.length));
  }

  /** Renders what only a finished constructor has: its object. */
  void constructed(CallRecord call) {
    Details details = call.details();
    if (details != null && constructs()) details.receiver(call.reference(arguments.length));
  }

  boolean constructs() {
    return constructs;
  }

  /** Whether the object of a call is shown. */
  boolean showsReceiver() {
    return showsReceiver;
  }

  /** Whether arguments are shown again where they have changed. */
  boolean showsChanges() {
    return showsChanges;
  }

  @Nullable Details details(CallRecord call) {
    return showsReceiver() || showsChanges() ? new Details(this, call) : null;
  }

  /** Where the value of an argument will stand that is written now. */
  int valueStart(Encoder out, int index) {
    return showsArguments ? out.size() + arguments[index].size() : -1;
  }

  /** The value of an argument as it is now. */
  Encoder again(int index, @Nullable Object value, @Nullable String label) {
    Encoder out = recorder.events().encoder(64);
    value(out, index, value, label, MOST_ARGUMENTS);
    return out;
  }

  /** The object of a call as it is now. */
  Encoder again(@Nullable Object value) {
    Encoder out = recorder.events().encoder(64);
    object(out, null, "this", value, MOST_ARGUMENTS);
    return out;
  }

  /** Whether a value is rendered as before, or was left out then. */
  boolean same(Encoder before, int start, Encoder now) {
    return before.holds(start, now) || before.holds(start, left);
  }

  void changed(Encoder out, int index, Encoder now) {
    changed(out, method.params().get(index).name(), now);
  }

  void changed(Encoder out, Encoder now) {
    changed(out, "this", now);
  }

  private void changed(Encoder out, String name, Encoder now) {
    int size = out.size();
    out.map().name(names.name()).text(name).name(names.after()).append(now).end();
    if (out.size() > MOST_RECORD) out.truncate(size);
  }

  /**
   * The object of a call, with its key.
   *
   * @param before bytes that its record holds already
   */
  Encoder receiver(int before, @Nullable Object value) {
    Encoder out = recorder.events().encoder(64).append(object);
    if (snapshot.values()) object(out, null, "this", value, MOST_OBJECT - before);
    return out.end();
  }

  String className() {
    return className;
  }

  String methodName() {
    return method.name();
  }

  /** A buffer for the arguments of one call. */
  Encoder arguments(Stripe stripe) {
    return stripe.arguments(recorder, 16 + ARGUMENT_BYTES * arguments.length);
  }

  void argument(Encoder out, int index, boolean value) {
    if (begin(out, index)) out.truth(value);
    out.end();
  }

  void argument(Encoder out, int index, char value) {
    if (begin(out, index) && !named[index].hide(out)) out.text(String.valueOf(value));
    out.end();
  }

  void argument(Encoder out, int index, long value) {
    if (begin(out, index) && !named[index].hideNumber(out)) snapshot.integer(out, value);
    out.end();
  }

  void argument(Encoder out, int index, float value) {
    if (begin(out, index) && !named[index].hideNumber(out)) single(out, value);
    out.end();
  }

  void argument(Encoder out, int index, double value) {
    if (begin(out, index) && !named[index].hideNumber(out)) real(out, value);
    out.end();
  }

  /**
   * @param label the strong name that an argument before has given to the value beside it
   */
  void argument(Encoder out, int index, @Nullable Object value, @Nullable String label) {
    if (begin(out, index)) value(out, index, value, label, MOST_ARGUMENTS);
    out.end();
  }

  private void value(
      Encoder out, int index, @Nullable Object value, @Nullable String label, int most) {
    NamedValue name = named[index];
    if (label == null || !labelled[index]) object(out, name.word(), name.name(), value, most);
    else object(out, Redaction.word(label), label, value, most);
  }

  /** The strong name that this argument gives to the value beside it; null if it gives none. */
  @Nullable String label(int index, @Nullable Object value) {
    boolean strong = labels[index] && value instanceof String name && Redaction.word(name) != null;
    return strong ? (String) value : null;
  }

  private void object(
      Encoder out, @Nullable String word, String name, @Nullable Object value, int most) {
    int size = out.size();
    snapshot.named(out, word, name, value);
    if (out.size() <= most) return;
    out.truncate(size);
    out.name(full);
  }

  /** False: no value is written. */
  private boolean begin(Encoder out, int index) {
    out.append(arguments[index]);
    return showsArguments;
  }

  @Nullable Place caller() {
    return Place.caller(className, method.name());
  }

  /** The callers that a record shows, innermost first. */
  List<Place> callers() {
    int frames = capture.frames();
    if (frames > 0) return Place.callers(className, method.name(), frames);
    Place caller = showsCaller ? caller() : null;
    return caller == null ? List.of() : List.of(caller);
  }

  /** Writes all of a record that comes before its outcome. */
  Encoder head(Stripe stripe, CallRecord call, long number, long nanos) {
    Encoder out = stripe.buffer(recorder);
    out.append(beginning).replace(numberAt, number).append(thread(call.thread, stripe));
    int start = out.size();
    out.append(times)
        .replace(start, recorder.millis(call.start))
        .replace(start + startAt, call.start)
        .replace(start + durationAt, nanos);
    if (call.used() != null) used(out, call.used());
    out.name(names.depth()).integer(call.depth).append(opening).append(call.arguments());
    out.append(call.probe.rendersEarly() ? early : late);
    if (call.details() != null) call.details().writeReceiver(out);
    return out;
  }

  private void used(Encoder out, Used used) {
    if (used.cpu() >= 0) out.name(names.cpuNanos()).integer(used.cpu());
    if (used.alloc() >= 0) out.name(names.allocatedBytes()).integer(used.alloc());
  }

  /** The current thread, from the value of its id to the key of the call's time. */
  private Encoder thread(long id, Stripe stripe) {
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    Encoder known = stripe.caller(id, name);
    if (known != null) return known;
    Encoder out = recorder.events().encoder(64).integer(id);
    if (snapshot.values()) out.name(names.name()).text(Secrets.shown(name));
    out.append(Threads.isVirtual(thread) ? virtual : platform);
    stripe.caller(id, name, out);
    return out;
  }

  void returned(Encoder out) {
    out.name(names.outcome()).name(names.returned());
  }

  void result(Encoder out, boolean value) {
    if (answer(out)) out.truth(value);
    out.end();
  }

  void result(Encoder out, char value) {
    if (answer(out) && !answer.hide(out)) out.text(String.valueOf(value));
    out.end();
  }

  void result(Encoder out, long value) {
    if (answer(out) && !answer.hideNumber(out)) snapshot.integer(out, value);
    out.end();
  }

  void result(Encoder out, float value) {
    if (answer(out) && !answer.hideNumber(out)) single(out, value);
    out.end();
  }

  void result(Encoder out, double value) {
    if (answer(out) && !answer.hideNumber(out)) real(out, value);
    out.end();
  }

  void result(Encoder out, @Nullable Object value) {
    if (answer(out)) object(out, answer.word(), answer.name(), value, MOST_RECORD);
    out.end();
  }

  /** False: no value is written. */
  private boolean answer(Encoder out) {
    out.append(result);
    return showsResult;
  }

  void thrown(Encoder out, Throwable thrown) {
    out.name(names.outcome()).name(names.threw()).name(names.thrown());
    if (capture.has(Part.THROWN)) snapshot.thrown(out, thrown);
    else out.map().name(names.type()).text(thrown.getClass().getName()).end();
  }

  /** Writes what comes after the outcome, and ends the record. */
  void ending(Encoder out, CallRecord call, List<Place> callers) {
    if (showsChanges() && call.details() != null)
      call.details().writeChanged(out.name(names.changed()));
    if (showsCaller) {
      out.name(names.caller());
      if (callers.isEmpty()) out.none();
      else callers.get(0).write(out);
    }
    if (capture.frames() > 0) stack(out, callers);
    out.end();
  }

  private void stack(Encoder out, List<Place> callers) {
    out.name(names.stack()).list();
    for (Place each : callers) if (out.size() < MOST_RECORD) each.write(out);
    out.end();
  }

  /** As a person writes it: 0.1 and not 0.10000000149011612. */
  private static void single(Encoder out, float value) {
    if (Float.isFinite(value)) out.real(Double.parseDouble(Float.toString(value)));
    else out.text(Float.toString(value));
  }

  /** A number that JSON has no way to write becomes a text. */
  private static void real(Encoder out, double value) {
    if (Double.isFinite(value)) out.real(value);
    else out.text(Double.toString(value));
  }
}
