package dev.sonde.tracer.record;

import org.jspecify.annotations.Nullable;

/**
 * What a trace has counted: {@code seen >= matched = delivered + dropped + late}.
 *
 * @param seen calls that the probes looked at
 * @param late calls that ended when the limit was reached, or the trace over
 * @param skipped calls of interest that the trace let go as it was asked to; they are not matched
 * @param outside calls that were not made inside what the trace looks into; nearly exact
 * @param failed captures that a failure of the probe has ended
 * @param open calls that have begun and not ended
 * @param spentNanos inside captures, of all threads
 * @param held bytes for open calls; the objects that their conditions wait for come besides
 */
public record Counts(
    long seen,
    long delivered,
    long dropped,
    long late,
    long skipped,
    long outside,
    long failed,
    long open,
    long spentNanos,
    Judged judged,
    long held) {

  /**
   * What a condition has decided.
   *
   * @param no calls for which it was false; nearly exact
   * @param undecided calls for which it could not be decided
   * @param reason why not for the first of these; null: there is none
   */
  public record Judged(long no, long undecided, @Nullable String reason) {
    public static final Judged NONE = new Judged(0, 0, null);
  }

  public long matched() {
    return delivered + dropped + late;
  }
}
