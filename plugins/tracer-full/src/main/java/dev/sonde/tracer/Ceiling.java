package dev.sonde.tracer;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.words.Figures;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much one trace may do in any second before it is taken out: its budgets besides calls and
 * time, in force unless other numbers are asked for. The largest number: as much as it does.
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
  private static final int DEFAULT_PERCENT = 50;
  private static final int ANY_PERCENT = Integer.MAX_VALUE;
  private static final long ANY = Long.MAX_VALUE;

  /**
   * From the options of these names.
   *
   * @param allowed percent of a core, at most, by the target's policy
   */
  static Ceiling of(Map<String, String> options, int allowed) throws UsageException {
    return new Ceiling(
        percent(options, DEFAULT_PERCENT, allowed),
        number(options, EVENTS, 100_000, 1_000_000_000_000L),
        number(options, EVALUATIONS, 200_000_000, 1_000_000_000_000L),
        number(options, MEMORY, 32, 1_000_000));
  }

  /**
   * For probes that make no events, hold nothing for open calls, and cost the same each time: from
   * the option {@link #PERCENT}, or what policy allows, if it says anything.
   */
  static Ceiling ofOverhead(Map<String, String> options, int allowed) throws UsageException {
    return new Ceiling(percent(options, ANY_PERCENT, allowed), ANY, ANY, ANY);
  }

  private static int percent(Map<String, String> options, int otherwise, int allowed)
      throws UsageException {
    long percent = number(options, PERCENT, otherwise, 100_000);
    if (percent > allowed && options.containsKey(PERCENT))
      throw new UsageException(
          "SONDE-POLICY",
          "expected --"
              + PERCENT
              + " of at most "
              + allowed
              + ", which is what the target's policy allows, got "
              + percent);
    return (int) Math.min(percent, allowed);
  }

  private static long number(Map<String, String> options, String name, long otherwise, long most)
      throws UsageException {
    String text = options.get(name);
    return text == null ? otherwise : Figures.upTo(most, name, text);
  }

  /** That may be held for calls that are open. */
  long bytes() {
    return megabytes == ANY ? ANY : megabytes << 20;
  }

  /** For the start record: those that there are. */
  Map<String, Object> limits() {
    Map<String, Object> limits = new LinkedHashMap<>();
    if (percent != ANY_PERCENT) limits.put("overhead", percent / 100.0);
    if (events != ANY) limits.put("events", events);
    if (evaluations != ANY) limits.put("evaluations", evaluations);
    if (megabytes != ANY) limits.put("bytes", bytes());
    return limits;
  }
}
