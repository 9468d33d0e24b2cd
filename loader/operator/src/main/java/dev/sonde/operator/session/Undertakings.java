package dev.sonde.operator.session;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the runs of a session are, taken together: those that have not ended, or else the last
 * one. Thread-safe.
 */
final class Undertakings {
  private final Clock clock;
  private final Map<Object, Progress> running = new LinkedHashMap<>();
  private Progress last = Progress.NONE;

  Undertakings(Clock clock) {
    this.clock = clock;
  }

  /** Another run, known by this object. */
  synchronized void begin(Object run, List<String> pattern) {
    running.put(run, Progress.of(pattern));
  }

  synchronized void told(Object run, Map<String, ? extends @Nullable Object> record) {
    Progress now = running.get(run);
    if (now != null) running.put(run, now.after(record, clock));
  }

  synchronized void ended(Object run) {
    Progress now = running.remove(run);
    if (now != null && !now.equals(Progress.of(now.pattern()))) last = now; // it told how it is
  }

  synchronized Progress all() {
    if (running.isEmpty()) return last;
    List<String> pattern = new ArrayList<>();
    long seen = 0;
    long delivered = 0;
    long dropped = 0;
    @Nullable Instant expiry = null;
    for (Progress each : running.values()) {
      pattern.addAll(each.pattern());
      seen += each.seen();
      delivered += each.delivered();
      dropped += each.dropped();
      Instant ends = each.expiry();
      if (ends != null && (expiry == null || ends.isAfter(expiry))) expiry = ends;
    }
    return new Progress(pattern, seen, delivered, dropped, expiry);
  }
}
