package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.Logging;
import dev.sonde.operator.repository.tuf.KeyProfile;
import dev.sonde.operator.repository.tuf.Limits;
import dev.sonde.operator.repository.tuf.MetadataStore;
import dev.sonde.operator.repository.tuf.TargetFile;
import dev.sonde.operator.repository.tuf.TufClient;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A repository under TUF metadata. */
final class TufRepository implements Repository {
  private static final long MAX_JAR = 8 << 20;

  private final String location;
  private final Supplier<Fetcher> source;
  private final BakedTrust trust;
  private final Clock clock;
  private @Nullable Fetcher fetcher;
  private @Nullable TufClient client;

  TufRepository(String location, Supplier<Fetcher> source, BakedTrust trust, Clock clock) {
    this.location = location;
    this.source = source;
    this.trust = trust;
    this.clock = clock;
  }

  @Override
  public VerifiedJar fetch(PluginRef ref) {
    return connected(client -> {
      Offer offer = Choice.of(offers(client), location).best(ref);
      byte[] bytes = client.download(offer.target(), MAX_JAR);
      return Verification.of(offer, bytes, location);
    });
  }

  @Override
  public List<PluginDescription> plugins() {
    return connected(client -> offers(client).stream().map(Offer::description).sorted(Choice.ORDER).toList());
  }

  private List<Offer> offers(TufClient client) {
    List<Offer> offers = new ArrayList<>();
    for (TargetFile target : client.targets()) Offer.of(target, location).ifPresent(offers::add);
    return offers;
  }

  private synchronized <T> T connected(Function<TufClient, T> use) {
    Fetcher open = fetcher != null ? fetcher : (fetcher = source.get());
    try (open) {
      TufClient verified = client != null ? client : (client = refresh(open));
      return use.apply(verified);
    }
  }

  private TufClient refresh(Fetcher fetcher) {
    Logging.require("checking signatures");
    Instant start = clock.instant();
    if (start.isBefore(trust.built())) {
      String text = "this machine's clock says %s, before this Sonde was built (%s); set the clock";
      throw new SondeException(ErrorId.CLOCK, String.format(text, start, trust.built()));
    }
    MetadataStore store = MetadataStore.inMemory(Bundled.metadata(trust.resources()));
    TufClient refreshed = TufClient.refresh(trust.root(), fetcher, store, KeyProfile.SONDE, Limits.SONDE, start);
    if (refreshed.development() != trust.development()) throw mixed(refreshed.development());
    return refreshed;
  }

  private SondeException mixed(boolean development) {
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
