package dev.sonde.operator.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Copies a few bytes, eight at a time, where calling for a copy would take longer than the copy. Up
 * to sixteen bytes beyond the end are written, too, and read.
 */
final class Bytes {
  /** So many bytes must be left behind the last one, in both arrays. */
  static final int SLACK = 16;

  private static final int FEW = 16;
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = EACH * 0x80;
  private static final long BLANKS = EACH * ' ';
  private static final long QUOTES = EACH * '"';
  private static final long BACKSLASHES = EACH * '\\';
  private static final long DELETES = EACH * 0x7f;

  private Bytes() {}

  static void copy(byte[] from, int at, byte[] to, int start, int length) {
    if (length > FEW) System.arraycopy(from, at, to, start, length);
    else {
      long first = (long) EIGHT.get(from, at);
      EIGHT.set(to, start + 8, (long) EIGHT.get(from, at + 8));
      EIGHT.set(to, start, first);
    }
  }

  /**
   * Copies a text that stands in JSON as it is.
   *
   * @return false if it does not: a control, a quote, or no ASCII
   */
  static boolean copyPlain(byte[] from, int at, byte[] to, int start, int length) {
    int i = 0;
    for (; i + 8 < length; i += 8) {
      long eight = (long) EIGHT.get(from, at + i);
      if (special(eight)) return false;
      EIGHT.set(to, start + i, eight);
    }
    if (length == 0) return true;
    long kept = -1L >>> (8 - (length - i) << 3);
    long eight = (long) EIGHT.get(from, at + i) & kept | BLANKS & ~kept;
    EIGHT.set(to, start + i, eight);
    return !special(eight);
  }

  /** Bit tricks of H. S. Warren, Hacker's Delight, 6.1: a byte that is 0, or less than a blank. */
  private static boolean special(long eight) {
    long found = eight | eight - BLANKS & ~eight;
    found |= zero(eight ^ QUOTES) | zero(eight ^ BACKSLASHES) | zero(eight ^ DELETES);
    return (found & HIGH) != 0;
  }

  private static long zero(long eight) {
    return eight - EACH & ~eight;
  }
}
