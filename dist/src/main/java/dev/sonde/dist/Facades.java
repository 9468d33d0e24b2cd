package dev.sonde.dist;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The classes that hold the functions of Kotlin's library, of which a program calls one in ten:
 * {@code ArraysKt}, and {@code ArraysKt___ArraysKt} above it, which has them. A method stays if a
 * method that stays names it, by its name and descriptor. Nobody looks for them by reflection: it
 * would take the name of such a class, as a constant or a text, and a class that is named so is
 * kept whole, with all above it.
 */
final class Facades {
  private static final Pattern NAME = Pattern.compile("kotlin/(\\w+/)*\\w*Kt");

  private final Predicate<String> exists;
  private final Function<String, byte[]> classFiles;
  private final Map<String, @Nullable Facade> all = new HashMap<>();
  private final SortedMap<String, Facade> reached = new TreeMap<>();

  /**
   * @param exists whether the libraries have a class
   * @param classFiles theirs
   */
  Facades(Predicate<String> exists, Function<String, byte[]> classFiles) {
    this.exists = exists;
    this.classFiles = classFiles;
  }

  /**
   * A class is needed, methods aside.
   *
   * @return false: it is no facade
   */
  boolean reach(String name) {
    Facade facade = get(name);
    if (facade != null) reached.put(name, facade);
    return facade != null;
  }

  /**
   * A method is named as one of this class, whatever that is.
   *
   * @param method name and descriptor
   */
  void named(String owner, String method) {
    Facade facade = get(owner);
    if (facade == null) return;
    for (String each = owner; facade != null; facade = get(each = facade.parent()))
      if (facade.want(method)) return;
    throw new IllegalStateException(
        "expected a method " + method + " in " + owner + " or above it: there is none");
  }

  /** The class itself is named, by a constant: somebody may look for its methods. */
  void named(String name) {
    Facade facade = get(name);
    if (facade == null) return;
    facade.wantAll();
    named(facade.parent());
  }

  boolean haveMore() {
    return reached.values().stream().anyMatch(Facade::hasMore);
  }

  /** Each class that has become needed, or more of it, since the last time; with that alone. */
  List<byte[]> more() {
    return reached.values().stream().filter(Facade::hasMore).map(Facade::more).toList();
  }

  /**
   * What stays of each that was reached.
   *
   * @param innerClasses those of their inner classes that stay
   */
  Map<String, byte[]> kept(Predicate<String> innerClasses) {
    Map<String, byte[]> kept = new TreeMap<>();
    reached.forEach((name, facade) -> kept.put(name, facade.kept(innerClasses)));
    return kept;
  }

  private @Nullable Facade get(String name) {
    if (!NAME.matcher(name).matches() || !exists.test(name)) return null;
    if (!all.containsKey(name)) all.put(name, read(name));
    return all.get(name);
  }

  /** Only where all above it are facades, too, is it known what its methods are. */
  private @Nullable Facade read(String name) {
    Facade facade = Facade.of(classFiles.apply(name));
    if (facade == null) return null;
    String parent = facade.parent();
    return parent.equals("java/lang/Object") || get(parent) != null ? facade : null;
  }
}
