package dev.sonde.operator.session;

import dev.sonde.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in UTF-8, piece by piece, into a growing array: what {@link JsonWriter} writes of the same
 * values, for who has very many of them. Not thread-safe.
 */
public final class JsonBytes {
  private byte[] bytes;
  private int size;

  public JsonBytes(int capacity) {
    bytes = new byte[Math.max(Digits.MOST, capacity)];
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
    room(Digits.MOST);
    size = Digits.put(bytes, size, value);
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
    int length = to - from;
    byte[] out = room(length + 2 + Bytes.SLACK);
    boolean many = to + Bytes.SLACK <= utf8.length;
    if (!(many ? Bytes.copyPlain(utf8, from, out, size + 1, length) : plain(utf8, from, length)))
      return text(new String(utf8, from, length, StandardCharsets.UTF_8));
    out[size] = '"';
    out[size + 1 + length] = '"';
    size += length + 2;
    return this;
  }

  private boolean plain(byte[] utf8, int from, int length) {
    for (int i = 0; i < length; i++) {
      byte each = utf8[from + i];
      if (each < ' ' || each == '"' || each == '\\' || each == 0x7f) return false;
      bytes[size + 1 + i] = each;
    }
    return true;
  }

  /** The bytes, with room for so many more, for who writes them by himself. */
  byte[] room(int more) {
    if (size + more > bytes.length)
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    return bytes;
  }

  /** Somebody has written up to here. */
  void wrote(int size) {
    this.size = size;
  }
}
