package dev.sonde.tracer.capture;

import dev.sonde.tracer.capture.Secrets.Part;
import org.jspecify.annotations.Nullable;

/** Secrets that are known by their form, wherever they stand in a text. */
final class Tokens {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int CREDENTIAL = 12;

  private Tokens() {}

  /**
   * Base64url parts with dots between, of which the first begins as that of <code>{"</code> does.
   */
  static @Nullable Part jwt(String text, int at, boolean goesOn) {
    if (!text.startsWith("eyJ", at) || at > 0 && base64url(text.charAt(at - 1))) return null;
    int head = afterBase64url(text, at);
    if (head - at < CREDENTIAL) return null;
    if (head == text.length()) return goesOn ? new Part("jwt", at, head) : null;
    int body = text.charAt(head) == '.' ? afterBase64url(text, head + 1) : head;
    boolean dotted = body == text.length() ? goesOn : text.charAt(body) == '.';
    if (body == head || !dotted && !text.startsWith("eyJ", head + 1)) return null;
    int end = body;
    while (end < text.length() && (text.charAt(end) == '.' || base64url(text.charAt(end)))) end++;
    return new Part("jwt", at, end);
  }

  private static int afterBase64url(String text, int at) {
    int end = at;
    while (end < text.length() && base64url(text.charAt(end))) end++;
    return end;
  }

  private static boolean base64url(char c) {
    return letterOrDigit(c) || c == '-' || c == '_';
  }

  private static boolean letterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  /** From the line that begins a private key to the one that ends it. */
  static @Nullable Part pem(String text, int at, boolean goesOn) {
    if (!text.startsWith(BEGIN, at)) return null;
    int label = text.indexOf(DASHES, at + BEGIN.length());
    if (label < 0) return goesOn ? new Part("pem", at, text.length()) : null;
    if (!text.substring(at, label).contains("PRIVATE")) return null;
    int end = text.indexOf(END, label);
    int closing = end < 0 ? -1 : text.indexOf(DASHES, end + END.length());
    return new Part("pem", at, closing < 0 ? text.length() : closing + DASHES.length());
  }

  /** What follows {@code Bearer} or {@code Basic}, unless it is a word of prose. */
  static @Nullable Part credentials(String text, int at, boolean goesOn) {
    if (at > 0 && letterOrDigit(text.charAt(at - 1))) return null;
    String scheme = text.regionMatches(true, at, "Bearer ", 0, 7) ? "Bearer " : "Basic ";
    if (!text.regionMatches(true, at, scheme, 0, scheme.length())) return null;
    int from = at + scheme.length();
    int end = from;
    boolean prose = true;
    while (end < text.length() && token68(text.charAt(end))) {
      char c = text.charAt(end++);
      prose &= c >= 'a' && c <= 'z' || c == '-' || c == '.' || end == from + 1 && c > '9';
    }
    boolean whole = end - from >= CREDENTIAL && !prose;
    return whole || goesOn && end == text.length() ? new Part("authorization", from, end) : null;
  }

  /** RFC 9110, 11.2. */
  private static boolean token68(char c) {
    return letterOrDigit(c) || "-._~+/=".indexOf(c) >= 0;
  }

  /** Not the digits behind a decimal point, nor groups that hang on letters, as in a UUID. */
  static @Nullable Part card(String text, int at) {
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    boolean fraction = before == '.' && at > 1 && Character.isDigit(text.charAt(at - 2));
    if (before >= '0' && before <= '9' || fraction) return null;
    int end = CardNumber.end(text, at);
    if (end < 0) return null;
    char after = end == text.length() ? ' ' : text.charAt(end);
    boolean hangs = letterOrDigit(before) || letterOrDigit(after);
    return hangs && grouped(text, at, end) ? null : new Part("card", at, end);
  }

  private static boolean grouped(String text, int from, int to) {
    for (int i = from; i < to; i++) if (text.charAt(i) < '0') return true;
    return false;
  }
}
