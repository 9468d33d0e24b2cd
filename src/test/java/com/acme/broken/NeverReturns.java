package com.acme.broken;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;

/** Keeps the session's thread for commands for itself. */
public final class NeverReturns implements Plugin {
  private volatile boolean forEver = true;

  @Override
  public void start(Host host) {
    host.command(
        "trace",
        call -> {
          while (forEver) Thread.onSpinWait();
        });
  }
}
