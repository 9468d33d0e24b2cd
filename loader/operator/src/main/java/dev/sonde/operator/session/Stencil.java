package dev.sonde.operator.session;

import dev.sonde.wire.Tag;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What many records share, byte for byte, and its JSON, with a hole in both for each value that is
 * another in each of them: one pass over a record writes its text. Hardly a step waits for the one
 * before, so that a processor does several at once; that is why it is not asked after each whether
 * all is well so far.
 */
final class Stencil {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Bytes of a record up to each hole and behind the last, and of its text. */
  private int[] shared = {};

  private int[] pieces = {};
  private int holes;

  /** The shared bytes, those up to each hole in whole words, and which of these bytes count. */
  private long[] words = {};

  private long[] masks = {};
  private int filled;

  /** All pieces of text, one after the other. */
  private byte[] text = {};

  private int length;

  /** Of the last long number in each hole: what it was without its last eight digits. */
  private long[] tops = {};

  private long[] topTexts = {};
  private int[] topLengths = {};

  /** Forgets all, for so many values at most, with so many bytes and so much text. */
  void begin(int values, int bytes, int text) {
    if (shared.length <= values) {
      shared = new int[values + 1];
      pieces = new int[values + 1];
      tops = new long[values + 1];
      topTexts = new long[2 * values + 2];
      topLengths = new int[values + 1];
    }
    int most = (bytes >> 3) + values + 2;
    if (words.length < most) {
      words = new long[most];
      masks = new long[most];
    }
    if (this.text.length < text) this.text = new byte[text];
    holes = -1;
    filled = 0;
    length = 0;
  }

  /**
   * Adds what comes up to the next hole, or to the end.
   *
   * @param record can be read eight bytes beyond what is added
   */
  void share(byte[] record, int from, int to, byte[] json, int textFrom, int textTo) {
    holes++;
    shared[holes] = to - from;
    pieces[holes] = textTo - textFrom;
    tops[holes] = 0;
    topLengths[holes] = 0;
    System.arraycopy(json, textFrom, text, length, textTo - textFrom);
    length += textTo - textFrom;
    for (int at = from; at < to; at += Long.BYTES) {
      words[filled] = (long) EIGHT.get(record, at);
      masks[filled++] = to - at < Long.BYTES ? (1L << (to - at << 3)) - 1 : -1;
    }
  }

  /** Bytes that the text of a record may take, if it has so many itself. */
  int most(int recordLength) {
    return length + holes * Plain.MOST + 2 * recordLength + Bytes.SLACK;
  }

  /**
   * Writes a record.
   *
   * @param record can be read {@link Plain#AHEAD} bytes beyond its end
   * @param out has room for {@link #most}
   * @return where its text ends; negative: it is another one
   */
  int write(byte[] record, int begin, int end, byte[] out, int start) {
    int at = begin;
    int size = start;
    int word = 0;
    int copied = 0;
    long unlike = 0;
    for (int hole = 0; ; hole++) {
      int next = at + shared[hole];
      if (next > end) return -1;
      for (; at < next; at += Long.BYTES, word++)
        unlike |= ((long) EIGHT.get(record, at) ^ words[word]) & masks[word];
      at = next;
      int piece = pieces[hole];
      System.arraycopy(text, copied, out, size, piece);
      copied += piece;
      size += piece;
      if (hole == holes) return unlike == 0 && at == end ? size : -1;
      if (at >= end) return -1;
      long eight = (long) EIGHT.get(record, at + 1);
      byte tag = record[at];
      if (tag == Tag.FIXED) {
        size = number(hole, Long.reverseBytes(eight), out, size);
        at += 1 + Long.BYTES;
      } else {
        long ends = Plain.put(record, at, end, out, size);
        if (ends < 0) return -1;
        at = (int) ends;
        size = (int) (ends >>> Integer.SIZE);
      }
    }
  }

  /** Writes a number, whose first digits are mostly those of the one before. */
  private int number(int hole, long value, byte[] out, int at) {
    if (value < Digits.EIGHT) return Digits.put(out, at, value);
    long top = value / Digits.EIGHT;
    if (top != tops[hole]) top(hole, top);
    EIGHT.set(out, at, topTexts[2 * hole]);
    EIGHT.set(out, at + Long.BYTES, topTexts[2 * hole + 1]);
    int end = at + topLengths[hole];
    EIGHT.set(out, end, Digits.eight(value - top * Digits.EIGHT));
    return end + Long.BYTES;
  }

  private void top(int hole, long top) {
    byte[] digits = new byte[Digits.MOST + Long.BYTES];
    topLengths[hole] = Digits.put(digits, 0, top);
    topTexts[2 * hole] = (long) EIGHT.get(digits, 0);
    topTexts[2 * hole + 1] = (long) EIGHT.get(digits, Long.BYTES);
    tops[hole] = top;
  }
}
