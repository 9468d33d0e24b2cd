package dev.sonde.tracer.select;

import dev.sonde.api.UsageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What would be woven for some patterns, and why not the rest. Refers to classes strongly: do not
 * keep it for the life of a trace.
 */
public final class Selection {
  /** Searching all class files for an annotation takes time; a person waits for it. */
  private static final long MOST_NANOS = 10_000_000_000L;

  /** Bytes of class files at hand, of a thousand large classes; a wide pattern meets far more. */
  private static final int MOST_FILES = 16 << 20;

  private static final String LAMBDA = "lambda in it: this pattern traces it";

  private final List<SelectedClass> classes = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<SelectedClass> proxies = new ArrayList<>();
  private final Choice choice;
  private final boolean explain;
  private final Weavable weavable;
  private final long began = System.nanoTime();
  private int unread;
  private int files;

  /**
   * @param explain whether lambdas of what is meant are among what is left
   */
  private Selection(Choice choice, Predicate<Class<?>> modifiable, boolean explain) {
    this.choice = choice;
    this.explain = explain;
    this.weavable = new Weavable(modifiable);
  }

  /**
   * As {@link #of(List, Class[], Predicate)} for one pattern, where every class can be modified.
   */
  public static Selection of(Pattern pattern, Class<?>[] loaded) throws UsageException {
    return of(List.of(pattern), loaded, type -> true);
  }

  /** As {@link #of(Choice, Class[], Predicate)}, with no exceptions. */
  public static Selection of(
      List<Pattern> patterns, Class<?>[] loaded, Predicate<Class<?>> modifiable)
      throws UsageException {
    return of(Choice.of(patterns), loaded, modifiable);
  }

  /**
   * What the patterns mean among the loaded classes: each of them something, at least one method
   * that can be woven.
   *
   * @param modifiable as {@code Instrumentation::isModifiableClass}
   * @throws UsageException SONDE-NO-MATCH with the nearest names; as {@link #refuseIfEmpty}
   */
  public static Selection of(Choice choice, Class<?>[] loaded, Predicate<Class<?>> modifiable)
      throws UsageException {
    Selection selection =
        matching(choice, loaded, modifiable, false, "If it is loaded later: --lazy waits for it");
    selection.refuseIfEmpty();
    return selection;
  }

  /**
   * As {@link #of(Choice, Class[], Predicate)}, also where nothing of what matches can be woven.
   *
   * @throws UsageException SONDE-NO-MATCH when a pattern means no method at all
   */
  static Selection inspect(Choice choice, Class<?>[] loaded, Predicate<Class<?>> modifiable)
      throws UsageException {
    return matching(choice, loaded, modifiable, true, "");
  }

  /**
   * Refuses a selection with nothing to weave.
   *
   * @throws UsageException SONDE-DENIED when rules keep Sonde away from all that matches, else
   *     SONDE-NO-MATCH; with the reasons
   */
  void refuseIfEmpty() throws UsageException {
    if (classes.isEmpty()) throw Nearest.nothingToWeave(choice.patterns(), left);
  }

  private static Selection matching(
      Choice choice,
      Class<?>[] loaded,
      Predicate<Class<?>> modifiable,
      boolean explain,
      String later)
      throws UsageException {
    for (Pattern pattern : choice.patterns()) {
      Selection one = matching(choice.only(pattern), loaded, modifiable, explain);
      if (one.isEmpty()) throw new Nearest(pattern, loaded).noMatch(later);
      if (choice.patterns().size() == 1) return one;
    }
    return matching(choice, loaded, modifiable, explain);
  }

  /** As {@link #matching(Choice, Class[], Predicate)}, with no exceptions. */
  public static Selection matching(
      List<Pattern> patterns, Class<?>[] loaded, Predicate<Class<?>> modifiable) {
    return matching(Choice.of(patterns), loaded, modifiable);
  }

  /**
   * What the patterns mean among these classes, maybe nothing; for classes that are loaded later.
   */
  public static Selection matching(
      Choice choice, Class<?>[] loaded, Predicate<Class<?>> modifiable) {
    return matching(choice, loaded, modifiable, false);
  }

