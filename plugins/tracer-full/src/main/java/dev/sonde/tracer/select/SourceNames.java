package dev.sonde.tracer.select;

import java.util.ArrayList;
import java.util.List;

/** Names of types as a person writes them in Java source, made from those of class files. */
final class SourceNames {
  private static final String LANG = "java.lang.";

  private SourceNames() {}

  /**
   * The parameter types of a method descriptor: {@code String}, {@code int[]}, {@code
   * com.acme.Outer.Inner}.
   */
  static List<String> parameters(String descriptor) {
    List<String> types = new ArrayList<>();
    int at = 1;
    while (descriptor.charAt(at) != ')') {
      int end = end(descriptor, at);
      types.add(type(descriptor.substring(at, end)));
      at = end;
    }
    return types;
  }

  private static int end(String descriptor, int from) {
    int at = from;
    while (descriptor.charAt(at) == '[') at++;
    return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
  }

  /** One type of a descriptor. */
  static String type(String descriptor) {
    int dimensions = descriptor.lastIndexOf('[') + 1;
    String element = descriptor.substring(dimensions);
    String name = element.startsWith("L") ? reference(element) : primitive(element.charAt(0));
    return name + "[]".repeat(dimensions);
  }

  private static String reference(String element) {
    return shortLang(nested(element.substring(1, element.length() - 1).replace('/', '.')));
  }

  private static String primitive(char letter) {
    return switch (letter) {
      case 'B' -> "byte";
      case 'C' -> "char";
      case 'D' -> "double";
      case 'F' -> "float";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'S' -> "short";
      case 'Z' -> "boolean";
      default -> "void";
    };
  }

  /**
   * A binary name with a dot for each {@code $} that separates a nested class; others are part of a
   * name.
   */
  static String nested(String binaryName) {
    StringBuilder name = new StringBuilder(binaryName);
    for (int i = 1; i < name.length() - 1; i++) {
      boolean separates =
          name.charAt(i) == '$'
              && name.charAt(i - 1) != '$'
              && Character.isLetter(name.charAt(i + 1));
      if (separates && name.charAt(i - 1) != '.') name.setCharAt(i, '.');
    }
    return name.toString();
  }

  /**
   * A binary name as a pattern prints it: nested with dots, if read back it then means the same
   * class.
   */
  static String quotable(String binaryName) {
    String typed = typed(binaryName);
    String dotted = nested(typed);
    return ClassNames.of(dotted).match(binaryName) ? dotted : typed;
  }

  /**
   * A name of a class file with {@code ?} for each character that no pattern has: those that are
   * not seen, and all that a shell could take for its own. Class files name methods as they like,
   * Kotlin's {@code `it's closed`} and an obfuscator's among them.
   */
  static String typed(String name) {
    StringBuilder typed = new StringBuilder();
    name.codePoints().forEach(c -> typed.append(typeable(c) ? (char) c : '?'));
    return typed.toString();
  }

  private static boolean typeable(int c) {
    boolean part = Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    return c == '.' || c == '-' || part && Character.isBmpCodePoint(c);
  }

  static String shortLang(String type) {
    boolean lang = type.startsWith(LANG) && type.indexOf('.', LANG.length()) < 0;
    return lang ? type.substring(LANG.length()) : type;
  }

  /** The part after the last dot. */
  static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
