package dev.sonde.tracer.capture;

import org.jspecify.annotations.Nullable;

/**
 * Recognises texts that are secrets: tokens, keys, card numbers, and assignments such as {@code
 * ;PASSWORD=x}.
 */
final class Secrets {
  private static final int SHORTEST = 8;
  private static final int SCANNED = Limits.CHARACTERS + 64;
  private static final int CREDENTIAL = 12;

  private Secrets() {}

  /**
   * What kind of secret the text holds, as far as it would be shown; null for none that is known.
   */
  static @Nullable String kind(String whole) {
    if (whole.length() < SHORTEST) return null;
    String text = whole.length() > SCANNED ? whole.substring(0, SCANNED) : whole;
    if (jwt(text)) return "jwt";
    if (text.contains("-----BEGIN ")) return "pem";
    if (follows(text, "Bearer ") || follows(text, "Basic ")) return "authorization";
    if (CardNumber.in(text)) return "card";
    if (userInfo(text)) return "password";
    return assigned(text);
  }

  /** Three parts of base64url, of which the first begins as {@code {"} does. */
  private static boolean jwt(String text) {
    int start = text.indexOf("eyJ");
    if (start < 0) return false;
    int dot = text.indexOf('.', start);
    return dot > start + CREDENTIAL && text.startsWith("eyJ", dot + 1);
  }

  private static boolean follows(String text, String scheme) {
    int at = text.indexOf(scheme);
    if (at < 0 || at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) return false;
    int end = at + scheme.length();
    while (end < text.length() && text.charAt(end) > ' ') end++;
    return end - at - scheme.length() >= CREDENTIAL;
  }

  /** {@code scheme://user:password@host}. */
  private static boolean userInfo(String text) {
    int start = text.indexOf("://");
    int at = start < 0 ? -1 : text.indexOf('@', start);
    if (at < 0) return false;
    int colon = text.indexOf(':', start + 3);
    int slash = text.indexOf('/', start + 3);
    return colon > 0 && colon < at && (slash < 0 || slash > at);
  }

  /** The strong word of a {@code name=value} or {@code "name":} in the text. */
  private static @Nullable String assigned(String text) {
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      boolean json = c == ':' && text.charAt(i - 1) == '"';
      if (c == '=' || json) {
        String word = Redaction.word(nameBefore(text, json ? i - 1 : i));
        if (word != null) return word;
      }
    }
    return null;
  }

  private static String nameBefore(String text, int end) {
    int start = end;
    while (start > 0
        && (Character.isLetterOrDigit(text.charAt(start - 1))
            || "-_.".indexOf(text.charAt(start - 1)) >= 0)) start--;
    return text.substring(start, end);
  }
}
