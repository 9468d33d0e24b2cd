package dev.sonde.target;

/**
 * How long {@code sonde-link} sleeps between two looks at the rings: nobody wakes it for a record,
 * and polling fast costs an idle target CPU.
 */
final class Pace {
  private static final long LONGEST_WITH_RINGS = 20;
  private static final long LONGEST = 250;

  private long millis = 1;

  /**
   * The next sleep in milliseconds: 0 while something moves, then 1, doubled up to 20, or up to 250
   * when there are no rings.
   */
  long next(boolean moved, boolean rings) {
    if (moved) {
      millis = 1;
      return 0;
    }
    long now = Math.min(millis, rings ? LONGEST_WITH_RINGS : LONGEST);
    millis = Math.min(millis * 2, LONGEST);
    return now;
  }
}
