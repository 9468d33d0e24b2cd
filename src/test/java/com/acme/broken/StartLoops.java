package com.acme.broken;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;

/** Never comes to have a command. */
public final class StartLoops implements Plugin {
  private volatile boolean forEver = true;

  @Override
  public void start(Host host) {
    while (forEver) Thread.onSpinWait();
  }
}
