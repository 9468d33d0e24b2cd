package dev.sonde.target;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a jar in memory, by name. Those of a jar whose headers tell all beforehand are
 * unpacked when they are asked for: a trace needs half of its plugin's classes, and reading a jar
 * from front to back takes a cold JVM as long as its digest.
 */
final class Entries {
  private static final int HEADER = 30;
  private static final int MAGIC = 0x04034b50;
  private static final int UTF_8 = 0x800; // the only flag that changes nothing here
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private final byte[] jar;
  private final Map<String, Integer> headers;
  private final Map<String, byte[]> unpacked;

  private Entries(byte[] jar, Map<String, Integer> headers, Map<String, byte[]> unpacked) {
    this.jar = jar;
    this.headers = headers;
    this.unpacked = unpacked;
  }

  /** Of content that is there. */
  static Entries of(Map<String, byte[]> unpacked) {
    return new Entries(new byte[0], Map.of(), unpacked);
  }

  /** None yet, of a jar whose headers are {@link #add}ed one after the other. */
  static Entries in(byte[] jar) {
    return new Entries(jar, new HashMap<>(), Map.of());
  }

  /** Whether an entry begins here. */
  static boolean begins(byte[] jar, int at) {
    return at <= jar.length - HEADER && number(jar, at) == MAGIC;
  }

  /**
   * Whether the header here is whole, and tells the sizes of its entry, which lies within the jar;
   * one that was written before its entry tells them behind it.
   */
  static boolean isPlain(byte[] jar, int at) {
    int flags = half(jar, at + 6);
    int method = half(jar, at + 8);
    int packed = number(jar, at + 18);
    int name = at + HEADER;
    int end = name + half(jar, at + 26);
    if ((flags & ~UTF_8) != 0 || end > jar.length) return false;
    for (int i = name; i < end; i++) if (jar[i] < 0) return false; // a question of its charset
    int content = end + half(jar, at + 28);
    return packed >= 0
        && size(jar, at) >= 0
        && packed <= jar.length - content
        && (method == DEFLATED || method == STORED && packed == size(jar, at));
  }

  static String name(byte[] jar, int at) {
    return new String(jar, at + HEADER, half(jar, at + 26), StandardCharsets.ISO_8859_1);
  }

  /** Unpacked, as the header tells it. */
  static int size(byte[] jar, int at) {
    return number(jar, at + 22);
  }

  /** Where the next header begins, or what is behind all entries. */
  static int next(byte[] jar, int at) {
    return content(jar, at) + number(jar, at + 18);
  }

  private static int content(byte[] jar, int at) {
    return at + HEADER + half(jar, at + 26) + half(jar, at + 28);
  }

  private static int number(byte[] jar, int at) {
    return half(jar, at) | half(jar, at + 2) << 16;
  }

  private static int half(byte[] jar, int at) {
    return jar[at] & 0xff | (jar[at + 1] & 0xff) << 8;
  }

  /** Whether it is the first of its name. */
  boolean add(String name, int header) {
    return headers.put(name, header) == null;
  }

  Set<String> names() {
    return unpacked.isEmpty() ? headers.keySet() : unpacked.keySet();
  }

  /**
   * Null: no such entry.
   *
   * @throws IllegalStateException if its content is not what its header tells
   */
  byte @Nullable [] get(String name) {
    Integer header = headers.get(name);
    if (header == null) return unpacked.get(name);
    int from = content(jar, header);
    int to = next(jar, header);
    if (half(jar, header + 8) == STORED) return Arrays.copyOfRange(jar, from, to);
    byte[] content = inflated(from, to, size(jar, header));
    if (content == null)
      throw new IllegalStateException(
          "expected " + size(jar, header) + " bytes in entry '" + name + "', got others");
    return content;
  }

  private byte @Nullable [] inflated(int from, int to, int size) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(jar, from, to - from);
      byte[] content = new byte[size];
      int length = inflater.inflate(content);
      int more = inflater.inflate(new byte[1]); // it may find its end only when asked for more
      boolean whole = length == size && more == 0 && inflater.finished();
      return whole && inflater.getRemaining() == 0 ? content : null;
    } catch (DataFormatException broken) {
      return null;
    } finally {
      inflater.end();
    }
  }
}
