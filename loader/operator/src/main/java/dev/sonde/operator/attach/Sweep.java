package dev.sonde.operator.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes the files of sessions that nobody holds any more: their operator was killed, and nobody
 * listens on their socket. Each folder is held open while it is swept: root does that also in
 * folders of containers, which may turn into links meanwhile.
 *
 * @param uid whose sessions
 */
record Sweep(HeldFolder tmp, long uid) {
  /**
   * A session that is just being set up has a jar, or a socket under its first name, and nobody
   * listens yet.
   */
  private static final Duration UNBORN = Duration.ofMinutes(1);

  /** An empty folder is left alone so long: a session may be about to put its files there. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  void run() {
    String name = RunFolder.topName(uid);
    try (HeldFolder top = tmp.child(name)) {
      if (RunFolders.owner(top.path()) != uid) return;
      boolean settled = old(top.path(), SETTLED);
      for (Path each : RunFolders.entries(top.path(), "[0-9]*-[0-9]*"))
        settled |= sweep(top, each.getFileName().toString());
      if (settled) delete(tmp.path().resolve(name));
    } catch (IOException | RuntimeException kept) {
      return; // the next sonde tries again
    }
  }

  /** Whether the folder is gone now. */
  private static boolean sweep(HeldFolder top, String target) {
    try (HeldFolder folder = top.child(target)) {
      boolean settled = old(folder.path(), SETTLED);
      for (Path socket : RunFolders.entries(folder.path(), "*" + SessionFiles.SOCKET))
        if (ListenerSocket.isDead(socket)) settled |= deleteBoth(socket);
      for (Path jar : RunFolders.entries(folder.path(), "*" + SessionFiles.JAR))
        if (!hasSocket(jar) && old(jar, UNBORN, LinkOption.NOFOLLOW_LINKS)) settled |= delete(jar);
      for (Path unborn : RunFolders.entries(folder.path(), "*" + SessionFiles.UNBORN))
        if (old(unborn, UNBORN, LinkOption.NOFOLLOW_LINKS)) settled |= delete(unborn);
      return settled && delete(top.path().resolve(target));
    } catch (IOException | RuntimeException kept) {
      return false; // the next sonde tries again
    }
  }

  private static boolean deleteBoth(Path socket) {
    String name = socket.getFileName().toString();
    delete(socket.resolveSibling(name.replace(SessionFiles.SOCKET, SessionFiles.JAR)));
    return delete(socket);
  }

  private static boolean hasSocket(Path jar) {
    String name = jar.getFileName().toString();
    String id = name.substring(0, name.length() - SessionFiles.JAR.length());
    return Files.exists(jar.resolveSibling(id + SessionFiles.SOCKET), LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean old(Path file, Duration age, LinkOption... options) {
    try {
      return Files.getLastModifiedTime(file, options)
          .toInstant()
          .isBefore(Instant.now().minus(age));
    } catch (IOException gone) {
      return false;
    }
  }

  /** A folder goes only when it is empty. */
  private static boolean delete(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException kept) {
      return false; // the next sonde tries again
    }
  }
}
