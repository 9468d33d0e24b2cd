package dev.sonde.operator.session;

import dev.sonde.wire.Tag;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Values that are quickly written: whole numbers, short texts of ASCII that stand in JSON as they
 * are, true and false. They are nearly all that a stream of records has.
 */
final class Plain {
  /** So many bytes behind the end of all values are looked at, whatever they are. */
  static final int AHEAD = Bytes.SLACK;

  /** What one value may take more than its bytes, in bytes of text. */
  static final int MOST = Digits.MOST + Bytes.SLACK;

  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The highest bit of each byte: in a number of variable length, whether it goes on. */
  private static final long MORE = 0x8080808080808080L;

  private static final byte[] WORDS =
      "true    false   null            ".getBytes(StandardCharsets.US_ASCII);

  private Plain() {}

  /**
   * Writes the value that begins here.
   *
   * @param end of all values; {@link #AHEAD} bytes more can be read
   * @return where its token ends, and above these 32 bits where its text ends; negative: it is not
   *     plain, or not whole
   */
  static long put(byte[] bytes, int at, int end, byte[] to, int size) {
    return switch (bytes[at]) {
      case Tag.FIXED -> number((long) BIG.get(bytes, at + 1), at + 1 + Long.BYTES, end, to, size);
      case Tag.LONG -> {
        long eight = (long) LITTLE.get(bytes, at + 1);
        int length = (Long.numberOfTrailingZeros(~eight & MORE) >>> 3) + 1;
        if (length > Long.BYTES) yield -1;
        long zigzag = sevens(eight & -1L >>> (Long.BYTES - length << 3));
        yield number(zigzag >>> 1 ^ -(zigzag & 1), at + 1 + length, end, to, size);
      }
      case Tag.STRING -> text(bytes, at, end, to, size);
      case Tag.TRUE -> word(0, 4, at, to, size);
      case Tag.FALSE -> word(8, 5, at, to, size);
      case Tag.NULL -> word(16, 4, at, to, size);
      default -> -1;
    };
  }

  /** Where a plain value's token ends; negative: it is not plain, or not whole. */
  static int end(byte[] bytes, int at, int end) {
    byte[] text = new byte[Math.max(0, end - at) + MOST];
    return at < end ? (int) put(bytes, at, end, text, 0) : -1;
  }

  private static long ends(int token, int text) {
    return (long) text << Integer.SIZE | token;
  }

  private static long number(long value, int next, int end, byte[] to, int size) {
    return next > end ? -1 : ends(next, Digits.put(to, size, value));
  }

  /** The lower seven bits of each byte, close together: two by two, four by four, eight. */
  private static long sevens(long bytes) {
    long twos = bytes & 0x007f007f007f007fL | (bytes & 0x7f007f007f007f00L) >>> 1;
    long fours = twos & 0x00003fff00003fffL | (twos & 0x3fff00003fff0000L) >>> 2;
    return fours & 0x0fffffffL | (fours & 0x0fffffff00000000L) >>> 4;
  }

  private static long text(byte[] bytes, int at, int end, byte[] to, int size) {
    int length = bytes[at + 1];
    int next = at + 2 + length;
    if (length < 0 || next > end) return -1;
    if (!Bytes.copyPlain(bytes, at + 2, to, size + 1, length)) return -1;
    to[size] = '"';
    to[size + 1 + length] = '"';
    return ends(next, size + 2 + length);
  }

  private static long word(int from, int length, int at, byte[] to, int size) {
    Bytes.copy(WORDS, from, to, size, length);
    return ends(at + 1, size + length);
  }
}
