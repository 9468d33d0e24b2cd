package dev.sonde.tracer.record;

import org.jspecify.annotations.Nullable;

/**
 * What a trace has counted: {@code seen >= matched = delivered + dropped + late}.
 *
 * @param seen calls that the probes looked at
 * @param late calls that ended when the limit was reached, or the trace over
 * @param failed captures that a failure of the probe has ended
 * @param conditionFalse calls that were not delivered because the condition was false; nearly exact
 * @param conditionFailed calls whose condition could not be decided
 * @param reason why the first of these could not; null: there is none
 * @param open calls that have begun and not ended
 * @param spentNanos inside captures, of all threads
 */
public record Counts(
    long seen,
    long delivered,
    long dropped,
    long late,
    long failed,
    long conditionFalse,
    long conditionFailed,
    @Nullable String reason,
    long open,
    long spentNanos) {
  public long matched() {
    return delivered + dropped + late;
  }
}
