package dev.sonde.tracer.select;

import dev.sonde.api.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which methods a person means: {@code com.acme.Orders::find(String)}, and the other ways to write
 * it that {@link PatternReader} knows.
 */
public final class Pattern {
  private final ClassNames classes;
  private final MethodNames methods;
  private final @Nullable ParamTypes params;
  private final int line;

  Pattern(ClassNames classes, MethodNames methods, @Nullable ParamTypes params, int line) {
    this.classes = classes;
    this.methods = methods;
    this.params = params;
    this.line = line;
  }

  /**
   * Reads one pattern.
   *
   * @throws UsageException SONDE-PATTERN with the position, and an example of the right form
   */
  public static Pattern parse(String text) throws UsageException {
    return new PatternReader(text).read();
  }

  /**
   * Reads all patterns of a command line; several words that look like files are the work of a
   * shell.
   */
  public static List<Pattern> parseAll(List<String> texts) throws UsageException {
    ShellWords.refuseFiles(texts);
    List<Pattern> patterns = new ArrayList<>();
    for (String text : texts) patterns.add(parse(text));
    return patterns;
  }

  /**
   * Means the methods of this name and these parameters in this very class: {@code
   * com.acme.Orders::find(String)}.
   *
   * @param method as in the class file
   */
  static Pattern exactly(String binaryName, String method, String descriptor) {
    ParamTypes params = ParamTypes.simple(descriptor);
    return new Pattern(
        ClassNames.of(SourceNames.quotable(binaryName)), MethodNames.of(method), params, 0);
  }

  public boolean matchesClassName(String binaryName) {
    return classes.match(binaryName);
  }

  /** By the name and descriptor of the class file; {@code <init>} for constructors. */
  public boolean matchesMethod(String name, String descriptor) {
    return methods.match(name) && (params == null || params.match(descriptor));
  }

  /**
   * The pattern as documents, {@code find} and errors print it: {@code
   * com.acme.Orders::find(String)}.
   */
  public String text() {
    return classes.text() + "::" + methods.text() + (params == null ? "" : params.text());
  }

  /** The line of a pasted frame, which tells overloads apart; 0 where there is none. */
  int line() {
    return line;
  }

  /** Whether the person wrote this very method, and not only a wildcard that covers it. */
  boolean named(String method) {
    return methods.names(method);
  }

  ClassNames classes() {
    return classes;
  }

  MethodNames methods() {
    return methods;
  }

  @Override
  public String toString() {
    return text();
  }
}
