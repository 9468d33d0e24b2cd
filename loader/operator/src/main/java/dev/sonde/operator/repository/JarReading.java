package dev.sonde.operator.repository;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A jar's entries checked, and what it says of itself read, by a thread of its own while another
 * computes the jar's digests: in a JVM that has just begun either takes 10 ms. The check is made
 * for jars of strangers, and nothing of what it finds is told of any bytes but those that turn out
 * to be the listed ones.
 */
final class JarReading implements AutoCloseable {
  private final String where;
  private byte @Nullable [] begun;
  private @Nullable FutureTask<PluginDescription> reading;

  /**
   * @param where how errors name the jar
   */
  JarReading(String where) {
    this.where = where;
  }

  /** Begins with bytes that nobody has verified yet. */
  void begin(byte[] unverified) {
    FutureTask<PluginDescription> task =
        new FutureTask<>(() -> PluginJar.describeAsTold(unverified, where));
    Thread thread = new Thread(null, task, "sonde-jar", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    begun = unverified;
    reading = task;
  }

  /**
   * What the jar says of itself.
   *
   * @param verified the very array that was begun with, or one that is read now
   * @throws dev.sonde.operator.SondeException why it is refused
   */
  PluginDescription of(byte[] verified) {
    FutureTask<PluginDescription> task = reading;
    if (task == null || verified != begun) return PluginJar.describeAsTold(verified, where);
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refusal) throw refusal;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + where + " was checked", stopped);
    }
  }

  /** Nobody wants it any more: a thread that has begun ends within the bounds of the check. */
  @Override
  public void close() {
    if (reading != null) reading.cancel(false);
  }
}
