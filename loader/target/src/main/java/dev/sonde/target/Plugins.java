package dev.sonde.target;

import dev.sonde.api.Command;
import dev.sonde.api.UsageException;
import dev.sonde.target.trust.Description;
import dev.sonde.target.trust.Errand;
import dev.sonde.target.trust.Grants;
import dev.sonde.target.trust.Trust;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The plugins of a session, and their commands. */
final class Plugins {
  private final Instrumentation instrumentation;
  private final String session;
  private final Trust trust;
  private final Work work;
  private final Report report;
  private final Deque<PluginHost> loaded = new ArrayDeque<>();
  private final Map<String, WeakReference<ClassLoader>> loaders = new LinkedHashMap<>();
  private final Set<String> kept = new TreeSet<>();

  Plugins(Instrumentation instrumentation, String session, Trust trust, Work work, Report report) {
    this.instrumentation = instrumentation;
    this.session = session;
    this.trust = trust;
    this.work = work;
    this.report = report;
  }

  /**
   * Checks, defines and starts a plugin, and answers with its commands. One whose start fails is
   * closed again. On {@code sonde-work}.
   */
  List<String> load(Description description, PluginJar jar) throws Throwable {
    Grants grants = trust.admit(description);
    PluginHost host = new PluginHost(description, grants, instrumentation, this, work, report);
    synchronized (this) {
      loaded.push(host);
    }
    Throwable failed =
        Foreign.caught(
            () -> {
              Entries entries = jar.read(description.sha256());
              grants.loading();
              host.start(newLoader(description.id(), entries), entries);
              refuseTwins(host);
            });
    if (failed != null) {
      while (host.closer().closeOne()) {}
      remove(host);
      grants.failed(failed);
      throw failed;
    }
    return List.copyOf(host.commands().keySet());
  }

  private synchronized ClassLoader newLoader(String id, Entries entries) {
    String name = "sonde:" + id + ":" + session + "." + loaders.size();
    ClassLoader loader = new PluginLoader(name, entries);
    loaders.put(name, new WeakReference<>(loader));
    return loader;
  }

  private synchronized void refuseTwins(PluginHost host) throws UsageException {
    for (PluginHost other : loaded)
      for (String command : host.commands().keySet())
        if (other != host && other.commands().containsKey(command))
          throw new UsageException(
              "SONDE-IDENTITY",
              "expected a command name once in a session, '" + command + "' is one of " + other);
  }

  /**
   * @throws UsageException if no plugin has it, or if it may not run
   */
  Command command(Errand errand) throws UsageException {
    return owner(errand.command()).allowed(errand);
  }

  /** As above, for a plugin that asks. */
  Command command(Errand errand, PluginHost asker) throws UsageException {
    return owner(errand.command()).allowed(errand, asker);
  }

  private synchronized PluginHost owner(String command) throws UsageException {
    for (PluginHost each : loaded) if (each.commands().containsKey(command)) return each;
    Set<String> all = new TreeSet<>();
    for (PluginHost each : loaded) all.addAll(each.commands().keySet());
    throw new UsageException(
        "SONDE-USAGE", "expected one of the commands " + all + ", got '" + command + "'");
  }

  /** Loads what a command will need, and runs no code of its plugin. On {@code sonde-link}. */
  void loadAhead(String command) {
    try {
      ClassLoader loader = loaderOf(owner(command));
      if (loader instanceof PluginLoader own) own.loadAhead(command);
    } catch (UsageException unknown) {
      return; // who runs it is told
    }
  }

  private synchronized @Nullable ClassLoader loaderOf(PluginHost host) {
    WeakReference<ClassLoader> loader = loaders.get(host.loader());
    return loader == null ? null : loader.get();
  }

  /** The plugin that has a command, as errors name it. */
  String named(String command) {
    try {
      return owner(command).toString();
    } catch (UsageException none) {
      return "a plugin";
    }
  }

  /**
   * Closes one resource of the plugin loaded last. False when all plugins are closed and dropped.
   */
  boolean closeOne() {
    PluginHost last = last();
    if (last == null) return false;
    if (!last.closer().closeOne()) remove(last);
    return true;
  }

  /** What is being closed, for a report on why it hangs. */
  String closing() {
    PluginHost last = last();
    String what = last == null ? null : last.closer().closing();
    return what == null ? "a close" : "close of " + what + " of " + last;
  }

  private synchronized @Nullable PluginHost last() {
    return loaded.peek();
  }

  private void remove(PluginHost host) {
    host.drop();
    synchronized (this) {
      loaded.remove(host);
    }
  }

  /** Drops what could not be closed in time. */
  void dropAll() {
    for (PluginHost host; (host = last()) != null; ) remove(host);
  }

  /** Names of the plugin loaders that the garbage collector has not taken yet. */
  synchronized List<String> uncollected() {
    List<String> names = new ArrayList<>(loaders.keySet());
    names.removeIf(name -> loaders.get(name).get() == null);
    return names;
  }

  /** This loader stays, and the report says why. */
  synchronized void keep(String loader) {
    kept.add(loader);
  }

  /** Those of {@link #uncollected} of which nobody has said why. */
  synchronized List<String> unexplained() {
    List<String> names = uncollected();
    names.removeAll(kept);
    return names;
  }

  synchronized int loaders() {
    return loaders.size();
  }
}
