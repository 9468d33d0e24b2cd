package dev.sonde.operator.repository;

import dev.sonde.operator.repository.tuf.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When a role's metadata expires.
 *
 * @param left the time until then; negative after it
 */
public record Expiry(String role, long version, Instant at, Duration left) {
  private static final Duration WARNED = Duration.ofDays(14);

  /** These live for days and are renewed by a timer; little time left means that it stopped. */
  private static final Set<String> RENEWED = Set.of("timestamp", "snapshot");

  private static final Duration RENEWED_WARNED = Duration.ofDays(3);

  static List<Expiry> of(Map<String, Standing> standings, Instant now) {
    return standings.entrySet().stream()
        .map(it -> of(it.getKey(), it.getValue(), now))
        .sorted(Comparator.comparing(Expiry::at))
        .toList();
  }

  private static Expiry of(String role, Standing standing, Instant now) {
    Instant at = standing.expires();
    return new Expiry(role, standing.version(), at, Duration.between(now, at));
  }

  public boolean isPast() {
    return left.isNegative() || left.isZero();
  }

  /** Full days left, or begun days past. */
  public long days() {
    return isPast()
        ? Math.max(1, left.negated().plusDays(1).minusNanos(1).toDays())
        : left.toDays();
  }

  /** Whether somebody should be told that it must be renewed. */
  boolean isNear() {
    Duration warned = RENEWED.contains(role) ? RENEWED_WARNED : WARNED;
    return !isPast() && left.compareTo(warned) <= 0;
  }

  /** For instance {@code timestamp 12 expires in 6 days, 2030-05-07T12:00:00Z}. */
  @Override
  public String toString() {
    String days = days() + (days() == 1 ? " day" : " days");
    return role
        + " "
        + version
        + (isPast() ? " expired " + days + " ago, " : " expires in " + days + ", ")
        + at;
  }
}
