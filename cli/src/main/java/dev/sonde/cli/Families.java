package dev.sonde.cli;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The families of a prompt's traces, whose calls become due with time. */
final class Families implements AutoCloseable {
  private static final long TICK_MILLIS = 100;

  private final List<Family> all = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** From now on the calls of both are shown inside one another. */
  synchronized void join(Job inner, Job outer) {
    Family family = inner.family();
    if (family == null) {
      family = new Family();
      family.add(inner, null);
      inner.family(family);
      if (all.isEmpty()) start();
      all.add(family);
    }
    family.add(outer, inner);
    outer.family(family);
  }

  private void start() {
    Aside.thread(this::tick, "sonde-families").start();
  }

  private void tick() {
    try {
      while (!closed) {
        Thread.sleep(TICK_MILLIS);
        for (Family each : all) each.tick(System.nanoTime());
      }
    } catch (InterruptedException | Lines.ClosedOutput nobodyReads) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
