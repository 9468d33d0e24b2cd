package dev.sonde.tracer.record;

import dev.sonde.api.Events;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.capture.Suspicion;
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
 * @param quick {@link CallFormat#quick}
 */
record Straight(
    MethodProbe probe,
    Recorder recorder,
    CallFormat format,
    Events events,
    Snapshot snapshot,
    long[] seats,
    @Nullable Stripe[] stripes,
    long quick) {

  static Straight of(MethodProbe probe) {
    Recorder recorder = probe.recorder();
    CallFormat format = probe.format();
    return new Straight(
        probe,
        recorder,
        format,
        recorder.events(),
        recorder.snapshot(),
        recorder.seats(),
        recorder.stripes(),
        format.quick());
  }

  /** {@link MethodProbe#begin}. */
  @Nullable Object begin(long thread) {
    int seat = Seats.of(thread);
    Stripe stripe = stripes[Guard.SHARED + seat];
    CallRecord call = stripe == null ? null : stripe.again(thread);
    if (stripe == null || call == null || !Seats.enter(seats, seat, thread))
      return probe.begin(thread);
    if (probe.off() || !recorder.open()) return refused(seat, thread);
    stripe.seen++;
    probe.see();
    if (!events.room((int) thread)) {
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
    return (quick >>> index & 1) != 0 && index < Long.SIZE && call.straight;
  }

  void truth(Object record, int index, boolean value) {
    ((CallRecord) record).truth(index, value);
  }

  void character(Object record, int index, char value) {
    ((CallRecord) record).character(index, value);
  }

  void integer(Object record, int index, long value) {
    CallRecord call = (CallRecord) record;
    if (quick(call, index)) snapshot.integer(call.out(), value);
    else call.integer(index, value);
  }

  void single(Object record, int index, float value) {
    ((CallRecord) record).single(index, value);
  }

  void real(Object record, int index, double value) {
    ((CallRecord) record).real(index, value);
  }

  void object(Object record, int index, @Nullable Object value) {
    CallRecord call = (CallRecord) record;
    boolean written =
        quick(call, index) && value instanceof String text && Suspicion.write(call.out(), text);
    if (!written) call.object(index, value);
  }

  /** {@link CallRecord#entered}. */
  Object entered(Object record) {
    CallRecord call = (CallRecord) record;
    if (!call.straight) return call.entered();
    long now = call.enteredAgain();
    Seats.leave(seats, Seats.of(call.thread), call.thread);
    recorder.checkTime(now);
    return call.token;
  }

  void returned(@Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) {
      probe.returned(token);
      return;
    }
    format.returned(call.out());
    send(call);
  }

  void returnedTruth(boolean value, @Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) {
      probe.returnedTruth(value, token);
      return;
    }
    format.result(call.out(), value);
    send(call);
  }

  void returnedCharacter(char value, @Nullable Object token) {
    probe.returnedCharacter(value, token);
  }

  void returnedInteger(long value, @Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) {
      probe.returnedInteger(value, token);
      return;
    }
    format.result(call.out(), value);
    send(call);
  }

  void returnedSingle(float value, @Nullable Object token) {
    probe.returnedSingle(value, token);
  }

  void returnedReal(double value, @Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) {
      probe.returnedReal(value, token);
      return;
    }
    format.result(call.out(), value);
    send(call);
  }

  void returnedObject(@Nullable Object value, @Nullable Object token) {
    CallRecord call = ended(token);
    if (call == null) {
      probe.returnedObject(value, token);
      return;
    }
    format.result(call.out(), value);
    send(call);
  }

  /**
   * The record of a call, complete but for its outcome; its thread is inside. Null: the other way,
   * which knows when the call has ended if that was asked here.
   */
  private @Nullable CallRecord ended(@Nullable Object token) {
    CallRecord call = CallRecord.of(token);
    if (call == null || !call.straight || call.probe != probe || probe.linking()) return null;
    call.end(System.nanoTime());
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

  private void send(CallRecord call) {
    Stripe stripe = call.stripe;
    if (events.offer(call.out(), (int) call.thread)) stripe.delivered++;
    else stripe.dropped++;
    call.offered();
    Seats.leave(seats, Seats.of(call.thread), call.thread);
    recorder.delivered(call.number());
  }
}
