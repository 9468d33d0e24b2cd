package dev.sonde.tracer.capture;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is hidden before it leaves the capturing thread, by name, type or value. Best effort: it
 * knows what secrets usually look like.
 */
public final class Redaction {
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
          "authorization",
          "credential",
          "cookie",
          "ssn",
          "iban",
          "cardnumber",
          "cvv",
          "cvc");
  private static final List<String> WRAPPERS =
      List.of("value", "string", "text", "hash", "bytes", "header", "s");

  private Redaction() {}

  /**
   * The strong word that a name of a field, parameter, map key or header ends with, whatever its
   * case and separators: {@code dbPassword}, {@code X-Api-Key}, {@code auth_tokens}.
   */
  public static @Nullable String word(String name) {
    String letters = letters(name);
    String word = ending(letters);
    for (String wrapper : WRAPPERS)
      if (word == null && letters.endsWith(wrapper))
        word = ending(letters.substring(0, letters.length() - wrapper.length()));
    return word;
  }

  /** What stands in the place of a value that its name gave away. */
  public static String byName(String word) {
    return "‹redacted:name~" + word + "›";
  }

  /** What stands in the place of a value whose class is a secret's; null if it is not. */
  static @Nullable String byType(Object value) {
    if (value instanceof java.security.Key) return "‹redacted:type~java.security.Key›";
    String name = value.getClass().getName();
    boolean secret =
        name.startsWith("javax.crypto.")
            || name.equals("java.net.PasswordAuthentication")
            || name.equals("java.security.KeyStore");
    return secret ? "‹redacted:type~" + name + "›" : null;
  }

  /**
   * What stands in the place of characters that are held as a password usually is; null if they are
   * not.
   */
  static @Nullable String byTypeAndName(@Nullable Object value, String name) {
    return value instanceof char[] && letters(name).startsWith("pass") ? byName("password") : null;
  }

  /** What stands in the place of a text that looks like a secret; null if it does not. */
  static @Nullable String byValue(String text) {
    String kind = Secrets.kind(text);
    return kind == null ? null : "‹redacted:value~" + kind + "›";
  }

  private static @Nullable String ending(String letters) {
    for (String word : WORDS) if (letters.endsWith(word)) return word;
    return null;
  }

  private static String letters(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = Math.max(0, name.length() - Limits.CHARACTERS); i < name.length(); i++)
      if (Character.isLetterOrDigit(name.charAt(i))) letters.append(name.charAt(i));
    return letters.toString().toLowerCase(Locale.ROOT);
  }
}
