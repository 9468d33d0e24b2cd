package dev.sonde.tracer.capture;

/** How much of a value is shown. */
final class Limits {
  /** Objects, collections and arrays inside one another. */
  static final int DEPTH = 3;

  static final int ELEMENTS = 100;
  static final int CHARACTERS = 255;
  static final int FIELDS = 20;
  static final long NANOS = 100_000_000;

  /** Encoded bytes of one value. */
  static final int VALUE_BYTES = 16 * 1024;

  /**
   * Encoded bytes of a record after which no more is begun; what was begun, and the rest of the
   * record, fit below 64 KiB.
   */
  static final int RECORD_BYTES = 56 * 1024;

  /** Bits of a number that is still shown in digits. */
  static final int BITS = 1024;

  private Limits() {}

  /** The text, or its beginning and {@code …}. */
  static String cut(String text) {
    int end = end(text);
    return end == text.length() ? text : text.substring(0, end) + "…";
  }

  /** How much of a text is shown. */
  static int end(String text) {
    if (text.length() <= CHARACTERS) return text.length();
    return Character.isHighSurrogate(text.charAt(CHARACTERS - 1)) ? CHARACTERS - 1 : CHARACTERS;
  }
}
