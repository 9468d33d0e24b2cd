package dev.sonde.release;

import java.util.Locale;

/** A role of the repository: how many keys it has and how many of them must sign. */
enum Role {
  ROOT(3, 2),
  TARGETS(3, 2),
  PLUGINS(3, 2),
  SNAPSHOT(1, 1),
  TIMESTAMP(1, 1);

  private final int keys;
  private final int threshold;

  Role(int keys, int threshold) {
    this.keys = keys;
    this.threshold = threshold;
  }

  int keys() {
    return keys;
  }

  int threshold() {
    return threshold;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
