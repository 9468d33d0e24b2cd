package dev.sonde.shell;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** A value as jshell shows it. */
final class ValueText {
  private static final int LONGEST = 12_000;
  private static final int MOST_ELEMENTS = 1_000;
  private static final int DEEPEST = 8;

  private ValueText() {}

  static String of(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(value, text, 0);
    return cut(text.toString(), LONGEST);
  }

  static String cut(String text, int longest) {
    return text.length() <= longest
        ? text
        : text.substring(0, longest) + " … (" + (text.length() - longest) + " more)";
  }

  private static void append(@Nullable Object value, StringBuilder text, int depth) {
    if (value instanceof String string) quoted(string, '"', text);
    else if (value instanceof Character character) quoted(character.toString(), '\'', text);
    else if (value != null && value.getClass().isArray()) array(value, text, depth);
    else text.append(value);
  }

  /** {@code int[2][] { int[1] { 1 }, null }}. */
  private static void array(Object array, StringBuilder text, int depth) {
    String type = array.getClass().getSimpleName();
    int first = type.indexOf("[]");
    int length = Array.getLength(array);
    text.append(type, 0, first).append('[').append(length).append(']');
    text.append(type, first + 2, type.length()).append(" { ");
    for (int i = 0; i < length && text.length() < LONGEST; i++) {
      if (i > 0) text.append(", ");
      if (i == MOST_ELEMENTS || depth == DEEPEST) {
        text.append("…");
        break;
      }
      append(Array.get(array, i), text, depth + 1);
    }
    text.append(" }");
  }

  private static void quoted(String string, char quote, StringBuilder text) {
    int from = text.length();
    text.append(quote);
    for (int i = 0; i < string.length() && text.length() - from <= LONGEST; i++)
      escaped(string.charAt(i), quote, text);
    text.append(quote);
  }

  private static void escaped(char c, char quote, StringBuilder text) {
    int named = "\b\t\n\f\r\\".indexOf(c);
    if (named >= 0) text.append('\\').append("btnfr\\".charAt(named));
    else if (c == quote) text.append('\\').append(c);
    else if (c < ' ' || c == 127) text.append(String.format("\\%03o", (int) c));
    else text.append(c);
  }
}
