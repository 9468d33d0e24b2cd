package dev.sonde.operator.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file of the target's own file system. A container may have made a link of anything, which would
 * lead back into ours: a path with a link in it is not looked at.
 *
 * @param root of the target's file system, as a path of ours
 * @param path as the target would write it
 */
record FarFile(Path root, String path) {
  /** What lies there. */
  enum Kind {
    NONE,
    FILE,
    FOLDER,
    /** A link is on the way, or it may not be looked at. */
    UNKNOWN
  }

  Kind kind() {
    Path here = root;
    for (Path name : Path.of(path.substring(1))) {
      here = here.resolve(name);
      if (Files.isSymbolicLink(here)) return Kind.UNKNOWN;
      if (Files.notExists(here, LinkOption.NOFOLLOW_LINKS)) return Kind.NONE;
    }
    if (Files.isDirectory(here, LinkOption.NOFOLLOW_LINKS)) return Kind.FOLDER;
    return Files.isRegularFile(here, LinkOption.NOFOLLOW_LINKS) ? Kind.FILE : Kind.UNKNOWN;
  }

  /**
   * Of a {@link Kind#FILE}.
   *
   * @throws IOException also for one of more than {@code limit} bytes
   */
  byte[] read(int limit) throws IOException {
    try (InputStream in = Files.newInputStream(here(), LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) throw new IOException("more than " + limit + " bytes");
      return bytes;
    }
  }

  /** In bytes, on the disk that it lies on. */
  long room() throws IOException {
    return Files.getFileStore(here()).getUsableSpace();
  }

  /** Whether this process may make files in it. */
  boolean writable() {
    return Files.isWritable(here());
  }

  private Path here() {
    return root.resolve(path.substring(1));
  }
}
