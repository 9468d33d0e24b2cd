package dev.sonde.operator.repository;

import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.FolderFetcher;
import dev.sonde.operator.repository.state.Memory;
import dev.sonde.operator.repository.state.StateHome;
import dev.sonde.operator.repository.tuf.Cycle;
import dev.sonde.operator.repository.tuf.MetadataStore;
import dev.sonde.operator.repository.tuf.TargetCache;
import dev.sonde.operator.repository.tuf.Tolerance;
import dev.sonde.operator.repository.tuf.TufClient;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is on this machine of a repository: the state and the snapshot in {@code sonde.jar},
 * whichever is newer, or a folder that a person names. No network is used. Metadata that has
 * expired is accepted within the tolerance; nothing older than the state or the snapshot is.
 */
final class Offline implements Access {
  private final RepositorySource source;
  private final BakedTrust trust;
  private final StateHome home;
  private final Tolerance tolerance;
  private final Consumer<String> warnings;
  private @Nullable Memory memory;

  Offline(
      RepositorySource source,
      BakedTrust trust,
      StateHome home,
      Tolerance tolerance,
      Consumer<String> warnings) {
    this.source = source;
    this.trust = trust;
    this.home = home;
    this.tolerance = tolerance;
    this.warnings = warnings;
  }

  @Override
  public Fetcher fetcher() {
    return source instanceof RepositorySource.Folder folder
        ? new FolderFetcher(folder.path())
        : new OfflineFetcher(trust.resources());
  }

  @Override
  public TufClient verified(Fetcher fetcher, Instant start) {
    memory()
        .lastRefreshed()
        .filter(it -> it.isAfter(start))
        .ifPresent(it -> warnings.accept(ClockCheck.warning(start, "a repository", it)));
    return memory().change(() -> client(fetcher, start));
  }

  private TufClient client(Fetcher fetcher, Instant start) {
    MetadataStore store = memory().store().with(Bundled.metadata(trust.resources()));
    Cycle cycle = Cycle.of(fetcher, store, start, tolerance);
    if (!(source instanceof RepositorySource.Folder)) return TufClient.offline(trust.root(), cycle);
    TufClient refreshed = TufClient.refresh(trust.root(), cycle);
    refreshed.targets(); // the delegated roles, while they can be kept
    return refreshed;
  }

  @Override
  public TargetCache jars() {
    return memory().jars().readOnly();
  }

  /** Also for a snapshot, which without it could be older than what was seen elsewhere. */
  private Memory memory() {
    if (memory != null) return memory;
    Memory opened = home.open(trust.identity(), warnings);
    memory = opened;
    return opened;
  }

  @Override
  public String location() {
    return source + " (offline)";
  }

  @Override
  public boolean isOffline() {
    return true;
  }
}
