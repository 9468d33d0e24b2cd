package dev.sonde.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Method descriptors of class files, read leniently. */
final class Descriptors {
  private static final String PRIMITIVES = "BbyteCcharDdoubleFfloatIintJlongSshortZboolean";

  private Descriptors() {}

  /** The types of the parameters, as in Java source; up to what cannot be read. */
  static List<String> parameters(String descriptor) {
    List<String> types = new ArrayList<>();
    int end = descriptor.indexOf(')');
    int at = 1;
    while (at < end) {
      int start = at;
      while (at < end && descriptor.charAt(at) == '[') at++;
      String brackets = "[]".repeat(at - start);
      int semicolon = descriptor.indexOf(';', at);
      boolean reference = descriptor.charAt(at) == 'L' && semicolon > 0;
      types.add(
          (reference
                  ? descriptor.substring(at + 1, semicolon).replace('/', '.')
                  : primitive(descriptor.charAt(at)))
              + brackets);
      at = reference ? semicolon + 1 : at + 1;
    }
    return types;
  }

  /** {@code (String, int)}; nothing of what has no descriptor. */
  static String inBrackets(String descriptor) {
    if (descriptor.isEmpty()) return "";
    return parameters(descriptor).stream()
        .map(Names::simple)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String primitive(char letter) {
    int at = PRIMITIVES.indexOf(letter);
    if (at < 0 || !Character.isUpperCase(letter)) return "?";
    int end = at + 1;
    while (end < PRIMITIVES.length() && Character.isLowerCase(PRIMITIVES.charAt(end))) end++;
    return PRIMITIVES.substring(at + 1, end);
  }
}
