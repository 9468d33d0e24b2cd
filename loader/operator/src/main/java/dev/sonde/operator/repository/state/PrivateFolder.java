package dev.sonde.operator.repository.state;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A folder that its owner alone may enter. Its files are there whole or not at all: written beside,
 * flushed to the disk, then moved into place. No link is followed, and nothing but a regular file
 * is read.
 */
record PrivateFolder(Path path) {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");
  static final String PART = ".part";

  /**
   * Makes the folder, or checks that the one there is a real folder, ours, and closed to others.
   */
  static PrivateFolder open(Path path) throws IOException {
    try {
      Files.createDirectory(path, mode("rwx------"));
    } catch (FileAlreadyExistsException there) {
      check(path);
    }
    return new PrivateFolder(path);
  }

  /** The folder, checked; empty where there is none. */
  static Optional<PrivateFolder> find(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
    check(path);
    return Optional.of(new PrivateFolder(path));
  }

  PrivateFolder folder(String name) throws IOException {
    return open(path.resolve(name));
  }

  private static void check(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(path, "unix:uid,permissions,isDirectory", LinkOption.NOFOLLOW_LINKS);
    if (!Boolean.TRUE.equals(found.get("isDirectory")))
      throw odd(path, "is no folder", "move it away");
    Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (!uid.equals(found.get("uid")))
      throw odd(path, "belongs to uid " + found.get("uid"), "move it away");
    if (!(found.get("permissions") instanceof Set<?> modes && OWNER.containsAll(modes))) {
      throw odd(path, "is open to others", "`chmod 700` it");
    }
  }

  private static SondeException odd(Path path, String what, String next) {
    String text = "expected %s to be a folder that only you can enter, but it %s; %s";
    String sentence = String.format(text, path, what, next);
    return new SondeException(ErrorId.STATE_PERMISSION, sentence);
  }

  /**
   * Empty where there is none. Anything but a regular file of at most {@code limit} bytes is an
   * {@code IOException}.
   */
  Optional<byte[]> read(String name, long limit) throws IOException {
    Path file = path.resolve(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) throw new IOException(file + " is not a regular file");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        InputStream in = Channels.newInputStream(channel)) {
      byte[] bytes = in.readNBytes((int) limit + 1);
      if (bytes.length > limit) throw new IOException(file + " has more than " + limit + " bytes");
      return Optional.of(bytes);
    }
  }

  Set<String> names() throws IOException {
    Set<String> names = new HashSet<>();
    try (var files = Files.newDirectoryStream(path)) {
      for (Path file : files) names.add(String.valueOf(file.getFileName()));
    }
    return names;
  }

  void write(String name, byte[] bytes) throws IOException {
    Path part = Files.createTempFile(path, ".", PART, mode("rw-------"));
    try {
      try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) out.write(rest);
        out.force(true);
      }
      Files.move(
          part,
          path.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    flush();
  }

  void delete(String name) throws IOException {
    if (Files.deleteIfExists(path.resolve(name))) flush();
  }

  /** A moved or deleted name is on the disk only when its folder is. */
  private void flush() throws IOException {
    try (FileChannel self = FileChannel.open(path, StandardOpenOption.READ)) {
      self.force(true);
    }
  }

  /** Deletes what a killed process was writing. */
  void sweep() throws IOException {
    try (var parts = Files.newDirectoryStream(path, "*" + PART)) {
      for (Path part : parts) Files.deleteIfExists(part);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}
