package dev.sonde.tracer;

/** What the probes of a trace cost, as a share of one core, from one look to the next. */
final class Overhead {
  private long at = System.nanoTime();
  private long spent;

  double since(long spentNanos) {
    long now = System.nanoTime();
    double share = (double) Math.max(0, spentNanos - spent) / Math.max(1, now - at);
    at = now;
    spent = spentNanos;
    return Math.round(share * 10_000) / 10_000.0;
  }
}
