package dev.sonde.cli.editor;

import org.jline.utils.Signals;

/** Ctrl-C, taken from the JVM, which would end with it, and given back. */
interface Interrupts extends AutoCloseable {
  Interrupts NONE = () -> {};

  /** Where signals cannot be had (no module jdk.unsupported) Ctrl-C ends the process, in order. */
  static Interrupts of(Runnable action) {
    Object before = Signals.register("INT", action);
    return () -> Signals.unregister("INT", before);
  }

  @Override
  void close();
}
