package dev.sonde.operator.attach;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one operator's sessions in one target, {@code sonde-UID/PID-START} below a {@code
 * /tmp} in which others may plant what they like: a folder that somebody else made, a link, or
 * loose modes are refused. Held open until it is closed, each part of it.
 */
final class RunFolder implements Closeable {
  private final HeldFolder tmp;
  private final HeldFolder top;
  private final HeldFolder own;
  private final long uid;
  private boolean closed;

  private RunFolder(HeldFolder tmp, HeldFolder top, HeldFolder own, long uid) {
    this.tmp = tmp;
    this.top = top;
    this.own = own;
    this.uid = uid;
  }

  /**
   * Makes it, or checks that it is ours. Another sonde may delete it meanwhile as an empty one: the
   * cause is then a {@link NoSuchFileException}.
   *
   * @param tmp of the target; it goes with the run folder
   * @param uid the operator's
   * @param target pid and start time, joined by a dash
   * @param guest whether the target is another user: it must then get through, and see nothing
   * @param gid the target's
   */
  static RunFolder make(HeldFolder tmp, long uid, String target, boolean guest, long gid) {
    try {
      return attempt(tmp, uid, target, guest, gid);
    } catch (IOException failure) {
      tmp.close();
      throw Failures.writing(tmp.shown(), failure);
    } catch (RuntimeException failure) {
      tmp.close();
      throw failure;
    }
  }

  private static RunFolder attempt(HeldFolder tmp, long uid, String target, boolean guest, long gid)
      throws IOException {
    HeldFolder top = own(tmp, topName(uid), uid, uid == 0 ? "rwx--x--x" : "rwx------");
    try {
      HeldFolder own = own(top, target, uid, guest ? "rwx--x---" : "rwx------");
      if (guest) Files.setAttribute(own.path(), "unix:gid", (int) gid);
      return new RunFolder(tmp, top, own, uid);
    } catch (IOException | RuntimeException failure) {
      top.close();
      throw failure;
    }
  }

  /** {@code sonde-UID}. */
  static String topName(long uid) {
    return "sonde-" + uid;
  }

  /** The way to it for system calls. */
  Path path() {
    return own.path();
  }

  /** How people call it. */
  Path shown() {
    return own.shown();
  }

  /** The operator's. */
  long uid() {
    return uid;
  }

  /** The path of a file as the target sees it, whose /tmp this is. */
  String seenByTarget(String file) {
    return "/tmp/" + tmp.shown().relativize(own.shown()) + "/" + file;
  }

  boolean isClosed() {
    return closed;
  }

  /** Deletes the folder and its parent, where nobody else has a session in them. */
  void removeIfEmpty() {
    try {
      Files.deleteIfExists(top.path().resolve(own.shown().getFileName()));
      Files.deleteIfExists(tmp.path().resolve(top.shown().getFileName()));
    } catch (DirectoryNotEmptyException inUse) {
      return;
    } catch (IOException kept) {
      return; // the next sonde sweeps it
    }
  }

  @Override
  public void close() {
    closed = true;
    own.close();
    top.close();
    tmp.close();
  }

  private static HeldFolder own(HeldFolder parent, String name, long uid, String modes)
      throws IOException {
    Set<PosixFilePermission> expected = PosixFilePermissions.fromString(modes);
    Path shown = parent.shown().resolve(name);
    boolean made = make(parent.path().resolve(name));
    if (!made)
      check(look(parent.path().resolve(name), LinkOption.NOFOLLOW_LINKS), shown, uid, expected);
    HeldFolder folder = parent.child(name);
    try {
      // Looked at again, now that it is the one that will be used.
      check(look(folder.path()), shown, uid, made ? null : expected);
      if (made) Files.setPosixFilePermissions(folder.path(), expected);
      return folder;
    } catch (IOException | RuntimeException failure) {
      folder.close();
      throw failure;
    }
  }

  private static Map<String, Object> look(Path folder, LinkOption... options) throws IOException {
    return Files.readAttributes(folder, "unix:uid,permissions,isDirectory", options);
  }

  private static boolean make(Path folder) throws IOException {
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return true;
    } catch (FileAlreadyExistsException there) {
      return false;
    }
  }

  /**
   * @param expected null: it was just made, and has its modes not yet
   */
  private static void check(
      Map<String, Object> found,
      Path shown,
      long uid,
      @Nullable Set<PosixFilePermission> expected) {
    if (!Boolean.TRUE.equals(found.get("isDirectory"))) throw planted(shown, "is no folder");
    if ((Integer) found.get("uid") != uid)
      throw planted(shown, "belongs to uid " + found.get("uid"));
    Object modes = found.get("permissions");
    if (expected != null && !(modes instanceof Set<?> set && expected.containsAll(set)))
      throw planted(shown, "may be entered by others: " + modes);
  }

  private static SondeException planted(Path folder, String what) {
    return new SondeException(
        ErrorId.PEER,
        "Expected "
            + folder
            + " to be a folder of our own that nobody else can enter, but it "
            + what
            + ". Somebody may have planted it: look at it and remove it. The target was left"
            + " alone.");
  }
}
