package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.regex.Pattern;

/**
 * The slips of a hand in a pattern, refused before any JVM is touched. The whole grammar is the
 * plugin's, which reads patterns in the target.
 */
final class PatternShape {
  private static final Pattern SEPARATOR = Pattern.compile("::|#|\\.");
  private static final Pattern EVERY_CLASS = Pattern.compile("[*.]+(?:(?:::|#).*)?");
  private static final Pattern SPACE = Pattern.compile("\\s");

  private PatternShape() {}

  static void check(String pattern) {
    // Parameter types and frames of a stack trace may hold spaces.
    if (pattern.contains("(")) return;
    if (SPACE.matcher(pattern).find()) throw refusal("expected no space in a pattern", pattern);
    if (EVERY_CLASS.matcher(pattern).matches()) {
      throw refusal(
          "a wildcard for all classes would weave the whole application: name a package or class",
          pattern);
    }
    if (!SEPARATOR.matcher(pattern).find()) {
      throw refusal("expected a class and a method with :: between them", pattern);
    }
  }

  private static SondeException refusal(String sentence, String pattern) {
    return new SondeException(
        ErrorId.PATTERN,
        sentence
            + ", and got '"
            + pattern
            + "': right is, for instance, 'com.acme.Orders::find' or 'com.acme.**::*'");
  }
}
