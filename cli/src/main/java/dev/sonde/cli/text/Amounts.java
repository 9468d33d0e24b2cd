package dev.sonde.cli.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Durations, sizes and counts as people read them: two significant digits below ten, whole numbers
 * above.
 */
public final class Amounts {
  private Amounts() {}

  /**
   * For instance {@code 850ns}, {@code 214µs}, {@code 1.2 ms}, {@code 49 s}, {@code 3 min 20 s}.
   */
  public static String nanos(long nanos) {
    if (nanos < 1_000) return nanos + "ns";
    if (nanos < 999_500) return shortened(nanos, 1_000) + "µs";
    if (nanos < 999_500_000) return shortened(nanos, 1_000_000) + " ms";
    if (nanos < 99_500_000_000L) return shortened(nanos, 1_000_000_000) + " s";
    return seconds(Math.round(nanos / 1e9));
  }

  public static String millis(long millis) {
    return millis == 0
        ? "0 ms"
        : nanos(millis > Long.MAX_VALUE / 1_000_000 ? Long.MAX_VALUE : millis * 1_000_000);
  }

  /**
   * A time span in its two largest units: {@code 42 s}, {@code 3 min 20 s}, {@code 5 h 2 min},
   * {@code 12 d 4 h}.
   */
  public static String seconds(long seconds) {
    if (seconds < 60) return seconds + " s";
    if (seconds < 3_600) return pair(seconds, 60, " min", 1, " s");
    if (seconds < 86_400) return pair(seconds, 3_600, " h", 60, " min");
    return pair(seconds, 86_400, " d", 3_600, " h");
  }

  public static String bytes(long bytes) {
    if (bytes < 1_000) return bytes + " B";
    if (bytes < 999_500) return tenths(bytes, 1_000) + " KB";
    return tenths(bytes, 1_000_000) + " MB";
  }

  /** With commas between groups of three digits, in every locale. */
  public static String count(long count) {
    String digits = Long.toString(Math.abs(count));
    StringBuilder out = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > 0; i -= 3) out.insert(i, ',');
    return count < 0 ? "-" + out : out.toString();
  }

  /** {@code 1 call}, {@code 2 calls}, {@code 3 classes}. */
  public static String counted(long count, String noun) {
    String plural = noun.endsWith("s") ? noun + "es" : noun + "s";
    return count(count) + " " + (count == 1 ? noun : plural);
  }

  /** A share of one: {@code 0 %}, {@code 0.3 %}, {@code 42 %}. */
  public static String percent(double share) {
    long tenths = Math.round(share * 1000);
    return tenths % 10 == 0 || tenths >= 100
        ? Math.round(share * 100) + " %"
        : tenths / 10 + "." + tenths % 10 + " %";
  }

  private static String shortened(long value, long unit) {
    return value < 9_950 * (unit / 1_000.0)
        ? tenths(value, unit).replace(".0", "")
        : Long.toString(Math.round((double) value / unit));
  }

  private static String tenths(long value, long unit) {
    return BigDecimal.valueOf(value)
        .divide(BigDecimal.valueOf(unit), 1, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static String pair(
      long seconds, long large, String largeName, long small, String smallName) {
    long rest = seconds % large / small;
    return seconds / large + largeName + (rest == 0 ? "" : " " + rest + smallName);
  }
}
