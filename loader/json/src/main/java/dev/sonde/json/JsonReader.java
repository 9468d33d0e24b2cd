package dev.sonde.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reader of JSON that has one meaning only: UTF-8 without a byte order mark, no duplicate key,
 * integers of at most 53 bits and no other numbers, no lone surrogate, bounded depth, nothing after
 * the end. Objects come back as maps in the order of the text, arrays as lists, integers as {@code
 * Long}.
 */
public final class JsonReader {
  /** How deep objects and arrays may nest. */
  public static final int MAX_DEPTH = 16;

  private static final long MAX_INTEGER = (1L << 53) - 1;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The one value that {@code utf8} spells. */
  public static @Nullable Object read(byte[] utf8) {
    JsonReader reader = new JsonReader(decode(utf8));
    Object value = reader.value();
    reader.space();
    if (reader.at < reader.text.length()) throw reader.unexpected("nothing after the end");
    return value;
  }

  private static String decode(byte[] utf8) {
    if (utf8.length >= 3
        && utf8[0] == (byte) 0xEF
        && utf8[1] == (byte) 0xBB
        && utf8[2] == (byte) 0xBF) {
      throw new JsonException("expected JSON but found a byte order mark at character 0");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8))
          .toString();
    } catch (CharacterCodingException e) {
      throw new JsonException("expected UTF-8 but found other bytes");
    }
  }

  private @Nullable Object value() {
    space();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> integer();
    };
  }

  private Map<String, @Nullable Object> object() {
    open();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    space();
    if (peek() != '}') {
      do {
        space();
        int start = at;
        String key = string();
        space();
        expect(':');
        if (members.containsKey(key))
          throw new JsonException("duplicate key \"" + key + "\" at character " + start);
        members.put(key, value());
      } while (another());
    }
    close('}');
    return members;
  }

  private List<@Nullable Object> array() {
    open();
    List<@Nullable Object> elements = new ArrayList<>();
    space();
    if (peek() != ']') {
      do elements.add(value());
      while (another());
    }
    close(']');
    return elements;
  }

  private void open() {
    if (++depth > MAX_DEPTH)
      throw new JsonException("more than " + MAX_DEPTH + " levels at character " + at);
    at++;
  }

  private void close(char bracket) {
    expect(bracket);
    depth--;
  }

  private boolean another() {
    space();
    if (peek() != ',') return false;
    at++;
    return true;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    int start = at;
    for (char c = next(); c != '"'; c = next()) {
      if (c < ' ') throw unexpected(at - 1, "no control character in a string");
      out.append(c == '\\' ? escape() : c);
    }
    for (int i = 0; i < out.length(); i += Character.charCount(out.codePointAt(i))) {
      if (Character.getType(out.codePointAt(i)) == Character.SURROGATE) {
        throw new JsonException("lone surrogate in the string at character " + start);
      }
    }
    return out.toString();
  }

  private char escape() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw unexpected(at - 1, "an escape");
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) throw unexpected(at - 1, "four hexadecimal digits");
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private @Nullable Object word(String word, @Nullable Object meaning) {
    if (!text.startsWith(word, at)) throw unexpected("a value");
    at += word.length();
    return meaning;
  }

  private Long integer() {
    int start = at;
    if (peek() == '-') at++;
    int digits = at;
    while (at < text.length() && isDigit(text.charAt(at))) at++;
    if (at == digits) throw unexpected(start, "a value");
    if (at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0) throw unexpected("an integer");
    String number = text.substring(start, at);
    boolean spare = text.charAt(digits) == '0' && number.length() > 1;
    if (spare || at - digits > 16 || Math.abs(Long.parseLong(number)) > MAX_INTEGER) {
      throw new JsonException(
          "expected an integer below 2^53 but found " + brief(number) + " at character " + start);
    }
    return Long.valueOf(number);
  }

  private static String brief(String number) {
    return number.length() <= 20 ? number : number.substring(0, 20) + "…";
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
  }

  private void expect(char c) {
    if (peek() != c) throw unexpected("'" + c + "'");
    at++;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private char next() {
    if (at >= text.length()) throw unexpected("the end of a string");
    return text.charAt(at++);
  }

  private JsonException unexpected(String expected) {
    return unexpected(at, expected);
  }

  private JsonException unexpected(int where, String expected) {
    String found = where < text.length() ? shown(text.charAt(where)) : "the end";
    return new JsonException(
        "expected " + expected + " but found " + found + " at character " + where);
  }

  private static String shown(char c) {
    return c >= ' ' && c < 127 ? "'" + c + "'" : String.format("U+%04X", (int) c);
  }
}
