package dev.sonde.cli.text;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last values of something, each a bar of one character; the highest of them fills its line.
 */
final class Spark {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int MOST = 30;

  private final Deque<Double> values = new ArrayDeque<>();

  void add(double value) {
    values.add(value);
    if (values.size() > MOST) values.remove();
  }

  /** A space for nothing at all. */
  String text() {
    double highest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (double value : values) text.append(value <= 0 ? ' ' : bar(value / highest));
    return text.toString();
  }

  private static char bar(double share) {
    int bars = BARS.length();
    return BARS.charAt(Math.min(bars - 1, (int) (share * bars)));
  }
}
