package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one trace counts and keeps for one place of the {@link Guard}: used by one thread at a time,
 * so that nothing here is atomic.
 */
final class Stripe {
  /** Past this size a buffer is not kept for the next record. */
  private static final int KEPT = 8 * 1024;

  long seen;
  long opened;
  long closed;
  long delivered;
  long dropped;
  long late;

  /** Calls whose condition was false when they ended. */
  long passed;

  /** Calls of interest that were let go: {@link Throttle}. */
  long skipped;

  final Sample.Turn turn = new Sample.Turn();

  /** Calls that began without anything being rendered. */
  long unrendered;

  /** Some of them. */
  final Cost beginnings = new Cost();

  /** Bytes of arguments that open calls have ready. */
  long bytes;

  /** About the nanoseconds of what is too short to be timed. */
  long untimed;

  /** Captures when a call begins, and when it ends. */
  final Cost captures = new Cost();

  /** Some of the calls whose condition was false when they ended. */
  final Cost dismissals = new Cost();

  private @Nullable Encoder buffer;
  private Object[][] tokens = new Object[16][];
  private int held;

  /** An empty buffer for one record. */
  Encoder buffer(Recorder recorder) {
    Encoder out = buffer;
    if (out == null || out.size() > KEPT) buffer = out = recorder.events().encoder(1024);
    out.truncate(0);
    return out;
  }

  /**
   * Remembers the token of a call that is open now, to empty it when the trace ends before the
   * call.
   */
  void hold(Object[] token) {
    opened++;
    if (held == tokens.length) forgetClosed();
    tokens[held++] = token;
  }

  /**
   * Empties the tokens of calls that are still open: a frame that never returns keeps its token,
   * and must not keep this plugin by it.
   */
  void sever() {
    for (int i = 0; i < held; i++) tokens[i][0] = null;
    held = 0;
  }

  private void forgetClosed() {
    int open = 0;
    for (int i = 0; i < held; i++) if (tokens[i][0] != null) tokens[open++] = tokens[i];
    Arrays.fill(tokens, open, held, null);
    held = open;
    if (open > tokens.length / 2) tokens = Arrays.copyOf(tokens, tokens.length * 2);
  }
}
