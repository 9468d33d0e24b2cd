package dev.sonde.target;

import dev.sonde.wire.Batch;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One ring of bytes: many producers, one at a time, kept apart by a lock that is only ever tried;
 * one consumer, without a lock.
 *
 * <p>A record lies here as {@link Batch} says, so that a length never straddles the end, and that
 * many leave at once. Positions grow for ever and are masked. Producer and consumer each own a line
 * of {@code state}, 128 bytes apart, so that they do not slow each other down by false sharing.
 */
final class Ring {
  static final int CAPACITY = 256 << 10;

  private static final int USUAL = 1024;
  private static final int MASK = CAPACITY - 1;
  private static final int LOCK = 16;
  private static final int TAIL = 17;
  private static final int TAKEN = 18;

  /** Where producers have seen the consumer last: its own line changes with each look of it. */
  private static final int SEEN = 19;

  private static final int HEAD = 33;

  /** Who had the lock had no stack left to give it back in order: the consumer does. */
  private static final long LEFT = 2;

  private static final VarHandle STATE = MethodHandles.arrayElementVarHandle(long[].class);

  // Loaded now: a thread may be at the end of its stack when it offers the first record.
  static {
    Batch.size(0);
  }

  private final long[] state = new long[50];
  private byte @Nullable [] bytes;

  /** Copies a record in. False if another thread is just doing so, or if there is no room. */
  boolean offer(byte[] record, int length) {
    int size = Batch.size(length);
    long[] state = this.state;
    if (state[LOCK] != 0 || !STATE.compareAndSet(state, LOCK, 0L, 1L)) return false;
    boolean taken = false;
    try {
      if (fits(size)) {
        long tail = state[TAIL];
        append(tail, record, length);
        STATE.setRelease(state, TAIL, tail + size);
        state[TAKEN]++; // no call, as from here on all that has to be: it cannot fail
        taken = true;
      }
    } finally {
      try {
        STATE.setRelease(state, LOCK, 0L);
      } catch (Error endOfStack) { // also of the JVM's own frames, where this is interpreted
        state[LOCK] = LEFT;
      }
    }
    return taken;
  }

  /** Whether there is room for a record of usual size. */
  boolean room() {
    return fits(USUAL);
  }

  private boolean fits(int size) {
    long[] state = this.state;
    long end = state[TAIL] + size - CAPACITY;
    if (end <= state[SEEN]) return true;
    long head = (long) STATE.getAcquire(state, HEAD);
    // Else threads that find no room would take this line from one another with each look.
    if (state[SEEN] != head) state[SEEN] = head; // a race may put back an older one: asked again
    return end <= head;
  }

  private void append(long tail, byte[] record, int length) {
    byte[] to = bytes;
    if (to == null) bytes = to = new byte[CAPACITY];
    Batch.putLength(to, (int) tail & MASK, length);
    int from = (int) (tail + 4) & MASK;
    if (from + length <= CAPACITY) System.arraycopy(record, 0, to, from, length);
    else around(record, length, to, from);
  }

  private static void around(byte[] record, int length, byte[] to, int from) {
    int first = CAPACITY - from;
    System.arraycopy(record, 0, to, from, first);
    System.arraycopy(record, first, to, 0, length - first);
  }

  /**
   * Moves records to a buffer while they fit, as one EVENTS frame; the names they use before them.
   * True if any moved. Consumer only.
   */
  boolean drainTo(ByteBuffer out, int channel, Names names) {
    if ((long) STATE.getAcquire(state, LOCK) == LEFT) STATE.setRelease(state, LOCK, 0L);
    long start = state[HEAD];
    long tail = (long) STATE.getAcquire(state, TAIL);
    byte[] from = bytes;
    // A name is bound before its record is offered: what stands before this tail uses names that
    // are sent by now.
    if (start == tail || from == null || !names.drainTo(out)) return false;
    int length = whole(from, start, tail, out.remaining() - Frame.HEADER);
    if (length == 0) return false;
    Frame.header(out, FrameType.EVENTS, channel, length);
    int at = (int) start & MASK;
    int first = Math.min(length, CAPACITY - at);
    out.put(from, at, first).put(from, 0, length - first);
    STATE.setRelease(state, HEAD, start + length);
    return true;
  }

  /** How many bytes of whole records there are, as far as they fit. */
  private static int whole(byte[] from, long start, long tail, int room) {
    if (tail - start <= room) return (int) (tail - start);
    long head = start;
    while (true) {
      long next = head + Batch.size(Batch.length(from, (int) head & MASK));
      if (next - start > room) return (int) (head - start);
      head = next;
    }
  }

  boolean empty() {
    return (long) STATE.getAcquire(state, TAIL) == (long) STATE.getAcquire(state, HEAD);
  }

  /** How many records were taken. Exact once nobody offers any more. */
  long taken() {
    STATE.getAcquire(state, LOCK);
    return state[TAKEN];
  }
}
