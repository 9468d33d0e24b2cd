package dev.sonde.operator.attach;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A limit on calls that block on a channel: when it passes, the channel is closed, and the call
 * ends.
 */
public final class Deadline {
  private Deadline() {}

  /** What blocks. */
  public interface Blocking<T> {
    T call() throws IOException;
  }

  /**
   * @throws SocketTimeoutException if the limit passed; the channel is then closed
   */
  public static <T> T within(Duration limit, Closeable channel, Blocking<T> blocking)
      throws IOException {
    CompletableFuture<Boolean> inTime = new CompletableFuture<>();
    // A thread of our own: the JDK's timer for such futures is a thread that stays.
    Thread watch = new Thread(() -> watch(limit, channel, inTime), "sonde-deadline");
    watch.setDaemon(true);
    watch.start();
    try {
      return blocking.call();
    } catch (IOException failure) {
      if (inTime.isDone())
        throw new SocketTimeoutException("nothing within " + limit.toMillis() + " ms");
      throw failure;
    } finally {
      inTime.complete(true);
    }
  }

  private static void watch(Duration limit, Closeable channel, CompletableFuture<Boolean> inTime) {
    try {
      inTime.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      if (inTime.complete(false)) end(channel);
    } catch (InterruptedException | ExecutionException never) {
      throw new IllegalStateException(never);
    }
  }

  private static void end(Closeable channel) {
    try {
      channel.close();
    } catch (IOException closed) {
      return; // nothing blocks on it any more, which is all that was wanted
    }
  }
}
