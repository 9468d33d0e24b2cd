package dev.sonde.tracer;

import dev.sonde.tracer.record.Counts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks at what a trace does, some times a second, and holds the last second against a ceiling. */
final class Watch {
  private static final long SECOND = 1_000_000_000;

  /** So long cold code and a busy machine may make the first calls dear. */
  private static final long WARMING = 2 * SECOND;

  private static final int DEARER = 4;

  private record Look(long at, long spent, long events, long evaluations) {}

  private final Ceiling ceiling;
  private final String relief;
  private final boolean limited;
  private long began;
  private final Deque<Look> looks = new ArrayDeque<>();

  /**
   * @param relief what makes the probes do less, for advice
   * @param limited whether there is a limit of calls: what is dropped then costs little, and is no
   *     event
   */
  Watch(Ceiling ceiling, String relief, boolean limited) {
    this.limited = limited;
    this.ceiling = ceiling;
    this.relief = relief;
  }

  void begin(long now) {
    looks.clear();
    began = now;
    looks.add(new Look(now, 0, 0, 0));
  }

  /** What was too much in the second before now, and the flags that help; null: nothing. */
  @Nullable String look(long now, Counts counts) {
    Look last = add(now, counts);
    Look first = looks.getFirst();
    double seconds = Math.max(1, (double) (last.at - first.at) / SECOND);
    double percent = (last.spent - first.spent) * 100.0 / SECOND;
    int factor = now - began < WARMING ? DEARER : 1;
    if (percent > ceiling.percent() * seconds * factor) return cores(percent / seconds);
    long events = last.events - first.events;
    if (events > ceiling.events() * seconds)
      return tooMuch("the trace made", events, " events", ceiling.events(), Ceiling.EVENTS);
    long evaluations = last.evaluations - first.evaluations;
    if (evaluations > ceiling.evaluations() * seconds)
      return tooMuch(
          "the probes looked at",
          evaluations,
          " calls",
          ceiling.evaluations(),
          Ceiling.EVALUATIONS);
    return counts.held() > ceiling.bytes() ? memory(counts.held()) : null;
  }

  /** Of one core, in the last second. */
  double share() {
    Look first = looks.getFirst();
    Look last = looks.getLast();
    double share = (double) (last.spent - first.spent) / Math.max(1, last.at - first.at);
    return Math.round(Math.max(0, share) * 10_000) / 10_000.0;
  }

  private Look add(long now, Counts counts) {
    while (looks.size() > 1 && now - looks.getFirst().at > SECOND + SECOND / 20)
      looks.removeFirst();
    long events = counts.delivered() + (limited ? 0 : counts.dropped());
    Look look = new Look(now, counts.spentNanos(), events, counts.seen());
    looks.add(look);
    return look;
  }

  private String cores(double percent) {
    return String.format(
        Locale.ROOT,
        "the probes took %.0f %% of a core within a second, %d %% are allowed: %s, --%s %d allows"
            + " more where policy does",
        percent,
        ceiling.percent(),
        relief,
        Ceiling.PERCENT,
        (long) Math.ceil(percent / 100) * 200);
  }

  private String tooMuch(String did, long count, String what, long most, String flag) {
    return String.format(
        Locale.ROOT,
        "%s %,d%s within a second, %,d are allowed: %s, --%s %d allows more",
        did,
        count,
        what,
        most,
        relief,
        flag,
        Heat.roomFor(count));
  }

  private String memory(long held) {
    return String.format(
        Locale.ROOT,
        "calls that have begun and not ended held %,d MB, %,d are allowed: -w EXPR or --sample 1/100 lets fewer calls"
            + " through, --%s %d allows more",
        held >> 20,
        ceiling.megabytes(),
        Ceiling.MEMORY,
        Heat.roomFor(held >> 20));
  }
}
