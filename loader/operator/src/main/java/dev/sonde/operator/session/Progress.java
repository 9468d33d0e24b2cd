package dev.sonde.operator.session;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a session's last run is, as its records tell: what LIST answers. An immutable value.
 *
 * @param pattern the arguments of the run
 * @param expiry when it ends by its time limit, if it has one
 */
record Progress(
    List<String> pattern, long seen, long delivered, long dropped, @Nullable Instant expiry) {
  private static final int MAX_WORDS = 50;
  private static final int MAX_WORD = 250;

  static final Progress NONE = new Progress(List.of(), 0, 0, 0, null);

  static Progress of(List<String> pattern) {
    return new Progress(pattern, 0, 0, 0, null);
  }

  /**
   * After one more record. Records of plugins may be of any shape: what is not understood changes
   * nothing.
   */
  Progress after(Map<String, ? extends @Nullable Object> event, Clock clock) {
    Object kind = event.get("kind");
    if ("start".equals(kind) && event.get("limits") instanceof Map<?, ?> limits)
      return new Progress(pattern, seen, delivered, dropped, ends(limits.get("millis"), clock));
    if (!"status".equals(kind) && !"end".equals(kind)) return this;
    return new Progress(
        pattern,
        count(event, "seen"),
        count(event, "delivered"),
        count(event, "dropped"),
        ends(event.get("millisLeft"), clock));
  }

  private static @Nullable Instant ends(@Nullable Object millis, Clock clock) {
    return millis instanceof Long left && left > 0 ? clock.instant().plusMillis(left) : null;
  }

  /** The pattern as LIST shows it, cut so that any answer fits. */
  List<String> shown() {
    return pattern.stream()
        .limit(MAX_WORDS)
        .map(word -> word.length() > MAX_WORD ? word.substring(0, MAX_WORD) + "…" : word)
        .toList();
  }

  private static long count(Map<String, ? extends @Nullable Object> event, String key) {
    return event.get(key) instanceof Long count ? count : 0;
  }
}
