package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a thread that makes many events leaves of its calls, in the order in which they end, without
 * rendering it: words for numbers, and references to values that never change for what else there
 * is. {@link LaneReader} makes records of it in {@code sonde-link}. One thread writes, the one that
 * has the seat; one reads; neither takes a lock.
 *
 * <p>Positions grow for ever and are masked. An entry lies in a row of words: what it is, and then
 * by its kind
 *
 * <ul>
 *   <li>{@link #CALL}: number, start, nanoseconds, position of the first reference, one word for
 *       each argument, one for the result
 *   <li>{@link #RECORD}: the bytes of a record, as those calls make it that go another way
 *   <li>{@link #THREAD}: the thread of the calls from now on: its id, and the position of its name
 *   <li>{@link #GAP}: nothing
 * </ul>
 *
 * <p>References lie in pieces of which each knows the next, and not in a ring: what is new is in
 * the youngest part of a heap, where the G1 collector lets a thread write without a fence.
 */
final class Lane {
  static final int BITS = 16;
  static final int WORDS = 1 << BITS;
  static final int MASK = WORDS - 1;

  /** More than any call takes: none of them goes around the end of the words. */
  static final int MOST = 64;

  static final int CALL = 0;
  static final int RECORD = 1;
  static final int THREAD = 2;
  static final int GAP = 3;

  /** In what an entry is: its words, its kind, its depth, then its method or its bytes. */
  static final int KIND = 16;

  static final int DEPTH = 18;
  static final int REST = 32;
  static final int NUMBER = 1;
  static final int START = 2;
  static final int NANOS = 3;
  static final int REFERENCES = 4;
  static final int VALUES = 5;

  static final int PIECE_BITS = 10;
  static final int PIECE = 1 << PIECE_BITS;
  static final int PIECE_MASK = PIECE - 1;

  /** Longer texts are rendered at once: nobody knows how long else they would be kept. */
  static final int LONGEST = 127;

  /** Records that a lane does not take, in bytes. */
  private static final int LARGE = 60 * 1024;

  /** Before a thread has made so many events, it is not worth it. */
  static final int WARM = 32;

  private static final int HEAD = 16;

  /** Where an array of lanes has the one of a thread that was there lately. */
  static final int RECENT = 16;

  /** One in so many calls of a thread that is not there takes the place. */
  static final int SELDOM = 1023;

  private static final VarHandle LINES = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle TAIL;

  static {
    try {
      TAIL = MethodHandles.lookup().findVarHandle(Lane.class, "tail", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  final long[] words = new long[WORDS + MOST];

  /** The piece for what comes next, and where in it, counted from the first piece on. */
  @Nullable Object[] references = new @Nullable Object[PIECE + 1];

  long position;
  long tail;

  /** Up to here at least there is room for one more call. */
  long limit = WORDS - MOST;

  /** Whose calls can be left here; 0: nobody's. */
  long thread;

  @Nullable String name;

  /** Of that thread, or of the one that will have it. */
  int seat;

  Stripe stripe;

  /** Calls that began while another lane was the one of {@link #RECENT}. */
  int missed;

  /** Calls that have begun here, and those that have ended here. */
  long began;

  long ended;

  /** The one of these to be timed next. */
  long timed;

  /** Where the reader is, away from what the writer writes. */
  private final long[] line = new long[2 * HEAD];

  Lane(Stripe stripe, int seat) {
    this.stripe = stripe;
    this.seat = seat;
  }

  /** Its thread has died, and nobody else has come. Counts from nothing. */
  void clear() {
    thread = 0;
    name = null;
    began = 0;
    ended = 0;
    timed = 0;
  }

  static @Nullable Lane[] recent() {
    return new @Nullable Lane[2 * RECENT];
  }

  /** Whether there is room for one more call, with all that it refers to. */
  boolean room(int references) {
    if (tail > limit && !look()) return false;
    if (ends(references)) piece();
    return true;
  }

  /** Whether so many references do not fit in the piece. Its last place is never taken. */
  boolean ends(int references) {
    return ((int) position & PIECE_MASK) + references >= PIECE;
  }

  private boolean look() {
    limit = head() + WORDS - MOST;
    return tail <= limit;
  }

  private void piece() {
    @Nullable Object[] next = new @Nullable Object[PIECE + 1];
    references[PIECE] = next;
    references = next;
    position = (position >>> PIECE_BITS) + 1 << PIECE_BITS;
  }

  /** Whoever reads may have so many words more, which are a call that has ended. */
  void publish(int size) {
    ended++;
    TAIL.setRelease(this, tail + size);
  }

  long published() {
    return (long) TAIL.getAcquire(this);
  }

  long head() {
    return (long) LINES.getAcquire(line, HEAD);
  }

  void head(long head) {
    LINES.setRelease(line, HEAD, head);
  }

  /** Refers to a value, which never changes. */
  void refer(@Nullable Object value) {
    references[(int) position & PIECE_MASK] = value;
    position++;
  }

  /** Refers to a value, and says where. */
  long refers(@Nullable Object value) {
    long at = position;
    refer(value);
    return at;
  }

  /** From now on it is this thread's, by this name. False: there is no room to say so. */
  boolean adopt(long thread, String name) {
    if (!room(1)) return false;
    int at = (int) tail & MASK;
    words[at] = THREAD << KIND | 3;
    words[at + 1] = thread;
    words[at + 2] = position;
    refer(name);
    this.thread = thread;
    this.name = name;
    TAIL.setRelease(this, tail + 3);
    return true;
  }

  /** Whether a record may be left here. */
  static boolean takes(Encoder record) {
    return record.size() <= LARGE;
  }

  /** Leaves a record. False: there is no room. */
  boolean offer(Encoder record) {
    int bytes = record.size();
    int size = 1 + (bytes + Long.BYTES - 1 >> 3);
    int at = (int) tail & MASK;
    int gap = at + size > WORDS ? WORDS - at : 0;
    if (tail + gap + size > head() + WORDS) return false;
    if (gap > 0) {
      words[at] = GAP << KIND | gap;
      at = 0;
    }
    words[at] = (long) bytes << REST | RECORD << KIND | size;
    record.copyTo(words, at + 1);
    TAIL.setRelease(this, tail + gap + size);
    return true;
  }
}
