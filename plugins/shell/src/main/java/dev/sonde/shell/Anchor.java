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

  private Anchor() {}

  /**
   * @param name of a loaded class; empty: the system class loader
   * @throws UsageException with the nearest names if there is no such class
   */
  static ClassLoader loader(Instrumentation instrumentation, String name) throws UsageException {
    if (name.isEmpty()) return ClassLoader.getSystemClassLoader();
    List<String> near = new ArrayList<>();
    String simple = simple(name);
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      if (each.isArray() || each.isHidden()) continue;
      if (each.getName().equals(name)) return loader(each);
      if (resembles(simple(each.getName()), simple)) near.add(each.getName());
    }
    near.sort(Comparator.comparingInt(each -> Math.abs(each.length() - name.length())));
    String hint =
        near.isEmpty()
            ? "no loaded class is called anything like it; the application may not have used it yet"
            : "nearest: " + String.join(", ", near.subList(0, Math.min(SHOWN, near.size())));
    throw new UsageException("SONDE-NO-MATCH", "--as: no loaded class is " + name + "; " + hint);
  }

  private static ClassLoader loader(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }

  private static String simple(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return last.substring(last.lastIndexOf('$') + 1).toLowerCase(Locale.ROOT);
  }

  /** One contains the other, or one letter is wrong, missing or too many. */
  private static boolean resembles(String name, String asked) {
    if (name.length() < 3 || asked.length() < 3) return name.equals(asked);
    if (name.contains(asked) || asked.contains(name)) return true;
    if (Math.abs(name.length() - asked.length()) > 1) return false;
    int same = 0;
    int most = Math.min(name.length(), asked.length());
    while (same < most && name.charAt(same) == asked.charAt(same)) same++;
    int tail = 0;
    while (tail < most - same
        && name.charAt(name.length() - 1 - tail) == asked.charAt(asked.length() - 1 - tail)) tail++;
    return same + tail >= Math.max(name.length(), asked.length()) - 1;
  }
}
