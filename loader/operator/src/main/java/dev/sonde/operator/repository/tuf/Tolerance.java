package dev.sonde.operator.repository.tuf;

import java.time.Duration;

/** How long past its date metadata is still accepted: the root, and what is below it. */
public record Tolerance(Duration root, Duration others) {
  /** The specification's. */
  public static final Tolerance STRICT = new Tolerance(Duration.ZERO, Duration.ZERO);

  /** For who cannot refresh. The root's date stays in force: only a newer root could replace it. */
  public static final Tolerance OFFLINE = new Tolerance(Duration.ZERO, Duration.ofDays(90));

  /** For who only looks, and uses nothing of it. */
  public static final Tolerance ANY =
      new Tolerance(Duration.ofDays(1_000_000), Duration.ofDays(1_000_000));

  /** Whether nothing is accepted past its date. */
  boolean isStrict() {
    return root.isZero() && others.isZero();
  }

  Duration of(Metadata metadata) {
    return metadata instanceof Root ? root : others;
  }
}
