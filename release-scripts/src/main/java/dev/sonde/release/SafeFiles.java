package dev.sonde.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files that are there whole or not at all: written beside, flushed to the disk, then moved into
 * place.
 */
final class SafeFiles {
  private static final String PUBLIC_FILE = "rw-r--r--";
  private static final String PUBLIC_FOLDER = "rwxr-xr-x";

  private SafeFiles() {}

  /** For any web server to read. Replaces what is there, unless it is the same. */
  static void publish(Path file, byte[] bytes) throws IOException {
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) return;
    Path folder = file.toAbsolutePath().getParent();
    folders(folder);
    Path temporary = Files.createTempFile(folder, ".", ".part");
    try {
      write(temporary, bytes);
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(PUBLIC_FILE));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Like {@link #publish}, but what is there already with other bytes is never replaced. */
  static void publishNew(Path file, byte[] bytes) throws IOException {
    if (Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), bytes)) {
      throw Failure.of(
          file + " exists with other bytes; what was published once is never replaced");
    }
    publish(file, bytes);
  }

  /** The regular files below a folder, sorted; none if there is no folder. */
  static List<Path> below(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /**
   * For the owner alone. Fails with {@link FileAlreadyExistsException} rather than replace a key.
   */
  static void writeSecret(Path file, byte[] bytes) throws IOException {
    Files.createFile(file, permissions("rw-------"));
    write(file, bytes);
  }

  /** Makes the folder for the owner alone; one that others may enter is refused, not changed. */
  static void secretFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) Files.createDirectories(folder, permissions("rwx------"));
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    if (!mode.endsWith("------")) {
      throw Failure.of(
          folder
              + " has mode "
              + mode
              + ", others may enter it; `chmod 700` it, or make keys elsewhere");
    }
  }

  private static void folders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) return;
    if (folder.getParent() != null) folders(folder.getParent());
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PUBLIC_FOLDER));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) out.write(rest);
      out.force(true);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}
