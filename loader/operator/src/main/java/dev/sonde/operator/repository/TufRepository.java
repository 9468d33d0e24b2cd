package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.Logging;
import dev.sonde.operator.repository.state.Memory;
import dev.sonde.operator.repository.state.StateHome;
import dev.sonde.operator.repository.tuf.KeyProfile;
import dev.sonde.operator.repository.tuf.Limits;
import dev.sonde.operator.repository.tuf.MetadataStore;
import dev.sonde.operator.repository.tuf.TargetCache;
import dev.sonde.operator.repository.tuf.TargetFile;
import dev.sonde.operator.repository.tuf.TufClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A repository under TUF metadata. */
final class TufRepository implements Repository {
  private static final long MAX_JAR = 8 << 20;

  /** How long what a server said is taken for what it would say. */
  private static final Duration YOUNG = Duration.ofMinutes(10);

  private final String publisher;
  private final RepositorySource source;
  private final String location;
  private final Supplier<Fetcher> fetchers;
  private final BakedTrust trust;
  private final Clock clock;
  private final StateHome home;
  private final Set<String> warnings = new LinkedHashSet<>();
  private @Nullable Fetcher fetcher;
  private @Nullable Memory memory;
  private @Nullable TufClient client;

  /**
   * @param publisher whose plugins it may list
   */
  TufRepository(
      String publisher,
      RepositorySource source,
      Supplier<Fetcher> fetchers,
      BakedTrust trust,
      Clock clock,
      StateHome home) {
    this.publisher = publisher;
    this.source = source;
    this.location = source.toString();
    this.fetchers = fetchers;
    this.trust = trust;
    this.clock = clock;
    this.home = home;
  }

  @Override
  public VerifiedJar fetch(PluginRef ref) {
    return connected(
        client -> {
          Offer offer = Choice.of(offers(client), location).best(ref);
          byte[] bytes = client.download(offer.target(), MAX_JAR, jars());
          return Verification.of(offer, bytes, provenance(client));
        });
  }

  @Override
  public List<PluginDescription> plugins() {
    return connected(
        client -> offers(client).stream().map(Offer::description).sorted(Choice.ORDER).toList());
  }

  private List<Offer> offers(TufClient client) {
    List<Offer> offers = new ArrayList<>();
    for (TargetFile target : client.targets())
      Offer.of(target, publisher, location).ifPresent(offers::add);
    return offers;
  }

  private Provenance provenance(TufClient client) {
    Map<String, Long> versions = new LinkedHashMap<>();
    client.standings().forEach((role, standing) -> versions.put(role, standing.version()));
    return new Provenance(Sha256.hex(trust.root()), location, client.development(), 0, versions);
  }

  private synchronized <T> T connected(Function<TufClient, T> use) {
    Fetcher open = fetcher != null ? fetcher : (fetcher = fetchers.get());
    try (open) {
      open.begin();
      TufClient verified = client != null ? client : (client = verified(open));
      open.begin();
      return use.apply(verified);
    }
  }

  private TufClient verified(Fetcher fetcher) {
    Logging.require("checking signatures");
    Instant start = clock.instant();
    if (start.isBefore(trust.built())) {
      String text = "this machine's clock says %s, before this Sonde was built (%s); set the clock";
      throw new SondeException(ErrorId.CLOCK, String.format(text, start, trust.built()));
    }
    TufClient verified = resume(fetcher, start).orElseGet(() -> refresh(fetcher, start));
    if (verified.development() != trust.development())
      throw mixed(location, verified.development());
    return verified;
  }

  /**
   * A place on this machine is asked each time: it costs nothing, and who works on a plugin changes
   * it often.
   */
  private Optional<TufClient> resume(Fetcher fetcher, Instant start) {
    Instant refreshed = memory().refreshed(location).orElse(Instant.EPOCH);
    if (refreshed.isAfter(start)) {
      String text =
          "%s: this machine's clock says %s, before it last asked %s (%s); check the clock";
      warnings.add(String.format(text, ErrorId.CLOCK.id(), start, location, refreshed));
    }
    boolean young =
        !source.isLocal() && !refreshed.isAfter(start) && start.isBefore(refreshed.plus(YOUNG));
    if (!young) return Optional.empty();
    return TufClient.resume(trust.root(), fetcher, store(), KeyProfile.SONDE, Limits.SONDE, start);
  }

  private TufClient refresh(Fetcher fetcher, Instant start) {
    return memory()
        .change(
            () -> {
              TufClient refreshed =
                  TufClient.refresh(
                      trust.root(), fetcher, store(), KeyProfile.SONDE, Limits.SONDE, start);
              refreshed.targets(); // the delegated roles, while they can be kept
              if (source instanceof RepositorySource.Http) memory().setRefreshed(location, start);
              return refreshed;
            });
  }

  private MetadataStore store() {
    return memory().store().with(Bundled.metadata(trust.resources()));
  }

  /** What is in {@code sonde.jar} or in a folder needs no copy. */
  private TargetCache jars() {
    return source instanceof RepositorySource.Http ? memory().jars() : TargetCache.NONE;
  }

  /**
   * A bundle tells nothing that its release does not know, and was approved with it: nothing is
   * kept or asked.
   */
  private Memory memory() {
    if (memory != null) return memory;
    StateHome kept = source instanceof RepositorySource.Bundle ? StateHome.none() : home;
    Memory opened = kept.open(trust.root(), warnings::add);
    memory = opened;
    return opened;
  }

  @Override
  public synchronized List<String> warnings() {
    List<String> said = List.copyOf(warnings);
    warnings.clear();
    return said;
  }

  static SondeException mixed(String location, boolean development) {
    String text =
        development
            ? "is marked x-sonde-development, and a release trusts no development keys; use a release repository"
            : "is not marked x-sonde-development, and a development build trusts no other; use a release";
    return new SondeException(ErrorId.SIGNATURE, "the root of " + location + " " + text);
  }

  @Override
  public boolean development() {
    return trust.development();
  }

  @Override
  public String location() {
    return location;
  }
}
