package dev.sonde.tracer.select;

/**
 * A method that the pattern means and that is not woven.
 *
 * @param method as in the class file; {@code *} when the reason holds for the whole class
 * @param descriptor empty for {@code *}
 * @param loader as {@link Loaders#name} tells it
 * @param denied whether a rule keeps Sonde away from the whole class
 */
public record Left(
    String className,
    String method,
    String descriptor,
    String loader,
    String reason,
    boolean denied) {
  /**
   * @param key name and descriptor, or {@code *}
   */
  public static Left of(Class<?> type, String key, String reason) {
    return of(type, key, reason, false);
  }

  static Left of(Class<?> type, String key, String reason, boolean denied) {
    int cut = key.indexOf('(') < 0 ? key.length() : key.indexOf('(');
    return new Left(
        type.getName(),
        key.substring(0, cut),
        key.substring(cut),
        Loaders.name(type.getClassLoader()),
        reason,
        denied);
  }

  /** The pattern that means it: {@code com.acme.Orders::new(Connection)}. */
  public String pattern() {
    return descriptor.isEmpty()
        ? SourceNames.quotable(className) + "::" + method
        : Pattern.exactly(className, method, descriptor).text();
  }
}
