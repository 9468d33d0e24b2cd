package dev.sonde.tracer.condition;

/** What conditions ask of texts and of the thread. */
final class Texts {
  private static final int LONGEST = 100_000;

  private Texts() {}

  static Object thread() {
    return Thread.currentThread().getName();
  }

  /** Whether a value is the enum constant of this name. */
  static boolean named(Object value, Object name) {
    return value instanceof Enum<?> constant && constant.name().equals(name);
  }

  /**
   * Whether all of a text fits a pattern, in which {@code *} stands for any characters and {@code
   * ?} for one. No regular expression: it takes at most length by length steps.
   */
  static boolean matches(Object value, Object glob) {
    String text = (String) value;
    String pattern = (String) glob;
    if (text.length() > LONGEST) throw new Unfit("a text of more than " + LONGEST + " characters");
    int at = 0;
    int next = 0;
    int star = -1;
    int resume = 0;
    while (at < text.length()) {
      if (next < pattern.length() && pattern.charAt(next) == '*') {
        star = next++;
        resume = at;
      } else if (next < pattern.length() && fits(text.charAt(at), pattern.charAt(next))) {
        at++;
        next++;
      } else if (star >= 0) {
        next = star + 1;
        at = ++resume;
      } else return false;
    }
    while (next < pattern.length() && pattern.charAt(next) == '*') next++;
    return next == pattern.length();
  }

  private static boolean fits(char c, char pattern) {
    return pattern == '?' || pattern == c;
  }
}
