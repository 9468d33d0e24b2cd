package dev.sonde.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One message: {@code int length, byte type, int channel, payload}, big endian; length counts all
 * after itself.
 *
 * @param channel 0 for the session itself, else the number that the operator gave to a LOAD or RUN
 * @param payload not copied: whoever makes a frame leaves the array alone
 */
public record Frame(FrameType type, int channel, byte[] payload) {
  /** The bytes before a payload: length, type, channel. */
  public static final int HEADER = 9;

  private static final byte[] EMPTY = {};

  public Frame {
    if (payload.length > Protocol.MAX_FRAME - 5)
      throw new WireException(
          "expected a payload of at most "
              + (Protocol.MAX_FRAME - 5)
              + " bytes, got "
              + payload.length);
  }

  public static Frame of(FrameType type, int channel) {
    return new Frame(type, channel, EMPTY);
  }

  /** The whole frame, ready to be read by a channel's write. */
  public ByteBuffer encode() {
    return put(ByteBuffer.allocate(size())).flip();
  }

  /** Puts the whole frame, {@link #size()} bytes. */
  public ByteBuffer put(ByteBuffer out) {
    header(out, type, channel, payload.length);
    return out.put(payload);
  }

  /** All bytes of this frame on the wire. */
  public int size() {
    return HEADER + payload.length;
  }

  /** Puts the nine bytes before a payload of this length. */
  public static void header(ByteBuffer out, FrameType type, int channel, int payloadLength) {
    out.putInt(payloadLength + 5).put(type.code()).putInt(channel);
  }

  /**
   * Takes one whole frame out of a buffer on the heap that is ready for reading, or nothing, with
   * the buffer left as it was.
   *
   * @throws WireException if the length or the type is out of bounds; known from the first five
   *     bytes
   */
  public static @Nullable Frame take(ByteBuffer in) {
    if (in.remaining() < 4) return null;
    int length = in.getInt(in.position());
    if (length < 5 || length > Protocol.MAX_FRAME)
      throw new WireException(
          "expected a frame of 5 to " + Protocol.MAX_FRAME + " bytes, got " + length);
    if (in.remaining() < 4 + length) return null;
    in.getInt();
    FrameType type = FrameType.of(in.get());
    int channel = in.getInt();
    int from = in.arrayOffset() + in.position();
    in.position(in.position() + length - 5);
    // A copy in one go: the JVM does not clear a large array first that is made so.
    return new Frame(type, channel, Arrays.copyOfRange(in.array(), from, from + length - 5));
  }
}
