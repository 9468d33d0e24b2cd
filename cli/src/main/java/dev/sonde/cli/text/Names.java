package dev.sonde.cli.text;

import org.jspecify.annotations.Nullable;

/** Class and method names shortened for a line of text. JSON has the full ones. */
final class Names {
  private Names() {}

  /**
   * {@code com.acme.Outer$Inner} as {@code Outer.Inner}; numbers of anonymous classes and array
   * brackets stay.
   */
  static String simple(String className) {
    int dot =
        className.lastIndexOf(
            '.', className.contains("/") ? className.indexOf('/') : className.length());
    String simple = className.substring(dot + 1);
    boolean plain = simple.indexOf('$') < 0 || simple.contains("$$");
    return Escaped.line(plain ? simple : nested(simple));
  }

  /** Without a regular expression, which takes longer than all else of a line. */
  private static String nested(String name) {
    char[] letters = name.toCharArray();
    for (int i = 1; i < letters.length - 1; i++)
      if (letters[i] == '$' && follows(name.charAt(i - 1)) && begins(letters[i + 1]))
        letters[i] = '.';
    return new String(letters);
  }

  private static boolean begins(char letter) {
    return letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z' || letter == '_';
  }

  private static boolean follows(char letter) {
    return begins(letter) || letter >= '0' && letter <= '9';
  }

  static String method(@Nullable Object className, @Nullable Object method) {
    return simple(String.valueOf(className))
        + "."
        + ("<init>".equals(method) ? "new" : Escaped.line(String.valueOf(method)));
  }

  /** {@code Orders.find:41}; without a known line just the method. */
  static String place(Fields place) {
    long line = place.number("line");
    return method(place.get("class"), place.get("method")) + (line > 0 ? ":" + line : "");
  }
}
