package dev.sonde.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command that a plugin has asked for, see {@link Host#ask}. From any thread; nothing here waits.
 */
public interface Asked extends AutoCloseable {
  /** The next record, in order; null if there is none now. */
  @Nullable Map<String, @Nullable Object> poll();

  /** Whether the command has ended and {@link #poll} has given all there was. */
  boolean ended();

  /** {@code SONDE-ID: sentence} of a command that failed or was refused; null before, or if not. */
  @Nullable String error();

  /** Asks the command to end, which it does soon. Late or twice: nothing. */
  @Override
  void close();
}
