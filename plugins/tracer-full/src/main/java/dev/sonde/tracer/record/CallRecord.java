package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * One call that is being traced, from its entry to its exit, in one thread. The public methods are
 * called by the generated probe.
 *
 * <p>The application's frame holds not this but a token, an array of the JDK with this in it, which
 * is emptied when the trace ends: a frame that never returns would else keep this plugin's loader
 * for ever.
 */
public final class CallRecord {
  final MethodProbe probe;
  final long thread;
  final Object[] token = {this};
  final Encoder arguments;
  private final Stripe stripe;
  private final int place;
  private final long began;
  private @Nullable String label;
  long start;

  /** How many recorded calls of this trace were open in this thread when this one began. */
  int depth;

  /** For {@link OpenCalls}. */
  @Nullable CallRecord next;

  CallRecord(MethodProbe probe, long thread, Stripe stripe, int place, long began) {
    this.probe = probe;
    this.thread = thread;
    this.stripe = stripe;
    this.place = place;
    this.began = began;
    arguments = probe.format().arguments();
  }

  /**
   * The call of this token; null for a token of another session, of a trace that is over, or none.
   */
  static @Nullable CallRecord of(@Nullable Object token) {
    return token instanceof Object[] box && box.length == 1 && box[0] instanceof CallRecord call
        ? call
        : null;
  }

  public void truth(int index, boolean value) {
    probe.format().argument(arguments, index, value);
  }

  public void character(int index, char value) {
    probe.format().argument(arguments, index, value);
  }

  public void integer(int index, long value) {
    probe.format().argument(arguments, index, value);
  }

  public void single(int index, float value) {
    probe.format().argument(arguments, index, value);
  }

  public void real(int index, double value) {
    probe.format().argument(arguments, index, value);
  }

  public void object(int index, @Nullable Object value) {
    CallFormat format = probe.format();
    format.argument(arguments, index, value, label);
    if (label == null) label = format.label(index, value);
  }

  /** Ends the capture of the entry, and starts the clock. */
  public Object entered() {
    stripe.hold(token);
    Recorder recorder = probe.recorder();
    recorder.openCalls().push(this);
    long now = System.nanoTime();
    stripe.spent += now - began;
    recorder.leave(place);
    recorder.checkTime(now);
    start = now;
    return token;
  }
}
