package dev.sonde.tracer.capture;

import dev.sonde.tracer.capture.Secrets.Part;
import org.jspecify.annotations.Nullable;

/**
 * {@code password=x}, {@code "password": "x"}, {@code Cookie: x} and {@code <password>x<} in a
 * text: addresses, JSON, headers, XML, connection strings, and what {@code toString} makes.
 */
final class Assignment {
  private static final int MOST_BETWEEN = 3;
  private static final String ENDS = " \t\r\n,;&)]}\"'<>";

  private final String text;
  private final int sign;
  private final boolean goesOn;
  private final int nameEnd;
  private final boolean quoted;

  private Assignment(String text, int sign, boolean goesOn) {
    this.text = text;
    this.sign = sign;
    this.goesOn = goesOn;
    int end = sign;
    boolean quote = false;
    while (end > 0 && sign - end < MOST_BETWEEN && " \"'\\".indexOf(text.charAt(end - 1)) >= 0)
      quote |= text.charAt(--end) != ' ';
    nameEnd = end;
    quoted = quote;
  }

  /** What is assigned to a strong name by the sign at this place. */
  static @Nullable Part value(String text, int sign, boolean goesOn) {
    return new Assignment(text, sign, goesOn).value();
  }

  private @Nullable Part value() {
    int start = nameStart();
    char c = text.charAt(sign);
    String name = text.substring(start, nameEnd);
    String word = name.isEmpty() ? null : StrongWords.in(name);
    if (word == null) return null;
    int from = from();
    if (from == text.length()) return null;
    if (c == '>') return start > 0 && text.charAt(start - 1) == '<' ? element(word, from) : null;
    if (c == ':' && !quoted && word.equals("token")) return null; // what a parser says
    int opening = opening(from);
    int end = opening > 0 ? closing(from, opening) : end(from, word, c);
    return harmless(name, from + opening, end) ? null : new Part(word, from + opening, end);
  }

  /** After the sign, which may be {@code ==} or <code>=&gt;</code>, and blanks. */
  private int from() {
    int from = sign + 1;
    boolean arrow = text.charAt(sign) == '=' && from < text.length();
    if (arrow && "=>".indexOf(text.charAt(from)) >= 0) from++;
    while (from < text.length() && text.charAt(from) == ' ') from++;
    return from;
  }

  /** Not {@code List<Token> x}: what follows is closed, or may be. */
  private @Nullable Part element(String word, int from) {
    int end = text.indexOf('<', from);
    if (end < 0) return goesOn ? new Part(word, from, text.length()) : null;
    return end > from && text.startsWith("</", end) ? new Part(word, from, end) : null;
  }

  private int nameStart() {
    int start = nameEnd;
    while (start > 0 && inName(text.charAt(start - 1))) start--;
    return start;
  }

  private static boolean inName(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
  }

  /** The length of the quote that the value begins with, maybe escaped; 0 for none. */
  private int opening(int from) {
    int quote = from;
    while (quote < text.length() && text.charAt(quote) == '\\') quote++;
    boolean quotes = quote < text.length() && "\"'".indexOf(text.charAt(quote)) >= 0;
    return quotes ? quote + 1 - from : 0;
  }

  /** Where the same quote, escaped as often, ends the value; the end of the text if none does. */
  private int closing(int from, int opening) {
    String quote = text.substring(from, from + opening);
    int end = text.indexOf(quote, from + opening);
    while (end > 0 && text.charAt(end - 1) == '\\') end = text.indexOf(quote, end + 1);
    return end < 0 ? text.length() : end;
  }

  private int end(int from, String word, char sign) {
    char first = text.charAt(from);
    if (first == '[' || first == '{') return afterBrackets(from);
    boolean header = word.equals("authorization") || word.equals("cookie");
    String ends = header ? sign == ':' ? "\r\n" : "\r\n,]}\"'<" : ENDS;
    int end = from;
    while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) end++;
    return end;
  }

  private int afterBrackets(int from) {
    int open = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[' || c == '{') open++;
      else if ((c == ']' || c == '}') && --open == 0) return i + 1;
    }
    return text.length();
  }

  /** Nothing, a place for a value, one of two, or how many there are. */
  private boolean harmless(String name, int from, int to) {
    if (from >= to) return true;
    char first = text.charAt(from);
    if (first == '?' && to == from + 1 || text.startsWith("${", from)) return true;
    for (String each : new String[] {"null", "true", "false"})
      if (text.regionMatches(from, each, 0, to - from) && to - from == each.length()) return true;
    boolean digits = true;
    boolean stars = true;
    for (int i = from; i < to; i++) {
      digits &= Character.isDigit(text.charAt(i));
      stars &= text.charAt(i) == '*';
    }
    return stars || digits && StrongWords.plural(name);
  }
}
