package dev.sonde.operator.repository;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The headers before the entries of a jar in memory, one after the other, as long as they leave
 * nothing open: a jar's content need not be unpacked then to know its names and sizes. The target
 * reads the same ones, and refuses an entry that is not what its header tells when it is loaded.
 */
final class PlainHeaders {
  private static final int HEADER = 30;
  private static final int MAGIC = 0x04034b50;
  private static final int DIRECTORY = 0x02014b50;
  private static final int UTF_8 = 0x800; // the only flag that changes nothing here
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private final byte[] jar;
  private int at;

  private PlainHeaders(byte[] jar) {
    this.jar = jar;
  }

  static PlainHeaders of(byte[] jar) {
    return new PlainHeaders(jar);
  }

  /** Whether each entry is told whole, and the directory comes behind the last: at the first. */
  static boolean tellAll(byte[] jar) {
    PlainHeaders headers = new PlainHeaders(jar);
    while (headers.begins()) {
      if (!headers.isPlain()) return false;
      headers.next();
    }
    return headers.at > 0
        && headers.at <= jar.length - HEADER
        && headers.number(headers.at) == DIRECTORY;
  }

  /** Whether an entry begins here. */
  boolean begins() {
    return at <= jar.length - HEADER && number(at) == MAGIC;
  }

  void next() {
    at = end();
  }

  String name() {
    return new String(jar, at + HEADER, half(at + 26), StandardCharsets.ISO_8859_1);
  }

  /** Unpacked, as the header tells it. */
  int size() {
    return number(at + 22);
  }

  /** All of what stands there, unpacked, be it as long as it is told or not. */
  InputStream unpacked() {
    ByteArrayInputStream packed =
        new ByteArrayInputStream(Arrays.copyOfRange(jar, content(), end()));
    return half(at + 8) == STORED ? packed : new InflaterInputStream(packed, new Inflater(true));
  }

  private boolean isPlain() {
    int method = half(at + 8);
    int packed = number(at + 18);
    int name = at + HEADER;
    int end = name + half(at + 26);
    if ((half(at + 6) & ~UTF_8) != 0 || end > jar.length) return false;
    for (int i = name; i < end; i++) if (jar[i] < 0) return false; // a question of its charset
    return packed >= 0
        && size() >= 0
        && packed <= jar.length - content()
        && (method == DEFLATED || method == STORED && packed == size());
  }

  private int content() {
    return at + HEADER + half(at + 26) + half(at + 28);
  }

  private int end() {
    return content() + number(at + 18);
  }

  private int number(int from) {
    return half(from) | half(from + 2) << 16;
  }

  private int half(int from) {
    return jar[from] & 0xff | (jar[from + 1] & 0xff) << 8;
  }
}
