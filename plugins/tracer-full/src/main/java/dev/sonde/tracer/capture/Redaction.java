package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * What is hidden before it leaves the capturing thread, by name, type or value. Best effort: it
 * knows what secrets usually look like. A verdict is the rule and what it went by: {@code
 * name~password}.
 */
public final class Redaction {
  /** The key of what stands in the place of a hidden value; its value is the verdict. */
  public static final String KEY = "@redacted";

  private static final String PASS = "pass";

  private Redaction() {}

  /** The strong word in a name of a field, parameter, key or header; null for none. */
  public static @Nullable String word(String name) {
    return StrongWords.in(name);
  }

  /**
   * The part of a method's name that says what it answers with: {@code password} of {@code
   * getPassword}, nothing of {@code setPassword}, {@code findUser} of {@code findUserByToken}.
   */
  public static String answer(String method) {
    return MethodName.answer(method);
  }

  /** The strong word in the name of what a setter takes; null if it is none. */
  public static @Nullable String wordOfParameter(String setter) {
    return MethodName.sets(setter) ? word(setter) : null;
  }

  /** Whether {@code --reveal} could show something of this name. */
  public static boolean hides(String name) {
    return word(name) != null || normal(name).startsWith(PASS);
  }

  /** The name as it is compared: without case and separators. */
  public static String normal(String name) {
    return NormalName.of(name).toString();
  }

  /** The verdict on a value whose name gives it away. */
  public static String byName(String word) {
    return "name~" + word;
  }

  /** The verdict on characters that are held as a password usually is; null if they are not. */
  static @Nullable String byTypeAndName(@Nullable Object value, String name) {
    return value instanceof char[] && normal(name).startsWith(PASS) ? byName("password") : null;
  }

  /** Whether it names several secrets: a number under such a name is how many there are. */
  public static boolean plural(String name) {
    return StrongWords.plural(name);
  }

  /**
   * Whether a value under a strong name is no secret: nothing, one of two, or the number of many.
   */
  static boolean harmless(@Nullable Object value, String name) {
    return value == null || value instanceof Boolean || value instanceof Number && plural(name);
  }

  /** Writes what stands in the place of a value. */
  static void write(Encoder out, String verdict) {
    out.map().text(KEY).text(verdict).end();
  }

  /** What stands in the place of a part of a text. */
  static String mark(String verdict) {
    return "‹redacted:" + verdict + "›";
  }
}
