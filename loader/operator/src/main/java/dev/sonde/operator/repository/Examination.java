package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.Logging;
import dev.sonde.operator.repository.tuf.Cycle;
import dev.sonde.operator.repository.tuf.MetadataStore;
import dev.sonde.operator.repository.tuf.TargetCache;
import dev.sonde.operator.repository.tuf.TargetFile;
import dev.sonde.operator.repository.tuf.TufClient;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A look at a repository, or at a file that may be from it, by all rules that its users obey. It
 * knows a root and what was built into this Sonde, reads everything anew, and keeps nothing.
 */
public final class Examination {
  private static final long LARGEST = 32 << 20;

  private final RepositorySource source;
  private final BakedTrust trust;
  private final Clock clock;
  private final String publisher;

  /**
   * @param publisher whose plugins the repository may list; empty: those of one, whoever that is
   */
  private Examination(RepositorySource source, BakedTrust trust, Clock clock, String publisher) {
    this.source = source;
    this.trust = trust;
    this.clock = clock;
    this.publisher = publisher;
  }

  /** Of a repository that this release trusts from the start. */
  public static Examination of(RepositorySource source, BakedTrust own, Clock clock) {
    Repositories.checkPlace(source, own);
    return new Examination(source, own, clock, PluginId.SONDE);
  }

  /** Of a repository that begins with the root in these bytes. */
  public static Examination of(RepositorySource source, BakedTrust own, Clock clock, byte[] root) {
    return new Examination(source, Repositories.trust(source, own, root), clock, "");
  }

  /** Of a repository that begins with the root that has this SHA-256. */
  public static Examination of(
      RepositorySource source, BakedTrust own, Clock clock, String sha256) {
    return of(source, own, clock, Repositories.firstRoot(source, own, sha256));
  }

  /** The same, where the name of who publishes there is known. */
  Examination of(String publisher) {
    return new Examination(source, trust, clock, publisher);
  }

  /** All metadata, and the bytes of all that it lists; a file that is not right does not end it. */
  public RepositoryReport repository() {
    return verified(
        (client, fetcher) -> {
          List<TargetReport> targets = new ArrayList<>();
          Publisher publisher = new Publisher();
          for (TargetFile each : client.targets()) {
            fetcher.begin();
            targets.add(downloaded(client, each, publisher));
          }
          return new RepositoryReport(
              source.toString(), trust.identity(), client.development(), roles(client), targets);
        });
  }

  /**
   * What these bytes are, which the repository must list.
   *
   * @param name how the file is called, which need not be its name in the repository
   */
  public TargetReport file(byte[] bytes, String name) {
    return verified(
        (client, fetcher) -> {
          List<TargetFile> alike = new ArrayList<>();
          for (TargetFile each : client.targets()) {
            if (each.hashes().mismatch(bytes).isEmpty())
              return checked(client, each, bytes, new Publisher());
            if (isCalled(each, name)) alike.add(each);
          }
          throw unlisted(bytes, name, alike);
        });
  }

  /** A download of Sonde has no version in its name. */
  private static boolean isCalled(TargetFile target, String name) {
    if (name.equals("sonde.jar")) return target.path().startsWith("sonde/sonde-");
    String last = target.path().substring(target.path().lastIndexOf('/') + 1);
    return name.equals(last) || name.endsWith("." + last);
  }

  private SondeException unlisted(byte[] bytes, String name, List<TargetFile> alike) {
    if (alike.size() != 1) {
      String where =
          source instanceof RepositorySource.Bundle
              ? "the snapshot inside this Sonde, which does not list sonde.jar itself"
              : source.toString();
      String text =
          "%s (%d bytes, SHA-256 %s) is no file of %s; do not run it, or name the repository that it is"
              + " from with --repository";
      return new SondeException(
          ErrorId.TARGET, String.format(text, name, bytes.length, Sha256.hex(bytes), where));
    }
    TargetFile listed = alike.get(0);
    String text = "%s is not %s of %s: %s; do not run it, get it again";
    String mismatch = listed.hashes().mismatch(bytes).orElse("");
    return new SondeException(
        ErrorId.HASH, String.format(text, name, listed.path(), source, mismatch));
  }

  private <T> T verified(BiFunction<TufClient, Fetcher, T> use) {
    Logging.require("checking signatures");
    Instant start = clock.instant();
    ClockCheck.afterBuild(start, trust.built());
    try (Fetcher fetcher = Repositories.fetcher(source).get()) {
      fetcher.begin();
      MetadataStore baked = MetadataStore.inMemory().with(Bundled.metadata(trust.resources()));
      TufClient client = TufClient.refresh(trust.root(), Cycle.of(fetcher, baked, start));
      if (client.development() != trust.development())
        throw TufRepository.mixed(source.toString(), client.development());
      return use.apply(client, fetcher);
    }
  }

  private List<RoleReport> roles(TufClient client) {
    List<RoleReport> roles = new ArrayList<>();
    var signers = client.signers();
    client
        .standings()
        .forEach(
            (role, standing) ->
                roles.add(
                    RoleReport.of(
                        role,
                        standing,
                        java.util.Objects.requireNonNull(signers.get(role)),
                        clock.instant())));
    return roles;
  }

  private TargetReport downloaded(TufClient client, TargetFile target, Publisher publisher) {
    try {
      byte[] bytes = client.download(target, LARGEST, TargetCache.NONE);
      return checked(client, target, bytes, publisher);
    } catch (SondeException e) {
      return refused(target, e);
    }
  }

  private TargetReport checked(
      TufClient client, TargetFile target, byte[] bytes, Publisher publisher) {
    try {
      Optional<PluginDescription> plugin = publisher.offer(target).map(Offer::description);
      if (plugin.isPresent())
        Verification.of(new Offer(plugin.get(), target), bytes, provenance(client));
      String version = plugin.map(PluginDescription::version).orElseGet(() -> version(target));
      return new TargetReport(
          target.path(), version, bytes.length, Sha256.hex(bytes), Optional.empty());
    } catch (SondeException e) {
      return refused(target, e);
    }
  }

  private static TargetReport refused(TargetFile target, SondeException refusal) {
    Long length = target.hashes().length();
    String listed = target.hashes().digests().getOrDefault("sha256", "");
    return new TargetReport(
        target.path(), version(target), length == null ? 0 : length, listed, Optional.of(refusal));
  }

  private static String version(TargetFile target) {
    Object version = target.custom().map(it -> it.values().get("version")).orElse("");
    return version instanceof String text ? text : "";
  }

  private Provenance provenance(TufClient client) {
    Map<String, Long> versions = new LinkedHashMap<>();
    client.standings().forEach((role, standing) -> versions.put(role, standing.version()));
    String root = trust.identity();
    return new Provenance(root, source.toString(), client.development(), 0, versions);
  }

  /** A repository has the plugins of one publisher. */
  private final class Publisher {
    private String name = publisher;

    Optional<Offer> offer(TargetFile target) {
      if (name.isEmpty()) name = Offer.publisher(target, source.toString()).orElse("");
      return Offer.of(target, name, source.toString());
    }
  }
}
