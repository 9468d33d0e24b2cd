package dev.sonde.cli.text;

import java.util.HexFormat;

/**
 * Text of unknown origin, made safe for a terminal and for a line: what could move a cursor or end
 * a line is spelled out.
 */
public final class Escaped {
  private static final HexFormat HEX = HexFormat.of();

  private Escaped() {}

  /**
   * The same text with control, format and unpaired surrogate characters written as {@code \n} or
   * <code>&#92;u001b</code>.
   */
  public static String line(String text) {
    int first = 0;
    while (first < text.length() && plain(text.charAt(first))) first++;
    if (first == text.length()) return text;
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
    append(out, text, first);
    return out.toString();
  }

  /** The text in double quotes, as a Java literal writes it. */
  public static String quoted(String text) {
    return '"' + line(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
  }

  private static void append(StringBuilder out, String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (plain(c)) {
        out.append(c);
      } else if (i + 1 < text.length()
          && Character.isSurrogatePair(c, text.charAt(i + 1))
          && visible(text.codePointAt(i))) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append(spelled(c));
      }
    }
  }

  private static String spelled(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u" + HEX.toHexDigits(c);
    };
  }

  private static boolean plain(char c) {
    return c >= ' ' && c < 0x7f || c > 0x9f && !Character.isSurrogate(c) && visible(c);
  }

  private static boolean visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
