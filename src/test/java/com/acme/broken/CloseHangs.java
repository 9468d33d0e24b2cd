package com.acme.broken;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;

/** Owns a resource whose close never ends, nor heeds an interrupt. */
public final class CloseHangs implements Plugin {
  private volatile boolean forEver = true;

  @Override
  public void start(Host host) {
    host.own(
        () -> {
          while (forEver) Thread.onSpinWait();
        });
    host.command("trace", call -> {});
  }
}
