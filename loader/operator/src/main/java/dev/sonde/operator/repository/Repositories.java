package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.BundleFetcher;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.FolderFetcher;
import dev.sonde.operator.repository.fetch.HttpFetcher;
import dev.sonde.operator.repository.state.StateHome;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** Opens repositories. */
public final class Repositories {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private Repositories() {}

  /** As a stranger sees it: with nothing but {@code trust}, and nothing kept. */
  public static Repository open(RepositorySource source, BakedTrust trust, Clock clock) {
    return open(source, trust, clock, StateHome.none());
  }

  /**
   * The repository at {@code source}, trusted from {@code trust} on, remembered below {@code home}.
   * Reads nothing yet.
   */
  public static Repository open(
      RepositorySource source, BakedTrust trust, Clock clock, StateHome home) {
    if (trust.development() && !source.isLocal()) {
      String text =
          "%s is not on this machine, and a development build trusts nothing else; use a release of Sonde";
      throw new SondeException(ErrorId.SCHEME, String.format(text, source));
    }
    return new TufRepository(source, fetcher(source), trust, clock, home);
  }

  /** Late: OkHttp is loaded when bytes are asked for. */
  private static Supplier<Fetcher> fetcher(RepositorySource source) {
    if (source instanceof RepositorySource.Http http)
      return () -> new HttpFetcher(http.base(), DEADLINE);
    if (source instanceof RepositorySource.Folder folder)
      return () -> new FolderFetcher(folder.path());
    RepositorySource.Bundle bundle = (RepositorySource.Bundle) source;
    return () -> new BundleFetcher(bundle.resources());
  }
}
