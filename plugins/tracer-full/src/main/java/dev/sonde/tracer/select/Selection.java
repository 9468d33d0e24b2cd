package dev.sonde.tracer.select;

import dev.sonde.api.UsageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What would be woven for some patterns, and why not the rest. Refers to classes strongly: do not
 * keep it for the life of a trace.
 */
public final class Selection {
  private final List<SelectedClass> classes = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Pattern> patterns;
  private final Weavable weavable;

  private Selection(List<Pattern> patterns, Predicate<Class<?>> modifiable) {
    this.patterns = List.copyOf(patterns);
    this.weavable = new Weavable(modifiable);
  }

  /**
   * As {@link #of(List, Class[], Predicate)} for one pattern, where every class can be modified.
   */
  public static Selection of(Pattern pattern, Class<?>[] loaded) throws UsageException {
    return of(List.of(pattern), loaded, type -> true);
  }

  /**
   * What the patterns mean among the loaded classes: each of them something, at least one method
   * that can be woven.
   *
   * @param modifiable as {@code Instrumentation::isModifiableClass}
   * @throws UsageException SONDE-NO-MATCH with the nearest names; as {@link #refuseIfEmpty}
   */
  public static Selection of(
      List<Pattern> patterns, Class<?>[] loaded, Predicate<Class<?>> modifiable)
      throws UsageException {
    Selection selection =
        matching(patterns, loaded, modifiable, "If it is loaded later: --lazy waits for it");
    selection.refuseIfEmpty();
    return selection;
  }

  /**
   * As {@link #of(List, Class[], Predicate)}, also where nothing of what matches can be woven.
   *
   * @throws UsageException SONDE-NO-MATCH when a pattern means no method at all
   */
  static Selection inspect(
      List<Pattern> patterns, Class<?>[] loaded, Predicate<Class<?>> modifiable)
      throws UsageException {
    return matching(patterns, loaded, modifiable, "");
  }

  /**
   * Refuses a selection with nothing to weave.
   *
   * @throws UsageException SONDE-DENIED when rules keep Sonde away from all that matches, else
   *     SONDE-NO-MATCH; with the reasons
   */
  void refuseIfEmpty() throws UsageException {
    if (classes.isEmpty()) throw Nearest.nothingToWeave(patterns, left);
  }

  private static Selection matching(
      List<Pattern> patterns, Class<?>[] loaded, Predicate<Class<?>> modifiable, String later)
      throws UsageException {
    for (Pattern pattern : patterns) {
      Selection one = matching(List.of(pattern), loaded, modifiable);
      if (patterns.size() == 1 && !one.isEmpty()) return one;
      if (one.isEmpty()) throw new Nearest(pattern, loaded).noMatch(later);
    }
    return matching(patterns, loaded, modifiable);
  }

  /**
   * What the patterns mean among these classes, maybe nothing; for classes that are loaded later.
   */
  public static Selection matching(
      List<Pattern> patterns, Class<?>[] loaded, Predicate<Class<?>> modifiable) {
    Selection selection = new Selection(patterns, modifiable);
    for (Class<?> type : loaded) if (selection.means(type)) selection.add(type);
    return selection;
  }

  public List<SelectedClass> classes() {
    return List.copyOf(classes);
  }

  /**
   * What the patterns mean and is not woven, with the reasons. May be long: a wildcard meets each
   * abstract and compiler-made method.
   */
  public List<Left> left() {
    return List.copyOf(left);
  }

  /** Sentences for people about how the patterns were understood. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private boolean isEmpty() {
    return classes.isEmpty() && left.isEmpty();
  }

  /**
   * By the name alone: there are thousands of classes, and few that match. Hidden classes cannot be
   * changed: what a lambda does stands in a {@code lambda$} method of its owner.
   */
  private boolean means(Class<?> type) {
    if (type.isArray() || type.isPrimitive() || type.isHidden()) return false;
    String name = type.getName();
    for (Pattern pattern : patterns) if (pattern.matchesClassName(name)) return true;
    return false;
  }

  private void add(Class<?> type) {
    String name = type.getName();
    ClassMethods read =
        ClassMethods.read(type, (method, descriptor) -> wanted(name, method, descriptor));
    if (read == null)
      left.add(
          Left.of(
              type, "*", "its class file cannot be read, and a type in its methods is missing"));
    else if (!read.methods().isEmpty()) add(type, read);
  }

  private void add(Class<?> type, ClassMethods read) {
    String reason = weavable.reason(type);
    if (reason == null) reason = Weavable.reason(read.version());
    List<SelectedMethod> woven = new ArrayList<>();
    for (SelectedMethod method : read.methods()) {
      String why = reason != null ? reason : Weavable.reason(method, named(type.getName(), method));
      if (why == null) woven.add(method);
      else left.add(Left.of(type, method.name() + method.descriptor(), why, reason != null));
    }
    if (!woven.isEmpty())
      classes.add(new SelectedClass(type, onTheirLines(type.getName(), woven, read)));
  }

  /** Without the overloads that the line of a pasted frame is not in. */
  private List<SelectedMethod> onTheirLines(
      String className, List<SelectedMethod> woven, ClassMethods read) {
    Set<String> chosen = new HashSet<>();
    for (Pattern pattern : patterns) {
      List<SelectedMethod> meant =
          woven.stream()
              .filter(each -> means(pattern, className, each.name(), each.descriptor()))
              .toList();
      List<SelectedMethod> fitting =
          meant.stream().filter(each -> read.holds(each, pattern.line())).toList();
      if (pattern.line() > 0 && fitting.isEmpty() && meant.size() > 1)
        notes.add(noLine(className, pattern, meant.size()));
      (fitting.isEmpty() ? meant : fitting)
          .forEach(each -> chosen.add(each.name() + each.descriptor()));
    }
    return woven.stream().filter(each -> chosen.contains(each.name() + each.descriptor())).toList();
  }

  private static String noLine(String className, Pattern pattern, int overloads) {
    return "line "
        + pattern.line()
        + " is in none of the "
        + overloads
        + " methods "
        + pattern.methods().text()
        + " of "
        + className
        + " as it is loaded: the frame is of another version of it; all of them are meant";
  }

  private boolean wanted(String className, String method, String descriptor) {
    for (Pattern pattern : patterns) if (means(pattern, className, method, descriptor)) return true;
    return false;
  }

  private boolean named(String className, SelectedMethod method) {
    for (Pattern pattern : patterns)
      if (means(pattern, className, method.name(), method.descriptor())
          && pattern.named(method.name())) return true;
    return false;
  }

  private static boolean means(
      Pattern pattern, String className, String method, String descriptor) {
    return pattern.matchesClassName(className) && pattern.matchesMethod(method, descriptor);
  }
}
