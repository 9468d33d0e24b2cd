package dev.sonde.target;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Looks for what a session may have left behind, and says what could not be looked at. */
final class Leftovers {
  /**
   * A full collection of a small heap costs the application little; of a large one it would stop it
   * for seconds.
   */
  private static final long MOST_HEAP = 512L << 20;

  private static final long[] PAUSES = {1000, 3000, 6000};

  private static final int ROUNDS = 2;

  private final Plugins plugins;
  private final Work work;
  private final Report report;
  private boolean compiling;

  Leftovers(Plugins plugins, Work work, Report report) {
    this.plugins = plugins;
    this.work = work;
    this.report = report;
  }

  void look() {
    boolean collected = collect();
    if (loaders(plugins.uncollected(), collected) & threads()) report.verified("threads");
    report.removed("files", 0);
    report.removed("sockets", 0);
    report.notShown(
        "thread sonde-link, its socket and the loader of the target side: they write this report and then end");
  }

  /** False if a thread of ours still lives. */
  private boolean threads() {
    List<Thread> alive = work.alive();
    for (Thread each : alive) {
      StackTraceElement[] trace = each.getStackTrace();
      report.failed(
          "thread "
              + each.getName()
              + " still runs"
              + (trace.length == 0 ? "" : " in " + trace[0]));
    }
    report.removed("threads", work.started() - alive.size());
    return alive.isEmpty();
  }

  /**
   * A few collections, as many as it takes. The pauses are for the JVM's compilers, which hold the
   * loader of a method that they compile. False if this JVM did not take a loader that nobody
   * holds: then one that stays proves nothing.
   */
  private boolean collect() {
    Runtime runtime = Runtime.getRuntime();
    if (plugins.unexplained().isEmpty()) return true;
    if (runtime.totalMemory() - runtime.freeMemory() > MOST_HEAP) return false;
    WeakReference<ClassLoader> canary = canary();
    System.gc();
    if (!plugins.unexplained().isEmpty()) again(new Compilers("/proc/self/task"));
    return canary.get() == null;
  }

  private void again(Compilers compilers) {
    for (long millis : PAUSES) {
      compilers.outlast(millis);
      System.gc();
      if (plugins.unexplained().isEmpty()) return;
    }
    outlast(compilers);
  }

  /** Collects again when the compilers rest, or each three seconds, for six at most. */
  private void outlast(Compilers compilers) {
    for (int i = 0; i < ROUNDS && !plugins.unexplained().isEmpty(); i++) {
      compiling = !compilers.rest();
      System.gc();
      if (!compiling) return;
    }
  }

  /**
   * A loader with a class: G1, asked to collect concurrently, takes dead objects at once, but young
   * loaders not.
   */
  private static WeakReference<ClassLoader> canary() {
    String name = Pace.class.getName();
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = Leftovers.class.getClassLoader().getResourceAsStream(file)) {
      ClassLoader loader =
          new PluginLoader(
              "sonde:canary", Entries.of(Map.of(file, Objects.requireNonNull(in).readAllBytes())));
      loader.loadClass(name);
      return new WeakReference<>(loader);
    } catch (IOException | ClassNotFoundException broken) {
      throw new IllegalStateException("the target side's own jar lacks " + file, broken);
    }
  }

  /** False if a thread is known to run code of a plugin. */
  private boolean loaders(List<String> held, boolean collected) {
    report.removed("loaders", plugins.loaders() - held.size());
    if (held.isEmpty()) report.verified("loaders");
    List<String> unexplained = plugins.unexplained();
    boolean idle = true;
    for (String loader : held) {
      List<String> threads = users(loader);
      idle &= threads.isEmpty();
      if (!unexplained.contains(loader)) continue;
      if (!threads.isEmpty())
        report.failed("loader " + loader + " is still held by threads " + threads);
      else if (compiling)
        report.notShown(
            "loader "
                + loader
                + ": dropped; compilers, which hold what they compile, did not rest");
      else if (collected)
        report.failed("loader " + loader + " is still held, not by a running thread");
      else
        report.notShown(
            "loader " + loader + ": dropped; when this JVM collects it was not waited for");
    }
    return idle;
  }

  /** The threads that run code of this loader, or were made for it. */
  private static List<String> users(String loader) {
    List<String> users = new ArrayList<>();
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet())
      if (uses(each, loader)) users.add(each.getKey().getName());
    return users;
  }

  private static boolean uses(Map.Entry<Thread, StackTraceElement[]> thread, String loader) {
    for (StackTraceElement frame : thread.getValue())
      if (loader.equals(frame.getClassLoaderName())) return true;
    ClassLoader context = thread.getKey().getContextClassLoader();
    return context != null && loader.equals(context.getName());
  }
}
