package dev.sonde.operator.repository.state;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Small files by name that a person has asked Sonde to keep, in a private folder of the home. A
 * disk that cannot be used is an error here: nobody may believe that something was kept which was
 * not.
 */
public final class PersonalFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final StateHome home;
  private final String folder;
  private final String suffix;

  PersonalFiles(StateHome home, String kind) {
    this.home = home;
    this.folder = kind;
    this.suffix = ".entry";
  }

  public SortedSet<String> names() {
    return attempt(
        () -> {
          SortedSet<String> names = new TreeSet<>();
          Optional<PrivateFolder> found = home.find(folder);
          if (found.isEmpty()) return names;
          for (String file : found.get().names())
            if (file.endsWith(suffix) && !file.startsWith("."))
              names.add(file.substring(0, file.length() - suffix.length()));
          return names;
        });
  }

  /** Of at most {@code limit} bytes; empty where there is none. */
  public Optional<byte[]> find(String name, long limit) {
    return attempt(
        () -> {
          Optional<PrivateFolder> found = home.find(folder);
          return found.isEmpty() ? Optional.empty() : found.get().read(name + suffix, limit);
        });
  }

  /** Keeps {@code bytes} unless there is a file of this name; says whether it did. */
  public boolean add(String name, byte[] bytes) {
    return attempt(
        () -> {
          PrivateFolder open = home.make(folder);
          return locked(
              open,
              () -> {
                open.sweep();
                if (open.names().contains(name + suffix)) return false;
                open.write(name + suffix, bytes);
                return true;
              });
        });
  }

  /** Says whether there was one. */
  public boolean remove(String name) {
    return attempt(
        () -> {
          Optional<PrivateFolder> found = home.find(folder);
          if (found.isEmpty()) return false;
          PrivateFolder open = found.get();
          return locked(
              open,
              () -> {
                if (!open.names().contains(name + suffix)) return false;
                open.delete(name + suffix);
                return true;
              });
        });
  }

  private static boolean locked(PrivateFolder open, Step<Boolean> step) throws IOException {
    Optional<StateLock> lock = StateLock.acquire(open.path().resolve("lock"), PATIENCE);
    if (lock.isEmpty()) {
      String text = "another sonde has held it for " + PATIENCE.toSeconds() + " s, try again";
      throw new IOException(text);
    }
    try {
      return step.run();
    } finally {
      lock.get().close();
    }
  }

  private <T> T attempt(Step<T> step) {
    try {
      return step.run();
    } catch (IOException | UnsupportedOperationException e) {
      String where = home.path().map(it -> it.resolve(folder)).map(Path::toString).orElse(folder);
      String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
      String text = "%s cannot be used (%s); nothing was changed: check its disk and modes";
      throw new SondeException(ErrorId.STATE, String.format(text, where, reason), e);
    }
  }

  private interface Step<T> {
    T run() throws IOException;
  }
}
