package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.tracer.capture.Place;
import java.util.List;
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
  private final Arguments when;
  private final long[] passed;

  /**
   * The call site through which a call ends was linked during that call, and the linking is not
   * part of its time.
   */
  private record Linking(long thread, long began) {}

  /** When the arguments of a call are rendered. */
  public enum Arguments {
    /** When it begins. */
    ENTRY,
    /** When it ends, if its condition holds then; until then they are held. */
    EXIT,
    /** When it begins, and held until it ends. */
    BOTH
  }

  /** For a method whose calls are all of interest. */
  public MethodProbe(Recorder recorder, CallFormat format) {
    this.recorder = recorder;
    this.format = format;
    boolean again = recorder.terms().capture().has(Capture.Part.ENTRY);
    when = again ? Arguments.BOTH : Arguments.ENTRY;
    passed = new long[0];
  }

  /** For a method with a condition. */
  public MethodProbe(Recorder recorder, CallFormat format, Arguments when) {
    this.recorder = recorder;
    this.format = format;
    this.when = when;
    passed = Passed.counters();
    recorder.watch(passed);
  }

  /** The counters of {@link Passed}. */
  public long[] passed() {
    return passed;
  }

  boolean holds() {
    return when != Arguments.ENTRY || format.constructs() && format.showsReceiver();
  }

  /** Whether a call must say which object it is of. */
  public boolean wantsReceiver() {
    return format.showsReceiver();
  }

  boolean rendersEarly() {
    return when != Arguments.EXIT;
  }

  /** The condition could not be decided when a call began. */
  public void misjudged(Throwable thrown) {
    recorder.misjudged().atEntry(thrown);
  }

  /** Keeps this thread from meeting probes; gives what {@link #outside} takes, below 0: it was. */
  public int inside(long thread) {
    return recorder.enter(thread);
  }

  public void outside(int place) {
    recorder.leave(place);
  }

  /** The call of this token, which ends now; null when it is none of this probe. */
  public @Nullable Object ending(@Nullable Object token) {
    CallRecord call = CallRecord.of(token);
    if (call == null || call.probe != this) return null;
    call.end(end(call));
    return call;
  }

  /** Class and method of the caller, with a dot; null at the bottom of a stack. */
  public @Nullable Object caller() {
    Place place = format.caller();
    return place == null ? null : place.className() + "." + place.method();
  }

  /**
   * The record of a call that begins; null when it is of no interest. Until the record has been
   * entered, this thread meets no probe.
   */
  public @Nullable Object begin(long thread) {
    if (off || !recorder.open()) return null;
    if (recorder.terms().throttle().outside(thread)) {
      recorder.outside(thread);
      return null;
    }
    int place = recorder.enter(thread);
    if (place < 0) return null;
    if (!recorder.live()) {
      recorder.leave(place);
      return null;
    }
    Stripe stripe = recorder.stripe(place);
    stripe.seen++;
    if (!seen) seen = true;
    if (!recorder.terms().throttle().begins(stripe, passed.length > 0 && holds())) {
      stripe.skipped++;
      recorder.leave(place);
      return null;
    }
    if (!holds() && recorder.terms().throttle().rate() == null && !recorder.events().room()) {
      recorder.drop(stripe, place);
      return null;
    }
    long began = rendersEarly() ? System.nanoTime() : 0;
    return new CallRecord(this, thread, stripe, place, began);
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
    return seen || Passed.sum(passed) > 0;
  }

  /** How many calls had a condition that was false when they began. */
  public long passedBy() {
    return Passed.sum(passed);
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
    long now = call.over() ? call.ended() : end(call);
    call.token[0] = null;
    int place = recorder.enter(call.thread);
    if (place < 0) return null;
    call.measured();
    Stripe stripe = recorder.stripe(place);
    stripe.closed++;
    boolean taken = !recorder.live() || recorder.terms().throttle().ends(now);
    long number = taken && recorder.live() ? recorder.permit() : 0;
    if (number == 0) {
      if (taken) stripe.late++;
      else stripe.skipped++;
      recorder.leave(place);
      return null;
    }
    if (!recorder.events().room()) {
      call.release();
      recorder.dropped(stripe, place, number);
      return null;
    }
    List<Place> callers = format.callers();
    if (!rendersEarly()) format.arguments(call);
    format.constructed(call);
    if (!format.showsChanges()) call.release();
    Encoder out = format.head(stripe.buffer(recorder), call, number, now - call.start);
    return new Delivery(recorder, stripe, place, number, now, callers, call, out);
  }
}
