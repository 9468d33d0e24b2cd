package dev.sonde.tracer.record;

import dev.sonde.tracer.words.Capture;
import org.jspecify.annotations.Nullable;

/**
 * What a trace records of a call, and of which calls, as it was asked for.
 *
 * @param cpu null: not measured
 * @param alloc null: not measured
 */
public record Terms(
    Capture capture, @Nullable ThreadUse cpu, @Nullable ThreadUse alloc, Throttle throttle) {
  public static final Terms DEFAULT = new Terms(Capture.DEFAULT, null, null, Throttle.NONE);

  /** The same for each call. */
  public Terms unthrottled() {
    return new Terms(capture, cpu, alloc, Throttle.NONE);
  }

  boolean metered() {
    return cpu != null || alloc != null;
  }
}
