package dev.sonde.tracer.record;

/**
 * What a trace has counted: {@code seen >= matched = delivered + dropped + late}.
 *
 * @param seen calls that the probes looked at
 * @param late calls that ended when the limit was reached, or the trace over
 * @param failed captures that a failure of the probe has ended
 * @param open calls that have begun and not ended
 * @param spentNanos inside captures, of all threads
 */
public record Counts(
    long seen, long delivered, long dropped, long late, long failed, long open, long spentNanos) {
  public long matched() {
    return delivered + dropped + late;
  }
}
