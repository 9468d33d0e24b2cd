package dev.sonde.operator.attach;

import dev.sonde.wire.SessionId;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The two files of a session: the agent's jar, until the agent has reported, and the socket, until
 * the end.
 *
 * @param guest the target's uid where it is another than ours, or -1
 */
record SessionFiles(RunFolder folder, SessionId id, long guest, long gid) {
  static final String SOCKET = ".sock";
  static final String JAR = ".jar";

  /**
   * A socket that is not listening yet: under its final name it would look like a dead session's.
   */
  static final String UNBORN = ".new";

  private static final Set<PosixFilePermission> READ_BY_US =
      PosixFilePermissions.fromString("r--------");
  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rw-------");

  Path socket() {
    return folder.path().resolve(id + SOCKET);
  }

  Path jar() {
    return folder.path().resolve(id + JAR);
  }

  /** Path of the socket as the target sees it. */
  String socketForTarget() {
    return folder.seenByTarget(id + SOCKET);
  }

  /** Path of the agent's jar as the target sees it. */
  String jarForTarget() {
    return folder.seenByTarget(id + JAR);
  }

  /** Puts the agent's jar where the target can read it, and nobody can change it. */
  void writeJar(byte[] bytes) {
    Set<OpenOption> made = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (SeekableByteChannel out =
        Files.newByteChannel(jar(), made, PosixFilePermissions.asFileAttribute(READ_BY_US))) {
      for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) out.write(left);
      if (guest >= 0) shareWithGuest(HeldFolder.descriptorOf(id + JAR));
    } catch (IOException failure) {
      throw Failures.writing(folder.shown().resolve(id + JAR), failure);
    }
  }

  /**
   * @param written by its descriptor: what stands under its name may be another file by now
   */
  private void shareWithGuest(Path written) throws IOException {
    Files.setAttribute(written, "unix:gid", (int) gid);
    Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("r--r-----"));
  }

  /** Listens on the socket, which appears under its name only then. */
  ServerSocketChannel listen() {
    Path unborn = folder.path().resolve(id + UNBORN);
    try {
      ServerSocketChannel server = closedToOthers();
      try {
        server.bind(UnixDomainSocketAddress.of(unborn));
        if (guest >= 0)
          Files.setAttribute(unborn, "unix:uid", (int) guest, LinkOption.NOFOLLOW_LINKS);
        Files.move(unborn, socket(), StandardCopyOption.ATOMIC_MOVE);
        return server;
      } catch (IOException | RuntimeException failure) {
        server.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw Failures.writing(folder.shown().resolve(id + UNBORN), failure);
    }
  }

  /**
   * A socket whose file will have mode 0600 from the first moment: Linux takes it from the socket
   * itself (unix_bind), and there is no way to change it by name that follows no link.
   */
  private static ServerSocketChannel closedToOthers() throws IOException {
    synchronized (HeldFolder.class) { // no thread of ours opens or closes one meanwhile
      Map<Path, String> before = HeldFolder.sockets();
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      Map<Path, String> opened = HeldFolder.sockets();
      opened.entrySet().removeAll(before.entrySet());
      for (Path each : opened.keySet()) close(each);
      return server;
    }
  }

  /** One that is gone was another's: in a console, the application has sockets, too. */
  private static void close(Path socket) throws IOException {
    try {
      Files.setPosixFilePermissions(socket, OURS);
    } catch (NoSuchFileException gone) {
      return;
    }
  }

  /**
   * The agent's jar is needed no more once the agent has reported; the target keeps it open,
   * without a name.
   */
  void deleteJar() {
    delete(JAR, new ArrayList<>());
  }

  /**
   * Deletes what is there, and lets go of the folder. Returns what could not be deleted, in
   * sentences; twice: nothing more.
   */
  List<String> delete() {
    List<String> failures = new ArrayList<>();
    if (folder.isClosed()) return failures;
    for (String ending : List.of(SOCKET, JAR, UNBORN)) delete(ending, failures);
    folder.removeIfEmpty();
    folder.close();
    return failures;
  }

  private void delete(String ending, List<String> failures) {
    try {
      Files.deleteIfExists(folder.path().resolve(id + ending));
    } catch (IOException kept) {
      failures.add(
          folder.shown().resolve(id + ending) + " could not be deleted: " + kept.getMessage());
    }
  }
}
