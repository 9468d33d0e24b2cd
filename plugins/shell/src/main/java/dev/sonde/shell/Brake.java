package dev.sonde.shell;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the woven code of snippets calls: a check at each backward branch, a note of each object
 * that a snippet makes of its own classes, and a word before the application ends.
 */
public final class Brake {
  private static final int MOST = 10_000;
  private static final long MOST_HEAP = 512L << 20;

  private static volatile Object[] stopped = {};
  private static final List<WeakReference<Object>> BORN = new ArrayList<>();

  private Brake() {}

  /** Throws {@link Stopped} in a thread that is to stop. */
  public static void check() {
    Object[] now = stopped;
    if (now.length != 0) check(now);
  }

  private static void check(Object[] now) {
    Thread here = Thread.currentThread();
    for (Object each : now) if (each == here || each == here.getThreadGroup()) throw new Stopped();
  }

  /** A snippet has made this object, or this lambda. */
  public static void born(Object made) {
    synchronized (BORN) {
      if (BORN.size() < MOST) BORN.add(new WeakReference<>(made));
    }
  }

  /** In place of {@code System.exit}. */
  public static void exit(int status) {
    throw new IllegalStateException(
        "System.exit would end the application, not the shell: /exit leaves the shell;"
            + " Runtime.getRuntime().exit("
            + status
            + ") ends the application, if that is what you want");
  }

  /**
   * @param threads a thread, or a group
   */
  static synchronized void on(Object threads) {
    List<Object> all = new ArrayList<>(List.of(stopped));
    all.add(threads);
    stopped = all.toArray();
  }

  static synchronized void off(Object threads) {
    List<Object> all = new ArrayList<>(List.of(stopped));
    all.removeIf(each -> each == threads);
    stopped = all.toArray();
  }

  static boolean holds(Object threads) {
    for (Object each : stopped) if (each == threads) return true;
    return false;
  }

  /** A new shell begins. */
  static void forget() {
    synchronized (BORN) {
      BORN.clear();
    }
  }

  /**
   * The objects of snippets that are still held, after a collection, as a sentence; empty if there
   * are none, or if this heap is too large to be collected for it.
   */
  static String kept() {
    Runtime runtime = Runtime.getRuntime();
    synchronized (BORN) {
      BORN.removeIf(each -> each.get() == null);
      if (BORN.isEmpty() || runtime.totalMemory() - runtime.freeMemory() > MOST_HEAP) return "";
      System.gc();
      Map<String, Integer> held = new TreeMap<>();
      for (WeakReference<Object> each : BORN) {
        Object object = each.get();
        if (object != null) held.merge(name(object.getClass()), 1, Integer::sum);
      }
      BORN.clear();
      return held.isEmpty() ? "" : "the application keeps objects of snippets: " + held;
    }
  }

  /** As its author called it, without the class that jshell puts around. */
  private static String name(Class<?> type) {
    if (type.isHidden()) return "a lambda";
    return type.getName().replaceFirst("^REPL\\.\\$JShell\\$\\w+\\$", "");
  }
}
