package dev.sonde.shell;

import dev.sonde.api.UsageException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The class whose loader snippets see the application through. */
final class Anchor {
  private static final int SHOWN = 3;

  /** A letter too many, two that changed places. */
  private static final int FAR = 3;

  private static final int SHORTEST = 4;

  private Anchor() {}

  /**
   * @param name of a loaded class; empty: the system class loader
   * @throws UsageException with the nearest names if there is no such class
   */
  static ClassLoader loader(Instrumentation instrumentation, String name) throws UsageException {
    if (name.isEmpty()) return ClassLoader.getSystemClassLoader();
    List<String> loaded = new ArrayList<>();
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      if (each.isArray() || each.isHidden()) continue;
      if (each.getName().equals(name)) return loader(each);
      loaded.add(each.getName());
    }
    List<String> near = nearest(name, loaded);
    String hint =
        near.isEmpty()
            ? "no loaded class is called anything like it; the application may not have used it yet"
            : "nearest: " + String.join(", ", near);
    throw new UsageException("SONDE-NO-MATCH", "--as: no loaded class is " + name + "; " + hint);
  }

  private static ClassLoader loader(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }

  /** Those of nearly the same simple name, the nearest first; of two alike the one as long. */
  static List<String> nearest(String asked, List<String> names) {
    List<String> near = new ArrayList<>();
    for (String each : names) if (distance(each, asked) < FAR) near.add(each);
    near.sort(
        Comparator.<String>comparingInt(each -> distance(each, asked))
            .thenComparingInt(each -> Math.abs(each.length() - asked.length()))
            .thenComparing(Comparator.naturalOrder()));
    return near.subList(0, Math.min(SHOWN, near.size()));
  }

  private static String simple(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return last.substring(last.lastIndexOf('$') + 1).toLowerCase(Locale.ROOT);
  }

  /** Letters between what is the same at both ends; what contains the other is as near as one. */
  private static int distance(String one, String other) {
    String name = simple(one);
    String asked = simple(other);
    int longer = Math.max(name.length(), asked.length());
    int shorter = Math.min(name.length(), asked.length());
    if (name.equals(asked)) return 0;
    if (shorter < SHORTEST) return FAR;
    if (name.contains(asked) || asked.contains(name)) return 1;
    int same = 0;
    while (same < shorter && name.charAt(same) == asked.charAt(same)) same++;
    int tail = 0;
    while (tail < shorter - same
        && name.charAt(name.length() - 1 - tail) == asked.charAt(asked.length() - 1 - tail)) tail++;
    return Math.min(FAR, longer - same - tail);
  }
}
