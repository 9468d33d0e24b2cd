package dev.sonde.api;

import java.util.List;
import java.util.Map;

/**
 * One run of a command. It ends when {@link Command#run} returns, or, once held, when the hold is
 * closed.
 */
public interface Call {
  List<String> args();

  /**
   * Options by their long name without dashes, with their value, or an empty string for a flag.
   * Besides those of the usage: {@code jvm}, how the operator calls this JVM (its own pid may be
   * another one, in a container), and {@code session}, the session as {@code sonde stop} takes it.
   */
  Map<String, String> options();

  Output output();

  /**
   * Keeps the call open after {@link Command#run} has returned, until the returned hold is
   * finished. Ask once.
   */
  Hold hold();

  /**
   * What to do when the operator cancels, or the session ends; on {@code sonde-work}, at once if
   * that has happened already.
   */
  void onCancel(Runnable action);

  /** An open call. */
  interface Hold {
    /** Ends the call well. Later calls of either method do nothing. */
    void done();

    /** Ends the call with an error: {@code SONDE-ID: sentence}. */
    void fail(String error);
  }
}
