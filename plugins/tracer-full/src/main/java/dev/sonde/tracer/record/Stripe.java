package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one trace counts and keeps for one place of the {@link Guard}: used by one thread at a time,
 * so that nothing here is atomic. Where the place is a thread's own, the records of its open calls
 * are here, too, innermost last, and are used again and again.
 */
final class Stripe {
  private static final int SPARE = 16;

  /** Past this size a buffer is not kept for the next record. */
  static final int KEPT = 2 * 1024;

  /** Deeper calls of a thread have records of their own. */
  private static final int REUSED = 16;

  /** So many numbers of calls are taken at once where there is no limit. */
  private static final int NUMBERS = 64;

  long seen;
  long opened;
  long closed;
  long delivered;
  long dropped;
  long late;

  /** Calls whose condition was false when they ended. */
  long passed;

  /** Calls of interest that were let go: {@link Throttle}. */
  long skipped;

  final Sample.Turn turn = new Sample.Turn();

  /** Calls that began without anything being rendered. */
  long unrendered;

  /** Some of them. */
  final Cost beginnings = new Cost();

  /** Bytes of arguments that open calls have ready. */
  long bytes;

  /** About the nanoseconds of what is too short to be timed. */
  long untimed;

  /** Captures when a call begins, and when it ends. */
  final Cost captures = new Cost();

  /** Each of the first ones is timed: they are slow, and of many traces there are no more. */
  private static final int ALL = 256;

  /** Above it the clock is a small part, in nanoseconds. */
  private static final int LONG = 1000;

  /** One of so many is timed, at irregular places: a fixed one could fall in step with a loop. */
  private static final int FEW_BITS = 6;

  private static final int FEW = 1 << FEW_BITS;

  /** Some of the calls whose condition was false when they ended. */
  final Cost dismissals = new Cost();

  /** Where its calls are left without being rendered; null: nowhere, yet. */
  @Nullable Lane lane;

  /** The same, for who looks for calls that it has lost. */
  @Nullable LaneReader reader;

  private @Nullable Encoder caller;
  private @Nullable String callerName;
  private long callerId;
  private final @Nullable Encoder[] spare = new @Nullable Encoder[SPARE];
  private int spares;
  private long thread;
  private final @Nullable CallRecord[] calls = new @Nullable CallRecord[REUSED];

  /** The outermost of them, as most are: found without looking there. */
  private @Nullable CallRecord first;

  private int deep;
  private long number;
  private long numbers;

  /**
   * The record of a call that begins.
   *
   * @param own whether the place is this thread's own
   */
  CallRecord call(MethodProbe probe, long thread, boolean own) {
    if (!own) return new CallRecord(probe, thread, this, 0, false);
    if (this.thread != thread) sit(thread);
    if (deep == REUSED) return new CallRecord(probe, thread, this, REUSED, false);
    CallRecord call = calls[deep];
    if (call == null) calls[deep] = call = new CallRecord(probe, thread, this, deep, true);
    else call.of(probe);
    if (deep == 0 && first != call) first = call;
    return call;
  }

  /**
   * The same, if one is there that has begun a record before, in this thread, which has this place;
   * else null.
   */
  @Nullable CallRecord again(long thread) {
    if (this.thread != thread || deep == REUSED) return null;
    CallRecord call = deep == 0 ? first : calls[deep];
    return call != null && call.written() ? call : null;
  }

  /** The thread before, if there was one, has died, and its calls with it. */
  private void sit(long thread) {
    this.thread = thread;
    deep = 0;
    Arrays.fill(calls, null);
    first = null;
  }

  /** This call is open from now on. */
  void open(LaneCall call) {
    deep = call.base + 1;
  }

  /** This one is not, nor any inside it: their frames are gone. */
  void shut(LaneCall call) {
    deep = call.base;
  }

  /** The record of a call to be left in the lane; null: there is none that this thread has used. */
  @Nullable CallRecord inLane() {
    return deep == 0 ? first : inside();
  }

  private @Nullable CallRecord inside() {
    if (deep == REUSED) return null;
    makeWay();
    return calls[deep];
  }

  /** What the innermost open call has left at the end of the lane, another one will leave there. */
  private void makeWay() {
    CallRecord outer = deep == 0 ? null : calls[deep - 1];
    if (outer != null) outer.makeWay();
  }

  /** From now on calls are left in a lane, if there is one. */
  void open(@Nullable LaneReader given, int seat) {
    if (given == null) return;
    Lane opened = given.open(this, seat);
    reader = given;
    VarHandle.releaseFence(); // a handle of the field would load the lane's class with this one
    lane = opened;
  }

  /** Its thread has died, and its lane is for another one: what it has counted stands here. */
  void close() {
    addLane(this);
    lane = null;
    reader = null;
    sit(0);
  }

  /** What its lane has counted. */
  void addLane(Stripe sum) {
    Lane lane = Objects.requireNonNull(this.lane);
    long lost = reader == null ? 0 : reader.lost();
    sum.seen += lane.began;
    sum.opened += lane.began;
    sum.closed += lane.ended;
    sum.delivered += lane.ended - lost;
    sum.dropped += lost;
    sum.bytes += Math.max(0, lane.began - lane.ended) * CallRecord.BYTES;
  }

  /**
   * The lane is this thread's from now on, by this name. What open calls have left there is
   * rendered, for they were the thread's by the name before.
   */
  void adopt(long thread, String name) {
    Lane lane = this.lane;
    if (lane == null || this.thread != thread) return;
    for (int i = 0; i < deep; i++) {
      CallRecord open = calls[i];
      if (open != null && open.left()) open.renderLate();
    }
    lane.adopt(thread, name);
  }

  /** Whether a record would be taken now. */
  boolean room(Events events, long thread) {
    Lane lane = this.lane;
    return lane == null ? events.room((int) thread) : lane.room(0);
  }

  /** Hands a record over. */
  boolean offer(Events events, Encoder record, long thread) {
    Lane lane = this.lane;
    if (lane == null || !Lane.takes(record)) return events.offer(record, (int) thread);
    makeWay();
    return lane.offer(record);
  }

  /** Empties the tokens of all calls, as {@link OpenCalls#sever} does. */
  void sever() {
    for (CallRecord each : calls) if (each != null) each.token[0] = null;
  }

  /** The number of the next call, from those that are left of what was taken last. */
  long number(AtomicLong taken) {
    if (number == numbers) take(taken);
    return ++number;
  }

  private void take(AtomicLong taken) {
    number = taken.getAndAdd(NUMBERS);
    numbers = number + NUMBERS;
  }

  /** For how many captures the one that begins now stands; 0: it is not timed. */
  int weight() {
    if (captures.readings() < ALL || captures.usual() > LONG) return 1;
    return Guard.spread(seen, FEW_BITS) == 0 ? FEW : 0;
  }

  /** A buffer for one call; {@link #done} may take it back, here or elsewhere. */
  Encoder buffer(Recorder recorder, int capacity) {
    if (spares == 0) return recorder.events().encoder(capacity);
    Encoder out = spare[--spares];
    out.truncate(0);
    return out;
  }

  /** Nobody uses this buffer any more. */
  void done(Encoder buffer) {
    if (spares < SPARE && buffer.size() <= KEPT) spare[spares++] = buffer;
  }

  /**
   * What is told of a thread, as it was told last: threads keep their names, and finding secrets in
   * one takes longer than to compare it. Null: of another thread.
   */
  @Nullable Encoder caller(long id, String name) {
    return callerId == id && callerName == name ? caller : null;
  }

  void caller(long id, String name, Encoder told) {
    callerId = id;
    callerName = name;
    caller = told;
  }
}
