package dev.sonde.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * What the woven code of snippets calls: a check at each backward branch, and a word before the
 * application ends.
 */
public final class Brake {
  private static volatile Object[] stopped = {};

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
}
