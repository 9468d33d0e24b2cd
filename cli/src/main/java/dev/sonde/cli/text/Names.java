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
    return Escaped.line(
        simple.contains("$$") ? simple : simple.replaceAll("(?<=\\w)\\$(?=[A-Za-z_])", "."));
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
