package dev.sonde.operator.attach;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
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

/**
 * The folder of one operator's sessions in one target, {@code sonde-UID/PID-START} below a {@code
 * /tmp} in which others may plant what they like: a folder that somebody else made, a link, or
 * loose modes are refused.
 *
 * @param tmp as we see it
 * @param uid the operator's
 * @param target pid and start time, joined by a dash
 */
record RunFolder(Path tmp, long uid, String target) {
  private static final int TRIES = 5;

  /** {@code sonde-UID}. */
  Path top() {
    return tmp.resolve("sonde-" + uid);
  }

  Path path() {
    return top().resolve(target);
  }

  /**
   * Makes it, or checks that it is ours. Another sonde may delete it meanwhile as an empty one, so
   * again.
   *
   * @param guest whether the target is another user: it must then get through, and see nothing
   * @param gid the target's
   */
  void make(boolean guest, long gid) {
    try {
      for (int left = TRIES; ; left--) {
        try {
          own(top(), uid == 0 ? "rwx--x--x" : "rwx------");
          own(path(), guest ? "rwx--x---" : "rwx------");
          if (guest) Files.setAttribute(path(), "unix:gid", (int) gid);
          return;
        } catch (NoSuchFileException deleted) {
          if (left == 0) throw deleted;
        }
      }
    } catch (IOException failure) {
      throw Failures.writing(tmp, failure);
    }
  }

  /** Deletes the folder and its parent, where nobody else has a session in them. */
  void removeIfEmpty() {
    for (Path folder : new Path[] {path(), top()}) {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException inUse) {
        return;
      } catch (IOException kept) {
        return; // the next sonde sweeps it
      }
    }
  }

  private void own(Path folder, String modes) throws IOException {
    Set<PosixFilePermission> expected = PosixFilePermissions.fromString(modes);
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.setPosixFilePermissions(folder, expected);
    } catch (FileAlreadyExistsException there) {
      check(folder, expected);
    }
  }

  private void check(Path folder, Set<PosixFilePermission> expected) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(folder, "unix:uid,permissions,isDirectory", LinkOption.NOFOLLOW_LINKS);
    if (!Boolean.TRUE.equals(found.get("isDirectory"))) throw planted(folder, "is no folder");
    if ((Integer) found.get("uid") != uid)
      throw planted(folder, "belongs to uid " + found.get("uid"));
    Object modes = found.get("permissions");
    if (!(modes instanceof Set<?> set && expected.containsAll(set)))
      throw planted(folder, "may be entered by others: " + modes);
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
