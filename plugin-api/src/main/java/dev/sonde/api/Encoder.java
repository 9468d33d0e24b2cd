package dev.sonde.api;

import java.nio.charset.StandardCharsets;

/**
 * Encodes one record, piece by piece, in the thread that captures it. Maps and lists are closed by
 * {@link #end()}; in a map, keys (names or texts) and values alternate. Not thread-safe, reusable
 * by nobody. Past 64 KiB it throws: watch {@link #size()}.
 */
public interface Encoder {
  Encoder none();

  Encoder truth(boolean value);

  Encoder integer(long value);

  /**
   * As {@link #integer}, but of the same size whatever the value, so that another can replace it.
   */
  default Encoder fixed(long value) {
    return integer(value);
  }

  /** Replaces a number that {@link #fixed} wrote where this encoder had this size. */
  default Encoder replace(int at, long value) {
    throw new UnsupportedOperationException("no number is fixed");
  }

  /** Replaces three numbers that {@link #fixed} wrote one after the other, the first one here. */
  default Encoder replace(int at, long first, long second, long third) {
    throw new UnsupportedOperationException("no number is fixed");
  }

  Encoder real(double value);

  Encoder text(String value);

  /** A text of which the caller knows that it is of ASCII alone, and so need not be looked at. */
  default Encoder ascii(String value) {
    return text(value);
  }

  /**
   * The same, by its characters.
   *
   * @param characters nobody changes them, and they are not kept
   */
  default Encoder ascii(byte[] characters) {
    return ascii(new String(characters, StandardCharsets.US_ASCII));
  }

  /** A text bound by {@link Events#name}. */
  Encoder name(int id);

  /**
   * In pieces that become a part ({@link Events#part}): here stands a value of the record, which is
   * written behind the part, in the order of its holes.
   */
  default Encoder hole() {
    throw new UnsupportedOperationException("no part can have holes");
  }

  Encoder map();

  Encoder list();

  Encoder end();

  /** All that another encoder holds. */
  Encoder append(Encoder other);

  /**
   * Copies all that this holds into words, eight bytes each, the first byte lowest; what is behind
   * the last byte does not count.
   */
  default void copyTo(long[] words, int at) {
    throw new UnsupportedOperationException("this encoder cannot be copied");
  }

  /** So many bytes, as {@link #copyTo} has written them. */
  default Encoder copied(long[] words, int at, int bytes) {
    throw new UnsupportedOperationException("this encoder takes no copies");
  }

  /** Bytes so far. */
  int size();

  /** Whether all that another encoder holds stands here, too, from this size on. */
  boolean holds(int from, Encoder other);

  /** Forgets all after this size, as {@link #size()} once told it. */
  void truncate(int size);
}
