package dev.sonde.tracer.select;

import dev.sonde.api.UsageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a person may have meant by a pattern that means nothing: the nearest names among all
 * loaded classes, as ready patterns.
 */
final class Nearest {
  private static final String NO_MATCH = "SONDE-NO-MATCH";
  private static final int MOST = 5;
  private static final int HIERARCHY = 50;
  private static final int LOOKED_AT = 40;

  private final Pattern pattern;
  private final List<Class<?>> loaded;

  Nearest(Pattern pattern, Class<?>[] loaded) {
    this.pattern = pattern;
    this.loaded = Stream.of(loaded).filter(Nearest::nameable).toList();
  }

  private static boolean nameable(Class<?> type) {
    return !type.isArray() && !type.isPrimitive() && !type.isHidden() && !Weavable.ownClass(type);
  }

  /** The refusal for patterns that mean only what cannot be woven. */
  static UsageException nothingToWeave(List<Pattern> patterns, List<Left> left) {
    String texts = patterns.stream().map(Pattern::text).collect(Collectors.joining(", "));
    String reasons =
        left.stream()
            .map(each -> each.reason())
            .distinct()
            .limit(3)
            .collect(Collectors.joining("; "));
    Left first = left.get(0);
    String methods = left.size() == 1 ? "one method, " + first.pattern() : left.size() + " methods";
    String id = left.stream().allMatch(Left::denied) ? "SONDE-DENIED" : NO_MATCH;
    return new UsageException(
        id, texts + " matches " + methods + ", and nothing that can be woven. " + reasons);
  }

  /**
   * @param later what to do when the class is loaded later; empty: nothing
   */
  UsageException noMatch(String later) {
    String loaders = loaders();
    if (!loaders.isEmpty()) return new UsageException(NO_MATCH, loaders);
    if (pattern.owners().kind() != Owners.Kind.NAMED)
      return new UsageException(NO_MATCH, noOwner(later.isEmpty() ? "" : ". " + later));
    List<Class<?>> all =
        loaded.stream().filter(type -> pattern.matchesClassName(type.getName())).toList();
    List<Class<?>> exact =
        all.stream().filter(type -> !Weavable.jdkClass(type)).limit(MOST).toList();
    if (exact.isEmpty()) exact = all.stream().limit(MOST).toList();
    return new UsageException(
        NO_MATCH, exact.isEmpty() ? noClass(later.isEmpty() ? "" : ". " + later) : noMethod(exact));
  }

  /** Where other loaders have such classes than the one that is asked for; else empty. */
  private String loaders() {
    if (pattern.loader() == null) return "";
    Pattern anywhere = pattern.inAnyLoader();
    Set<String> names = new LinkedHashSet<>();
    for (Class<?> type : loaded)
      if (anywhere.mayMean(type)) names.add("{" + Loaders.name(type.getClassLoader()) + "}");
    if (names.isEmpty() || loaded.stream().anyMatch(pattern::mayMean)) return "";
    String text = anywhere.owners().text();
    return "no class loader of "
        + text
        + " is {"
        + pattern.loader().text()
        + "}: it is loaded by "
        + some(names);
  }

  private String noOwner(String later) {
    boolean subtypes = pattern.owners().kind() == Owners.Kind.SUBTYPES;
    String sentence =
        subtypes
            ? "no loaded class extends or implements " + pattern.classes().text()
            : "no loaded class carries the annotation " + pattern.owners().text();
    sentence += ", or none has a method " + methodText();
    Set<String> near = new LinkedHashSet<>();
    for (Class<?> each : nearClasses(MOST))
      if (subtypes || each.isAnnotation())
        near.add(
            pattern.owners().kind().sign
                + SourceNames.quotable(each.getName())
                + "::"
                + methodText());
    return near.isEmpty() ? sentence + later : sentence + ". Near to it: " + some(near) + later;
  }

  private String noClass(String later) {
    List<String> near = nearPatterns();
    String sentence =
        "no loaded class matches " + pattern.classes().text() + " in " + pattern.text();
    if (isPackage())
      return sentence
          + ": it is a package. For its classes: "
          + pattern.classes().text()
          + ".*::"
          + pattern.methods().text();
    if (near.isEmpty()) return sentence + ", nor does one have a name near to it" + later;
    return sentence + ". Near to it: " + String.join(", ", near) + later;
  }

  private boolean isPackage() {
    String prefix = pattern.classes().text() + ".";
    return !pattern.classes().wild()
        && loaded.stream().anyMatch(type -> type.getName().startsWith(prefix));
  }

