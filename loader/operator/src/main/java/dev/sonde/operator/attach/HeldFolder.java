package dev.sonde.operator.attach;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
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
  private static final Path POSITIONS = Path.of("/proc/self/fdinfo");
  private static final String START = "pos:\t0";
  private static final int BOTH = 2;
  private static final int TRIES = 20;

  private final SecureDirectoryStream<Path> stream;
  private final Path path;
  private final Path name;
  private volatile boolean closed;

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
  public synchronized void close() {
    if (closed) return;
    closed = true;
    try {
      stream.close();
    } catch (IOException gone) {
      return; // a descriptor is closed also when its close fails
    }
  }

  /** How the folder is opened. */
  interface Opening {
    DirectoryStream<Path> open() throws IOException;
  }

  /** One at a time, and again where another thread read the same folder in that very moment. */
  static synchronized HeldFolder held(Opening opening, Path name) throws IOException {
    for (int left = TRIES; left > 0; left--) {
      HeldFolder held = attempt(opening.open(), name);
      if (held != null) return held;
    }
    throw new IOException("expected a folder that was just opened in " + DESCRIPTORS);
  }

  private static @Nullable HeldFolder attempt(DirectoryStream<Path> opened, Path name)
      throws IOException {
    HeldFolder held = null;
    try {
      if (!(opened instanceof SecureDirectoryStream<Path> stream))
        throw new IOException("this Java cannot hold a folder open");
      Path path = descriptor(stream);
      if (path != null) held = new HeldFolder(stream, path, name);
      return held;
    } catch (DirectoryIteratorException unreadable) {
      throw unreadable.getCause();
    } finally {
      if (held == null) opened.close();
    }
  }

  /**
   * One of the stream's two descriptors, told by what nobody else's do: reading moves the position
   * of both. Other threads open the same folder too, to list it, and close it again; a number that
   * is then somebody else's would lead elsewhere. Null where more than two have moved, of which
   * ours are two.
   */
  private static @Nullable Path descriptor(SecureDirectoryStream<Path> stream) throws IOException {
    Object key =
        stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
    Set<Path> unread = descriptors();
    unread.removeIf(each -> !key.equals(key(each)) || !START.equals(position(each)));
    stream.iterator().hasNext(); // reads
    unread.removeIf(each -> START.equals(position(each)));
    return unread.size() == BOTH ? unread.iterator().next() : null;
  }

  /** As the kernel writes it; of a closed descriptor: an empty text. */
  private static String position(Path descriptor) {
    try {
      return Files.readAllLines(POSITIONS.resolve(descriptor.getFileName())).get(0);
    } catch (IOException closed) {
      return "";
    }
  }

  private static Set<Path> descriptors() throws IOException {
    Set<Path> all = new TreeSet<>();
    try (DirectoryStream<Path> each = Files.newDirectoryStream(DESCRIPTORS)) {
      each.forEach(all::add);
    }
    all.removeIf(each -> !Files.exists(each)); // those by which they were listed
    return all;
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
