package dev.sonde.benchmarks;

import java.util.List;
import java.util.Locale;

/** A median, and how far apart the values are that it stands for. */
record Spread(double least, double median, double most) {
  static Spread of(List<Double> values) {
    if (values.isEmpty()) return new Spread(Double.NaN, Double.NaN, Double.NaN);
    double[] sorted = values.stream().mapToDouble(each -> each).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }

  /** {@code 0.8 (0.2 to 1.9)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", median, least, most);
  }
}
