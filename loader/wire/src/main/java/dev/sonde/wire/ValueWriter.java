package dev.sonde.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one value, piece by piece, into a growing array. A value is null, boolean, long, double,
 * string, bytes, name, list or map; lists and maps are closed by {@link #end()}, so that nobody
 * counts beforehand. Map keys are strings or names.
 *
 * <p>Not thread-safe. Past {@link Protocol#MAX_VALUE} bytes it throws: whoever writes captured data
 * watches {@link #size()}.
 */
public final class ValueWriter {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** For what is copied as it is. */
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle HALF =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int NINE = 9;
  private static final int EIGHT_BITS = 8;

  /** What seven bytes of seven bits hold: with the tag they are one word. */
  private static final int SEVEN_SEVENS = 49;

  /** The bit of each byte that says that another one follows. */
  private static final long FOLLOWED = 0x8080_8080_8080_8080L;

  /** So many bytes are copied faster by hand; no writer has less. */
  private static final int FEW = 16;

  /** The most that one byte of a length tells, and the last character of ASCII. */
  private static final int SHORT = 127;

  private byte[] bytes;
  private int size;

  public ValueWriter(int capacity) {
    bytes = new byte[Math.min(Math.max(FEW, capacity), Protocol.MAX_VALUE)];
  }

  /**
   * Encodes a whole value of JDK types: null, Boolean, integral Number, Double, Float,
   * CharSequence, byte[], List, Map.
   */
  public static byte[] encode(@Nullable Object value) {
    return new ValueWriter(64).value(value).toByteArray();
  }

  public ValueWriter none() {
    return tag(Tag.NULL);
  }

  public ValueWriter truth(boolean value) {
    return tag(value ? Tag.TRUE : Tag.FALSE);
  }

  public ValueWriter integer(long value) {
    room(11);
    long bits = (value << 1) ^ (value >> 63);
    if (bits >>> 7 == 0) return two(Tag.LONG, (byte) bits);
    if (bits >>> SEVEN_SEVENS == 0) return atOnce(bits);
    bytes[size++] = Tag.LONG;
    varint(bits);
    return this;
  }

  private ValueWriter two(byte tag, byte rest) {
    byte[] out = bytes;
    int at = size;
    out[at] = tag;
    out[at + 1] = rest;
    size = at + 2;
    return this;
  }

  /**
   * As {@link #varint} with its tag, in one word: the groups of seven bits go apart in three steps,
   * half of them each time (H. S. Warren, Hacker's Delight, 7-4). What is behind the number in that
   * word does not count.
   */
  private ValueWriter atOnce(long bits) {
    long halves = bits & 0x0fff_ffffL | (bits & ~0x0fff_ffffL) << 4;
    long quarters = halves & 0x3fff_0000_3fffL | (halves & 0x0fff_c000_0fff_c000L) << 2;
    long groups = quarters & 0x007f_007f_007f_007fL | (quarters & 0x3f80_3f80_3f80_3f80L) << 1;
    int more = (Long.SIZE - 1 - Long.numberOfLeadingZeros(groups | 1)) & -EIGHT_BITS;
    long word = groups | FOLLOWED & (1L << more) - 1;
    WORD.set(bytes, size, word << EIGHT_BITS | Tag.LONG);
    size += 2 + (more >>> 3);
    return this;
  }

  /** A number that takes nine bytes, whatever it is. */
  public ValueWriter fixed(long value) {
    return eight(Tag.FIXED, value);
  }

  /** Replaces the number that {@link #fixed} wrote where this had this size. */
  public ValueWriter replace(int at, long value) {
    if (at < 0 || at + NINE > size || bytes[at] != Tag.FIXED)
      throw new IllegalArgumentException("no fixed number stands at " + at);
    EIGHT.set(bytes, at + 1, value);
    return this;
  }

  /** Replaces three numbers that {@link #fixed} wrote one after the other, the first one here. */
  public ValueWriter replace(int at, long first, long second, long third) {
    byte[] out = bytes;
    if (at < 0
        || at + 3 * NINE > size
        || out[at] != Tag.FIXED
        || out[at + NINE] != Tag.FIXED
        || out[at + 2 * NINE] != Tag.FIXED)
      throw new IllegalArgumentException("no three fixed numbers stand at " + at);
    EIGHT.set(out, at + 1, first);
    EIGHT.set(out, at + NINE + 1, second);
    EIGHT.set(out, at + 2 * NINE + 1, third);
    return this;
  }

  public ValueWriter real(double value) {
    return eight(Tag.DOUBLE, Double.doubleToRawLongBits(value));
  }

  private ValueWriter eight(byte tag, long bits) {
    room(NINE);
    bytes[size] = tag;
    EIGHT.set(bytes, size + 1, bits);
    size += NINE;
    return this;
  }

  /** A text that is known to be of ASCII alone, by its characters; the array is not kept. */
  public ValueWriter ascii(byte[] characters) {
    int length = characters.length;
    if (length > SHORT) return block(Tag.STRING, characters);
    room(2 + length);
    byte[] out = bytes;
    int at = size;
    out[at] = Tag.STRING;
    out[at + 1] = (byte) length;
    if (length >= EIGHT_BITS) words(characters, length - EIGHT_BITS, out, at + 2);
    else few(characters, length, out, at + 2);
    size = at + 2 + length;
    return this;
  }

  /** Eight at a time; the last eight may have been among those before. */
  private static void words(byte[] from, int last, byte[] out, int at) {
    for (int i = 0; i < last; i += EIGHT_BITS) WORD.set(out, at + i, (long) WORD.get(from, i));
    WORD.set(out, at + last, (long) WORD.get(from, last));
  }

  private static void few(byte[] from, int length, byte[] out, int at) {
    int last = length - 4;
    if (last >= 0) {
      HALF.set(out, at, (int) HALF.get(from, 0));
      HALF.set(out, at + last, (int) HALF.get(from, last));
    } else for (int i = 0; i < length; i++) out[at + i] = from[i];
  }

  public ValueWriter text(String value) {
    return shortAscii(value) ? this : block(Tag.STRING, utf8(value));
  }

  /**
   * Half a pair of surrogates, which UTF-8 cannot say, is the sign for that, and no question mark.
   */
  private static byte[] utf8(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!Character.isSurrogate(value.charAt(i))) continue;
      if (!Character.isSupplementaryCodePoint(value.codePointAt(i))) return whole(value);
      i++;
    }
    return value.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] whole(String value) {
    StringBuilder whole = new StringBuilder(value);
    for (int i = 0; i < whole.length(); i++) {
      if (Character.isSupplementaryCodePoint(whole.codePointAt(i))) i++;
      else if (Character.isSurrogate(whole.charAt(i))) whole.setCharAt(i, '\ufffd');
    }
    return whole.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Short texts of ASCII alone, which most are, without an array of their own; false: another. */
  private boolean shortAscii(String value) {
    int length = value.length();
    if (length > SHORT) return false;
    room(2 + length);
    byte[] out = bytes;
    int start = size + 2;
    for (int i = 0; i < length; i++) {
      char each = value.charAt(i);
      if (each > SHORT) return false;
      out[start + i] = (byte) each;
    }
    out[size] = Tag.STRING;
    out[size + 1] = (byte) length;
    size = start + length;
    return true;
  }

  public ValueWriter bytes(byte[] value) {
    return block(Tag.BYTES, value);
  }

  /** A string that a DEFINE frame of this session has bound. */
  public ValueWriter name(int id) {
    room(6);
    bytes[size++] = Tag.NAME;
    varint(id);
    return this;
  }

  /** Tokens that a PART frame of this session has bound. */
  public ValueWriter part(int id) {
    room(6);
    bytes[size++] = Tag.PART;
    varint(id);
    return this;
  }

  /** In a part: here stands the next of the values that come after the part's number. */
  public ValueWriter hole() {
    return tag(Tag.HOLE);
  }

  public ValueWriter list() {
    return tag(Tag.LIST);
  }

  public ValueWriter map() {
    return tag(Tag.MAP);
  }

  /** Closes the list or map that was opened last. */
  public ValueWriter end() {
    return tag(Tag.END);
  }

  /** Appends what another writer encoded: one or several whole values, or a beginning of them. */
  public ValueWriter raw(byte[] encoded, int length) {
    if (length <= FEW && encoded.length >= FEW && size <= Protocol.MAX_VALUE - FEW) {
      // Two words, maybe with bytes that do not count and are overwritten next.
      room(FEW);
      WORD.set(bytes, size, (long) WORD.get(encoded, 0));
      WORD.set(bytes, size + 8, (long) WORD.get(encoded, 8));
    } else {
      room(length);
      System.arraycopy(encoded, 0, bytes, size, length);
    }
    size += length;
    return this;
  }

  /** Copies all into words, the first byte lowest; bytes behind the last one do not count. */
  public void copyTo(long[] words, int at) {
    room(EIGHT_BITS);
    byte[] from = bytes;
    for (int i = 0; i < size; i += EIGHT_BITS) words[at + (i >> 3)] = (long) WORD.get(from, i);
  }

  /** Appends so many bytes that {@link #copyTo} has written. */
  public ValueWriter copied(long[] words, int at, int length) {
    int whole = length + EIGHT_BITS - 1 & -EIGHT_BITS;
    room(whole);
    byte[] to = bytes;
    for (int i = 0; i < length; i += EIGHT_BITS) WORD.set(to, size + i, words[at + (i >> 3)]);
    size += length;
    return this;
  }

  public ValueWriter value(@Nullable Object value) {
    if (value == null) return none();
    if (value instanceof Boolean truth) return truth(truth);
    if (value instanceof Double || value instanceof Float)
      return real(((Number) value).doubleValue());
    if (value instanceof Number number) return integer(number.longValue());
    if (value instanceof CharSequence text) return text(text.toString());
    if (value instanceof byte[] data) return bytes(data);
    if (value instanceof List<?> items) {
      list();
      items.forEach(this::value);
      return end();
    }
    if (value instanceof Map<?, ?> entries) {
      map();
      entries.forEach((key, each) -> text(key.toString()).value(each));
      return end();
    }
    throw new WireException("no value can be made of a " + value.getClass().getName());
  }

  public int size() {
    return size;
  }

  /** The encoded bytes so far, without a copy; only the first {@link #size()} count. */
  public byte[] array() {
    return bytes;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Forgets all after this size, as {@link #size()} once told it. */
  public void truncate(int size) {
    if (size < 0 || size > this.size)
      throw new IllegalArgumentException("expected at most " + this.size + ", got " + size);
    this.size = size;
  }

  private ValueWriter tag(byte tag) {
    room(1);
    bytes[size++] = tag;
    return this;
  }

  private ValueWriter block(byte tag, byte[] block) {
    room(6 + block.length);
    bytes[size++] = tag;
    varint(block.length);
    System.arraycopy(block, 0, bytes, size, block.length);
    size += block.length;
    return this;
  }

  private void varint(long value) {
    while ((value & ~0x7fL) != 0) {
      bytes[size++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    bytes[size++] = (byte) value;
  }

  private void room(int more) {
    if (more > bytes.length - size) grow(more);
  }

  private void grow(int more) {
    if (size + more > Protocol.MAX_VALUE)
      throw new WireException(
          "expected a value of at most " + Protocol.MAX_VALUE + " bytes, got " + (size + more));
    int wanted = Math.max(size + more, bytes.length * 2);
    bytes = Arrays.copyOf(bytes, Math.min(wanted, Protocol.MAX_VALUE));
  }
}
