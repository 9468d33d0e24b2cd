package dev.sonde.operator.repository.fetch;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads regular files below a folder, and follows no link out of it. */
public final class FolderFetcher implements Fetcher {
  private static final Set<String> STEPS = Set.of("", ".", "..");

  private final Path folder;

  public FolderFetcher(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<byte[]> find(List<String> path, long limit) {
    String where = where(path);
    try {
      Path file = resolve(path);
      Path root = folder.toRealPath();
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
      Path real = file.toRealPath();
      if (!real.startsWith(root))
        throw refused(ErrorId.SCHEME, where + " is a link out of the folder; copy the file");
      if (!Files.isRegularFile(real))
        throw refused(ErrorId.IO, where + " is not a regular file; copy the folder anew");
      try (InputStream in = Files.newInputStream(real)) {
        return Optional.of(Bounded.read(in, limit, where));
      }
    } catch (IOException e) {
      throw unreadable(where, e);
    }
  }

  private Path resolve(List<String> path) {
    Path file = folder;
    for (String name : path) {
      if (STEPS.contains(name) || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
        throw refused(
            ErrorId.SCHEME, where(path) + " is not a path below the folder; try another copy");
      }
      file = file.resolve(name);
    }
    return file;
  }

  private SondeException unreadable(String where, IOException cause) {
    String next =
        Files.isDirectory(folder)
            ? "check that you may read it"
            : "there is no such folder, check its name";
    String text = where + " cannot be read (" + cause.getClass().getSimpleName() + "); " + next;
    return new SondeException(ErrorId.IO, text, cause);
  }

  @Override
  public SondeException missing(List<String> path) {
    return refused(
        ErrorId.IO,
        where(path) + " does not exist; name the folder that holds metadata/ and targets/");
  }

  private static SondeException refused(ErrorId id, String sentence) {
    return new SondeException(id, sentence);
  }

  private String where(List<String> path) {
    return String.join("/", path) + " of " + this;
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
