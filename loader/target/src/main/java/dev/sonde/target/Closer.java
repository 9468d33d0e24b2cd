package dev.sonde.target;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has to be given back, closed in reverse. A close that throws is reported and stops no other.
 * One that hangs is left behind by calling {@link #closeOne} again from another thread: what is
 * being closed has already been taken off.
 */
final class Closer {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Consumer<String> failures;
  private volatile @Nullable AutoCloseable closing;
  private boolean ended;

  Closer(Consumer<String> failures) {
    this.failures = failures;
  }

  /** Registers and returns a resource. Registered too late, it is closed at once. */
  <T extends AutoCloseable> T register(T resource) {
    synchronized (this) {
      if (!ended) {
        open.push(resource);
        return resource;
      }
    }
    close(resource);
    throw new IllegalStateException(
        "expected a plugin that is loaded, it is being unloaded; closed at once: "
            + name(resource));
  }

  /** Takes back a registration: its owner has closed it. */
  synchronized void forget(AutoCloseable resource) {
    open.removeIf(each -> each == resource);
  }

  /**
   * Closes the resource registered last. False if there was none; from then on nothing can be
   * registered.
   */
  boolean closeOne() {
    AutoCloseable next;
    synchronized (this) {
      next = open.poll();
      ended |= next == null;
    }
    if (next == null) return false;
    close(next);
    return true;
  }

  /** What is being closed right now, by the name of its class. */
  @Nullable String closing() {
    AutoCloseable current = closing;
    return current == null ? null : name(current);
  }

  private void close(AutoCloseable resource) {
    closing = resource;
    Throwable thrown = Foreign.caught(resource::close);
    if (closing == resource) closing = null;
    if (thrown != null)
      failures.accept("close of " + name(resource) + " failed: " + Foreign.describe(thrown));
  }

  private static String name(AutoCloseable resource) {
    return resource.getClass().getName();
  }
}