  private static Selection matching(
      Choice choice, Class<?>[] loaded, Predicate<Class<?>> modifiable, boolean explain) {
    Selection selection = new Selection(choice, modifiable, explain);
    for (Class<?> type : loaded) selection.look(type);
    selection.fold();
    selection.tellUnread();
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
   * By the name alone where that will do: there are thousands of classes, and few that match.
   * Hidden classes cannot be changed: what a lambda does stands in a {@code lambda$} method of its
   * owner.
   */
  private void look(Class<?> type) {
    if (type.isArray() || type.isPrimitive() || type.isHidden()) return;
    List<Pattern> asking = new ArrayList<>();
    for (Pattern pattern : choice.patterns()) if (pattern.mayMean(type)) asking.add(pattern);
    if (!asking.isEmpty()) add(type, asking);
  }

  private void add(Class<?> type, List<Pattern> asking) {
    boolean search = Among.every(asking, Pattern::needsAnnotation);
    if (search && System.nanoTime() - began > MOST_NANOS) {
      unread++;
      return;
    }
    byte[] bytes = ClassBytes.of(type);
    if (search && (bytes == null || !Among.any(asking, each -> each.mayBeIn(bytes)))) return;
    ClassMethods read =
        ClassMethods.read(
            type,
            bytes,
            (method, descriptor) -> Among.any(asking, each -> wants(each, method, descriptor)));
    if (read != null) add(type, asking, read, bytes);
    else if (!search)
      left.add(
          Left.of(
              type, "*", "its class file cannot be read, and a type in its methods is missing"));
  }

  private boolean wants(Pattern pattern, String method, String descriptor) {
    return pattern.matchesMethod(method, descriptor) || explain && pattern.namesOwnerOf(method);
  }

  private void add(
      Class<?> type, List<Pattern> asking, ClassMethods read, byte @Nullable [] bytes) {
    List<Pattern> meaning = Among.those(asking, each -> each.means(read));
    String reason = weavable.reason(type);
    List<SelectedMethod> woven = new ArrayList<>();
    for (SelectedMethod method : read.methods()) {
      String why = reason != null ? reason : why(type, meaning, read, method);
      boolean meant = Among.any(meaning, each -> each.means(read, method));
      boolean lambda = explain && Among.any(meaning, each -> each.namesOwnerOf(method.name()));
      if (meant && why == null) woven.add(method);
      else if (meant || lambda) leave(type, method, why == null ? LAMBDA : why, reason != null);
    }
    if (woven.isEmpty()) return;
    SelectedClass selected =
        new SelectedClass(
            type,
            onTheirLines(type.getName(), meaning, woven, read),
            Weavable.direct(type, read.version()),
            atHand(bytes));
    (Proxies.made(type) ? proxies : classes).add(selected);
  }

  private byte @Nullable [] atHand(byte @Nullable [] bytes) {
    if (bytes == null || files + bytes.length > MOST_FILES) return null;
    files += bytes.length;
    return bytes;
  }

  private @Nullable String why(
      Class<?> type, List<Pattern> meaning, ClassMethods read, SelectedMethod method) {
    for (Pattern each : choice.except())
      if (each.mayMean(type) && each.means(read) && each.means(read, method))
        return "left out by --except '" + each.text() + "'";
    boolean named =
        Among.any(meaning, each -> each.means(read, method) && each.named(method.name()));
    boolean lambda = !Among.any(meaning, each -> each.means(read, method));
    return lambda ? null : Weavable.reason(method, named);
  }

  private void leave(Class<?> type, SelectedMethod method, String reason, boolean denied) {
    left.add(Left.of(type, method.name() + method.descriptor(), reason, denied));
  }

  private void fold() {
    for (SelectedClass proxy : proxies) {
      List<SelectedMethod> kept = new ArrayList<>();
      for (SelectedMethod method : proxy.methods()) {
        String reason = Proxies.fold(proxy.type(), method, classes);
        if (reason == null) kept.add(method);
        else leave(proxy.type(), method, reason, false);
      }
      if (!kept.isEmpty()) classes.add(new SelectedClass(proxy.type(), kept));
    }
  }

  private void tellUnread() {
    if (unread > 0)
      notes.add(
          unread
              + " loaded classes were not searched for the annotation, because it took longer than "
              + MOST_NANOS / 1_000_000_000
              + " s: name a package, as in com.acme.**::@GetMapping");
  }

  /** Without the overloads that the line of a pasted frame is not in. */
  private List<SelectedMethod> onTheirLines(
      String className, List<Pattern> meaning, List<SelectedMethod> woven, ClassMethods read) {
    Set<String> chosen = new HashSet<>();
    for (Pattern pattern : meaning) {
      List<SelectedMethod> meant = Among.those(woven, each -> pattern.means(read, each));
      List<SelectedMethod> fitting = Among.those(meant, each -> read.holds(each, pattern.line()));
      if (pattern.line() > 0 && fitting.isEmpty() && meant.size() > 1)
        notes.add(noLine(className, pattern, meant.size()));
      (fitting.isEmpty() ? meant : fitting)
          .forEach(each -> chosen.add(each.name() + each.descriptor()));
    }
    return Among.those(woven, each -> chosen.contains(each.name() + each.descriptor()));
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
}
