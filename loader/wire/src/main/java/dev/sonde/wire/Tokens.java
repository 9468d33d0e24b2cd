package dev.sonde.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The tokens of encoded values, one after the other, as they stand in the bytes; those of parts at
 * the place of their number, and in each hole of a part the next value after that number. The bytes
 * are the other end's and are not trusted: whatever runs past the end, or is more than a value may
 * be, is a breach.
 *
 * <p>What a token holds is asked for right after {@link #next}. Not thread-safe; one serves for
 * many values.
 */
public final class Tokens {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Bytes of one value with its parts in their places. */
  private static final int MOST_EXPANDED = 2 * Protocol.MAX_VALUE;

  private final Dictionary words;
  private byte[] in = {};
  private int at;
  private int end;

  /** While tokens of a part are read: where they go on afterwards. */
  private byte[] after = {};

  private int afterAt;
  private int afterEnd;
  private boolean inPart;

  /** While a value in the hole of a part is read: where the part goes on afterwards. */
  private byte[] part = {};

  private int partAt;
  private int partEnd;
  private boolean inHole;
  private int open;
  private boolean filled;
  private boolean pieces;
  private int expanded;
  private long number;
  private int from;
  private int to;

  public Tokens(Dictionary words) {
    this.words = words;
  }

  /**
   * Begins with other bytes.
   *
   * @throws WireException if they are more than a value may have
   */
  public Tokens of(byte[] bytes, int from, int to) {
    if (to - from > Protocol.MAX_VALUE)
      throw new WireException(
          "expected a value of at most " + Protocol.MAX_VALUE + " bytes, got " + (to - from));
    in = bytes;
    at = from;
    end = to;
    inPart = false;
    inHole = false;
    filled = false;
    pieces = false;
    expanded = 0;
    return this;
  }

  /** Begins with the tokens of a part, whose holes are tokens, too: {@link Tag#HOLE}. */
  public Tokens ofPart(int id) {
    byte[] tokens = defined(id);
    of(tokens, 0, tokens.length);
    pieces = true;
    return this;
  }

  /** How many bytes are left, those of parts not counted. */
  public int left() {
    leave();
    int left = inHole ? end - at + partEnd - partAt : end - at;
    return inPart ? left + afterEnd - afterAt : left;
  }

  /**
   * Reads one token and what it holds.
   *
   * @return its {@link Tag}, never {@link Tag#PART}; a {@link Tag#FIXED} is a {@link Tag#LONG}
   */
  public byte next() {
    while (true) {
      leave();
      byte tag = read();
      if (tag == Tag.PART) enter(number());
      else if (tag == Tag.HOLE && inPart) fill();
      else {
        if (inHole) count(tag);
        return held(tag);
      }
    }
  }

  /** Reads what a token holds. */
  private byte held(byte tag) {
    switch (tag) {
      case Tag.LONG, Tag.NAME -> number = varint();
      case Tag.DOUBLE -> number = eight();
      case Tag.FIXED -> {
        long value = eight();
        number = value << 1 ^ value >> 63;
        return Tag.LONG;
      }
      case Tag.STRING, Tag.BYTES -> block();
      default -> {
        if (tag < Tag.NULL || tag > Tag.END && !(pieces && tag == Tag.HOLE))
          throw new WireException("unknown value tag " + tag);
      }
    }
    return tag;
  }

  /**
   * Reads a token if it is a part's number, for who knows what that part holds.
   *
   * @return the number; negative: another token comes next
   */
  public int part() {
    leave();
    if (inPart || inHole || at >= end || in[at] != Tag.PART) return -1;
    at++;
    return number();
  }

  /**
   * Where the next token begins in {@link #array}, while no part is read: for who reads himself.
   */
  public int position() {
    return at;
  }

  /** Where the bytes end. */
  public int end() {
    return end;
  }

  /** Tokens were read up to here. */
  public void position(int at) {
    this.at = at;
  }

  /** The tokens of a part come next. */
  public void enter(int id) {
    byte[] tokens = defined(id);
    if (inPart || pieces) throw new WireException("a part within a part");
    if (inHole) throw new WireException("a part in the hole of a part");
    expand(tokens.length);
    after = in;
    afterAt = at;
    afterEnd = end;
    inPart = true;
    in = tokens;
    at = 0;
    end = tokens.length;
  }

  /** Counts a part of so many bytes that is read elsewhere. */
  public void expand(int length) {
    expanded += length;
    if (expanded > MOST_EXPANDED)
      throw new WireException("a value with its parts has more than " + MOST_EXPANDED + " bytes");
  }

  private byte[] defined(int id) {
    byte[] tokens = words.part(id);
    if (tokens == null) throw new WireException("part " + id + " was never defined");
    return tokens;
  }

  /** The next value comes from behind the part's number. */
  private void fill() {
    part = in;
    partAt = at;
    partEnd = end;
    in = after;
    at = afterAt;
    end = afterEnd;
    inPart = false;
    inHole = true;
    open = 0;
  }

  /** What a token does to the value in a hole. */
  private void count(byte tag) {
    if (tag == Tag.MAP || tag == Tag.LIST) open++;
    if (tag == Tag.END && --open < 0) throw new WireException("an end in the hole of a part");
    filled = open == 0;
  }

  /** Whether more tokens of a part come next. */
  public boolean inPart() {
    leave();
    return inPart;
  }

  /** Of a {@link Tag#LONG}. */
  public long integer() {
    return (number >>> 1) ^ -(number & 1);
  }

  /** Of a {@link Tag#DOUBLE}. */
  public double real() {
    return Double.longBitsToDouble(number);
  }

  /** The number of a {@link Tag#NAME}. */
  public int id() {
    return number >= 0 && number < Protocol.MAX_NAMES ? (int) number : -1;
  }

  /** The text of a {@link Tag#NAME}. */
  public String name() {
    String name = id() < 0 ? null : words.name(id());
    if (name == null) throw new WireException("name " + number + " was never defined");
    return name;
  }

  /** The text of a {@link Tag#STRING}. */
  public String text() {
    return new String(in, from, to - from, StandardCharsets.UTF_8);
  }

  /** A copy of what {@link Tag#BYTES} holds. */
  public byte[] bytes() {
    return java.util.Arrays.copyOfRange(in, from, to);
  }

  /** Where the bytes of a {@link Tag#STRING} or {@link Tag#BYTES} stand, in UTF-8. */
  public byte[] array() {
    return in;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  private void leave() {
    if (filled) goOn();
    if (!inPart || at < end) return;
    in = after;
    at = afterAt;
    end = afterEnd;
    inPart = false;
  }

  /** The part goes on behind its hole. */
  private void goOn() {
    after = in;
    afterAt = at;
    afterEnd = end;
    in = part;
    at = partAt;
    end = partEnd;
    inPart = true;
    inHole = false;
    filled = false;
  }

  private int number() {
    long id = varint();
    return id >= 0 && id < Protocol.MAX_NAMES ? (int) id : Protocol.MAX_NAMES;
  }

  private void block() {
    long length = varint();
    if (length < 0 || length > end - at)
      throw new WireException("a string or bytes of " + length + " run past the end");
    from = at;
    to = at + (int) length;
    at = to;
  }

  private long eight() {
    if (end - at < 8) throw early();
    long bits = (long) EIGHT.get(in, at);
    at += 8;
    return bits;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = read();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) return value;
    }
    throw new WireException("a number of more than 64 bits");
  }

  private byte read() {
    if (at >= end) throw early();
    return in[at++];
  }

  private static WireException early() {
    return new WireException("a value ends too early");
  }
}
