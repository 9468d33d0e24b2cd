package com.acme.broken;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;

/** Leaves a mark in its JVM as soon as it is loaded: what is refused must never come so far. */
public final class Sentinel implements Plugin {
  static {
    System.setProperty("com.acme.broken.Sentinel", "was here");
  }

  @Override
  public void start(Host host) {
    host.command("trace", call -> {});
  }
}
