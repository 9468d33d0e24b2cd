package dev.sonde.target.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way to a file, name by name and link by link: each must belong to one of these users, and
 * nobody else may write there. Then no one else can put another file in its place either, and what
 * was looked at is what is opened.
 *
 * @param from where the way begins; only tests begin elsewhere than at the root
 * @param owners numbers of users
 * @param foreign the bits of a mode that must not be set
 */
record TrustedPath(Path from, List<Integer> owners, int foreign) {
  static final int GROUP_OR_OTHERS = 022;
  static final int OTHERS = 02;

  private static final int MOST_LINKS = 40;
  private static final int TYPE = 0170000;
  private static final int FILE = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;

  /**
   * The file without links that a path leads to, or nothing if there is none.
   *
   * @throws IOException if that cannot be told, if it is no regular file, or if somebody else may
   *     change it: expected, actual
   */
  Optional<Path> file(Path file) throws IOException {
    return find(file, FILE, "a regular file");
  }

  /** As {@link #file}, for a folder. */
  Optional<Path> folder(Path folder) throws IOException {
    return find(folder, FOLDER, "a folder");
  }

  private Optional<Path> find(Path file, int type, String expected) throws IOException {
    Deque<Path> left = names(file);
    Path at = from;
    int mode = look(at);
    int links = 0;
    while (!left.isEmpty()) {
      Path next = at.resolve(left.pop()).normalize();
      try {
        mode = look(next);
      } catch (NoSuchFileException none) {
        return Optional.empty();
      }
      if ((mode & TYPE) != LINK) {
        at = next;
        continue;
      }
      if (++links > MOST_LINKS) throw new IOException("expected fewer links than at " + next);
      Path target = Files.readSymbolicLink(next);
      if (target.isAbsolute()) at = from;
      Deque<Path> more = names(target);
      while (!more.isEmpty()) left.push(more.pollLast());
    }
    if ((mode & TYPE) != type) throw new IOException("expected " + expected + ", got " + at);
    return Optional.of(at);
  }

  private Deque<Path> names(Path path) throws IOException {
    Deque<Path> names = new ArrayDeque<>();
    if (path.isAbsolute() && !path.startsWith(from))
      throw new IOException("expected a file below " + from + ", got " + path);
    for (Path each : path.isAbsolute() ? from.relativize(path) : path)
      if (!each.toString().isEmpty()) names.add(each);
    return names;
  }

  /** The mode of what lies here; a link itself, not what it leads to. */
  int look(Path at) throws IOException {
    Map<String, Object> seen = Files.readAttributes(at, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    int uid = (Integer) seen.get("uid");
    int mode = (Integer) seen.get("mode");
    if (!owners.contains(uid))
      throw new IOException("expected an owner of " + owners + ", " + at + " belongs to " + uid);
    boolean writable = (mode & TYPE) != LINK && (mode & foreign) != 0;
    if (writable)
      throw new IOException(
          "expected nobody else to have write access, "
              + at
              + " has mode "
              + Integer.toOctalString(mode & 07777));
    return mode;
  }
}
