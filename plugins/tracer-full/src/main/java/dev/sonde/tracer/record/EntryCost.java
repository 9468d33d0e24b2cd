package dev.sonde.tracer.record;

/**
 * What a condition costs that is false when a call begins. One in 1,024 is timed. What takes longer
 * than to read the clock, the clock can tell; what is quicker is timed in a row of {@link #ROW}. A
 * row that is as slow as that was not compiled yet, and tells nothing.
 *
 * <p>For one thread at a time.
 */
final class EntryCost {
  /** So many in a row take less than a microsecond, or are no row. */
  static final int ROW = 32;

  /** Nanoseconds. In a row even less is seen, but not in an application, whose code it disturbs. */
  private static final double LEAST = 1;

  /**
   * What a row takes is what a condition costs where the processor has nothing else to do. In a
   * call it does a part beside the method's own work: of what was measured, from nothing to nearly
   * all. The middle for methods that keep it busy; docs/OVERHEAD.md has the table.
   */
  private static final double BESIDE_A_CALL = 0.625;

  /** So many timings are remembered: the first ones are of code that runs uncompiled. */
  private static final int LATELY = 1024;

  private static final int SLOWLY = 16;
  private static final int OUTLIER = 4;

  private final Cost clock;
  private final Cost dear = new Cost();
  private final Cost quick = new Cost();
  private double row;
  private long told;
  private double spent;

  /**
   * @param clock what reading it costs
   */
  EntryCost(Cost clock) {
    this.clock = clock;
  }

  /** One was timed. How many in a row shall be; 0: none. */
  int add(long took) {
    if (quick.readings() + dear.readings() > LATELY) {
      quick.fade();
      dear.fade();
    }
    boolean tooShort = took < 2 * clock.mean();
    (tooShort ? quick : dear).add(took);
    return tooShort ? ROW : 0;
  }

  /** A row was timed. */
  void addRow(long took) {
    double each = Math.max(0, took - clock.mean()) / ROW;
    if (row == 0) row = each;
    else row += (Math.min(each, row * OUTLIER) - row) / SLOWLY;
  }

  /**
   * Nanoseconds of all so far; what was timed lately stands for those that came since the last
   * call.
   */
  double nanos(long decided) {
    spent += Math.max(0, decided - told) * each();
    told = Math.max(told, decided);
    return spent;
  }

  private double each() {
    double timings = quick.count() + dear.count();
    if (timings == 0) return 0;
    double byTheClock = Math.max(0, dear.nanos() - dear.count() * clock.mean());
    return (byTheClock + quick.count() * quickOne()) / timings;
  }

  private double quickOne() {
    boolean compiled = row > 0 && row < clock.mean();
    return Math.max(LEAST, compiled ? row * BESIDE_A_CALL : quick.mean() - clock.mean());
  }
}
