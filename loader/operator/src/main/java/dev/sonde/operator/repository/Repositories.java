package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.BundleFetcher;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.FolderFetcher;
import dev.sonde.operator.repository.fetch.HttpFetcher;
import dev.sonde.operator.repository.state.StateHome;
import dev.sonde.operator.repository.tuf.FirstRoot;
import dev.sonde.operator.repository.tuf.Limits;
import dev.sonde.operator.repository.tuf.Tolerance;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Opens repositories. */
public final class Repositories {
  /** As a publisher's name: that of the first plugin that is listed. */
  static final String ANYBODY = "";

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private Repositories() {}

  /** As a stranger sees it: with nothing but {@code trust}, and nothing kept. */
  public static Repository open(RepositorySource source, BakedTrust trust, Clock clock) {
    return open(source, trust, clock, StateHome.none());
  }

  /**
   * The repository at {@code source}, trusted from {@code trust} on, remembered below {@code home}.
   * Reads nothing yet.
   */
  public static Repository open(
      RepositorySource source, BakedTrust trust, Clock clock, StateHome home) {
    return open(PluginId.SONDE, source, trust, clock, home);
  }

  /**
   * The same, where the plugins may be of any one publisher: for whoever publishes them, and has no
   * name to hold them against.
   */
  public static Repository openOfAnybody(RepositorySource source, BakedTrust trust, Clock clock) {
    return open(ANYBODY, source, trust, clock, StateHome.none());
  }

  /** The same of a publisher, whose plugins alone it may list. */
  static Repository open(
      String publisher, RepositorySource source, BakedTrust trust, Clock clock, StateHome home) {
    checkPlace(source, trust);
    return online(publisher, source, fetcher(source), trust, clock, home);
  }

  /**
   * What is here already of the repository at {@code source}: remembered below {@code home}, in
   * {@code sonde.jar}, or in the folder that the source is. No network is used, and metadata is
   * accepted up to 90 days past its date, the root aside.
   */
  public static Repository openOffline(
      RepositorySource source, BakedTrust trust, Clock clock, StateHome home) {
    return openOffline(PluginId.SONDE, source, trust, clock, home);
  }

  static Repository openOffline(
      String publisher, RepositorySource source, BakedTrust trust, Clock clock, StateHome home) {
    checkPlace(source, trust);
    return offline(publisher, source, trust, clock, home, Tolerance.OFFLINE);
  }

  /** What is known without asking anybody, however old: to look at its dates, not to load from. */
  public static List<Expiry> remembered(BakedTrust trust, Clock clock, StateHome home) {
    RepositorySource bundle = new RepositorySource.Bundle(trust.resources());
    return offline(PluginId.SONDE, bundle, trust, clock, home, Tolerance.ANY).expiries();
  }

  /** Reads from {@code fetcher} what is said to be at {@code source}. */
  static Repository online(
      String publisher,
      RepositorySource source,
      Supplier<Fetcher> fetcher,
      BakedTrust trust,
      Clock clock,
      StateHome home) {
    Supplier<Trusted> offline =
        () -> offline(publisher, source, trust, clock, home, Tolerance.OFFLINE).trusted();
    return new TufRepository(
        publisher,
        trust,
        clock,
        warnings -> new Online(source, fetcher, trust, home, warnings),
        failure -> Outlook.added(failure, source, offline));
  }

  private static TufRepository offline(
      String publisher,
      RepositorySource source,
      BakedTrust trust,
      Clock clock,
      StateHome home,
      Tolerance tolerance) {
    return new TufRepository(
        publisher,
        trust,
        clock,
        warnings -> new Offline(source, trust, home, tolerance, warnings),
        failure -> failure);
  }

  /** A development build reads what is on this machine, and nothing else. */
  static void checkPlace(RepositorySource source, BakedTrust trust) {
    if (!trust.development() || source.isLocal()) return;
    String text =
        "%s is not on this machine, and a development build trusts nothing else; use a release of Sonde";
    throw new SondeException(ErrorId.SCHEME, String.format(text, source));
  }

  /**
   * The root that a repository began with, if it has this SHA-256. It is always the first: all
   * later ones follow from it, and by it policies and audits name the repository.
   */
  static byte[] firstRoot(RepositorySource source, BakedTrust own, String sha256) {
    checkPlace(source, own);
    List<String> path = List.of("metadata", "1.root.json");
    try (Fetcher fetcher = fetcher(source).get()) {
      fetcher.begin();
      byte[] root = fetcher.get(path, Limits.SONDE.root());
      if (Sha256.hex(root).equals(sha256)) return root;
      String text =
          "metadata/1.root.json of %s has SHA-256 %s where %s was given; nothing was kept: ask its"
              + " publisher for the digest, over another way than this one";
      throw new SondeException(ErrorId.HASH, String.format(text, source, Sha256.hex(root), sha256));
    }
  }

  /** Trust that begins with another root than this release's own, under the same rules. */
  static BakedTrust trust(RepositorySource source, BakedTrust own, byte[] root) {
    checkPlace(source, own);
    FirstRoot first = FirstRoot.of(root, "the first root of " + source);
    if (first.development() && !own.development())
      throw TufRepository.mixed(source.toString(), true);
    return new BakedTrust(root, first.development(), own.built(), name -> null);
  }

  /** Does once, for nothing, what the first verification needs, so that its classes are there. */
  public static void rehearse(BakedTrust trust) {
    FirstRoot.of(trust.root(), FirstRoot.NAME);
    trust.identity();
  }

  /** Late: OkHttp is loaded when bytes are asked for. */
  static Supplier<Fetcher> fetcher(RepositorySource source) {
    if (source instanceof RepositorySource.Http http)
      return () -> new HttpFetcher(http.base(), DEADLINE);
    if (source instanceof RepositorySource.Folder folder)
      return () -> new FolderFetcher(folder.path());
    RepositorySource.Bundle bundle = (RepositorySource.Bundle) source;
    return () -> new BundleFetcher(bundle.resources());
  }
}
