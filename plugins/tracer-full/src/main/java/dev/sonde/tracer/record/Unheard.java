package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;

/** Where the records of a rehearsal go: nowhere. */
public final class Unheard implements Events, Ending {
  private final Events events;

  /**
   * @param events bind names and make encoders
   */
  public Unheard(Events events) {
    this.events = events;
  }

  @Override
  public int name(String text) {
    return events.name(text);
  }

  @Override
  public Encoder part(Encoder pieces) {
    return events.part(pieces);
  }

  @Override
  public Encoder encoder(int capacity) {
    return events.encoder(capacity);
  }

  @Override
  public boolean offer(Encoder record) {
    return true;
  }

  /** Asked all the same, so that it is linked when the application's threads ask. */
  @Override
  public boolean room() {
    events.room();
    return true;
  }

  @Override
  public boolean offer(Encoder record, int near) {
    return true;
  }

  @Override
  public boolean room(int near) {
    events.room(near);
    return true;
  }

  @Override
  public void end(Reason reason) {}

  @Override
  public void failed(Throwable failure) {}

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