  private String noMethod(List<Class<?>> exact) {
    Class<?> first = exact.get(0);
    String sentence =
        SourceNames.quotable(first.getName()) + " is loaded and declares no method " + methodText();
    Set<String> inherited = new LinkedHashSet<>();
    for (Class<?> type : exact) inherited.addAll(inherited(type));
    if (!inherited.isEmpty()) return sentence + "; it is inherited: " + some(inherited);
    List<String> own =
        exact.stream()
            .flatMap(type -> methods(type).stream())
            .sorted(byDistance())
            .map(Named::text)
            .distinct()
            .toList();
    return own.isEmpty() ? sentence + ", nor any other" : sentence + ". It has: " + some(own);
  }

  private String methodText() {
    String text = pattern.text();
    return text.substring(text.indexOf("::") + 2);
  }

  private static String some(Iterable<String> texts) {
    List<String> all = new ArrayList<>();
    texts.forEach(all::add);
    String shown = String.join(", ", all.subList(0, Math.min(MOST, all.size())));
    return all.size() > MOST ? shown + ", and " + (all.size() - MOST) + " more" : shown;
  }

  /** Ready patterns for the same method where a superclass or interface declares it. */
  private List<String> inherited(Class<?> type) {
    List<Class<?>> hierarchy = new ArrayList<>(List.of(type));
    List<String> found = new ArrayList<>();
    for (int i = 0; i < hierarchy.size() && i < HIERARCHY; i++) {
      Class<?> parent = hierarchy.get(i).getSuperclass();
      if (parent != null) hierarchy.add(parent);
      hierarchy.addAll(List.of(hierarchy.get(i).getInterfaces()));
      if (i > 0 && !Weavable.jdkClass(hierarchy.get(i)))
        matching(hierarchy.get(i)).forEach(each -> found.add(each.text()));
    }
    return found;
  }

  private List<Named> matching(Class<?> type) {
    return methods(type).stream()
        .filter(each -> pattern.matchesMethod(each.method().name(), each.method().descriptor()))
        .toList();
  }

  /**
   * Those with such a method, or one of nearly that name; where there is none, all methods of the
   * nearest classes.
   */
  private List<String> nearPatterns() {
    Set<String> better = new LinkedHashSet<>();
    Set<String> any = new LinkedHashSet<>();
    for (Class<?> type : nearClasses(LOOKED_AT)) {
      @Nullable String best = pattern.methods().wild() ? null : nearMethod(type);
      if (best != null) better.add(best);
      any.add(SourceNames.quotable(type.getName()) + "::*");
    }
    return (better.isEmpty() ? any : better).stream().limit(MOST).toList();
  }

  private List<Class<?>> nearClasses(int most) {
    EditDistance distance =
        new EditDistance(SourceNames.simple(pattern.classes().text()).replace("*", ""));
    if (distance.isEmpty()) return List.of();
    record Near(Class<?> type, int distance) {}
    return loaded.stream()
        .map(type -> new Near(type, distance.to(simpleName(type))))
        .filter(near -> near.distance() != EditDistance.FAR && !Weavable.jdkClass(near.type()))
        .sorted(
            Comparator.comparingInt(Near::distance).thenComparing(near -> near.type().getName()))
        .limit(most)
        .<Class<?>>map(Near::type)
        .toList();
  }

  private static String simpleName(Class<?> type) {
    String name = SourceNames.simple(type.getName());
    return name.substring(name.lastIndexOf('$') + 1);
  }

  /** The same method in that class, or the nearest one; null: none is near. */
  private @Nullable String nearMethod(Class<?> type) {
    @Nullable Named same = matching(type).stream().findFirst().orElse(null);
    if (same != null) return same.text();
    EditDistance distance = new EditDistance(pattern.methods().text());
    return methods(type).stream()
        .filter(each -> distance.to(each.method().name()) != EditDistance.FAR)
        .min(byDistance())
        .map(Named::text)
        .orElse(null);
  }

  private Comparator<Named> byDistance() {
    EditDistance distance = new EditDistance(pattern.methods().text());
    return Comparator.<Named>comparingInt(each -> distance.to(each.method().name()))
        .thenComparing(Named::text);
  }

  /** Those of a class that a trace would weave when named. */
  private static List<Named> methods(Class<?> type) {
    ClassMethods read = ClassMethods.read(type, (name, descriptor) -> true);
    if (read == null) return List.of();
    return read.methods().stream()
        .filter(method -> Weavable.reason(method, method.name().equals("<init>")) == null)
        .map(
            method ->
                new Named(
                    method,
                    Pattern.exactly(type.getName(), method.name(), method.descriptor()).text()))
        .toList();
  }

  /** A method, and the pattern that means it alone. */
  private record Named(SelectedMethod method, String text) {}
}
