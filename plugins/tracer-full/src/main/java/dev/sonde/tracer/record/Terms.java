package dev.sonde.tracer.record;

import org.jspecify.annotations.Nullable;

/**
 * What a trace records of a call, as it was asked for.
 *
 * @param cpu null: not measured
 * @param alloc null: not measured
 */
public record Terms(Capture capture, @Nullable Meter cpu, @Nullable Meter alloc) {
  public static final Terms DEFAULT = new Terms(Capture.DEFAULT, null, null);

  boolean metered() {
    return cpu != null || alloc != null;
  }
}
