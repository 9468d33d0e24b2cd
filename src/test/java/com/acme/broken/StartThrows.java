package com.acme.broken;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;

/** Throws before it has a command. */
public final class StartThrows implements Plugin {
  @Override
  public void start(Host host) {
    throw new IllegalStateException("broken in start");
  }
}
