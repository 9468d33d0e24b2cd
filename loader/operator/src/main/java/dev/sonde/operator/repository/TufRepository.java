package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.Logging;
import dev.sonde.operator.repository.tuf.TargetFile;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A repository under TUF metadata. */
final class TufRepository implements Repository {
  private static final long MAX_JAR = 8 << 20;
  private static final Set<ErrorId> UNREACHABLE =
      EnumSet.of(ErrorId.HTTP, ErrorId.IO, ErrorId.TIMEOUT);
  private static final long MAX_RELEASE = 16 << 20;

  private final String publisher;
  private final BakedTrust trust;
  private final Clock clock;
  private final Access access;
  private final Function<SondeException, SondeException> failed;
  private final Set<String> warnings = new LinkedHashSet<>();
  private @Nullable Fetcher fetcher;
  private @Nullable Trusted trusted;
  private @Nullable List<Offer> offers;
  private @Nullable Releases releases;

  /**
   * @param publisher whose plugins it may list, or {@link Repositories#ANYBODY}
   * @param access told where to put its warnings
   * @param failed what is thrown in place of a failure
   */
  TufRepository(
      String publisher,
      BakedTrust trust,
      Clock clock,
      Function<Consumer<String>, Access> access,
      Function<SondeException, SondeException> failed) {
    this.publisher = publisher;
    this.trust = trust;
    this.clock = clock;
    this.access = access.apply(warnings::add);
    this.failed = failed;
  }

  @Override
  public VerifiedJar fetch(PluginRef ref) {
    return connected(
        trusted -> {
          List<Offer> offers = offers(trusted);
          Offer best = Choice.of(offers, location()).best(ref);
          if (access.isOffline()) return fromHere(trusted, offers, best, ref);
          return downloaded(trusted, best);
        });
  }

  private VerifiedJar downloaded(Trusted trusted, Offer offer) {
    Provenance provenance = provenance(trusted);
    try (JarReading reading = new JarReading(Verification.where(offer, provenance))) {
      byte[] bytes =
          trusted.client().download(offer.target(), MAX_JAR, access.jars(), reading::begin);
      return Verification.of(offer, bytes, reading.of(bytes), provenance);
    }
  }

  /** The best one whose jar is on this machine: all that are listed are good. */
  private VerifiedJar fromHere(Trusted trusted, List<Offer> offers, Offer best, PluginRef ref) {
    List<Offer> here = offers.stream().filter(it -> bytes(trusted, it).isPresent()).toList();
    if (!here.contains(best)) {
      String text =
          "--offline: the jar of %s is neither in the cache nor in %s; run once without --offline";
      String sentence = String.format(text, best.target().path(), access.fetcher());
      Offer other = Choice.of(here, location()).find(ref).orElseThrow(() -> notHere(sentence));
      warnings.add(sentence + ". Now " + other.target().path() + " serves");
      return Verification.of(other, bytes(trusted, other).orElseThrow(), provenance(trusted));
    }
    return Verification.of(best, bytes(trusted, best).orElseThrow(), provenance(trusted));
  }

  private static SondeException notHere(String sentence) {
    return new SondeException(ErrorId.NO_JAR, sentence);
  }

  private Optional<byte[]> bytes(Trusted trusted, Offer offer) {
    return trusted.client().obtain(offer.target(), MAX_JAR, access.jars());
  }

  @Override
  public List<PluginDescription> plugins() {
    return connected(
        trusted -> offers(trusted).stream().map(Offer::description).sorted(Choice.ORDER).toList());
  }

  @Override
  public List<Expiry> expiries() {
    return connected(Trusted::expiries);
  }

  @Override
  public Optional<VerifiedRelease> newer() {
    if (access.isOffline() || trust.version().isEmpty()) return Optional.empty();
    return connected(
        trusted -> {
          Releases releases = releases(trusted);
          return releases.newerThan(trust.version()).flatMap(it -> obtained(trusted, releases, it));
        });
  }

  /**
   * One that cannot be had keeps nobody from work at night: this release is listed, too. One that
   * is not what was signed is refused.
   */
  private Optional<VerifiedRelease> obtained(Trusted trusted, Releases releases, String version) {
    try {
      return Optional.of(verified(trusted, releases, version));
    } catch (SondeException e) {
      if (!UNREACHABLE.contains(e.id())) throw e;
      String text = "Sonde %s is listed and could not be fetched, so %s goes on (%s)";
      warnings.add(String.format(text, version, trust.version(), e.getMessage()));
      return Optional.empty();
    }
  }

  private VerifiedRelease verified(Trusted trusted, Releases releases, String version) {
    TargetFile target = Objects.requireNonNull(releases.targets().get(version));
    byte[] jar = trusted.client().download(target, MAX_RELEASE, access.jars());
    return VerifiedRelease.of(version, jar, target.path() + " of " + location());
  }

  Trusted trusted() {
    return connected(it -> it);
  }

  private Provenance provenance(Trusted trusted) {
    return new Provenance(
        trust.identity(),
        location(),
        trusted.client().development(),
        trusted.staleDays(),
        trusted.versions());
  }

  private synchronized <T> T connected(Function<Trusted, T> use) {
    Fetcher open = fetcher != null ? fetcher : (fetcher = access.fetcher());
    try (open) {
      open.begin();
      Trusted verified = trusted != null ? trusted : (trusted = verified(open));
      open.begin();
      return use.apply(verified);
    } catch (SondeException e) {
      throw failed.apply(e);
    }
  }

  /** Read once, like {@link #trusted}, which they are of. */
  private List<Offer> offers(Trusted trusted) {
    List<Offer> read = offers;
    if (read == null) offers = read = trusted.offers(publisher, location());
    return read;
  }

  /** As above. */
  private Releases releases(Trusted trusted) {
    Releases read = releases;
    if (read == null) releases = read = Releases.of(trusted.targets(), location());
    return read;
  }

  private Trusted verified(Fetcher fetcher) {
    Logging.require("checking signatures");
    Instant start = clock.instant();
    ClockCheck.afterBuild(start, trust.built());
    Trusted verified = Trusted.of(access.verified(fetcher, start), start);
    boolean development = verified.client().development();
    if (development != trust.development()) throw mixed(location(), development);
    checkListed(verified);
    warn(verified);
    return verified;
  }

  /**
   * The snapshot in {@code sonde.jar} was made before that was listed: only what came after it can
   * say that a release was withdrawn.
   */
  private void checkListed(Trusted verified) {
    if (trust.version().isEmpty()) return;
    Releases releases = Releases.of(verified.targets(), location());
    if (!releases.isMissing(trust.version())) return;
    long targets = verified.versions().getOrDefault("targets", 0L);
    if (targets > Bundled.targetsVersion(trust.resources()))
      throw releases.withdrawn(trust.version());
  }

  private void warn(Trusted verified) {
    Expiry first = verified.expiries().get(0);
    if (first.isPast()) {
      String text = "%s: %s; accepted up to 90 days, and what was withdrawn since is not known";
      warnings.add(String.format(text, location(), first));
    }
    verified.expiries().stream()
        .filter(Expiry::isNear)
        .findFirst()
        .ifPresent(it -> warnings.add(location() + ": " + it + "; " + renewal()));
  }

  private String renewal() {
    return trust.development() ? "a build renews it" : "its publisher must renew it";
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
    return access.location();
  }
}
