package dev.sonde.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A thread of our own, also for what somebody calls on a thread of theirs: nothing of ours is left
 * on that one, and nothing of theirs, such as a context class loader, is inherited.
 */
final class Aside {
  private Aside() {}

  /** A daemon thread that inherits nothing, to be started. */
  static Thread thread(Runnable body, String name) {
    Thread thread = new Thread(null, body, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  /** Waits for the answer; whoever stops waiting ends it. */
  static <T extends @Nullable Object> T call(Callable<T> errand) {
    FutureTask<T> task = new FutureTask<>(errand);
    Thread thread = thread(task, "sonde-errand");
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) throw cause;
      if (failed.getCause() instanceof Error cause) throw cause;
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; what ran is being ended", hurried);
    } finally {
      if (!task.isDone()) thread.interrupt(); // jshell stops the thread that waits
    }
  }
}
