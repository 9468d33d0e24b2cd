package dev.sonde.cli;

import dev.sonde.operator.repository.Expiry;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.operator.repository.VerifiedRelease;
import java.util.List;
import java.util.Optional;

/** A repository that is asked for a newer Sonde before anything of it is used. */
record Succession(Repository repository) implements Repository {
  @Override
  public VerifiedJar fetch(PluginRef ref) {
    look();
    return repository.fetch(ref);
  }

  @Override
  public List<PluginDescription> plugins() {
    look();
    return repository.plugins();
  }

  @Override
  public List<Expiry> expiries() {
    look();
    return repository.expiries();
  }

  private void look() {
    newer()
        .ifPresent(
            it -> {
              throw new HandOver(it);
            });
  }

  @Override
  public Optional<VerifiedRelease> newer() {
    return repository.newer();
  }

  @Override
  public boolean development() {
    return repository.development();
  }

  @Override
  public List<String> warnings() {
    return repository.warnings();
  }

  @Override
  public String location() {
    return repository.location();
  }
}
