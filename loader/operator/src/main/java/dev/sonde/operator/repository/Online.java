package dev.sonde.operator.repository;

import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.state.Memory;
import dev.sonde.operator.repository.state.StateHome;
import dev.sonde.operator.repository.tuf.Cycle;
import dev.sonde.operator.repository.tuf.MetadataStore;
import dev.sonde.operator.repository.tuf.TargetCache;
import dev.sonde.operator.repository.tuf.TufClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A repository that is asked for what is current. Nothing that has expired is accepted. */
final class Online implements Access {
  /** How long what a server said is taken for what it would say. */
  private static final Duration YOUNG = Duration.ofMinutes(10);

  private final RepositorySource source;
  private final Supplier<Fetcher> fetchers;
  private final BakedTrust trust;
  private final StateHome home;
  private final Consumer<String> warnings;
  private @Nullable Memory memory;

  Online(
      RepositorySource source,
      Supplier<Fetcher> fetchers,
      BakedTrust trust,
      StateHome home,
      Consumer<String> warnings) {
    this.source = source;
    this.fetchers = fetchers;
    this.trust = trust;
    this.home = home;
    this.warnings = warnings;
  }

  @Override
  public Fetcher fetcher() {
    return fetchers.get();
  }

  @Override
  public TufClient verified(Fetcher fetcher, Instant start) {
    return resume(fetcher, start).orElseGet(() -> refresh(fetcher, start));
  }

  /**
   * A place on this machine is asked each time: it costs nothing, and who works on a plugin changes
   * it often.
   */
  private Optional<TufClient> resume(Fetcher fetcher, Instant start) {
    Instant refreshed = memory().refreshed(location()).orElse(Instant.EPOCH);
    if (refreshed.isAfter(start)) warnings.accept(ClockCheck.warning(start, location(), refreshed));
    boolean young =
        !source.isLocal() && !refreshed.isAfter(start) && start.isBefore(refreshed.plus(YOUNG));
    if (!young) return Optional.empty();
    return TufClient.resume(trust.root(), Cycle.of(fetcher, store(), start));
  }

  private TufClient refresh(Fetcher fetcher, Instant start) {
    return memory()
        .change(
            () -> {
              TufClient refreshed =
                  TufClient.refresh(trust.root(), Cycle.of(fetcher, store(), start));
              refreshed.targets(); // the delegated roles, while they can be kept
              if (source instanceof RepositorySource.Http) memory().setRefreshed(location(), start);
              return refreshed;
            });
  }

  private MetadataStore store() {
    return memory().store().with(Bundled.metadata(trust.resources()));
  }

  /** What is in {@code sonde.jar} or in a folder needs no copy. */
  @Override
  public TargetCache jars() {
    return source instanceof RepositorySource.Http ? memory().jars() : TargetCache.NONE;
  }

  /**
   * A bundle tells nothing that its release does not know, and was approved with it: nothing is
   * kept or asked.
   */
  private Memory memory() {
    if (memory != null) return memory;
    StateHome kept = source instanceof RepositorySource.Bundle ? StateHome.none() : home;
    Memory opened = kept.open(trust.identity(), warnings);
    memory = opened;
    return opened;
  }

  @Override
  public String location() {
    return source.toString();
  }

  @Override
  public boolean isOffline() {
    return false;
  }
}
