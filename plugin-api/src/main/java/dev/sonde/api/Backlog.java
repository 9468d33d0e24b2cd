package dev.sonde.api;

import org.jspecify.annotations.Nullable;

/**
 * Records that one thread has left as they came, to be encoded by who takes them away: {@code
 * sonde-link}, which alone calls this, but for {@link #empty}. An exception ends the backlog: it is
 * asked nothing any more, and counts itself what it still had.
 */
public interface Backlog {
  /** Notes what is there now, which {@link #next} gives; false: nothing. */
  boolean look();

  /** The next record, the same until it is {@link #taken}; null: all are that were noted. */
  @Nullable Encoder next();

  /** The record has left. */
  void taken();

  /** Whether nothing is there now. Any thread. */
  boolean empty();

  /** It has failed, and nothing more is taken from it. */
  void broken();
}
