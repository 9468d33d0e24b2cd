package dev.sonde.operator.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Whole numbers in ASCII, two digits at a time, and divided as ints: longs divide slowly. */
final class Digits {
  /** Of the longest number. */
  static final int MOST = 20;

  private static final int EIGHT = 100_000_000;
  private static final VarHandle TWO =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** 00 to 99. */
  private static final short[] PAIRS = new short[100];

  static {
    for (int i = 0; i < PAIRS.length; i++)
      PAIRS[i] = (short) ('0' + i / 10 | '0' + i % 10 << Byte.SIZE);
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
    if (value < EIGHT) return few(to, at, (int) value);
    long high = value / EIGHT;
    int low = (int) (value - high * EIGHT);
    if (high < EIGHT) return eight(to, few(to, at, (int) high), low);
    int highest = (int) (high / EIGHT);
    int middle = (int) (high - (long) highest * EIGHT);
    return eight(to, eight(to, few(to, at, highest), middle), low);
  }

  /** Below {@link #EIGHT}, with zeros in front. */
  private static int eight(byte[] to, int at, int value) {
    int high = value / 10_000;
    four(to, at, high);
    four(to, at + 4, value - high * 10_000);
    return at + 8;
  }

  private static void four(byte[] to, int at, int value) {
    int high = value / 100;
    TWO.set(to, at, PAIRS[high]);
    TWO.set(to, at + 2, PAIRS[value - high * 100]);
  }

  private static int few(byte[] to, int at, int value) {
    if (value >= 10_000) {
      int high = value / 10_000;
      int end = few(to, at, high);
      four(to, end, value - high * 10_000);
      return end + 4;
    }
    if (value >= 1000) {
      four(to, at, value);
      return at + 4;
    }
    return hundreds(to, at, value);
  }

  private static int hundreds(byte[] to, int at, int value) {
    int next = at;
    int low = value;
    if (value >= 100) {
      to[next++] = (byte) ('0' + value / 100);
      low = value % 100;
    }
    if (value >= 10) {
      TWO.set(to, next, PAIRS[low]);
      return next + 2;
    }
    to[next] = (byte) ('0' + low);
    return next + 1;
  }
}
