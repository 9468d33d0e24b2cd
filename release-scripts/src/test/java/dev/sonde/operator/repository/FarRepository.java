package dev.sonde.operator.repository;

import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.state.StateHome;
import java.net.URI;
import java.time.Clock;

/** A repository that is said to be on another machine. */
public final class FarRepository {
  private FarRepository() {}

  /** Reads from {@code fetcher} in place of that machine. */
  public static Repository open(Fetcher fetcher, BakedTrust trust, Clock clock, StateHome home) {
    RepositorySource source = new RepositorySource.Http(URI.create("https://far.example/"));
    return new TufRepository(PluginId.SONDE, source, () -> fetcher, trust, clock, home);
  }
}
