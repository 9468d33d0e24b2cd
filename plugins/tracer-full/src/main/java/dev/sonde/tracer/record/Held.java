package dev.sonde.tracer.record;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of an open call by reference, and its object behind them: for a condition that is
 * decided when the call ends, and to be shown as they are then. Numbers are kept as bits, so that
 * nothing is boxed.
 */
final class Held {
  final @Nullable Object[] references;
  final long[] bits;

  /**
   * @param arguments without the object
   */
  Held(int arguments) {
    references = new @Nullable Object[arguments + 1];
    bits = new long[arguments];
  }
}
