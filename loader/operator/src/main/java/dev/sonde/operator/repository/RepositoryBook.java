package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.state.PersonalFiles;
import dev.sonde.operator.repository.state.StateHome;
import dev.sonde.operator.repository.tuf.Limits;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The repositories of other people that this user has made known, by name. Nothing is trusted on
 * first use: who adds one names the SHA-256 of its first root. What is kept is verified again
 * whenever it is used, and each repository may list the plugins of its own name only.
 */
public final class RepositoryBook {
  private static final long LARGEST = Limits.SONDE.root() + (16 << 10);

  private final StateHome home;
  private final BakedTrust own;
  private final Clock clock;
  private final PersonalFiles files;

  /**
   * @param own decides whether development keys are accepted, and what this machine's clock cannot
   *     be before
   */
  public RepositoryBook(StateHome home, BakedTrust own, Clock clock) {
    this.home = home;
    this.own = own;
    this.clock = clock;
    this.files = home.files("repositories");
  }

  public SortedSet<String> names() {
    return files.names();
  }

  /**
   * Makes a repository known whose first root has this SHA-256, once all its metadata is verified.
   *
   * @return its plugins
   */
  public List<PluginDescription> add(String name, RepositorySource source, String sha256) {
    checkName(name);
    if (source.toString().indexOf('\n') >= 0)
      throw new SondeException(ErrorId.USAGE, "the address of " + name + " has a line break");
    byte[] root = Repositories.firstRoot(source, own, digest(sha256));
    KnownRepository entry = new KnownRepository(name, source.toString(), root);
    Optional<byte[]> there = files.find(name, LARGEST);
    if (there.isPresent() && !java.util.Arrays.equals(there.get(), entry.bytes()))
      throw taken(name);
    List<PluginDescription> plugins = open(entry).plugins();
    if (!files.add(name, entry.bytes()) && there.isEmpty()) throw taken(name);
    return plugins;
  }

  private static void checkName(String name) {
    if (PluginId.PUBLISHER.matcher(name).matches() && !name.equals(PluginId.SONDE)) return;
    String text =
        "expected a name of at most 31 letters a-z, digits and dashes, with a letter first, and got %s;"
            + " %s is Sonde's own";
    throw new SondeException(ErrorId.USAGE, String.format(text, name, PluginId.SONDE));
  }

  private static SondeException taken(String name) {
    String text =
        "%s is known already, with another address or root; `sonde repo remove %s` forgets it";
    return new SondeException(ErrorId.USAGE, String.format(text, name, name));
  }

  private static String digest(String sha256) {
    String digest = sha256.toLowerCase(Locale.ROOT);
    if (digest.matches("[0-9a-f]{64}")) return digest;
    String text = "expected the SHA-256 of a root, 64 hexadecimal digits, and got \"%s\"";
    throw new SondeException(ErrorId.USAGE, String.format(text, sha256));
  }

  /** Forgets its name, not what was verified of it: made known again, it cannot fall behind. */
  public void remove(String name) {
    if (files.remove(name)) return;
    throw new SondeException(
        ErrorId.NO_MATCH, "no repository is called " + name + "; `sonde repo list` shows all");
  }

  /** What is known of it, whole and with the digest that it was added with. */
  public KnownRepository get(String name) {
    byte[] bytes =
        files
            .find(name, LARGEST)
            .orElseThrow(
                () ->
                    new SondeException(
                        ErrorId.NO_JAR,
                        "no repository is called "
                            + name
                            + "; `sonde repo add` makes one known, `sonde repo list` shows all"));
    return KnownRepository.read(name, bytes).orElseThrow(() -> damaged(name));
  }

  private static SondeException damaged(String name) {
    String text =
        "what was kept of repository %s is damaged and was not used; `sonde repo remove %s`, then add it again";
    return new SondeException(ErrorId.STATE, String.format(text, name, name));
  }

  /** Reads nothing of the repository yet. */
  public Repository open(String name) {
    return open(get(name));
  }

  /** What is remembered of it, in place of asking it. */
  public Repository openOffline(String name) {
    KnownRepository entry = get(name);
    RepositorySource source = source(entry);
    BakedTrust trust = Repositories.trust(source, own, entry.root());
    return Repositories.openOffline(name, source, trust, clock, home);
  }

  private Repository open(KnownRepository entry) {
    RepositorySource source = source(entry);
    BakedTrust trust = Repositories.trust(source, own, entry.root());
    return Repositories.open(entry.name(), source, trust, clock, home);
  }

  /** A look at it that keeps nothing. */
  public Examination examination(String name) {
    KnownRepository entry = get(name);
    return Examination.of(source(entry), own, clock, entry.root()).of(name);
  }

  /** Plain http was allowed by whoever added it, or it would not be here. */
  private static RepositorySource source(KnownRepository entry) {
    return RepositorySource.of(entry.location(), true);
  }
}
