package dev.sonde.operator.attach;

import java.io.IOException;

/** The thread in a JVM that takes commands from outside, however one speaks with it. */
interface Listener extends AutoCloseable {
  /** How its JVM was started. */
  Launch launch() throws IOException;

  /**
   * Loads an agent, and returns when its entry point has.
   *
   * @throws IOException with a text that {@link Failures#attaching} knows
   */
  void load(String jar, String arguments) throws IOException;

  @Override
  void close() throws IOException;
}
