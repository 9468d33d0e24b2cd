package dev.sonde.api;

import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The session, as one plugin in it sees it. Every method may be called from any thread, unless it
 * says otherwise.
 */
public interface Host {
  /** Makes a command that {@code META-INF/sonde.properties} declares runnable. */
  void command(String name, Command command);

  /**
   * Registers a resource for unload and returns it. Closed in reverse order; a failure is reported
   * and stops no other close.
   */
  <T extends AutoCloseable> T own(T resource);

  /**
   * Runs a task on {@code sonde-work} again and again until the returned handle or the session is
   * closed.
   */
  AutoCloseable every(Duration period, Runnable task);

  /** A task that application threads can ask for; see {@link Signal}. */
  Signal signal(Runnable task);

  /**
   * Runs a command of any plugin of this session, as if its operator had asked for it: held against
   * the policy and audited, with the plugin that asks. It runs on {@code sonde-work}, after what
   * runs there now, so who waits for its records waits on another thread. Records wait in bounded
   * memory, what finds no room is dropped and counted. What still runs when this plugin is unloaded
   * is cancelled.
   *
   * <p>A refusal, also of a command that no plugin has or that needs a capability which this plugin
   * is not {@link #granted}, is the {@link Asked#error} of what comes back.
   */
  default Asked ask(String command, List<String> args, Map<String, String> options) {
    throw new UnsupportedOperationException("this host runs no commands for plugins");
  }

  /**
   * True if this plugin may use a capability now: its signed description lists it, and the policy
   * of this JVM allows it. A policy may change while the plugin runs.
   */
  default boolean granted(String capability) {
    return false;
  }

  /**
   * How much of one core this plugin may use in the application's threads, in percent; the largest
   * int where nobody has said.
   */
  default int overheadLimit() {
    return Integer.MAX_VALUE;
  }

  /**
   * The session's instrumentation. Keep it in a field of the session, never in a static one. While
   * capability {@code instrument} is not {@link #granted}, it only looks: a change throws {@link
   * SecurityException}. Ask again before the first change: a policy may have become wider.
   */
  Instrumentation instrumentation();

  /**
   * Adds a line to the removal report: how many of something were taken out, and whether that was
   * checked.
   */
  void removed(String what, long count, boolean verified);

  /** Adds to the removal report what this plugin cannot take out again, with its size in bytes. */
  void stays(String what, long bytes);

  /**
   * Says in the removal report, in a sentence, what this plugin could not take out, as an object of
   * its own that the application keeps: not all is removed then, and nobody waits for this plugin's
   * loader to go.
   */
  default void remains(String sentence) {
    throw new IllegalStateException(sentence); // what a close throws is reported, too
  }
}
