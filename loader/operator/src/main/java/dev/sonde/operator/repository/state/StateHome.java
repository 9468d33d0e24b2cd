package dev.sonde.operator.repository.state;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the operator remembers: {@code ~/.sonde}, or what the environment variable {@code
 * SONDE_HOME} names.
 */
public record StateHome(Optional<Path> path) {
  private static final long CACHE = 64 << 20;

  public static StateHome of(Map<String, String> environment) {
    String named = environment.getOrDefault("SONDE_HOME", "");
    if (!named.isEmpty()) return new StateHome(Optional.of(Path.of(named).toAbsolutePath()));
    String user = System.getProperty("user.home", "");
    boolean usable =
        user.startsWith("/") && user.length() > 1; // a uid without a name has "?" or "/"
    return new StateHome(usable ? Optional.of(Path.of(user, ".sonde")) : Optional.empty());
  }

  /** The same, or none where the folder would have to be made. */
  public StateHome existing() {
    return path.isPresent() && Files.exists(path.get()) ? this : none();
  }

  /** Nothing is read, and nothing stays. */
  public static StateHome none() {
    return new StateHome(Optional.empty());
  }

  /**
   * The memory of the repository whose first root has this SHA-256, made where there is none. Where
   * that cannot be, one that lasts as long as the object, and {@code warnings} hears why.
   */
  public Memory open(String firstRoot, Consumer<String> warnings) {
    if (path.isEmpty()) return Memory.ofThisRun();
    try {
      PrivateFolder home = home(path.get());
      PrivateFolder folder = home.folder("state").folder(firstRoot);
      return Memory.of(folder, home.folder("jars"), CACHE, warnings);
    } catch (SondeException e) {
      warnings.accept(e.getMessage() + ". " + Memory.SENTENCE);
    } catch (IOException | UnsupportedOperationException e) {
      warnings.accept(Memory.sentence(path.get(), e));
    }
    return Memory.ofThisRun();
  }

  /**
   * The folder itself, made where there is none: ours, and closed to others.
   *
   * @throws SondeException STATE_PERMISSION if it is not
   */
  public Path folder() throws IOException {
    return home(path.orElseThrow(StateHome::unknown)).path();
  }

  private static PrivateFolder home(Path path) throws IOException {
    try {
      return PrivateFolder.open(real(path));
    } catch (NoSuchFileException none) {
      throw unusable("there is no folder " + none.getFile() + " for it");
    } catch (AccessDeniedException refused) {
      throw unusable("this user may not write to " + Path.of(refused.getFile()).getParent());
    }
  }

  private static SondeException unknown() {
    return unusable("no home folder is known");
  }

  private static SondeException unusable(String why) {
    return new SondeException(
        ErrorId.STATE_PERMISSION,
        "expected a folder in which Sonde remembers, and "
            + why
            + ": set SONDE_HOME to one that this user may make or write to");
  }

  /** The way to it may have links, it may be none. */
  private static Path real(Path path) throws IOException {
    Path parent = path.getParent();
    return parent == null ? path : parent.toRealPath().resolve(path.getFileName());
  }

  /** What was typed at prompts. */
  public TypedLines typed() {
    return new TypedLines(this);
  }

  /** The files of this kind, for instance {@code repositories}. */
  public PersonalFiles files(String kind) {
    return new PersonalFiles(this, kind);
  }

  /** The folder of this name in the home; empty where there is none. */
  Optional<PrivateFolder> find(String folder) throws IOException {
    if (path.isEmpty() || !Files.isDirectory(path.get().toAbsolutePath().getParent()))
      return Optional.empty();
    Optional<PrivateFolder> home = PrivateFolder.find(real(path.get()));
    return home.isEmpty() ? home : PrivateFolder.find(home.get().path().resolve(folder));
  }

  /** The folder of this name in the home, made where there is none. */
  PrivateFolder make(String folder) throws IOException {
    return home(path.orElseThrow(StateHome::unknown)).folder(folder);
  }
}
