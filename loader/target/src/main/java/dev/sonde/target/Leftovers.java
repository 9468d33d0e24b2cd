package dev.sonde.target;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;

/** Looks for what a session may have left behind, and says what could not be looked at. */
final class Leftovers {
  /** A full collection of a small heap costs the application little; of a large one it would stop it for seconds. */
  private static final long MOST_HEAP = 512L << 20;

  private static final String BRIDGE = "java.lang.SondeBridge1";
  private static final long BRIDGE_BYTES = 1_000;

  private final Plugins plugins;
  private final Work work;
  private final Report report;

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
    stays();
    report.notShown("thread sonde-link, its socket and the loader of the target side: they write this report and then end");
  }

  /** False if a thread of ours still lives. */
  private boolean threads() {
    List<Thread> alive = work.alive();
    for (Thread each : alive) {
      StackTraceElement[] trace = each.getStackTrace();
      report.failed("thread " + each.getName() + " still runs" + (trace.length == 0 ? "" : " in " + trace[0]));
    }
    report.removed("threads", work.started() - alive.size());
    return alive.isEmpty();
  }

  /** At most two collections. False if none was made, or if this JVM makes none when asked. */
  private boolean collect() {
    Runtime runtime = Runtime.getRuntime();
    if (plugins.uncollected().isEmpty()) return true;
    if (runtime.totalMemory() - runtime.freeMemory() > MOST_HEAP) return false;
    WeakReference<Object> canary = new WeakReference<>(new Object());
    for (int i = 0; i < 2 && !plugins.uncollected().isEmpty(); i++) System.gc();
    return canary.get() == null;
  }

  /** False if a thread is known to run code of a plugin. */
  private boolean loaders(List<String> held, boolean collected) {
    report.removed("loaders", plugins.loaders() - held.size());
    if (held.isEmpty()) report.verified("loaders");
    else if (collected) return held.stream().noneMatch(this::blame);
    else report.notShown("loaders " + held + ": dropped, but no garbage collection was asked for, the heap is large or collects by itself only");
    return true;
  }

  /** Names the threads that run code of this loader, or were made for it. True if there are any. */
  private boolean blame(String loader) {
    List<String> threads =
        Thread.getAllStackTraces().entrySet().stream().filter(each -> uses(each, loader)).map(each -> each.getKey().getName()).toList();
    report.failed("loader " + loader + " is still held" + (threads.isEmpty() ? ", not by a running thread" : " by threads " + threads));
    return !threads.isEmpty();
  }

  private static boolean uses(Map.Entry<Thread, StackTraceElement[]> thread, String loader) {
    for (StackTraceElement frame : thread.getValue()) if (loader.equals(frame.getClassLoaderName())) return true;
    ClassLoader context = thread.getKey().getContextClassLoader();
    return context != null && loader.equals(context.getName());
  }

  private void stays() {
    Class<?> agent = Leftovers.class.getClassLoader().getClass();
    report.stays(agent.getSimpleName(), size(agent));
    if (Foreign.caught(() -> Class.forName(BRIDGE, false, null)) == null) report.stays("SondeBridge1", BRIDGE_BYTES);
  }

  private static long size(Class<?> agent) {
    try (InputStream in = agent.getResourceAsStream(agent.getSimpleName() + ".class")) {
      return in == null ? 0 : in.readAllBytes().length;
    } catch (IOException unreadable) {
      return 0;
    }
  }
}
