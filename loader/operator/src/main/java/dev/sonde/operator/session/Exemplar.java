package dev.sonde.operator.session;

import java.util.Arrays;

/**
 * A record and its JSON, for records that differ from it in some plain values alone, as those of
 * one method do. Which values differ is learnt from those that come; a {@link Stencil} with holes
 * for these writes the text. Nothing is looked up, and no part is gone through.
 *
 * <p>What stands in a record is either a value, which may be another in the next one, or part of
 * what holds all values together, which may not. So a record that this can write is as sound as
 * this one was.
 */
final class Exemplar {
  /** Of a record that is kept, in bytes. */
  private static final int MOST_BYTES = 512;

  private static final int MOST_TEXT = 4096;
  private static final int MOST_VALUES = 64;

  /** Of a record that may be like it. */
  private static final int MOST_ALIKE = 4096;

  /**
   * After so many records another one is taken, for what has changed since then, as the
   * milliseconds, is again the same in many.
   */
  private static final int USES = 4096;

  /** What a record takes from them that is not like it. */
  private static final int FAILURE = 64;

  /** Bytes that it takes to keep one at most, about. */
  static final int SIZE = MOST_BYTES + MOST_TEXT + MOST_VALUES * 4 * Integer.BYTES;

  private final Stencil stencil = new Stencil();

  /** Which values were others in records since. */
  private final boolean[] varies = new boolean[MOST_VALUES];

  private byte[] bytes = {};
  private byte[] text = {};
  private int length;
  private int textLength;

  /** Of each value: where its token and its text begin and end. */
  private final int[] from = new int[MOST_VALUES];

  private final int[] to = new int[MOST_VALUES];
  private final int[] textFrom = new int[MOST_VALUES];
  private final int[] textTo = new int[MOST_VALUES];
  private int values;
  private int uses;

  /** Where the record that is taken begins, and its text. */
  private int start;

  private int textStart;

  /** Takes another record, which is written from now on. */
  void begin(int start, int textStart) {
    this.start = start;
    this.textStart = textStart;
    uses = 0;
    values = 0;
  }

  /** A value of it was written. */
  void value(int at, int next, int textAt, int textNext) {
    if (values < MOST_VALUES) {
      from[values] = at - start;
      to[values] = next - start;
      textFrom[values] = textAt - textStart;
      textTo[values] = textNext - textStart;
    }
    values++;
  }

  /** All of it is written. */
  void end(byte[] record, int end, JsonBytes out) {
    length = end - start;
    textLength = out.size() - textStart;
    if (length > MOST_BYTES || textLength > MOST_TEXT || values > MOST_VALUES) return;
    bytes = kept(bytes, record, start, length);
    text = kept(text, out.array(), textStart, textLength);
    uses = USES;
    Arrays.fill(varies, false);
    cut();
  }

  /** Makes a hole for each value that varies. */
  private void cut() {
    stencil.begin(values, length, textLength);
    int compared = 0;
    int copied = 0;
    for (int value = 0; value < values; value++) {
      if (!varies[value]) continue;
      stencil.share(bytes, compared, from[value], text, copied, textFrom[value]);
      compared = to[value];
      copied = textTo[value];
    }
    stencil.share(bytes, compared, length, text, copied, textLength);
  }

  private static byte[] kept(byte[] into, byte[] from, int at, int length) {
    byte[] kept = into.length < length + Bytes.SLACK ? new byte[length + 2 * Bytes.SLACK] : into;
    System.arraycopy(from, at, kept, 0, length);
    return kept;
  }

  /** Whether another record is to be taken. */
  boolean due() {
    return uses <= 0;
  }

  /**
   * Writes a record that differs from this one in plain values alone.
   *
   * @return false: it differs in more, or another one is to be taken; nothing is written
   */
  boolean write(byte[] record, int begin, int end, JsonBytes out) {
    if (due() || end - begin > MOST_ALIKE || record.length - end < Plain.AHEAD) return false;
    int size = stencil.write(record, begin, end, out.room(stencil.most(end - begin)), out.size());
    if (size < 0 && learn(record, begin, end)) return write(record, begin, end, out);
    uses -= size < 0 ? FAILURE : 1;
    if (size < 0) return false;
    out.wrote(size);
    return true;
  }

  /** Whether a value is found that does vary, and was not known to. */
  private boolean learn(byte[] record, int begin, int end) {
    int at = begin;
    int compared = 0;
    boolean found = false;
    for (int value = 0; value < values; value++) {
      int shared = from[value] - compared;
      if (!same(record, at, at + shared, end, compared)) return false;
      at += shared;
      int length = to[value] - from[value];
      boolean other = !same(record, at, at + length, end, from[value]);
      found |= other && !varies[value];
      varies[value] |= other;
      at = other ? Plain.end(record, at, end) : at + length;
      compared = to[value];
      if (at < 0) return false;
    }
    if (found) cut();
    return found;
  }

  private boolean same(byte[] record, int at, int to, int end, int compared) {
    return to <= end && Arrays.equals(record, at, to, bytes, compared, compared + to - at);
  }
}
