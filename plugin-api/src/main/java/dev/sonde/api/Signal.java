package dev.sonde.api;

/** Asks {@code sonde-work} to run one task soon, from a thread that must not wait. */
public interface Signal {
  /**
   * Takes no lock and allocates nothing. Raised again before the task has begun, it runs once.
   * After the session: nothing.
   */
  void raise();
}
