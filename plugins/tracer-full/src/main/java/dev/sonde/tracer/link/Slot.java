package dev.sonde.tracer.link;

import java.lang.invoke.MethodHandle;

/**
 * A place in the bridge that belongs to one trace: as long as it is filled, call sites woven for it
 * link to that trace.
 */
public final class Slot {
  private final Bridge bridge;
  private final int number;
  private final MethodHandle linker;

  Slot(Bridge bridge, int number, MethodHandle linker) {
    this.bridge = bridge;
    this.number = number;
    this.linker = linker;
  }

  public int number() {
    return number;
  }

  /** From now on call sites that link get a no-op. Any thread; again: nothing. */
  public void clear() {
    bridge.set(number, linker, null);
  }
}
