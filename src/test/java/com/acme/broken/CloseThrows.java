package com.acme.broken;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;

/** Owns a resource that cannot be closed. */
public final class CloseThrows implements Plugin {
  @Override
  public void start(Host host) {
    host.own(
        () -> {
          throw new IllegalStateException("broken in close");
        });
    host.command("trace", call -> {});
  }
}
