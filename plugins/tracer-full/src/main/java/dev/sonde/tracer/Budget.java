package dev.sonde.tracer;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.words.Figures;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much one trace may do before it ends by itself.
 *
 * @param calls {@link #UNLIMITED}: whatever comes in the time
 */
record Budget(long calls, Duration time, Ceiling ceiling) {
  static final long UNLIMITED = Long.MAX_VALUE;
  private static final int LONGEST_TIME = 9;

  /**
   * From the options {@code limit} and {@code for}, 100 calls and a minute without them, and those
   * of a {@link Ceiling}.
   */
  static Budget of(Map<String, String> options, int overheadLimit) throws UsageException {
    return new Budget(
        calls(options.getOrDefault("limit", "100")),
        time(options),
        Ceiling.of(options, overheadLimit));
  }

  /** From the option {@code for}, however many calls come in that time. */
  static Budget ofTime(Map<String, String> options, Ceiling ceiling) throws UsageException {
    return new Budget(UNLIMITED, time(options), ceiling);
  }

  /** For the start record. */
  Map<String, Object> limits() {
    Map<String, Object> limits = new LinkedHashMap<>();
    if (calls != UNLIMITED) limits.put("calls", calls);
    limits.put("millis", time.toMillis());
    limits.putAll(ceiling.limits());
    return limits;
  }

  private static long calls(String text) throws UsageException {
    if (text.equals("unlimited")) return UNLIMITED;
    if (Figures.isCount(text, 16)) return Long.parseLong(text);
    throw new UsageException(
        "SONDE-USAGE",
        "expected a limit of at least 1 call, got '"
            + text
            + "': give a number, as in -n 100, or unlimited");
  }

  private static Duration time(Map<String, String> options) throws UsageException {
    return time(options.getOrDefault("for", "60s"));
  }

  static Duration time(String text) throws UsageException {
    int digits = Figures.digits(text);
    if (digits > 0 && digits <= LONGEST_TIME) {
      Duration time = duration(Long.parseLong(text.substring(0, digits)), text.substring(digits));
      if (!time.isZero()) return time;
    }
    throw new UsageException(
        "SONDE-USAGE", "expected a time as 500ms, 60s, 5m or 2h, got '" + text + "'");
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ZERO;
    };
  }
}
