package dev.sonde.operator.session;

import dev.sonde.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in UTF-8, piece by piece, into a growing array: what {@link JsonWriter} writes of the same
 * values, for who has very many of them. Not thread-safe.
 */
public final class JsonBytes {
  private static final int LONGEST_NUMBER = 20;
  private static final long EIGHT = 100_000_000;

  /** 00 to 99. */
  private static final byte[] PAIRS = new byte[200];

  static {
    for (int i = 0; i < PAIRS.length; i++)
      PAIRS[i] = (byte) ('0' + (i % 2 == 0 ? i / 20 : i / 2 % 10));
  }

  private static final byte[] LEAST =
      Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int size;

  public JsonBytes(int capacity) {
    bytes = new byte[Math.max(LONGEST_NUMBER, capacity)];
  }

  public int size() {
    return size;
  }

  /** The bytes so far, without a copy; only the first {@link #size()} count. */
  public byte[] array() {
    return bytes;
  }

  /** Forgets all after this size, as {@link #size()} once told it. */
  public void truncate(int size) {
    this.size = size;
  }

  /** Appends one byte as it is. */
  public JsonBytes raw(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** Appends bytes as they are. */
  public JsonBytes raw(byte[] from, int at, int length) {
    room(length);
    System.arraycopy(from, at, bytes, size, length);
    size += length;
    return this;
  }

  /** Appends a text as it is. */
  public JsonBytes raw(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return raw(utf8, 0, utf8.length);
  }

  public JsonBytes number(long value) {
    room(LONGEST_NUMBER);
    if (value == Long.MIN_VALUE) return raw(LEAST, 0, LEAST.length);
    if (value < 0) bytes[size++] = '-';
    digits(Math.abs(value));
    return this;
  }

  public JsonBytes number(double value) {
    return raw(JsonWriter.line(value));
  }

  public JsonBytes text(String value) {
    return raw(JsonWriter.line(value));
  }

  /** A text that is given in UTF-8; what is no UTF-8 in it is replaced as Java does. */
  public JsonBytes text(byte[] utf8, int from, int to) {
    room(to - from + 2);
    int start = size;
    bytes[size++] = '"';
    for (int i = from; i < to; i++) {
      byte each = utf8[i];
      if (each < ' ' || each == '"' || each == '\\' || each == 0x7f) {
        size = start;
        return text(new String(utf8, from, to - from, StandardCharsets.UTF_8));
      }
      bytes[size++] = each;
    }
    bytes[size++] = '"';
    return this;
  }

  /** From the last digit to the first, in ints where they suffice: longs divide slowly. */
  private void digits(long value) {
    int end = size + length(value);
    int at = end;
    long high = value;
    while (high > Integer.MAX_VALUE) {
      long quotient = high / EIGHT;
      int low = (int) (high - quotient * EIGHT);
      for (int i = 0; i < 4; i++, low /= 100) at = pair(at, low % 100);
      high = quotient;
    }
    int low = (int) high;
    while (low >= 100) {
      int quotient = low / 100;
      at = pair(at, low - quotient * 100);
      low = quotient;
    }
    if (low >= 10) pair(at, low);
    else bytes[at - 1] = (byte) ('0' + low);
    size = end;
  }

  private int pair(int at, int value) {
    bytes[at - 1] = PAIRS[2 * value + 1];
    bytes[at - 2] = PAIRS[2 * value];
    return at - 2;
  }

  private static int length(long value) {
    int length = 1;
    for (long bound = 10; length < LONGEST_NUMBER - 1 && value >= bound; bound *= 10) length++;
    return length;
  }

  private void room(int more) {
    if (size + more > bytes.length)
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
  }
}
