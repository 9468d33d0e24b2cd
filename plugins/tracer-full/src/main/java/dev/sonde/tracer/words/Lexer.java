package dev.sonde.tracer.words;

import dev.sonde.tracer.words.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts a condition into tokens. From {@code #} to the end of a line is a comment. */
final class Lexer {
  private static final List<String> SIGNS =
      List.of(
          "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")", "[", "]", ".", ",", "+", "-",
          "*", "/", "%");
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) throws Fault {
    Lexer lexer = new Lexer(source);
    while (lexer.skipBlank()) lexer.next();
    lexer.add(Kind.END, lexer.at, null);
    return lexer.tokens;
  }

  private boolean skipBlank() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '#') while (at < source.length() && source.charAt(at) != '\n') at++;
      else if (Character.isWhitespace(c)) at++;
      else return true;
    }
    return false;
  }

  private void next() throws Fault {
    char c = source.charAt(at);
    if (Character.isJavaIdentifierStart(c)) add(Kind.WORD, endOfWord(at), null);
    else if (c >= '0' && c <= '9') number();
    else if (c == '"' || c == '\'') text(c);
    else sign();
  }

  private int endOfWord(int from) {
    int end = from;
    while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) end++;
    return end;
  }

  private void sign() throws Fault {
    for (String sign : SIGNS)
      if (source.startsWith(sign, at)) {
        add(Kind.SIGN, at + sign.length(), null);
        return;
      }
    if (source.charAt(at) == '=') throw new Fault(at, "expected '==' to compare, got '='");
    throw new Fault(at, "expected a name, a value or an operator, got '" + source.charAt(at) + "'");
  }

  private void number() throws Fault {
    int digits = at;
    while (digits < source.length() && digit(source.charAt(digits))) digits++;
    int end = digits;
    if (fraction(end)) for (end++; end < source.length() && digit(source.charAt(end)); ) end++;
    if (exponent(end)) for (end += 2; end < source.length() && digit(source.charAt(end)); ) end++;
    int unit = endOfWord(end);
    literal(end, end > digits, source.substring(end, unit), unit);
  }

  private boolean fraction(int dot) {
    return source.startsWith(".", dot)
        && dot + 1 < source.length()
        && digit(source.charAt(dot + 1));
  }

  private boolean exponent(int e) {
    if (e + 1 >= source.length() || Character.toLowerCase(source.charAt(e)) != 'e') return false;
    char next = source.charAt(e + 1);
    return digit(next) || next == '-' && e + 2 < source.length() && digit(source.charAt(e + 2));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9' || c == '_';
  }

  private void literal(int end, boolean real, String unit, int to) throws Fault {
    String digits = source.substring(at, end).replace("_", "");
    try {
      Long nanos = UNITS.get(unit);
      if (nanos != null && real) add(Kind.TIME, to, Math.round(Double.parseDouble(digits) * nanos));
      else if (nanos != null) add(Kind.TIME, to, Math.multiplyExact(Long.parseLong(digits), nanos));
      else if (real && unit.isEmpty() || unit.equalsIgnoreCase("d") || unit.equalsIgnoreCase("f"))
        add(Kind.REAL, to, Double.parseDouble(digits));
      else if (unit.isEmpty() || unit.equalsIgnoreCase("l") && !real)
        add(Kind.NUMBER, to, Long.parseLong(digits));
      else throw new Fault(end, "expected a unit of time, ns us ms s m h, got '" + unit + "'");
    } catch (ArithmeticException | NumberFormatException tooLarge) {
      throw new Fault(at, "expected a number below 2^63, got '" + source.substring(at, to) + "'");
    }
  }

  private void text(char quote) throws Fault {
    StringBuilder text = new StringBuilder();
    int end = at + 1;
    while (end < source.length() && source.charAt(end) != quote) {
      boolean escaped = source.charAt(end) == '\\' && end + 1 < source.length();
      text.append(escaped ? escape(source.charAt(end + 1)) : source.charAt(end));
      end += escaped ? 2 : 1;
    }
    if (end >= source.length())
      throw new Fault(at, "expected a closing " + quote + ", got the end");
    add(Kind.TEXT, end + 1, text.toString());
  }

  private static char escape(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> c;
    };
  }

  private void add(Kind kind, int end, @Nullable Object value) {
    tokens.add(new Token(kind, source.substring(at, end), at, value));
    at = end;
  }
}
