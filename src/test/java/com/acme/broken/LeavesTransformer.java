package com.acme.broken;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;
import java.lang.instrument.ClassFileTransformer;

/** Registers a transformer and forgets it. */
public final class LeavesTransformer implements Plugin {
  @Override
  public void start(Host host) {
    host.instrumentation().addTransformer(new ClassFileTransformer() {}, true);
    host.command("trace", call -> {});
  }
}
