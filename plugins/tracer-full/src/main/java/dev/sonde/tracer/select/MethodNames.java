package dev.sonde.tracer.select;

import java.util.regex.Pattern;

/**
 * The method part of a pattern. {@code new} is a constructor; a wildcard means methods, neither
 * constructors nor initialisers.
 */
final class MethodNames {
  private final String name;
  private final Pattern regex;

  private MethodNames(String name) {
    this.name = name;
    this.regex = Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"));
  }

  static MethodNames of(String written) {
    return new MethodNames(written.equals("new") ? "<init>" : written);
  }

  boolean match(String method) {
    return regex.matcher(method).matches();
  }

  /** Whether the person wrote this very name, and not only a wildcard that covers it. */
  boolean names(String method) {
    return wild() ? name.startsWith("lambda$") && match(method) : name.equals(method);
  }

  boolean wild() {
    return name.indexOf('*') >= 0;
  }

  String text() {
    return name.equals("<init>") ? "new" : name;
  }
}
