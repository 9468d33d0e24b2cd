package dev.sonde.tracer;

import dev.sonde.api.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much one trace may do in any second before it is taken out: its budgets besides calls and
 * time, in force unless other numbers are asked for.
 *
 * @param percent of one core that its probes may use in the application's threads
 * @param events that it may make
 * @param evaluations calls that its probes may look at
 * @param megabytes that it may hold for calls that are open
 */
record Ceiling(int percent, long events, long evaluations, long megabytes) {
  static final String PERCENT = "overhead";
  static final String EVENTS = "max-events";
  static final String EVALUATIONS = "max-seen";
  static final String MEMORY = "max-memory";

  /**
   * From the options of these names.
   *
   * @param allowed percent of a core, at most, by the target's policy
   */
  static Ceiling of(Map<String, String> options, int allowed) throws UsageException {
    long percent = number(options, PERCENT, 50, 100_000);
    if (percent > allowed && options.containsKey(PERCENT))
      throw new UsageException(
          "SONDE-POLICY",
          "expected --"
              + PERCENT
              + " of at most "
              + allowed
              + ", which is what the target's policy allows, got "
              + percent);
    return new Ceiling(
        (int) Math.min(percent, allowed),
        number(options, EVENTS, 100_000, 1_000_000_000),
        number(options, EVALUATIONS, 200_000_000, 1_000_000_000_000L),
        number(options, MEMORY, 32, 1_000_000));
  }

  private static long number(Map<String, String> options, String name, long otherwise, long most)
      throws UsageException {
    String text = options.get(name);
    if (text == null) return otherwise;
    if (text.matches("[1-9]\\d{0,12}") && Long.parseLong(text) <= most) return Long.parseLong(text);
    throw new UsageException(
        "SONDE-USAGE", "expected --" + name + " from 1 to " + most + ", got '" + text + "'");
  }

  /** For the start record. */
  Map<String, Object> limits() {
    Map<String, Object> limits = new LinkedHashMap<>();
    limits.put("overhead", percent / 100.0);
    limits.put("events", events);
    limits.put("evaluations", evaluations);
    limits.put("bytes", megabytes << 20);
    return limits;
  }
}
