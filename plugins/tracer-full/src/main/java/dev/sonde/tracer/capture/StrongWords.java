package dev.sonde.tracer.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names that say that what they name is a secret: those that end with a strong word, whatever their
 * case and separators, maybe followed by a word for how the secret is held. docs/REDACTION.md has
 * the rule and its reasons.
 */
final class StrongWords {
  private static final List<String> WORDS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "passcode",
          "pwd",
          "secret",
          "token",
          "apikey",
          "accesskey",
          "privatekey",
          "secretkey",
          "signingkey",
          "encryptionkey",
          "authorization",
          "credential",
          "cookie",
          "jsessionid",
          "cardnumber",
          "cvv",
          "cvc");

  /** Those that other words end with, too ({@code classN}, {@code Caliban}): they begin a word. */
  private static final List<String> SHORT = List.of("ssn", "iban");

  /** How a secret is held, or which of several it is. */
  private static final List<String> HOLDERS =
      List.of(
          "values",
          "value",
          "string",
          "plaintext",
          "text",
          "base64",
          "hash",
          "digest",
          "bytes",
          "chars",
          "array",
          "list",
          "headers",
          "header",
          "field",
          "param",
          "confirmation",
          "confirm",
          "repeat",
          "again",
          "old",
          "new",
          "plain",
          "raw",
          "encoded",
          "encrypted");

  private static final int MOST_HOLDERS = 3;

  private StrongWords() {}

  /** The strong word of a name; null for none. */
  static @Nullable String in(String name) {
    NormalName letters = NormalName.of(name);
    for (int i = 0; i < MOST_HOLDERS; i++) {
      String word = word(letters);
      if (word != null || !shorten(letters)) return word;
    }
    return word(letters);
  }

  /** Whether it names several secrets: a number under such a name is how many there are. */
  static boolean plural(String name) {
    return name.endsWith("s") || name.endsWith("S");
  }

  private static @Nullable String word(NormalName name) {
    String word = ending(name);
    if (word != null || !name.endsWith("s")) return word;
    name.shorten(1);
    word = ending(name);
    name.shorten(-1);
    return word;
  }

  private static @Nullable String ending(NormalName name) {
    for (String word : WORDS) if (name.endsWith(word)) return word;
    for (String word : SHORT)
      if (name.endsWith(word) && name.beginsWord(word.length())) return word;
    return null;
  }

  /** Takes off one holder, or the digits at the end; false if there is none. */
  private static boolean shorten(NormalName name) {
    for (String holder : HOLDERS)
      if (name.endsWith(holder)) {
        name.shorten(holder.length());
        return true;
      }
    return name.shortenDigits();
  }
}
