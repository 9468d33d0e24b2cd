package dev.sonde.release;

import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.Repositories;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositorySource;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.FolderFetcher;
import dev.sonde.operator.repository.fetch.HttpFetcher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads a repository with nothing but its root, by the rules that every operator obeys. */
final class Stranger {
  private Stranger() {}

  /**
   * A line for each listed file and each role, all fetched and verified; fails where a role ends
   * within {@code days}, as far as that can be asked of it.
   */
  static List<String> verifyRelease(String location, byte[] root, long days, Clock clock) {
    if (KeyFolder.isDevelopment(root))
      throw Failure.of("that root is marked x-sonde-development; it is no release's");
    List<String> lines = new ArrayList<>(verify(location, root, clock));
    try (Fetcher fetcher = fetcher(RepositorySource.of(location))) {
      fetcher.begin();
      Verdict verdict = Verdict.of(root, fetcher, clock.instant());
      lines.addAll(verdict.downloadAll());
      verdict
          .documents()
          .forEach(
              (role, it) ->
                  lines.add(
                      String.format(
                          "good %s version %d, until %s", role, it.version(), it.expires())));
      List<String> ending = verdict.endingWithin(days);
      if (!ending.isEmpty()) throw Failure.of(String.join("\n", ending));
    }
    return lines;
  }

  private static Fetcher fetcher(RepositorySource source) {
    if (source instanceof RepositorySource.Http http)
      return new HttpFetcher(http.base(), Duration.ofSeconds(60));
    if (source instanceof RepositorySource.Folder folder) return new FolderFetcher(folder.path());
    throw Failure.usage(source + " is neither a folder nor an address");
  }

  /** A line for each jar, all fetched and verified; they are of one publisher, whoever that is. */
  static List<String> verify(String location, byte[] root, Clock clock) {
    BakedTrust trust =
        new BakedTrust(root, KeyFolder.isDevelopment(root), Instant.EPOCH, name -> null);
    Repository repository = Repositories.openOfAnybody(RepositorySource.of(location), trust, clock);
    List<String> lines = new ArrayList<>();
    for (PluginDescription each : repository.plugins()) {
      VerifiedJar jar = repository.fetch(new PluginRef(each.id(), each.version(), each.line()));
      lines.add(
          String.format(
              "good %s %s jdk%d sha256 %s", jar.id(), jar.version(), jar.line(), jar.sha256()));
    }
    if (trust.development()) lines.add("development keys: for this machine only");
    return lines;
  }
}
