package dev.sonde.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The signals of this process, seen as its shutdown: the first one asks the command to end, which
 * has a few seconds for it. The JVM then ends itself with 128 and the signal's number.
 */
final class Signals implements Interruption {
  /** A little more than a removal that waits for all that it may wait for, but hangs nowhere. */
  private static final long PATIENCE_SECONDS = 20;

  @Override
  public Guard begin() {
    Shutdown shutdown = new Shutdown();
    Runtime.getRuntime().addShutdownHook(shutdown);
    return shutdown;
  }

  private static final class Shutdown extends Thread implements Guard {
    private final CountDownLatch finished = new CountDownLatch(1);
    private @Nullable Runnable end;
    private boolean signalled;

    Shutdown() {
      super("sonde-interrupted");
    }

    @Override
    public void run() {
      signal();
      try {
        finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized void signal() {
      signalled = true;
      if (end != null) end.run();
    }

    @Override
    public synchronized void onSignal(Runnable end) {
      this.end = end;
      if (signalled) end.run();
    }

    @Override
    public void close() {
      finished.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(this);
      } catch (IllegalStateException e) {
        // The shutdown has begun: its caller ends the process.
      }
    }
  }
}
