package dev.sonde.tracer.record;

import dev.sonde.api.Events;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.capture.Suspicion;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call of which nothing is told but arguments and outcome, in a thread that has a seat
 * and has made such a record before: without the questions that its plan has answered. Whatever is
 * otherwise goes the way of {@link MethodProbe}, from its beginning or only at its end.
 *
 * <p>A record, for what stands in one is constant for the JIT compiler where the record is, as it
 * is in a probe's code; fields of other classes are read again in each call.
 *
 * @param seats {@link Seats#words}
 * @param stripes by place
 * @param recent one of the lanes whose thread has begun calls lately, at {@link Lane#RECENT}
 * @param quick {@link CallFormat#quick}
 * @param what begins each entry in a {@link Lane}, but for its depth
 * @param words of a call there
 * @param arguments that are references
 * @param references of a call there, at most
 * @param result where its result stands there; 0: none of its calls is left there
 * @param refers whether its result is a reference
 */
record Straight(
    MethodProbe probe,
    Recorder recorder,
    CallFormat format,
    Events events,
    Snapshot snapshot,
    long[] seats,
    @Nullable Stripe[] stripes,
    @Nullable Lane[] recent,
    long quick,
    AtomicLong permits,
    boolean unlimited,
    long what,
    int words,
    int arguments,
    int references,
    int result,
    boolean refers) {

  /** One in so many calls is timed. */
  private static final int WINDOW_BITS = 6;

  static Straight of(MethodProbe probe) {
    Recorder recorder = probe.recorder();
    CallFormat format = probe.format();
    int words = format.words();
    return new Straight(
        probe,
        recorder,
        format,
        recorder.events(),
        recorder.snapshot(),
        recorder.seats(),
        recorder.stripes(),
        recorder.recent(),
        format.quick(),
        recorder.permits(),
        recorder.unlimited(),
        (long) recorder.add(probe) << Lane.REST | Lane.CALL << Lane.KIND | words,
        words,
        format.referencesBefore(Integer.MAX_VALUE),
        format.references(),
        words <= Lane.MOST ? words - 1 : 0,
        format.references() > format.referencesBefore(Integer.MAX_VALUE));
  }

  /** {@link MethodProbe#begin}. */
  @Nullable Object begin(long thread) {
    if (result == 0) return rendered(thread);
    Lane lane = recent[Lane.RECENT];
    if (lane == null || lane.thread != thread) {
      lane = lane(thread);
      if (lane == null) return other(thread);
    }
    if (lane.tail > lane.limit || lane.ends(references)) return crowded(lane, thread);
    if (lane.name != Thread.currentThread().getName() || !Seats.free(seats, lane.seat, thread))
      return elsewhere(lane, thread);
    if (probe.off() || !recorder.live() || !unlimited && !recorder.open())
      return probe.begin(thread);
    CallRecord call = lane.stripe.inLane();
    if (call == null) return probe.begin(thread);
    if (call.way != LaneCall.LEFT || call.probe != probe) call.goes(probe, lane);
    if (lane.began >= lane.timed) time(lane, call);
    call.start = System.nanoTime();
    return call;
  }

  /** The lane of this thread; null: it has none, yet. */
  private @Nullable Lane lane(long thread) {
    Stripe stripe = stripes[Guard.SHARED + Seats.of(thread)];
    Lane lane = stripe == null ? null : stripe.lane;
    if (lane == null || lane.thread != thread) return null;
    if ((++lane.missed & Lane.SELDOM) == 0) recent[Lane.RECENT] = lane;
    return lane;
  }

  /** There is no room, as far as is known. */
  private @Nullable Object crowded(Lane lane, long thread) {
    if (!Seats.enter(seats, lane.seat, thread)) return probe.begin(thread);
    if (probe.off() || !recorder.open() || lane.stripe.inLane() == null)
      return refused(lane.seat, thread);
    if (lane.room(references)) {
      Seats.leave(seats, lane.seat, thread);
      return begin(thread);
    }
    probe.see();
    lane.stripe.seen++;
    recorder.drop(lane.stripe, Guard.SHARED + lane.seat);
    return null;
  }

  private static void time(Lane lane, CallRecord call) {
    long window = (lane.began >>> WINDOW_BITS) + 1 << WINDOW_BITS;
    lane.timed = window + Guard.spread(window, WINDOW_BITS);
    call.time(1 << WINDOW_BITS);
  }

  /** Of a thread that has no lane, or not yet the one of its seat. */
  private @Nullable Object other(long thread) {
    Stripe stripe = stripes[Guard.SHARED + Seats.of(thread)];
    Lane lane = stripe == null ? null : stripe.lane;
    return lane == null ? rendered(thread) : elsewhere(lane, thread);
  }

  private @Nullable Object elsewhere(Lane lane, long thread) {
    if (Seats.enter(seats, lane.seat, thread)) {
      lane.stripe.adopt(thread, Thread.currentThread().getName());
      Seats.leave(seats, lane.seat, thread);
    }
    return probe.begin(thread);
  }

  private @Nullable Object rendered(long thread) {
    int seat = Seats.of(thread);
    Stripe stripe = stripes[Guard.SHARED + seat];
    CallRecord call = stripe == null ? null : stripe.again(thread);
    if (stripe == null || call == null || !Seats.enter(seats, seat, thread))
      return probe.begin(thread);
    if (probe.off() || !recorder.open()) return refused(seat, thread);
    if (stripe.delivered >= Lane.WARM && stripe.lane == null && recorder.hasLane())
      stripe.open(recorder.reader(), seat);
    stripe.seen++;
    probe.see();
    if (!stripe.room(events, thread)) {
      recorder.drop(stripe, Guard.SHARED + seat);
      return null;
    }
    call.again(probe, stripe.weight());
    return call;
  }

  private @Nullable Object refused(int seat, long thread) {
    Seats.leave(seats, seat, thread);
    return probe.begin(thread);
  }

  /**
   * No size is asked: 64 of the longest texts that are written so fit between what arguments may
   * take of a record and what a record may ({@link CallFormat}).
   */
  private boolean quick(CallRecord call, int index) {
    return (quick >>> index & 1) != 0 && index < Long.SIZE && call.straight();
  }

  private static void put(Lane lane, int index, long bits) {
    lane.words[((int) lane.tail & Lane.MASK) + index] = bits;
  }

  void truth(Object record, int index, boolean value) {
    CallRecord call = (CallRecord) record;
    Lane lane = call.lane;
    if (lane != null) put(lane, Lane.VALUES + index, value ? 1 : 0);
    else call.truth(index, value);
  }

  void character(Object record, int index, char value) {
    CallRecord call = (CallRecord) record;
    Lane lane = call.lane;
    if (lane != null) put(lane, Lane.VALUES + index, value);
    else call.character(index, value);
  }

  void integer(Object record, int index, long value) {
    CallRecord call = (CallRecord) record;
    Lane lane = call.lane;
    if (lane != null) put(lane, Lane.VALUES + index, value);
    else if (quick(call, index)) snapshot.integer(call.out(), value);
    else call.integer(index, value);
  }

  void single(Object record, int index, float value) {
    CallRecord call = (CallRecord) record;
    Lane lane = call.lane;
    if (lane != null) put(lane, Lane.VALUES + index, Float.floatToRawIntBits(value));
    else call.single(index, value);
  }

  void real(Object record, int index, double value) {
    CallRecord call = (CallRecord) record;
    Lane lane = call.lane;
    if (lane != null) put(lane, Lane.VALUES + index, Double.doubleToRawLongBits(value));
    else call.real(index, value);
  }

  void object(Object record, int index, @Nullable Object value) {
    CallRecord call = (CallRecord) record;
    Lane lane = call.lane;
    if (lane != null && keeps(value)) {
      lane.refer(value);
      return;
    }
    if (lane != null) {
      Seats.enter(seats, lane.seat, call.thread);
      call.renderEarly(index, referred(index));
    }
    boolean written =
        quick(call, index) && value instanceof String text && Suspicion.write(call.out(), text);
    if (!written) call.object(index, value);
  }

  /** Where the references of a call are that has so many arguments in the lane. */
  private int referred(int index) {
    return format.referencesBefore(index);
  }

  /** Whether a value tells the same later, and is small. */
  private static boolean keeps(@Nullable Object value) {
    return value == null || value instanceof String text && text.length() <= Lane.LONGEST;
  }

  /** {@link CallRecord#entered}. */
  Object entered(Object record) {
    CallRecord call = (CallRecord) record;
    if (left(call)) return call.token;
    if (!call.straight()) return call.entered();
    long now = call.enteredAgain();
    Seats.leave(seats, Seats.of(call.thread), call.thread);
    recorder.checkTime(now);
    return call.token;
  }

  /** Of a call that is left in the lane, and may run already as far as the processor knows. */
  private boolean left(CallRecord call) {
    Lane lane = call.lane;
    if (lane == null) return false;
    lane.began++;
    call.open = true;
    lane.stripe.open(call);
    if (call.way != LaneCall.LEFT) call.timeBegin();
    return true;
  }

  void returned(@Nullable Object token) {
    if (leave(token, 0, null)) return;
    CallRecord call = ended(token);
    if (call == null) probe.returned(token);
    else {
      format.returned(call.out());
      send(call);
    }
  }

  void returnedTruth(boolean value, @Nullable Object token) {
    if (leave(token, value ? 1 : 0, null)) return;
    CallRecord call = ended(token);
    if (call == null) probe.returnedTruth(value, token);
    else {
      format.result(call.out(), value);
      send(call);
    }
  }

  void returnedCharacter(char value, @Nullable Object token) {
    if (leave(token, value, null)) return;
    CallRecord call = ended(token);
    if (call == null) probe.returnedCharacter(value, token);
    else {
      format.result(call.out(), value);
      send(call);
    }
  }

  void returnedInteger(long value, @Nullable Object token) {
    if (leave(token, value, null)) return;
    CallRecord call = ended(token);
    if (call == null) probe.returnedInteger(value, token);
    else {
      format.result(call.out(), value);
      send(call);
    }
  }

  void returnedSingle(float value, @Nullable Object token) {
    if (leave(token, Float.floatToRawIntBits(value), null)) return;
    CallRecord call = ended(token);
    if (call == null) probe.returnedSingle(value, token);
    else {
      format.result(call.out(), value);
      send(call);
    }
  }

  void returnedReal(double value, @Nullable Object token) {
    if (leave(token, Double.doubleToRawLongBits(value), null)) return;
    CallRecord call = ended(token);
    if (call == null) probe.returnedReal(value, token);
    else {
      format.result(call.out(), value);
      send(call);
    }
  }

  void returnedObject(@Nullable Object value, @Nullable Object token) {
    if (keeps(value) && leave(token, 0, value)) return;
    CallRecord call = ended(token);
    if (call == null) probe.returnedObject(value, token);
    else {
      format.result(call.out(), value);
      send(call);
    }
  }

  /**
   * The record of a call, complete but for its outcome; its thread is inside. Null: the other way,
   * which knows when the call has ended if that was asked here.
   */
  private @Nullable CallRecord ended(@Nullable Object token) {
    CallRecord call = CallRecord.of(token);
    if (call == null || !call.straight() || call.probe != probe || probe.linking()) return null;
    if (call.left()) return null;
    if (!call.over()) call.end(System.nanoTime());
    int seat = Seats.of(call.thread);
    if (!Seats.enter(seats, seat, call.thread)) return null;
    long number = recorder.live() ? recorder.permit(call.stripe) : 0;
    if (number == 0) {
      Seats.leave(seats, seat, call.thread);
      return null;
    }
    call.complete(number);
    return call;
  }

  /**
   * Ends a call that is left in the lane.
   *
   * @param result its word; or else
   * @param reference to it, if it is one
   * @return false: it is none, or goes the other way, which knows then when it has ended
   */
  private boolean leave(@Nullable Object token, long result, @Nullable Object reference) {
    CallRecord call = CallRecord.of(token);
    if (call == null || call.probe != probe || probe.linking()) return false;
    Lane lane = call.lane;
    if (lane == null) return false;
    recorder.checkTime(call.start);
    if (!Seats.enter(seats, lane.seat, call.thread)) return false;
    if (!unlimited || call.way > LaneCall.ALONE) return leaveLate(call, lane, result, reference);
    if (!recorder.live()) return leftLate(call, lane, System.nanoTime());
    int at = fill(call, lane, call.stripe.number(permits), lane.position - arguments);
    lane.words[at + this.result] = refers ? lane.refers(reference) : result;
    shut(call, lane, at, System.nanoTime());
    return true;
  }

  /**
   * The same, where the clock is read first, for what comes then takes time: the permit of a limit,
   * or the way back of a call around others.
   */
  private boolean leaveLate(CallRecord call, Lane lane, long result, @Nullable Object reference) {
    long now = System.nanoTime();
    long number = mayPublish(call) ? recorder.permit(call.stripe) : 0;
    if (number == 0) return leftLate(call, lane, now);
    int at = fill(call, lane, number, call.stays(lane));
    lane.words[at + this.result] = refers ? lane.refers(reference) : result;
    shut(call, lane, at, now);
    recorder.delivered(number);
    return true;
  }

  private boolean leftLate(CallRecord call, Lane lane, long now) {
    Seats.leave(seats, lane.seat, call.thread);
    return call.endsElsewhere(now);
  }

  /** What is known of a call at the end of the lane before it has ended; where that is. */
  private int fill(CallRecord call, Lane lane, long number, long first) {
    long[] words = lane.words;
    int at = (int) lane.tail & Lane.MASK;
    words[at] = what | (long) call.base << Lane.DEPTH;
    words[at + Lane.NUMBER] = number;
    words[at + Lane.START] = call.start;
    words[at + Lane.REFERENCES] = first;
    return at;
  }

  /** It has ended, and is for the reader. */
  private void shut(CallRecord call, Lane lane, int at, long now) {
    lane.words[at + Lane.NANOS] = now - call.start;
    lane.publish(words);
    call.shutInLane(lane.stripe);
    if (call.way != LaneCall.LEFT) call.timeEnd(now);
    Seats.leave(seats, lane.seat, call.thread);
  }

  private boolean mayPublish(CallRecord call) {
    return recorder.live() && call.comesBack();
  }

  private void send(CallRecord call) {
    Stripe stripe = call.stripe;
    boolean taken = stripe.offer(events, call.out(), call.thread);
    if (taken) stripe.delivered++;
    else stripe.dropped++;
    call.offered();
    Seats.leave(seats, Seats.of(call.thread), call.thread);
    if (taken) recorder.delivered(call.number());
    else recorder.giveBack(call.number());
  }
}
