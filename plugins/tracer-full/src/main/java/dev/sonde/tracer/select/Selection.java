package dev.sonde.tracer.select;

import dev.sonde.api.UsageException;
import java.util.List;
import java.util.function.Predicate;

/** What would be woven for a pattern, and why not the rest. Refers to classes strongly: do not keep it for the life of a trace. */
public final class Selection {
  private final List<SelectedClass> classes;
  private final List<Left> left;

  private Selection(List<SelectedClass> classes, List<Left> left) {
    this.classes = List.copyOf(classes);
    this.left = List.copyOf(left);
  }

  /** As {@link #of(Pattern, Class[], Predicate)} where every class can be modified. */
  public static Selection of(Pattern pattern, Class<?>[] loaded) throws UsageException {
    return of(pattern, loaded, type -> true);
  }

  /**
   * What the pattern means among the loaded classes, at least one method that can be woven.
   *
   * @param modifiable as {@code Instrumentation::isModifiableClass}
   * @throws UsageException SONDE-NO-MATCH with the nearest names, or with the reasons why nothing that matches can be woven
   */
  public static Selection of(Pattern pattern, Class<?>[] loaded, Predicate<Class<?>> modifiable) throws UsageException {
    return matching(pattern, loaded, modifiable);
  }

  /** What the pattern means among these classes, maybe nothing; for classes that are loaded later. */
  public static Selection matching(Pattern pattern, Class<?>[] loaded, Predicate<Class<?>> modifiable) {
    return new Selection(List.of(), List.of());
  }

  public List<SelectedClass> classes() {
    return classes;
  }

  public List<Left> left() {
    return left;
  }
}
