package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.tracer.capture.Place;
import org.jspecify.annotations.Nullable;

/**
 * One woven method as the application's threads see it. The public methods are called by the
 * generated probe, which catches whatever they throw and gives it to {@link #failed}.
 */
public final class MethodProbe {
  private final Recorder recorder;
  private final CallFormat format;
  private volatile boolean off;
  private boolean seen;
  private volatile @Nullable Linking linking;

  /**
   * The call site through which a call ends was linked during that call, and the linking is not
   * part of its time.
   */
  private record Linking(long thread, long began) {}

  public MethodProbe(Recorder recorder, CallFormat format) {
    this.recorder = recorder;
    this.format = format;
  }

  /**
   * The record of a call that begins; null when it is of no interest. Until the record has been
   * entered, this thread meets no probe.
   */
  public @Nullable Object begin(long thread) {
    if (off || !recorder.open()) return null;
    int place = recorder.enter(thread);
    if (place < 0) return null;
    if (!recorder.live()) {
      recorder.leave(place);
      return null;
    }
    Stripe stripe = recorder.stripe(place);
    stripe.seen++;
    if (!seen) seen = true;
    return new CallRecord(this, thread, stripe, place, System.nanoTime());
  }

  public void returned(@Nullable Object token) {
    Delivery delivery = ended(token);
    if (delivery == null) return;
    format.returned(delivery.out);
    delivery.send(format);
  }

  public void returnedTruth(boolean value, @Nullable Object token) {
    Delivery delivery = ended(token);
    if (delivery == null) return;
    format.result(delivery.out, value);
    delivery.send(format);
  }

  public void returnedCharacter(char value, @Nullable Object token) {
    Delivery delivery = ended(token);
    if (delivery == null) return;
    format.result(delivery.out, value);
    delivery.send(format);
  }

  public void returnedInteger(long value, @Nullable Object token) {
    Delivery delivery = ended(token);
    if (delivery == null) return;
    format.result(delivery.out, value);
    delivery.send(format);
  }

  public void returnedSingle(float value, @Nullable Object token) {
    Delivery delivery = ended(token);
    if (delivery == null) return;
    format.result(delivery.out, value);
    delivery.send(format);
  }

  public void returnedReal(double value, @Nullable Object token) {
    Delivery delivery = ended(token);
    if (delivery == null) return;
    format.result(delivery.out, value);
    delivery.send(format);
  }

  public void returnedObject(@Nullable Object value, @Nullable Object token) {
    Delivery delivery = ended(token);
    if (delivery == null) return;
    format.result(delivery.out, value);
    delivery.send(format);
  }

  public void thrown(Object throwable, @Nullable Object token) {
    Delivery delivery = ended(token);
    if (delivery == null) return;
    format.thrown(delivery.out, (Throwable) throwable);
    delivery.send(format);
  }

  /**
   * A call site through which calls end was linked just now by this thread, which will come through
   * it next.
   */
  public void linked(long thread, long began) {
    linking = new Linking(thread, began);
  }

  /** Switches this probe off for good. */
  public void failed(long thread, Throwable failure) {
    off = true;
    recorder.failed(thread, failure);
  }

  /** Class and method, with a dot. */
  public String name() {
    return format.name();
  }

  /** Whether a call has begun; maybe a moment late. */
  public boolean seen() {
    return seen;
  }

  public boolean off() {
    return off;
  }

  CallFormat format() {
    return format;
  }

  Recorder recorder() {
    return recorder;
  }

  private long end(CallRecord call) {
    long now = System.nanoTime();
    Linking late = linking;
    if (late == null || late.thread != call.thread) return now;
    linking = null;
    return late.began - call.start < 0 ? now : late.began;
  }

  /** Ends the call of this token; null when nothing is to be delivered. */
  private @Nullable Delivery ended(@Nullable Object token) {
    CallRecord call = CallRecord.of(token);
    if (call == null || call.probe != this) return null;
    long now = end(call);
    call.token[0] = null;
    int place = recorder.enter(call.thread);
    if (place < 0) return null;
    Stripe stripe = recorder.stripe(place);
    stripe.closed++;
    long number = recorder.live() ? recorder.permit() : 0;
    if (number == 0) {
      stripe.late++;
      recorder.leave(place);
      return null;
    }
    Place caller = format.caller();
    Encoder out = format.head(stripe.buffer(recorder), call, number, now - call.start);
    return new Delivery(recorder, stripe, place, number, now, caller, out);
  }
}
