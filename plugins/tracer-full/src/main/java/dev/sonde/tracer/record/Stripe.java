package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * What one trace counts and keeps for one place of the {@link Guard}: used by one thread at a time,
 * so that nothing here is atomic.
 */
final class Stripe {
  private static final int SPARE = 16;

  /** Past this size a buffer is not kept for the next record. */
  private static final int KEPT = 8 * 1024;

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
  private static final int FEW = 16;

  /** Some of the calls whose condition was false when they ended. */
  final Cost dismissals = new Cost();

  private @Nullable Encoder buffer;
  private @Nullable Encoder caller;
  private @Nullable String callerName;
  private long callerId;
  private final @Nullable Encoder[] spare = new @Nullable Encoder[SPARE];
  private int spares;

  /** For how many captures the one that begins now stands; 0: it is not timed. */
  int weight() {
    if (captures.readings() < ALL || captures.usual() > LONG) return 1;
    return (seen * 0x9E3779B97F4A7C15L >>> 60) == 0 ? FEW : 0;
  }

  /** An empty buffer for one record. */
  Encoder buffer(Recorder recorder) {
    Encoder out = buffer;
    if (out == null || out.size() > KEPT) buffer = out = recorder.events().encoder(1024);
    out.truncate(0);
    return out;
  }

  /** A buffer for the arguments of one call; {@link #done} may take it back, here or elsewhere. */
  Encoder arguments(Recorder recorder, int capacity) {
    if (spares == 0) return recorder.events().encoder(capacity);
    Encoder out = spare[--spares];
    out.truncate(0);
    return out;
  }

  /** Nobody uses this buffer any more. */
  void done(Encoder arguments) {
    if (spares < SPARE && arguments.size() <= KEPT) spare[spares++] = arguments;
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
