package dev.sonde.operator.session;

import dev.sonde.wire.Tag;
import dev.sonde.wire.Tokens;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part as JSON, for one place where it may stand, as {@link Transcript} counts places: the text
 * between its holes, and how a number looks that was the last one in its hole. Most numbers of a
 * record are those of the record before.
 */
final class Form {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] TRUE = "true            ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false           ".getBytes(StandardCharsets.US_ASCII);

  /** Of a number that is kept. */
  private static final int KEPT = Digits.MOST + Bytes.SLACK;

  final int from;
  final int to;

  /** Where the holes are in the text, in their order. */
  private final int[] cuts;

  private final int[] places;
  private final boolean[] values;
  private final byte[] json;
  private final int length;
  private final long[] numbers;
  private final int[] lengths;
  private final byte[] digits;

  /**
   * @param places of the holes
   */
  Form(int from, int to, JsonBytes text, int[] cuts, int[] places) {
    this.from = from;
    this.to = to;
    this.cuts = cuts;
    this.places = places;
    length = text.size();
    json = Arrays.copyOf(text.array(), length + Bytes.SLACK);
    values = new boolean[cuts.length];
    for (int i = 0; i < cuts.length; i++) values[i] = Transcript.takesValue(places[i]);
    numbers = new long[cuts.length];
    lengths = new int[cuts.length];
    digits = new byte[cuts.length * KEPT];
  }

  /** Bytes that it takes to keep it, about. */
  int size() {
    return json.length + places.length * (KEPT + 24);
  }

  int holes() {
    return cuts.length;
  }

  int place(int hole) {
    return places[hole];
  }

  /** Writes the text behind the last hole. */
  void end(JsonBytes out) {
    int start = cuts.length == 0 ? 0 : cuts[cuts.length - 1];
    out.raw(json, start, length - start);
  }

  /**
   * Writes text and values, from the text before a hole on, as long as the values are plain: whole
   * numbers, short texts, true and false, which nearly all are. All that is needed is at hand in
   * local variables here, for this is where the time of a stream of records goes.
   *
   * @param taken is told of each value
   * @return the hole whose value is to be written next, by other means, behind its text; the number
   *     of holes when all are filled
   */
  int plain(int first, Tokens in, JsonBytes out, @Nullable Exemplar taken) {
    byte[] bytes = in.array();
    int at = in.position();
    int end = in.end();
    // No value is longer in JSON than 20 characters, or than its bytes and two quotes.
    byte[] to = out.room(length + (cuts.length - first) * KEPT + end - at + Bytes.SLACK);
    int size = out.size();
    int start = first == 0 ? 0 : cuts[first - 1];
    int hole = first;
    for (; hole < cuts.length; hole++) {
      int cut = cuts[hole];
      Bytes.copy(json, start, to, size, cut - start);
      size += cut - start;
      start = cut;
      // The longest number has eleven bytes; so near the end of all bytes others look closer.
      if (at >= end || bytes.length - at < 11 || !values[hole]) break;
      byte tag = bytes[at];
      int token = at;
      int text = size;
      int second = bytes[at + 1];
      if (tag == Tag.FIXED && end - at > 8) {
        size = number(hole, (long) EIGHT.get(bytes, at + 1), to, size);
        at += 9;
      } else if (tag == Tag.LONG) {
        long zigzag = second & 0x7f;
        int next = at + 2;
        for (int shift = 7; bytes[next - 1] < 0 && shift < 63; shift += 7)
          zigzag |= (long) (bytes[next++] & 0x7f) << shift;
        if (bytes[next - 1] < 0 || next > end) break;
        size = number(hole, zigzag >>> 1 ^ -(zigzag & 1), to, size);
        at = next;
      } else if (tag == Tag.STRING && second >= 0) {
        int next = at + 2 + second;
        if (next > end || next + Bytes.SLACK > bytes.length) break;
        if (!Bytes.copyPlain(bytes, at + 2, to, size + 1, second)) break;
        to[size] = '"';
        to[size + 1 + second] = '"';
        size += second + 2;
        at = next;
      } else if (tag == Tag.TRUE || tag == Tag.FALSE) {
        Bytes.copy(tag == Tag.TRUE ? TRUE : FALSE, 0, to, size, 8);
        size += tag == Tag.TRUE ? 4 : 5;
        at++;
      } else break;
      if (taken != null) taken.value(token, at, text, size);
    }
    in.position(at);
    out.wrote(size);
    return hole;
  }

  /** Writes a number into a hole, and tells where it ends. */
  private int number(int hole, long value, byte[] out, int at) {
    if (numbers[hole] != value) {
      numbers[hole] = value;
      lengths[hole] = 0;
      return Digits.put(out, at, value);
    }
    if (lengths[hole] == 0) keep(hole, value);
    Bytes.copy(digits, hole * KEPT, out, at, lengths[hole]);
    return at + lengths[hole];
  }

  /** What came a second time may come again; what changes each time is not worth being kept. */
  private void keep(int hole, long value) {
    lengths[hole] = Digits.put(digits, hole * KEPT, value) - hole * KEPT;
  }
}
