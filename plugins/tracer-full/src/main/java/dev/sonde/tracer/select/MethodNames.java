package dev.sonde.tracer.select;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The method part of a pattern. {@code new} is a constructor, or a method that Kotlin lets be
 * called so; a wildcard means methods, neither constructors nor initialisers; {@code ?} is any one
 * character, in a name that is meant; {@code lambda$find} is each lambda of {@code find}.
 */
final class MethodNames {
  private static final String LAMBDA = "lambda$";
  private static final String CONSTRUCTOR = "<init>";

  private final String name;
  private final @Nullable Pattern regex; // null: the very name

  private MethodNames(String name) {
    this.name = name;
    String more = name.startsWith(LAMBDA) ? "(?:\\$\\d+)?" : "";
    boolean plain = !wild() && name.indexOf('?') < 0 && more.isEmpty();
    this.regex = plain ? null : Pattern.compile(regex(name) + more, Pattern.DOTALL);
  }

  private static String regex(String name) {
    return Pattern.quote(name).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
  }

  static MethodNames of(String written) {
    return new MethodNames(written.equals("new") ? CONSTRUCTOR : written);
  }

  /** Means methods of this name in a class file, written as a person can type it. */
  static MethodNames exactly(String method) {
    return of(method.startsWith("<") ? method : SourceNames.typed(method));
  }

  boolean match(String method) {
    if (regex != null) return regex.matcher(method).matches();
    return name.equals(method) || name.equals(CONSTRUCTOR) && method.equals("new");
  }

  /** Whether the person wrote this very name, and not only a wildcard that covers it. */
  boolean names(String method) {
    return (!wild() || name.startsWith(LAMBDA)) && match(method);
  }

  /** Whether this is a lambda of a method that is named. */
  boolean ownerOf(String lambda) {
    return lambda.startsWith(LAMBDA)
        && !wild()
        && lambda.startsWith(name, LAMBDA.length())
        && lambda.matches("lambda\\$" + Pattern.quote(name) + "\\$\\d+");
  }

  boolean wild() {
    return name.indexOf('*') >= 0;
  }

  String text() {
    return name.equals(CONSTRUCTOR) ? "new" : name;
  }
}
