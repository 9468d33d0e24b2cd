package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The patterns of a command as they were typed, which is not what arrives when a shell takes their
 * stars for file names.
 */
final class Patterns {
  private static final String HELP =
      "Which methods: 'com.acme.Orders::find', 'Orders::find(String,..)',%n'Orders::new',"
          + " 'com.acme.**::*',%n'+com.acme.Repo::*', '*::@GetMapping'. In quotes.%nAll forms:"
          + " docs/PATTERNS.md";
  private static final String EXCEPT = "--except";
  private static final String MAX_CLASSES = "--max-classes";
  private static final String MAX_METHODS = "--max-methods";
  private static final String INSIDE = "--inside";
  private static final String LAZY = "--lazy";
  private static final int SHOWN = 3;

  private Patterns() {}

  /** One or more, after the JVM. */
  static PositionalParamSpec words() {
    return Words.many(1, "1..*", "PATTERN", HELP);
  }

  /** What the patterns shall not mean. */
  static OptionSpec except() {
    return Words.values(
        "PATTERN", "Leave out what this pattern means: '*::toString'. Repeatable.", EXCEPT);
  }

  static OptionSpec maxClasses() {
    return Words.value("N", "Allow to weave so many classes. Default: 50.", MAX_CLASSES);
  }

  static OptionSpec maxMethods() {
    return Words.value("N", "Allow to weave so many methods. Default: 200.", MAX_METHODS);
  }

  static OptionSpec lazy() {
    return Words.flag("Accept a pattern that matches no loaded class yet, and wait for it.", LAZY);
  }

  /**
   * What was said of the patterns, as the plugin takes it: exceptions with semicolons, which no
   * pattern has.
   */
  static void options(ParseResult words, Map<String, String> options) {
    Words.copy(words, options, MAX_CLASSES, MAX_METHODS);
    if (words.hasMatchedOption(LAZY)) options.put("lazy", "");
    Words.join(words, options, ";", EXCEPT);
  }

  /** Where calls have to be made. */
  static OptionSpec inside() {
    return Words.values(
        "PATTERN",
        "Only calls that are made while a method of this pattern is on the stack of their thread."
            + " Repeatable: one of them is enough.",
        INSIDE);
  }

  /** As {@link #options} has the exceptions; checked as patterns are, for they may be files. */
  static void inside(ParseResult words, Map<String, String> options) {
    if (!words.hasMatchedOption(INSIDE)) return;
    List<String> patterns = List.of(words.matchedOptionValue(INSIDE, new String[0]));
    options.put("inside", String.join(";", checked(patterns, "trace .. " + INSIDE)));
  }

  static List<String> of(ParseResult words, String command) {
    return checked(Words.tail(words), command);
  }

  /**
   * @param command what stands before the patterns, for the corrected form
   */
  static List<String> checked(List<String> patterns, String command) {
    List<String> files = patterns.stream().filter(Patterns::isFile).toList();
    if (files.isEmpty()) {
      patterns.forEach(PatternShape::check);
      return patterns;
    }
    String shown =
        String.join(", ", files.subList(0, Math.min(SHOWN, files.size())))
            + (files.size() > SHOWN ? ", .." : "");
    throw new SondeException(
        ErrorId.PATTERN,
        "expected a pattern of methods and got the name of a file ("
            + shown
            + "), as when the shell expands a star: put the pattern in quotes, sonde "
            + command
            + " '"
            + unexpanded(files)
            + "'");
  }

  private static boolean isFile(String pattern) {
    try {
      return !pattern.contains("::") && Files.exists(Path.of(pattern));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What may have been typed: the common beginning, a star, the common end. */
  private static String unexpanded(List<String> files) {
    String first = files.get(0);
    int head = first.length();
    int tail = first.length();
    for (String each : files) {
      head = Math.min(head, common(first, each));
      tail = Math.min(tail, common(reversed(first), reversed(each)));
    }
    boolean oneFile = files.size() == 1;
    String typed =
        oneFile
            ? first
            : first.substring(0, head)
                + "*"
                + first.substring(Math.max(head, first.length() - tail));
    return typed.equals("*") || oneFile ? "com.acme.Orders::find" : typed;
  }

  private static int common(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) i++;
    return i;
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }
}
