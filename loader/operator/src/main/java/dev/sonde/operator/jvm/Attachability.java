package dev.sonde.operator.jvm;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;

/** Whether an agent can be loaded into a JVM, as far as can be told without touching it. */
public sealed interface Attachability {
  /** Nothing speaks against it. */
  record Yes() implements Attachability {}

  /**
   * Attaching would fail, or harm the JVM.
   *
   * @param sentence what was found, and what to do about it
   */
  record No(ErrorId id, String sentence) implements Attachability {
    public SondeException exception() {
      return new SondeException(id, sentence);
    }
  }

  default boolean yes() {
    return this instanceof Yes;
  }
}
