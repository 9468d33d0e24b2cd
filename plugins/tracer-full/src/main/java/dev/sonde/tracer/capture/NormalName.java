package dev.sonde.tracer.capture;

/**
 * A name without case and separators, {@code db_Password} as {@code dbpassword}, which remembers
 * where words begin.
 */
final class NormalName {
  private final char[] letters;
  private final boolean[] begins;
  private int length;

  private NormalName(int most) {
    letters = new char[most];
    begins = new boolean[most];
  }

  /** Of a long name the end, which decides. */
  static NormalName of(String name) {
    int from = Math.max(0, name.length() - Limits.CHARACTERS);
    NormalName normal = new NormalName(name.length() - from);
    for (int i = from; i < name.length(); i++)
      if (Character.isLetterOrDigit(name.charAt(i))) normal.add(name, i);
    return normal;
  }

  private void add(String name, int i) {
    begins[length] = i == 0 || begins(name.charAt(i - 1), name.charAt(i));
    letters[length++] = Character.toLowerCase(name.charAt(i));
  }

  private static boolean begins(char before, char letter) {
    return !Character.isLetter(before)
        || Character.isUpperCase(letter) && !Character.isUpperCase(before);
  }

  boolean endsWith(String word) {
    int start = length - word.length();
    if (start < 0) return false;
    for (int i = 0; i < word.length(); i++) if (letters[start + i] != word.charAt(i)) return false;
    return true;
  }

  /** Whether a word begins so many letters before the end. */
  boolean beginsWord(int before) {
    return begins[length - before];
  }

  /** Takes letters off the end, or puts them back. */
  void shorten(int count) {
    length -= count;
  }

  boolean shortenDigits() {
    int before = length;
    while (length > 0 && Character.isDigit(letters[length - 1])) length--;
    return length < before;
  }

  @Override
  public String toString() {
    return new String(letters, 0, length);
  }
}
