package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;
import dev.sonde.tracer.capture.Callers;
import dev.sonde.tracer.capture.Redaction;
import dev.sonde.tracer.capture.Secrets;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.capture.Suspicion;
import dev.sonde.tracer.select.Param;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.words.Capture;
import dev.sonde.tracer.words.Capture.Part;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the calls of one method are written. What all of them share is encoded once, at planning. */
public final class CallFormat {
  /** Of the 64 KiB of a record. */
  private static final int MOST_ARGUMENTS = 36 * 1024;

  /** In larger records a value is looked at twice. */
  private static final int QUICK = 1024;

  private static final int MOST_OBJECT = 48 * 1024;
  private static final int MOST_RECORD = 60 * 1024;

  private final Recorder recorder;
  private final Snapshot snapshot;
  private final Names names;
  private final String className;
  private final SelectedMethod method;
  private final CallShape shape;
  private final Shape[] shapes;

  private final NamedValue[] named;
  private final boolean[] labels;
  private final boolean[] labelled;
  private final NamedValue answer;

  /** Whether the result is shown, and has no secret's name. */
  private final boolean open;

  private final int full;
  private final Capture capture;
  private final int frames;
  private final boolean showsArguments;
  private final boolean showsResult;
  private final boolean showsChanges;
  private final boolean showsReceiver;
  private final boolean showsCaller;
  private final @Nullable Callers callers;
  private final boolean constructs;
  private final boolean ends;
  private final boolean[] plain;
  private final Shape answered;
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
    frames = capture.frames();
    showsArguments = snapshot.values() && capture.arguments();
    showsResult = snapshot.values() && capture.has(Part.RETURN);
    showsChanges = snapshot.values() && capture.has(Part.ENTRY);
    showsReceiver = capture.has(Part.THIS) && !Modifier.isStatic(method.access());
    showsCaller = capture.has(Part.CALLER);
    callers =
        showsCaller || frames > 0 ? new Callers(className, Math.max(1, frames), events) : null;
    constructs = method.name().equals("<init>");
    names = Names.of(events);
    int count = method.params().size();
    named = new NamedValue[count];
    labels = new boolean[count];
    labelled = new boolean[count];
    shapes = Shape.ofArguments(method.descriptor());
    answered = Shape.of(method.descriptor().substring(method.descriptor().lastIndexOf(')') + 1));
    describe(events, method.params());
    shape = new CallShape(recorder, trace, className, method, resultType, names, snapshot.values());
    ends = showsCaller || frames > 0 || shape.changes();
    plain = new boolean[count];
    for (int i = 0; i < count; i++)
      plain[i] = showsArguments && named[i].word() == null && !labels[i] && !labelled[i];
    answer = NamedValue.result(events, snapshot, method.name());
    open = showsResult && answer.word() == null;
    full = events.name("‹left out: the record is full›");
    left = events.encoder(8).name(full);
    object = events.part(names.receiver(events, className, snapshot.values()));
  }

  private void describe(Events events, List<Param> params) {
    for (int i = 0; i < named.length; i++) {
      String each = params.get(i).name();
      named[i] = NamedValue.parameter(events, snapshot, each, method.name(), named.length);
      labelled[i] = named[i].labelled();
    }
    // What nobody asks for later is not looked for in each call.
    boolean asked = false;
    for (int i = named.length - 1; i >= 0; asked |= labelled[i--])
      labels[i] = asked && named[i].labels();
  }

  int size() {
    return named.length;
  }

  /** Renders the arguments that a call holds, as they are now. */
  void arguments(CallRecord call) {
    for (int i = 0; i < named.length; i++) {
      long bits = call.bits(i);
      if (shapes[i] == Shape.OBJECT) call.show(i, call.reference(i));
      else bits(call.arguments(), i, bits);
    }
    Details details = call.details();
    if (details != null && !constructs()) details.receiver(call.reference(named.length));
  }

  /** Renders what only a finished constructor has: its object. */
  void constructed(CallRecord call) {
    Details details = call.details();
    if (details != null && constructs()) details.receiver(call.reference(named.length));
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

  boolean hasDetails() {
    return showsReceiver || showsChanges;
  }

  /**
   * Whether nothing is asked of the calls but arguments, outcome and callers, so that a value can
   * be written as soon as it comes.
   */
  boolean plain() {
    return !hasDetails() && !measures();
  }

  /**
   * Writes a short text at once, if nothing about this argument or the text needs a second look.
   */
  boolean quick(Encoder out, int index, @Nullable Object value) {
    return index < plain.length
        && plain[index]
        && value instanceof String text
        && out.size() <= QUICK
        && Suspicion.write(out, text);
  }

  /** Whether something is measured of each call. */
  boolean measures() {
    return shape.measured();
  }

  /** A bit for each argument that is written as it comes, but for what its text may hide. */
  long quick() {
    long quick = 0;
    for (int i = 0; i < Math.min(plain.length, Long.SIZE); i++) if (plain[i]) quick |= 1L << i;
    return quick;
  }

  /** Whether a record ends with its outcome. */
  boolean endsWithOutcome() {
    return !ends;
  }

  /** Where the value of an argument will stand that is written now. */
  int valueStart(Encoder out) {
    return showsArguments ? out.size() : -1;
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

  void argument(Encoder out, int index, boolean value) {
    if (showsArguments) out.truth(value);
  }

  void argument(Encoder out, int index, char value) {
    if (showsArguments && !named[index].hide(out)) out.text(String.valueOf(value));
  }

  void argument(Encoder out, int index, long value) {
    if (showsArguments && !named[index].hideNumber(out)) snapshot.integer(out, value);
  }

  void argument(Encoder out, int index, float value) {
    if (showsArguments && !named[index].hideNumber(out)) single(out, value);
  }

  void argument(Encoder out, int index, double value) {
    if (showsArguments && !named[index].hideNumber(out)) real(out, value);
  }

  /**
   * @param label the strong name that an argument before has given to the value beside it
   */
  void argument(Encoder out, int index, @Nullable Object value, @Nullable String label) {
    if (showsArguments) value(out, index, value, label, MOST_ARGUMENTS);
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

  /** Looks for what a record shows of callers, innermost first; null: it shows none. */
  @Nullable Callers callers() {
    return callers;
  }

  /**
   * Writes what a record begins with, up to the call's number.
   *
   * @param early whether arguments are shown as they were when it began
   */
  void head(Encoder out, boolean early) {
    out.append(shape.head(early));
  }

  /**
   * Writes arguments and result of a call as a {@link Lane} has them.
   *
   * @param position of the first reference
   * @param at where the words of the arguments begin
   */
  void values(Encoder out, LaneReader lane, long position, long[] words, int at) {
    arguments(out, lane, position, words, at, named.length);
    result(out, lane, words[at + named.length]);
  }

  private void arguments(
      Encoder out, LaneReader lane, long position, long[] words, int at, int count) {
    String label = null;
    for (int i = 0; i < count; i++) {
      if (shapes[i] != Shape.OBJECT) {
        bits(out, i, words[at + i]);
        continue;
      }
      Object value = lane.reference(position++);
      if (quick(out, i, value)) continue;
      argument(out, i, value, label);
      if (label == null) label = label(i, value);
    }
  }

  /** As bits. */
  private void bits(Encoder out, int index, long bits) {
    switch (shapes[index]) {
      case TRUTH -> argument(out, index, bits != 0);
      case CHARACTER -> argument(out, index, (char) bits);
      case INTEGER -> argument(out, index, bits);
      case SINGLE -> argument(out, index, Float.intBitsToFloat((int) bits));
      default -> argument(out, index, Double.longBitsToDouble(bits));
    }
  }

  private void result(Encoder out, LaneReader lane, long bits) {
    switch (answered) {
      case NOTHING -> returned(out);
      case TRUTH -> result(out, bits != 0);
      case CHARACTER -> result(out, (char) bits);
      case INTEGER -> result(out, bits);
      case SINGLE -> result(out, Float.intBitsToFloat((int) bits));
      case REAL -> result(out, Double.longBitsToDouble(bits));
      case OBJECT -> result(out, lane.reference(bits));
    }
  }

  /** The record of a call that has ended, up to its outcome. */
  Encoder ended(CallRecord call, long number) {
    Encoder out = shape.measured() ? measured(call) : call.arguments();
    call.complete(out, number);
    if (call.details() != null) call.details().writeReceiver(out);
    return out;
  }

  private Encoder measured(CallRecord call) {
    Encoder arguments = call.arguments();
    Encoder out = call.beginning();
    if (call.used() != null) used(out, call.used());
    out.append(shape.body(call.probe.rendersEarly()));
    return out.integer(call.depth).append(arguments);
  }

  private void used(Encoder out, Used used) {
    if (used.cpu() >= 0) out.name(names.cpuNanos()).integer(used.cpu());
    if (used.alloc() >= 0) out.name(names.allocatedBytes()).integer(used.alloc());
  }

  /** The values for the current thread. */
  Encoder thread(long id, Thread thread, String name, Stripe stripe) {
    Encoder known = stripe.caller(id, name);
    if (known != null) return known;
    Encoder out = thread(id, name, Threads.isVirtual(thread));
    stripe.caller(id, name, out);
    return out;
  }

  /** The values for a thread. */
  Encoder thread(long id, String name, boolean virtual) {
    Encoder out = recorder.events().encoder(64).integer(id);
    if (snapshot.values()) out.text(Secrets.shown(name));
    return out.truth(virtual);
  }

  /** Words that a call takes in a {@link Lane}. */
  int words() {
    return Lane.VALUES + named.length + 1;
  }

  /** References that a call has there, at most. */
  int references() {
    return referencesBefore(shapes.length) + (answered == Shape.OBJECT ? 1 : 0);
  }

  /** How many of these are arguments before this one. */
  int referencesBefore(int index) {
    int count = 0;
    for (int i = 0; i < Math.min(index, shapes.length); i++) if (shapes[i] == Shape.OBJECT) count++;
    return count;
  }

  /** Renders an argument that has been left in a {@link Lane}. */
  void left(CallRecord call, int index, long bits, @Nullable Object reference) {
    if (shapes[index] != Shape.OBJECT) bits(call.arguments(), index, bits);
    else if (!quick(call.arguments(), index, reference)) call.show(index, reference);
  }

  boolean refers(int index) {
    return shapes[index] == Shape.OBJECT;
  }

  void returned(Encoder out) {
    out.append(shape.returned);
  }

  void result(Encoder out, boolean value) {
    out.append(shape.result);
    if (showsResult) out.truth(value);
  }

  void result(Encoder out, char value) {
    out.append(shape.result);
    if (showsResult && !answer.hide(out)) out.text(String.valueOf(value));
  }

  void result(Encoder out, long value) {
    out.append(shape.result);
    if (showsResult && !answer.hideNumber(out)) snapshot.integer(out, value);
  }

  void result(Encoder out, float value) {
    out.append(shape.result);
    if (showsResult && !answer.hideNumber(out)) single(out, value);
  }

  void result(Encoder out, double value) {
    out.append(shape.result);
    if (showsResult && !answer.hideNumber(out)) real(out, value);
  }

  void result(Encoder out, @Nullable Object value) {
    out.append(shape.result);
    if (open && value instanceof String text && Suspicion.write(out, text)) return;
    if (showsResult) object(out, answer.word(), answer.name(), value, MOST_RECORD);
  }

  void thrown(Encoder out, Throwable thrown) {
    out.append(shape.threw);
    if (capture.has(Part.THROWN)) snapshot.thrown(out, thrown);
    else out.map().name(names.type()).text(thrown.getClass().getName()).end();
  }

  /** Writes what comes after the outcome, and ends the record. */
  void ending(Encoder out, CallRecord call, List<Encoder> callers) {
    if (!ends) return;
    if (shape.changes()) {
      if (call.details() != null) call.details().writeChanged(out.name(names.changed()));
      if (showsCaller) out.name(names.caller());
    }
    if (showsCaller) {
      if (callers.isEmpty()) out.none();
      else out.append(callers.get(0));
    }
    if (frames > 0) stack(out, callers);
    if (frames > 0 || shape.changes()) out.end();
  }

  private void stack(Encoder out, List<Encoder> callers) {
    out.name(names.stack()).list();
    for (Encoder each : callers) if (out.size() < MOST_RECORD) out.append(each);
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
