package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.regex.Pattern;

/**
 * The slips of a hand in a pattern, with a word on what they were meant to be. The whole grammar is
 * the plugin's: {@link Asking}.
 */
final class PatternShape {
  private PatternShape() {}

  static void check(String pattern) {
    if (!isPlain(pattern)) Odd.check(pattern);
  }

  /**
   * Names with dots between them and one {@code ::} before the last: nothing there to refuse, and
   * no regular expression to compile in a JVM that has just begun.
   */
  static boolean isPlain(String pattern) {
    int middle = pattern.indexOf("::");
    return middle > 0
        && areNames(pattern, 0, middle)
        && isName(pattern, middle + 2, pattern.length());
  }

  private static boolean areNames(String pattern, int from, int to) {
    int start = from;
    for (int i = from; i < to; i++)
      if (pattern.charAt(i) == '.') {
        if (!isName(pattern, start, i)) return false;
        start = i + 1;
      }
    return isName(pattern, start, to);
  }

  private static boolean isName(String pattern, int from, int to) {
    if (from >= to) return false;
    for (int i = from; i < to; i++)
      if (!Character.isJavaIdentifierPart(pattern.charAt(i))) return false;
    return true;
  }

  /** All other patterns. */
  private static final class Odd {
    private static final Pattern SEPARATOR = Pattern.compile("::|#|\\.");
    private static final Pattern EVERY_CLASS =
        Pattern.compile("[+@]?[*.]+(?:(?:::|#)(?!@[^*.]).*)?");
    private static final Pattern SPACE = Pattern.compile("\\s");
    private static final Pattern QUOTE = Pattern.compile("[\"'`]");
    private static final Pattern SLASH = Pattern.compile("[/\\\\]");
    private static final Pattern HALF =
        Pattern.compile("[^:#]*\\.\\p{Lu}[^:#.]*|[^:#]*:[^:#]*|.*(?:::|#)|(?:::|#).*");
    private static final Pattern FRAME_END =
        Pattern.compile(
            ".*\\.(?:java|kts?|scala|groovy|cljc?)|.*:\\d+|Native Method|Unknown Source|<.*>");

    static void check(String pattern) {
      int open = pattern.indexOf('(');
      String names = open < 0 ? pattern : pattern.substring(0, open);
      if (QUOTE.matcher(names).find())
        throw refusal("expected one pair of quotes, which the shell takes away", pattern);
      if (open < 0) checkNames(pattern);
      else checkParentheses(pattern, open);
    }

    private static void checkNames(String pattern) {
      if (SPACE.matcher(pattern).find()) throw refusal("expected no space in a pattern", pattern);
      if (EVERY_CLASS.matcher(pattern).matches()) {
        throw refusal(
            "a wildcard for all classes would weave the whole application: name a package or class",
            pattern);
      }
      if (SLASH.matcher(pattern).find())
        throw refusal("expected dots between the parts of a class name", pattern);
      if (!SEPARATOR.matcher(pattern).find() || HALF.matcher(pattern).matches())
        throw refusal("expected a class and a method with :: between them", pattern);
    }

    /**
     * Parameter types, or the end of a frame of a stack trace, which loggers write a jar behind.
     */
    private static void checkParentheses(String pattern, int open) {
      int close = pattern.indexOf(')', open);
      if (close < 0) throw refusal("expected ) after the parameter types", pattern);
      boolean frame = FRAME_END.matcher(pattern.substring(open + 1, close)).matches();
      if (!frame && !pattern.substring(close + 1).isBlank())
        throw refusal("expected nothing after )", pattern);
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
}
