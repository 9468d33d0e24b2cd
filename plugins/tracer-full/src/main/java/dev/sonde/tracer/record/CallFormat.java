package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;
import dev.sonde.tracer.capture.Place;
import dev.sonde.tracer.capture.Redaction;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.select.Param;
import dev.sonde.tracer.select.SelectedMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the calls of one method are written. What all of them share is encoded once, at planning. */
public final class CallFormat {
  private static final int ARGUMENT_BYTES = 32;
  private static final int MOST_NAME = 255;

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

  /**
   * Bound texts that stand for arguments whose name says that they are secret; -1 for the others.
   */
  private final int[] redacted;

  private final int full;

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
    redacted = new int[arguments.length];
    describe(events, method.params());
    result = names.result(events, resultType);
    full = events.name("‹left out: the record is full›");
  }

  private void describe(Events events, List<Param> params) {
    for (int i = 0; i < arguments.length; i++) {
      String name = params.get(i).name();
      String secret = Redaction.word(name);
      arguments[i] = names.argument(events, name, params.get(i).type());
      redacted[i] = secret == null ? -1 : events.name(Redaction.byName(secret));
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
    if (begin(out, index)) out.text(String.valueOf(value));
    out.end();
  }

  void argument(Encoder out, int index, long value) {
    if (begin(out, index)) out.integer(value);
    out.end();
  }

  void argument(Encoder out, int index, float value) {
    if (begin(out, index)) single(out, value);
    out.end();
  }

  void argument(Encoder out, int index, double value) {
    if (begin(out, index)) real(out, value);
    out.end();
  }

  void argument(Encoder out, int index, @Nullable Object value) {
    if (!begin(out, index)) {
      out.end();
      return;
    }
    int size = out.size();
    snapshot.argument(out, method.params().get(index).name(), value);
    if (out.size() > MOST_ARGUMENTS) {
      out.truncate(size);
      out.name(full);
    }
    out.end();
  }

  /** False: the value is written already, redacted. */
  private boolean begin(Encoder out, int index) {
    out.append(arguments[index]);
    if (redacted[index] < 0) return true;
    out.name(redacted[index]);
    return false;
  }

  @Nullable Place caller() {
    return Place.caller(className, method.name());
  }

  /** Writes all of a record that comes before its outcome. */
  Encoder head(Encoder out, CallRecord call, long number, long nanos) {
    Thread thread = Thread.currentThread();
    out.append(beginning).integer(number).append(place).name(names.id()).integer(call.thread);
    String name = thread.getName();
    if (name.length() > MOST_NAME) name = name.substring(0, MOST_NAME) + "…";
    out.name(names.name()).text(name).name(names.virtual()).truth(Threads.isVirtual(thread)).end();
    out.name(names.at())
        .integer(recorder.millis(call.start))
        .name(names.durationNanos())
        .integer(nanos);
    out.name(names.depth())
        .integer(call.depth)
        .name(names.args())
        .list()
        .append(call.arguments)
        .end();
    return out.name(names.argsAt()).name(names.entry());
  }

  void returned(Encoder out) {
    out.name(names.outcome()).name(names.returned());
  }

  void result(Encoder out, boolean value) {
    out.append(result).truth(value).end();
  }

  void result(Encoder out, char value) {
    out.append(result).text(String.valueOf(value)).end();
  }

  void result(Encoder out, long value) {
    out.append(result).integer(value).end();
  }

  void result(Encoder out, float value) {
    single(out.append(result), value);
    out.end();
  }

  void result(Encoder out, double value) {
    real(out.append(result), value);
    out.end();
  }

  void result(Encoder out, @Nullable Object value) {
    int size = out.append(result).size();
    snapshot.write(out, value);
    if (out.size() > MOST_RECORD) {
      out.truncate(size);
      out.name(full);
    }
    out.end();
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
