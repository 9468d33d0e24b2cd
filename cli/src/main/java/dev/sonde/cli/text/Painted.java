package dev.sonde.cli.text;

/** A line for a terminal, with the colours of {@link Style} in it, which take no room. */
public final class Painted {
  private static final char ESCAPE = '\u001b';

  private Painted() {}

  /** How many letters are seen. */
  public static int letters(String line) {
    int seen = 0;
    for (int i = 0; i < line.length(); i = next(line, i)) if (isSeen(line, i)) seen++;
    return seen;
  }

  /** The first letters, so many at most, and all colours. */
  public static String cut(String line, int most) {
    if (line.length() <= most) return line;
    StringBuilder kept = new StringBuilder();
    int seen = 0;
    for (int i = 0; i < line.length(); i = next(line, i)) {
      if (isSeen(line, i) && ++seen > most) continue;
      kept.append(line, i, next(line, i));
    }
    return kept.toString();
  }

  private static boolean isSeen(String line, int i) {
    return line.charAt(i) != ESCAPE;
  }

  /** Behind the letter, or the whole escape sequence, that begins here. */
  private static int next(String line, int i) {
    if (isSeen(line, i)) return line.offsetByCodePoints(i, 1);
    int end = i + 1;
    while (end < line.length() && !Character.isLetter(line.charAt(end))) end++;
    return Math.min(line.length(), end + 1);
  }
}
