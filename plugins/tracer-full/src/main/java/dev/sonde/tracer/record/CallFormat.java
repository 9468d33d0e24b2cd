package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;
import dev.sonde.tracer.capture.Place;
import dev.sonde.tracer.capture.Redaction;
import dev.sonde.tracer.capture.Secrets;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.select.Param;
import dev.sonde.tracer.select.SelectedMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the calls of one method are written. What all of them share is encoded once, at planning. */
public final class CallFormat {
  private static final int ARGUMENT_BYTES = 32;

  /** Of the 64 KiB of a record. */
  private static final int MOST_ARGUMENTS = 36 * 1024;

  private static final int MOST_RECORD = 60 * 1024;

  private final Recorder recorder;
  private final Snapshot snapshot;
  private final Names names;
  private final String className;
  private final SelectedMethod method;
  private final Encoder beginning;
  private final Encoder place;
  private final Encoder[] arguments;
  private final Encoder result;
  private final Shape[] shapes;

  private final NamedValue[] named;
  private final boolean[] labels;
  private final boolean[] labelled;
  private final NamedValue answer;
  private final int full;

  /** Threads keep their names, and finding secrets in one takes longer than to compare it. */
  private @Nullable ThreadName threadName;

  private static final class ThreadName {
    final String whole;
    final String shown;

    ThreadName(String whole) {
      this.whole = whole;
      this.shown = Secrets.shown(whole);
    }
  }

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
    names = Names.of(events);
    beginning = Names.beginning(events, trace);
    place = Names.place(events, className, method.name(), method.descriptor());
    arguments = new Encoder[method.params().size()];
    named = new NamedValue[arguments.length];
    labels = new boolean[arguments.length];
    labelled = new boolean[arguments.length];
    shapes = Shape.ofArguments(method.descriptor());
    describe(events, method.params());
    boolean values = snapshot.values();
    result = values ? names.result(events, resultType) : names.resultType(events, resultType);
    answer = NamedValue.result(events, snapshot, method.name());
    full = events.name("‹left out: the record is full›");
  }

  private void describe(Events events, List<Param> params) {
    for (int i = 0; i < arguments.length; i++) {
      Param each = params.get(i);
      named[i] =
          NamedValue.parameter(events, snapshot, each.name(), method.name(), arguments.length);
      labels[i] = named[i].labels();
      labelled[i] = named[i].labelled();
      arguments[i] =
          snapshot.values()
              ? names.argument(events, each.name(), each.type())
              : names.argumentType(events, each.name(), each.type());
    }
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
  }

  String name() {
    return className + "." + method.name();
  }

  /** A buffer for the arguments of one call. */
  Encoder arguments() {
    return recorder.events().encoder(16 + ARGUMENT_BYTES * arguments.length);
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
    NamedValue name = named[index];
    if (begin(out, index))
      if (label == null || !labelled[index])
        object(out, name.word(), name.name(), value, MOST_ARGUMENTS);
      else object(out, Redaction.word(label), label, value, MOST_ARGUMENTS);
    out.end();
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
    return snapshot.values();
  }

  @Nullable Place caller() {
    return Place.caller(className, method.name());
  }

  /** Writes all of a record that comes before its outcome. */
  Encoder head(Encoder out, CallRecord call, long number, long nanos) {
    Thread thread = Thread.currentThread();
    out.append(beginning).integer(number).append(place).name(names.id()).integer(call.thread);
    if (snapshot.values()) out.name(names.name()).text(shown(thread.getName()));
    out.name(names.virtual()).truth(Threads.isVirtual(thread)).end();
    out.name(names.at())
        .integer(recorder.millis(call.start))
        .name(names.durationNanos())
        .integer(nanos);
    out.name(names.depth())
        .integer(call.depth)
        .name(names.args())
        .list()
        .append(call.arguments())
        .end();
    boolean early = call.probe.rendersEarly();
    return out.name(names.argsAt()).name(early ? names.entry() : names.exit());
  }

  private String shown(String name) {
    ThreadName known = threadName;
    if (known == null || known.whole != name) threadName = known = new ThreadName(name);
    return known.shown;
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
    return snapshot.values();
  }

  void thrown(Encoder out, Throwable thrown) {
    snapshot.thrown(out.name(names.outcome()).name(names.threw()).name(names.thrown()), thrown);
  }

  void caller(Encoder out, @Nullable Place caller) {
    out.name(names.caller());
    if (caller == null) out.none();
    else caller.write(out);
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
