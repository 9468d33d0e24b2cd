package dev.sonde.jshell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The private folder of one shell, for copies of the application's classes. Its name says whose it
 * is, so that the next shell can delete what a killed one has left.
 */
final class Lodging implements AutoCloseable {
  private static final String PREFIX = "sonde-shell-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-(\\d+)-(\\d+)-\\w+");
  private static final Path SELF = Path.of("/proc/self");

  /** The 22nd field of /proc/PID/stat, counted from behind the name, which may hold anything. */
  private static final int START = 19;

  private final Path path;

  private Lodging(Path path) {
    this.path = path;
  }

  /** Makes one below a folder that everybody may write in, and looks for those that are left. */
  static Lodging in(Path tmp) throws IOException {
    sweep(tmp);
    return new Lodging(Files.createTempDirectory(tmp, PREFIX + owner() + "-"));
  }

  Path path() {
    return path;
  }

  /** Deletes it with all that is in it. Twice: nothing. */
  @Override
  public void close() throws IOException {
    if (Files.exists(path)) delete(path.getParent(), path.getFileName());
  }

  /** Namespace of pids, pid, and start time of this process; of what /proc does not tell, 0. */
  static String owner() {
    long pid = ProcessHandle.current().pid();
    return namespace() + "-" + pid + "-" + start(Long.toString(pid));
  }

  private static String namespace() {
    try {
      return Files.readSymbolicLink(SELF.resolve("ns/pid")).toString().replaceAll("\\D", "");
    } catch (IOException | RuntimeException hidden) {
      return "0";
    }
  }

  /** In clock ticks; 0 if there is no such process. */
  private static String start(String pid) {
    try {
      Path stat = SELF.resolveSibling(pid).resolve("stat");
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      return text.substring(text.lastIndexOf(')') + 2).split(" ")[START];
    } catch (IOException | RuntimeException ended) {
      return "0";
    }
  }

  /** What cannot be deleted stays: the next shell tries again. */
  static void sweep(Path tmp) {
    for (Path name : names(tmp))
      try {
        if (isDead(name.toString())) delete(tmp, name);
      } catch (IOException | RuntimeException kept) {
        continue;
      }
  }

  private static List<Path> names(Path tmp) {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tmp, PREFIX + "*")) {
      for (Path each : all) names.add(each.getFileName());
    } catch (IOException | RuntimeException unreadable) {
      return List.of();
    }
    return names;
  }

  /** Whether its owner was seen from here, and is no more. */
  private static boolean isDead(String name) {
    Matcher owner = NAME.matcher(name);
    return owner.matches()
        && !owner.group(3).equals("0")
        && owner.group(1).equals(namespace())
        && !owner.group(3).equals(start(owner.group(2)));
  }

  /** Follows no link, goes into no folder in it, and touches nothing that belongs to others. */
  private static void delete(Path tmp, Path name) throws IOException {
    try (DirectoryStream<Path> opened = Files.newDirectoryStream(tmp)) {
      if (!(opened instanceof SecureDirectoryStream<Path> parent))
        throw new IOException("expected a file system that opens folders by handles");
      try (SecureDirectoryStream<Path> folder =
          parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        if (!isOwn(folder)) return;
        for (Path each : folder) folder.deleteFile(each.getFileName());
      }
      parent.deleteDirectory(name);
    }
  }

  private static boolean isOwn(SecureDirectoryStream<Path> folder) throws IOException {
    PosixFileAttributes found =
        folder.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
    return found.owner().equals(Files.getOwner(SELF));
  }
}
