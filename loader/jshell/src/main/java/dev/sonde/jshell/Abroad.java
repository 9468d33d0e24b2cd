package dev.sonde.jshell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies what another file system has. A compiler resolves all paths, and {@code /proc/PID/root}
 * resolves to the root of whoever asks: read in place, it would find our own files of those names.
 * Each folder on the way is opened by the one before, and no link is followed, whatever the target
 * puts there meanwhile.
 */
final class Abroad {
  private static final int DEEPEST = 64;
  private static final int PIECE = 64 << 10;

  private final Path root;
  private long left;

  /**
   * @param most bytes that are copied, in all
   */
  Abroad(Path root, long most) {
    this.root = root;
    this.left = most;
  }

  /** There is more than may be copied. */
  static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Copies a file, or the classes of a folder as a jar.
   *
   * @return false if there is none that can be read
   */
  boolean copy(String file, Path to) throws IOException {
    List<Path> names = new ArrayList<>();
    for (Path each : Path.of(file).normalize()) names.add(each);
    if (names.isEmpty()) return false;
    try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
      return top instanceof SecureDirectoryStream<Path> secure && copy(secure, names, to);
    } catch (FileSystemException unreadable) {
      return false;
    }
  }

  private boolean copy(SecureDirectoryStream<Path> in, List<Path> names, Path to)
      throws IOException {
    Path name = names.get(0);
    BasicFileAttributes found = look(in, name);
    if (names.size() == 1 && found.isRegularFile()) {
      try (OutputStream out = Files.newOutputStream(to)) {
        copy(in, name, out);
      }
      return true;
    }
    if (!found.isDirectory()) return false;
    try (SecureDirectoryStream<Path> folder =
        in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      if (names.size() > 1) return copy(folder, names.subList(1, names.size()), to);
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
        out.setLevel(0);
        classes(folder, "", 0, out);
      }
      return true;
    }
  }

  private void classes(SecureDirectoryStream<Path> in, String path, int depth, ZipOutputStream out)
      throws IOException {
    for (Path each : in) {
      Path name = each.getFileName();
      BasicFileAttributes found = look(in, name);
      if (found.isDirectory() && depth < DEEPEST)
        try (SecureDirectoryStream<Path> folder =
            in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
          classes(folder, path + name + "/", depth + 1, out);
        }
      else if (found.isRegularFile() && name.toString().endsWith(".class")) {
        out.putNextEntry(new ZipEntry(path + name));
        copy(in, name, out);
      }
    }
  }

  private void copy(SecureDirectoryStream<Path> folder, Path name, OutputStream out)
      throws IOException {
    try (InputStream in =
        Channels.newInputStream(
            folder.newByteChannel(
                name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
      byte[] piece = new byte[PIECE];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        left -= count;
        if (left < 0) throw new TooMuch();
        out.write(piece, 0, count);
      }
    }
  }

  private static BasicFileAttributes look(SecureDirectoryStream<Path> in, Path name)
      throws IOException {
    return in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }
}
