package com.acme.broken;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;

/** Throws an error out of its command. */
public final class CommandThrows implements Plugin {
  @Override
  public void start(Host host) {
    host.command(
        "trace",
        call -> {
          throw new AssertionError("broken in command");
        });
  }
}
