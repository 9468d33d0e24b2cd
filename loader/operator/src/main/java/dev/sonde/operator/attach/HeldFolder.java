package dev.sonde.operator.attach;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is held open. Its {@link #path} leads to it whatever becomes of its name, so that
 * nothing which others plant there is followed between look and use: what {@code openat} is for,
 * and Java has for a few calls only (SecureDirectoryStream).
 */
final class HeldFolder implements Closeable {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Set<Path> HELD = new HashSet<>();

  private final SecureDirectoryStream<Path> stream;
  private final Path path;
  private final Path name;
  private boolean closed;

  private HeldFolder(SecureDirectoryStream<Path> stream, Path path, Path name) {
    this.stream = stream;
    this.path = path;
    this.name = name;
  }

  /** Follows links, as the path is one of our own choice. */
  static HeldFolder of(Path folder) throws IOException {
    return held(() -> Files.newDirectoryStream(folder), folder);
  }

  /**
   * Opens a folder in this one, if it is a real folder.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  HeldFolder child(String child) throws IOException {
    return held(
        () -> stream.newDirectoryStream(Path.of(child), LinkOption.NOFOLLOW_LINKS),
        name.resolve(child));
  }

  /** The way to it for system calls; its last link is the kernel's own. */
  Path path() {
    if (closed) throw new IllegalStateException(name + " is held no more");
    return path;
  }

  /** How people call it. */
  Path shown() {
    return name;
  }

  /** Twice is harmless: the descriptor may be somebody else's by then. */
  @Override
  public void close() {
    synchronized (HELD) {
      if (closed) return;
      closed = true;
      HELD.remove(path);
      try {
        stream.close();
      } catch (IOException gone) {
        return; // a descriptor is closed also when its close fails
      }
    }
  }

  private interface Opening {
    DirectoryStream<Path> open() throws IOException;
  }

  private static HeldFolder held(Opening opening, Path name) throws IOException {
    synchronized (HELD) {
      Map<Path, Object> before = keys();
      DirectoryStream<Path> opened = opening.open();
      try {
        if (!(opened instanceof SecureDirectoryStream<Path> stream))
          throw new IOException("this Java cannot hold a folder open");
        Path path = descriptor(stream, before);
        HELD.add(path);
        return new HeldFolder(stream, path, name);
      } catch (IOException | RuntimeException failure) {
        opened.close();
        throw failure;
      }
    }
  }

  /** The one of its two descriptors that comes first. */
  private static Path descriptor(SecureDirectoryStream<Path> stream, Map<Path, Object> before)
      throws IOException {
    Object key =
        stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
    for (Path each : descriptors())
      if (!HELD.contains(each) && key.equals(key(each)) && !key.equals(before.get(each)))
        return each;
    throw new IOException("expected a folder that was just opened in " + DESCRIPTORS);
  }

  private static Set<Path> descriptors() throws IOException {
    Set<Path> all = new TreeSet<>();
    try (DirectoryStream<Path> each = Files.newDirectoryStream(DESCRIPTORS)) {
      each.forEach(all::add);
    }
    all.removeIf(each -> !Files.exists(each)); // those by which they were listed
    return all;
  }

  /**
   * What each descriptor leads to: other threads close theirs meanwhile, whose numbers come again.
   */
  private static Map<Path, Object> keys() throws IOException {
    Map<Path, Object> keys = new HashMap<>();
    for (Path each : descriptors()) {
      Object key = key(each);
      if (key != null) keys.put(each, key);
    }
    return keys;
  }

  private static @Nullable Object key(Path descriptor) {
    try {
      return Files.readAttributes(descriptor, BasicFileAttributes.class).fileKey();
    } catch (IOException closed) {
      return null;
    }
  }

  /** The descriptor of a file that was just opened, by a name that nobody else can guess. */
  static Path descriptorOf(String name) throws IOException {
    for (Path each : descriptors()) if (target(each).endsWith("/" + name)) return each;
    throw new IOException("expected " + name + " in " + DESCRIPTORS);
  }

  /** The descriptors of sockets, and which socket each one is: its number alone may come again. */
  static Map<Path, String> sockets() throws IOException {
    Map<Path, String> sockets = new HashMap<>();
    for (Path each : descriptors()) sockets.put(each, target(each));
    sockets.values().removeIf(each -> !each.startsWith("socket:"));
    return sockets;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
