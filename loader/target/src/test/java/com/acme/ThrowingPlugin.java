package com.acme;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;

/** Throws out of start, after it has registered something. */
public final class ThrowingPlugin implements Plugin {
  @Override
  public void start(Host host) {
    host.own(() -> {});
    throw new StackOverflowError("deep");
  }
}
