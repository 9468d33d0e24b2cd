package dev.sonde.tracer.select;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The method part of a pattern. {@code new} is a constructor; a wildcard means methods, neither
 * constructors nor initialisers; {@code lambda$find} is each lambda of {@code find}.
 */
final class MethodNames {
  private static final String LAMBDA = "lambda$";

  private final String name;
  private final @Nullable Pattern regex; // null: the very name

  private MethodNames(String name) {
    this.name = name;
    String more = name.startsWith(LAMBDA) ? "(?:\\$\\d+)?" : "";
    boolean plain = !wild() && more.isEmpty();
    this.regex =
        plain ? null : Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q") + more);
  }

  static MethodNames of(String written) {
    return new MethodNames(written.equals("new") ? "<init>" : written);
  }

  boolean match(String method) {
    return regex == null ? name.equals(method) : regex.matcher(method).matches();
  }

  /** Whether the person wrote this very name, and not only a wildcard that covers it. */
  boolean names(String method) {
    return wild() || name.startsWith(LAMBDA)
        ? name.startsWith(LAMBDA) && match(method)
        : name.equals(method);
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
    return name.equals("<init>") ? "new" : name;
  }
}
