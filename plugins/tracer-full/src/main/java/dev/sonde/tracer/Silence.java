package dev.sonde.tracer;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;

/** For traces whose calls are no records: makes no rings. */
final class Silence implements Events {
  @Override
  public int name(String text) {
    return 0;
  }

  @Override
  public Encoder encoder(int capacity) {
    throw new UnsupportedOperationException("no call of this trace is a record");
  }

  @Override
  public boolean offer(Encoder record) {
    return true;
  }

  @Override
  public long delivered() {
    return 0;
  }

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public boolean flushed() {
    return true;
  }
}
