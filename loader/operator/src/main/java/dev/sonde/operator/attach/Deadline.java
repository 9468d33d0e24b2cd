package dev.sonde.operator.attach;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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
    inTime
        .completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS)
        .thenAccept(kept -> end(channel, kept));
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

  private static void end(Closeable channel, boolean kept) {
    if (kept) return;
    try {
      channel.close();
    } catch (IOException closed) {
      return; // nothing blocks on it any more, which is all that was wanted
    }
  }
}
