package dev.sonde.tracer.record;

import dev.sonde.tracer.capture.Callers;
import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.words.Capture;
import org.jspecify.annotations.Nullable;

/** A method of which each call is a record. */
public final class MethodProbe extends Probe {
  private final Recorder recorder;
  private final CallFormat format;
  private boolean seen;
  private volatile @Nullable Linking linking;
  private final Arguments when;
  private final boolean plain;
  private final @Nullable Straight straight;
  private volatile long @Nullable [] tally;

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
    this(recorder, format, unjudged(recorder), false);
  }

  /** For a method with a condition. */
  public MethodProbe(Recorder recorder, CallFormat format, Arguments when) {
    this(recorder, format, when, true);
  }

  private MethodProbe(Recorder recorder, CallFormat format, Arguments when, boolean judged) {
    super(recorder, format.className(), format.methodName(), judged);
    this.recorder = recorder;
    this.format = format;
    this.when = when;
    plain = when == Arguments.ENTRY && format.plain();
    boolean alone = plain && !holds() && format.callers() == null && format.endsWithOutcome();
    straight = alone && !recorder.throttled() ? Straight.of(this) : null;
  }

  @Override
  public Token token() {
    return Token.RECORD;
  }

  private static Arguments unjudged(Recorder recorder) {
    boolean again = recorder.terms().capture().has(Capture.Part.ENTRY);
    return again ? Arguments.BOTH : Arguments.ENTRY;
  }

  boolean holds() {
    return when != Arguments.ENTRY || format.constructs() && format.showsReceiver();
  }

  @Override
  public boolean wantsReceiver() {
    return format.showsReceiver();
  }

  /** Whether calls hold nothing, and all that is shown of them is written when it is known. */
  boolean plain() {
    return plain;
  }

  boolean rendersEarly() {
    return when != Arguments.EXIT;
  }

  @Override
  public void tally() {
    tally = Passed.counters();
  }

  @Override
  public long tallied() {
    long[] counters = tally;
    tally = null;
    return counters == null ? 0 : Passed.sum(counters);
  }

  private void tally(long thread) {
    long[] counters = tally;
    if (counters != null) counters[((int) thread & Passed.mask()) << Passed.shift()]++;
  }

  /** The call of this token, which ends now; null when it is none of this probe. */
  public @Nullable Object ending(@Nullable Object token) {
    CallRecord call = CallRecord.of(token);
    if (call == null || call.probe != this) return null;
    call.end(end(call));
    return call;
  }

  /**
   * The record of a call that begins; null when it is of no interest. Until the record has been
   * entered, this thread meets no probe.
   */
  public @Nullable Object begin(long thread) {
    if (off() || !recorder.open()) {
      tally(thread);
      return null;
    }
    boolean throttled = recorder.throttled();
    if (throttled && recorder.terms().throttle().outside(thread)) {
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
    see();
    if (throttled && !recorder.terms().throttle().begins(stripe, passed().length > 0 && holds())) {
      stripe.skipped++;
      recorder.leave(place);
      return null;
    }
    if (knowsRoom() && !stripe.room(recorder.events(), thread)) {
      recorder.drop(stripe, place);
      return null;
    }
    CallRecord call = stripe.call(this, thread, place >= Guard.SHARED);
    call.begin(place, weight(stripe));
    return call;
  }

  /** Whether room is asked for when a call begins. */
  private boolean knowsRoom() {
    return plain && !recorder.throttled() || !holds() && recorder.terms().throttle().rate() == null;
  }

  /** Renders what is only known now. */
  private void rest(CallRecord call) {
    if (!rendersEarly()) format.arguments(call);
    format.constructed(call);
    if (!format.showsChanges()) call.release();
  }

  private int weight(Stripe stripe) {
    if (rendersEarly()) return stripe.weight();
    return (stripe.unrendered++ & CallRecord.SAMPLED) == 0 ? 1 : 0;
  }

  public void returned(@Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) return;
    format.returned(call.out());
    call.send();
  }

  public void returnedTruth(boolean value, @Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) return;
    format.result(call.out(), value);
    call.send();
  }

  public void returnedCharacter(char value, @Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) return;
    format.result(call.out(), value);
    call.send();
  }

  public void returnedInteger(long value, @Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) return;
    format.result(call.out(), value);
    call.send();
  }

  public void returnedSingle(float value, @Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) return;
    format.result(call.out(), value);
    call.send();
  }

  public void returnedReal(double value, @Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) return;
    format.result(call.out(), value);
    call.send();
  }

  public void returnedObject(@Nullable Object value, @Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) return;
    format.result(call.out(), value);
    call.send();
  }

  public void thrown(Object throwable, @Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) return;
    format.thrown(call.out(), (Throwable) throwable);
    call.send();
  }

  @Override
  public void linked(long thread, long began) {
    linking = new Linking(thread, began);
  }

  @Override
  public boolean seen() {
    return seen || super.seen();
  }

  @Override
  public @Nullable Object straight() {
    return straight;
  }

  /** A call has begun. */
  void see() {
    if (!seen) seen = true;
  }

  /** Whether a call site was linked that the next call ends through. */
  boolean linking() {
    return linking != null;
  }

  @Override
  public @Nullable Callers callers() {
    return format.callers();
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

  /**
   * Ends the call of this token, whose callers are to be looked for now: until its outcome comes,
   * its thread meets no probe. Null when nothing is to be delivered.
   */
  public @Nullable Object closing(@Nullable Object token) {
    return closed(token);
  }

  /**
   * The record of a call, complete but for its outcome; null when nothing is to be delivered.
   *
   * @param ended the token or, where callers are told, the record that {@link #closing} has given
   */
  private @Nullable CallRecord ended(@Nullable Object ended) {
    CallRecord call = callers() == null ? closed(ended) : (CallRecord) ended;
    if (call == null) return null;
    if (!plain) rest(call);
    format.ended(call, call.number());
    return call;
  }

  /** Ends the call of this token; null when nothing is to be delivered. */
  private @Nullable CallRecord closed(@Nullable Object token) {
    CallRecord call = CallRecord.of(token);
    if (call == null || call.probe != this) return null;
    if (!call.over()) call.end(end(call));
    long now = call.ended();
    call.shut();
    int place = recorder.enter(call.thread);
    if (place < 0) {
      call.release();
      return null;
    }
    call.measured();
    Stripe stripe = recorder.stripe(place);
    if (call.left()) call.renderLate();
    call.closing(stripe);
    boolean live = recorder.live();
    boolean taken = !live || !recorder.throttled() || recorder.terms().throttle().ends(now);
    long number = taken && live ? recorder.permit(stripe) : 0;
    if (number == 0) {
      call.done();
      if (taken) stripe.late++;
      else stripe.skipped++;
      recorder.leave(place);
      return null;
    }
    if ((!knowsRoom() || callers() != null) && !stripe.room(recorder.events(), call.thread)) {
      call.done();
      recorder.dropped(stripe, place, number);
      return null;
    }
    call.delivering(place, number);
    return call;
  }
}
