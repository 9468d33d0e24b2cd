package dev.sonde.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  private final int channel;
  private final byte[] bytes;
  private final int begin;
  private final int end;
  private int next;
  private int from;
  private int to;

  public Batch(byte[] payload) {
    this(0, payload, 0, payload.length);
  }

  private Batch(int channel, byte[] bytes, int begin, int end) {
    this.channel = channel;
    this.bytes = bytes;
    this.begin = begin;
    this.end = end;
    next = begin;
  }

  /**
   * Takes the next frame out of a buffer on the heap that is ready for reading, if it is a whole
   * one of many records. They stay where they lie, and are good as long as the buffer is left
   * alone.
   *
   * @return null: it is none, or no frame at all; nothing is taken, and {@link Frame#take} says why
   */
  public static @Nullable Batch take(ByteBuffer in) {
    int start = in.position();
    if (in.remaining() < Frame.HEADER || in.get(start + 4) != FrameType.EVENTS.code()) return null;
    int length = in.getInt(start);
    if (length < 5 || length > Protocol.MAX_FRAME || length > in.remaining() - 4) return null;
    in.position(start + 4 + length);
    int from = in.arrayOffset() + start;
    return new Batch(in.getInt(start + 5), in.array(), from + Frame.HEADER, from + 4 + length);
  }

  /** The frame that the records came in, with a copy of them. */
  public Frame frame() {
    return new Frame(FrameType.EVENTS, channel, Arrays.copyOfRange(bytes, begin, end));
  }

  /** All bytes of that frame on the wire. */
  public int size() {
    return Frame.HEADER + end - begin;
  }

  /** That of the frame. */
  public int channel() {
    return channel;
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
    if (next == end) return false;
    int length = end - next < HEADER ? -1 : length(bytes, next);
    if (length < 0 || length > end - next - HEADER)
      throw new WireException("a record runs past the end of its frame");
    from = next + HEADER;
    to = from + length;
    next = Math.min(end, from + (length + 3 & ~3));
    return true;
  }

  /** Where the records lie, maybe with other bytes around them. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the record begins in the bytes. */
  public int from() {
    return from;
  }

  /** Where the record ends in the bytes. */
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
