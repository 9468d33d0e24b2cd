package dev.sonde.tracer.select;

import dev.sonde.tracer.words.PatternReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The class part of a pattern, matched against binary names. A part that starts with a capital
 * letter matches in any package; a dot after a capitalised segment also means {@code $}; a package
 * segment of one letter abbreviates, where the class has a capital or a wildcard: in {@code a.a.b},
 * as obfuscators name classes, it is a package; {@code *} stays within a segment, {@code **} does
 * not; {@code ?} is any one character.
 */
final class ClassNames {
  private final String text;
  private final String literal;
  private final @Nullable Pattern regex; // null: as it is written

  private ClassNames(String text) {
    this.text = text;
    this.literal = longestLiteral(text);
    this.regex = asWritten() ? null : Pattern.compile(regex(text));
  }

  static ClassNames of(String text) {
    return new ClassNames(text);
  }

  /**
   * Cheap for nearly all of the thousands of names that it is asked about: most lack the longest
   * literal.
   */
  boolean match(String binaryName) {
    if (!binaryName.contains(literal)) return false;
    if (regex != null) return regex.matcher(binaryName).matches();
    if (binaryName.equals(text)) return true;
    boolean simple = text.indexOf('.') < 0;
    return simple && (binaryName.endsWith("." + text) || binaryName.endsWith("$" + text));
  }

  boolean matchAny(Set<String> binaryNames) {
    return Among.any(binaryNames, this::match);
  }

  /**
   * Whether the longest literal of this name stands in the class file, whose names have slashes.
   * False is certain.
   */
  boolean mentionedIn(byte[] classFile) {
    if (!ascii(literal)) return true;
    byte[] wanted = literal.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at <= classFile.length - wanted.length; at++) {
      int i = 0;
      while (i < wanted.length && classFile[at + i] == wanted[i]) i++;
      if (i == wanted.length) return true;
    }
    return false;
  }

  private static boolean ascii(String text) {
    for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= 128) return false;
    return true;
  }

  boolean wild() {
    return text.indexOf('*') >= 0;
  }

  String text() {
    return text;
  }

  private static String longestLiteral(String text) {
    String longest = "";
    for (String part : text.replace('*', '.').replace('?', '.').split("\\."))
      if (part.length() > longest.length()) longest = part;
    return longest;
  }

  /** A simple name, or a whole one without an outer class or a package of one letter. */
  private boolean asWritten() {
    if (wild() || text.indexOf('?') >= 0) return false;
    String[] segments = text.split("\\.", -1);
    boolean abbreviates = abbreviates(segments);
    for (int i = 0; i < segments.length - 1; i++)
      if (PatternReader.capital(segments[i]) || abbreviates && abbreviation(segments[i]))
        return false;
    return true;
  }

  private static boolean abbreviates(String[] segments) {
    String last = segments[segments.length - 1];
    return PatternReader.capital(last) || last.indexOf('*') >= 0;
  }

  private static String regex(String text) {
    String[] segments = text.split("\\.", -1);
    boolean abbreviates = abbreviates(segments);
    StringBuilder regex = new StringBuilder(anyPackage(segments) ? "(?:.*[.$])?" : "");
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      if (segments[i].equals("**") && !last) regex.append("(?:.*\\.)?");
      else
        regex.append(
            last
                ? segment(segments[i])
                : segment(segments[i])
                    + (abbreviates && abbreviation(segments[i]) ? "[^.]*" : "")
                    + separator(segments[i]));
    }
    return regex.toString();
  }

  private static boolean anyPackage(String[] segments) {
    return segments.length == 1 || PatternReader.capital(segments[0]);
  }

  private static boolean abbreviation(String segment) {
    return segment.length() == 1 && Character.isLowerCase(segment.charAt(0));
  }

  private static String separator(String segment) {
    return PatternReader.capital(segment) ? "[.$]" : "\\.";
  }

  private static String segment(String segment) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < segment.length(); i++) {
      if (segment.startsWith("**", i)) regex.append(".*");
      else if (segment.charAt(i) == '*')
        regex.append(i > 0 && segment.charAt(i - 1) == '*' ? "" : "[^.]*");
      else if (segment.charAt(i) == '?') regex.append("[^.]");
      else regex.append(Pattern.quote(segment.substring(i, i + 1)));
    }
    return regex.toString();
  }
}
