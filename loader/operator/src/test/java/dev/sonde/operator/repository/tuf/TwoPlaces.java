package dev.sonde.operator.repository.tuf;

import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.HttpFetcher;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A repository whose metadata and targets have addresses of their own. */
final class TwoPlaces implements Fetcher {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Fetcher metadata;
  private final Fetcher targets;

  TwoPlaces(List<String> metadata, @Nullable List<String> targets) {
    this.metadata = new HttpFetcher(URI.create(metadata.get(0)), DEADLINE);
    this.targets =
        targets == null ? this.metadata : new HttpFetcher(URI.create(targets.get(0)), DEADLINE);
  }

  @Override
  public Optional<byte[]> find(List<String> path, long limit) {
    return place(path).find(path.subList(1, path.size()), limit);
  }

  @Override
  public SondeException missing(List<String> path) {
    return place(path).missing(path.subList(1, path.size()));
  }

  private Fetcher place(List<String> path) {
    return path.get(0).equals("metadata") ? metadata : targets;
  }
}
