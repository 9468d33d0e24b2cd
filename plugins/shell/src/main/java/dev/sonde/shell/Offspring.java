package dev.sonde.shell;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The objects that snippets have made of their own classes and lambdas, of which woven code tells.
 * They are held weakly, up to a number.
 */
public final class Offspring {
  private static final int MOST = 10_000;
  private static final int MOST_TOLD = 10;

  /** A full collection of a larger heap would stop the application for too long. */
  private static final long MOST_HEAP = 512L << 20;

  /** The JVM's compiler may hold a lambda that nobody else holds, until it is compiled. */
  private static final long[] PAUSES = {0, 200, 1000};

  private static final Pattern AROUND = Pattern.compile("^REPL\\.\\$JShell\\$\\w+\\$");

  private static final List<WeakReference<Object>> BORN = new ArrayList<>();

  private Offspring() {}

  /** A snippet has made this object, or this lambda. */
  public static void born(Object made) {
    synchronized (BORN) {
      if (BORN.size() < MOST) BORN.add(new WeakReference<>(made));
    }
  }

  /** A new shell begins, or the last one has ended. */
  static void forget() {
    synchronized (BORN) {
      BORN.clear();
    }
  }

  /**
   * Those that the application keeps, as a sentence; empty: none, as far as can be told. A heap of
   * more than 512 MB is not collected for it, and tells only what is found.
   *
   * @param search finds which of some objects are held, and by what; the rest nobody has found
   */
  static String kept(Function<List<Object>, Map<Object, String>> search) {
    boolean small = used() <= MOST_HEAP;
    List<Object> held = List.of();
    Map<Object, String> found = Map.of();
    for (long millis : small ? PAUSES : new long[1]) {
      held = List.of(); // what the last round found would keep the objects itself
      found = Map.of();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
      if (small) System.gc();
      held = held();
      if (held.isEmpty()) return "";
      found = search.apply(held);
      if (found.size() == held.size()) break;
    }
    return small || !found.isEmpty()
        ? sentence(small ? held : List.copyOf(found.keySet()), found)
        : "";
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static List<Object> held() {
    List<Object> held = new ArrayList<>();
    synchronized (BORN) {
      for (WeakReference<Object> each : BORN) {
        Object object = each.get();
        if (object != null) held.add(object);
      }
    }
    return held;
  }

  private static String sentence(List<Object> held, Map<Object, String> found) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Object each : held) {
      String by = found.get(each);
      counts.merge(name(each.getClass()) + (by == null ? "" : " (" + by + ")"), 1, Integer::sum);
    }
    List<String> told = new ArrayList<>();
    counts.forEach(
        (name, count) -> {
          if (told.size() < MOST_TOLD) told.add(count == 1 ? name : count + " " + name);
        });
    int more = counts.size() - told.size();
    return "the application keeps objects of snippets, and they their loader: "
        + String.join(", ", told)
        + (more > 0 ? ", and " + more + " more" : "");
  }

  /** As its author called it, without the class that jshell puts around. */
  static String name(Class<?> type) {
    if (!type.isHidden()) return AROUND.matcher(type.getName()).replaceFirst("");
    Class<?>[] interfaces = type.getInterfaces();
    return interfaces.length == 0 ? "a lambda" : "a lambda as " + interfaces[0].getSimpleName();
  }
}
