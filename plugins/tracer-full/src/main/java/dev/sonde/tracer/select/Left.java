package dev.sonde.tracer.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
  private static final Set<String> USUAL =
      Set.of(
          "abstract:",
          "bridge made ",
          "constructor: a wildcard ",
          "left out by --except ",
          "made by the ",
          "proxy: ",
          "static initialiser:");

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

  /** Those that tell what nobody expects first; of both kinds in their order. */
  public static List<Left> notableFirst(List<Left> all) {
    List<Left> sorted = new ArrayList<>();
    for (Left each : all) if (!each.usual()) sorted.add(each);
    for (Left each : all) if (each.usual()) sorted.add(each);
    return sorted;
  }

  /** Whether the reason is one that wildcards meet everywhere. */
  private boolean usual() {
    return Among.any(USUAL, reason::startsWith);
  }

  /** The pattern that means it: {@code com.acme.Orders::new(Connection)}. */
  public String pattern() {
    return descriptor.isEmpty()
        ? SourceNames.quotable(className) + "::" + method
        : Pattern.exactly(className, method, descriptor).text();
  }
}
