package dev.sonde.operator.repository;

import java.time.Clock;

/** Opens repositories. */
public final class Repositories {
  private Repositories() {}

  /** The repository at {@code source}, trusted from {@code trust} on. Reads nothing yet. */
  public static Repository open(RepositorySource source, BakedTrust trust, Clock clock) {
    throw new UnsupportedOperationException();
  }
}
