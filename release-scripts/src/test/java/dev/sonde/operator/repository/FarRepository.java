package dev.sonde.operator.repository;

import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.state.StateHome;
import java.net.URI;
import java.time.Clock;

/** A repository that is said to be on another machine. */
public final class FarRepository {
  private static final RepositorySource SOURCE =
      new RepositorySource.Http(URI.create("https://far.example/"));

  private FarRepository() {}

  /** Reads from {@code fetcher} in place of that machine. */
  public static Repository open(Fetcher fetcher, BakedTrust trust, Clock clock, StateHome home) {
    return Repositories.online(PluginId.SONDE, SOURCE, () -> fetcher, trust, clock, home);
  }

  /** The same, where that machine must not be asked. */
  public static Repository openOffline(BakedTrust trust, Clock clock, StateHome home) {
    return Repositories.openOffline(SOURCE, trust, clock, home);
  }
}
