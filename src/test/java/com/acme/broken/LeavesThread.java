package com.acme.broken;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;
import java.util.concurrent.CountDownLatch;

/** Starts a thread that nobody ends. */
public final class LeavesThread implements Plugin {
  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public void start(Host host) {
    host.command(
        "trace",
        call -> {
          Thread thread = new Thread(this::stay, "left-by-a-plugin");
          thread.setDaemon(true);
          thread.start();
        });
  }

  private void stay() {
    while (never.getCount() > 0) {
      try {
        never.await();
      } catch (InterruptedException e) {
        // Broken on purpose: it does not want to end.
      }
    }
  }
}
