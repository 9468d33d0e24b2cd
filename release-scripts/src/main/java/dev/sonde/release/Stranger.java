package dev.sonde.release;

import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.Repositories;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositorySource;
import dev.sonde.operator.repository.VerifiedJar;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads a repository with nothing but its root, by the rules that every operator obeys. */
final class Stranger {
  private Stranger() {}

  /** A line for each jar, all fetched and verified. */
  static List<String> verify(String location, byte[] root, Clock clock) {
    BakedTrust trust =
        new BakedTrust(root, KeyFolder.isDevelopment(root), Instant.EPOCH, name -> null);
    Repository repository = Repositories.open(RepositorySource.of(location), trust, clock);
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
