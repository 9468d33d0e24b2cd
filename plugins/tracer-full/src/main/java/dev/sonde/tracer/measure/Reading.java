package dev.sonde.tracer.measure;

/** What a method's tallies say together, at one moment. */
public final class Reading {
  private final Histogram durations = new Histogram();
  private long opened;
  private long dismissed;
  private long errors;
  private long max;
  private long undecided;

  void add(long errors, long max) {
    this.errors += errors;
    this.max = Math.max(this.max, max);
  }

  void opened(long opened, long dismissed) {
    this.opened += opened;
    this.dismissed += dismissed;
  }

  void undecided(long calls) {
    undecided += calls;
  }

  /** How many of {@link #dismissed} could not be decided. */
  public long undecided() {
    return undecided;
  }

  /** Of calls that have ended, returned or thrown, and that the condition means. */
  public Histogram durations() {
    return durations;
  }

  public long count() {
    return durations.count();
  }

  /** How many of {@link #count} have thrown. */
  public long errors() {
    return errors;
  }

  /** The longest, exactly; nanoseconds. */
  public long max() {
    return max;
  }

  /** Calls that have begun. */
  public long opened() {
    return opened;
  }

  /** Calls that have ended, and that the condition does not mean. */
  public long dismissed() {
    return dismissed;
  }

  /** Calls that have begun and not ended. */
  public long open() {
    return Math.max(0, opened - dismissed - count());
  }

  /** A duration at a percentile, which is never above the longest. */
  public long percentile(double percent) {
    return Math.min(durations.percentile(percent), max);
  }
}
