package dev.sonde.operator.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Whole numbers in ASCII, eight digits at a time, of which each four are looked up: to count them
 * one by one, or to ask how many there are, would take longer. Longs are divided as seldom as can
 * be.
 */
final class Digits {
  /** Of the longest number; what is written may reach as far, even if the number does not. */
  static final int MOST = 20;

  /** Numbers below have eight digits at most. */
  static final int EIGHT = 100_000_000;

  private static final VarHandle BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ZEROS = 0x3030303030303030L;

  /** 0000 to 9999 in ASCII, the first digit lowest. */
  private static final int[] FOURS = new int[10_000];

  static {
    for (int i = 0; i < FOURS.length; i++)
      FOURS[i] = (i / 1000 | i / 100 % 10 << 8 | i / 10 % 10 << 16 | i % 10 << 24) + (int) ZEROS;
  }

  private static final byte[] LEAST =
      Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);

  private Digits() {}

  /** Writes a number from here on, and tells where it ends. */
  static int put(byte[] to, int at, long value) {
    if (value >= 0) return positive(to, at, value);
    if (value == Long.MIN_VALUE) {
      System.arraycopy(LEAST, 0, to, at, LEAST.length);
      return at + LEAST.length;
    }
    to[at] = '-';
    return positive(to, at + 1, -value);
  }

  private static int positive(byte[] to, int at, long value) {
    if (value < EIGHT) return first(to, at, value);
    long high = value / EIGHT;
    long low = eight(value - high * EIGHT);
    int next;
    if (high < EIGHT) next = first(to, at, high);
    else {
      long highest = high / EIGHT;
      next = first(to, at, highest);
      BYTES.set(to, next, eight(high - highest * EIGHT));
      next += 8;
    }
    BYTES.set(to, next, low);
    return next + 8;
  }

  /** Without zeros in front. */
  private static int first(byte[] to, int at, long value) {
    long digits = eight(value);
    long found = digits ^ ZEROS;
    // The last digit stands also where it is a zero.
    int none = Long.numberOfTrailingZeros(found | 1L << 56) & 0x38;
    BYTES.set(to, at, digits >>> none);
    return at + 8 - (none >>> 3);
  }

  /** The digits of a number below {@link #EIGHT} in ASCII, the first one lowest. */
  static long eight(long value) {
    int high = (int) (value * 109_951_163L >>> 40); // by 10,000
    return FOURS[high] & 0xffffffffL | (long) FOURS[(int) value - high * 10_000] << Integer.SIZE;
  }
}
