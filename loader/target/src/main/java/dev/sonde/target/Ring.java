package dev.sonde.target;

import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * One ring of bytes: many producers, one at a time, kept apart by a lock that is only ever tried;
 * one consumer, without a lock.
 *
 * <p>A record is its length and its bytes, padded to four, so that a length never straddles the
 * end. Positions grow for ever and are masked. Producer and consumer each own a line of {@code
 * state}, 128 bytes apart, so that they do not slow each other down by false sharing.
 */
final class Ring {
  static final int CAPACITY = 256 << 10;

  private static final int USUAL = 1024;
  private static final int MASK = CAPACITY - 1;
  private static final int LOCK = 16;
  private static final int TAIL = 17;
  private static final int TAKEN = 18;
  private static final int HEAD = 33;

  private final AtomicLongArray state = new AtomicLongArray(50);
  private byte @Nullable [] bytes;

  /** Copies a record in. False if another thread is just doing so, or if there is no room. */
  boolean offer(byte[] record, int length) {
    int size = 4 + ((length + 3) & ~3);
    if (!fits(size) || state.getPlain(LOCK) != 0 || !state.compareAndSet(LOCK, 0, 1)) return false;
    try {
      if (!fits(size)) return false;
      long tail = state.getPlain(TAIL);
      append(tail, record, length);
      state.setPlain(TAKEN, state.getPlain(TAKEN) + 1);
      state.setRelease(TAIL, tail + size);
      return true;
    } finally {
      state.setRelease(LOCK, 0);
    }
  }

  /** Whether there is room for a record of usual size. */
  boolean room() {
    return fits(USUAL);
  }

  private boolean fits(int size) {
    return state.getPlain(TAIL) + size - state.getAcquire(HEAD) <= CAPACITY;
  }

  private void append(long tail, byte[] record, int length) {
    if (bytes == null) bytes = new byte[CAPACITY];
    putLength(bytes, (int) tail & MASK, length);
    int from = (int) (tail + 4) & MASK;
    int first = Math.min(length, CAPACITY - from);
    System.arraycopy(record, 0, bytes, from, first);
    System.arraycopy(record, first, bytes, 0, length - first);
  }

  /**
   * Moves records, as EVENT frames, to a buffer while they fit; the names they use before them.
   * True if any moved. Consumer only.
   */
  boolean drainTo(ByteBuffer out, int channel, Names names) {
    long start = state.getPlain(HEAD);
    long tail = state.getAcquire(TAIL);
    byte[] from = bytes;
    // A name is bound before its record is offered: what stands before this tail uses names that
    // are sent by now.
    if (start == tail || from == null || !names.drainTo(out)) return false;
    long head = start;
    while (head < tail) {
      int length = getLength(from, (int) head & MASK);
      if (out.remaining() < Frame.HEADER + length) break;
      Frame.header(out, FrameType.EVENT, channel, length);
      int at = (int) (head + 4) & MASK;
      int first = Math.min(length, CAPACITY - at);
      out.put(from, at, first).put(from, 0, length - first);
      head += 4 + ((length + 3) & ~3);
    }
    state.setRelease(HEAD, head);
    return head != start;
  }

  private static void putLength(byte[] bytes, int at, int length) {
    bytes[at] = (byte) (length >>> 16);
    bytes[at + 1] = (byte) (length >>> 8);
    bytes[at + 2] = (byte) length;
  }

  private static int getLength(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff);
  }

  boolean empty() {
    return state.getAcquire(TAIL) == state.getAcquire(HEAD);
  }

  /** How many records were taken. Exact once nobody offers any more. */
  long taken() {
    state.getAcquire(TAIL);
    return state.getPlain(TAKEN);
  }
}
