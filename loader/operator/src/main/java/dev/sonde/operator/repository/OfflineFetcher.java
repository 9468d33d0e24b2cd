package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.BundleFetcher;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.Resources;
import java.util.List;
import java.util.Optional;

/** The snapshot in {@code sonde.jar}, in place of a repository that must not be asked. */
final class OfflineFetcher implements Fetcher {
  private final Fetcher bundle;

  OfflineFetcher(Resources resources) {
    this.bundle = new BundleFetcher(resources);
  }

  @Override
  public Optional<byte[]> find(List<String> path, long limit) {
    return bundle.find(path, limit);
  }

  @Override
  public SondeException missing(List<String> path) {
    String text =
        "%s is listed by signed metadata, and neither the state nor sonde.jar has it; run once without --offline";
    return new SondeException(ErrorId.STATE, String.format(text, String.join("/", path)));
  }

  @Override
  public String toString() {
    return "sonde.jar and the state";
  }
}
