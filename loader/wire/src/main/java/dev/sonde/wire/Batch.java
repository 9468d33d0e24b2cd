package dev.sonde.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The records of one {@link FrameType#EVENTS} frame, one after the other: of each the length, four
 * bytes, and its bytes, filled up to a multiple of four. So they lie in the target's rings, and are
 * sent as they lie.
 */
public final class Batch {
  /** The bytes before each record. */
  public static final int HEADER = 4;

  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] payload;
  private int next;
  private int from;
  private int to;

  public Batch(byte[] payload) {
    this.payload = payload;
  }

  /** What a record of this length takes. */
  public static int size(int length) {
    return HEADER + (length + 3 & ~3);
  }

  /**
   * Goes to the next record.
   *
   * @return false: there is none
   * @throws WireException if it runs past the end
   */
  public boolean next() {
    if (next == payload.length) return false;
    int length = payload.length - next < HEADER ? -1 : length(payload, next);
    if (length < 0 || length > payload.length - next - HEADER)
      throw new WireException("a record runs past the end of its frame");
    from = next + HEADER;
    to = from + length;
    next = Math.min(payload.length, from + (length + 3 & ~3));
    return true;
  }

  /** The whole payload. */
  public byte[] bytes() {
    return payload;
  }

  /** Where the record begins in the payload. */
  public int from() {
    return from;
  }

  /** Where the record ends in the payload. */
  public int to() {
    return to;
  }

  /** Puts the four bytes of a length. */
  public static void putLength(byte[] bytes, int at, int length) {
    FOUR.set(bytes, at, length);
  }

  public static int length(byte[] bytes, int at) {
    return (int) FOUR.get(bytes, at);
  }
}
