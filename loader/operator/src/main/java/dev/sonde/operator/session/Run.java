package dev.sonde.operator.session;

import dev.sonde.operator.SondeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One command that runs in the target. */
public interface Run {
  /**
   * Waits for the last answer of the command; empty if the session was ended first.
   *
   * @throws SondeException the command's own failure, or the session's
   */
  Map<String, @Nullable Object> await() throws InterruptedException;

  /** Asks the command to end; its end record and answer still come. Late or twice: nothing. */
  void cancel();
}
