package dev.sonde.operator.attach;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.wire.SessionId;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

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

  /** The bytes of a path that fit into a socket's address, without its closing zero. */
  private static final int MAX_PATH = 107;

  Path socket() {
    return folder.path().resolve(id + SOCKET);
  }

  Path jar() {
    return folder.path().resolve(id + JAR);
  }

  /** The path as the target sees it, whose /tmp this is. */
  String seenByTarget(Path path) {
    return "/tmp/" + folder.tmp().relativize(path);
  }

  /** Puts the agent's jar where the target can read it, and nobody can change it. */
  void writeJar(byte[] bytes) {
    try {
      var onlyOurs =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      try (var out =
          Files.newByteChannel(
              jar(),
              java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              onlyOurs)) {
        for (var left = java.nio.ByteBuffer.wrap(bytes); left.hasRemaining(); ) out.write(left);
      }
      if (guest >= 0) Files.setAttribute(jar(), "unix:gid", (int) gid);
      Files.setPosixFilePermissions(
          jar(), PosixFilePermissions.fromString(guest >= 0 ? "r--r-----" : "r--------"));
    } catch (IOException failure) {
      throw Failures.writing(jar(), failure);
    }
  }

  /** Listens on the socket, which appears under its name only then. */
  ServerSocketChannel listen() {
    Path unborn = folder.path().resolve(id + UNBORN);
    if (unborn.toString().getBytes(StandardCharsets.UTF_8).length + 1 > MAX_PATH)
      throw new SondeException(
          ErrorId.SESSION,
          "Expected a socket's path of at most " + MAX_PATH + " bytes, got " + unborn + ".");
    try {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(unborn));
      Files.setPosixFilePermissions(unborn, PosixFilePermissions.fromString("rw-------"));
      if (guest >= 0) Files.setAttribute(unborn, "unix:uid", (int) guest);
      Files.move(unborn, socket(), StandardCopyOption.ATOMIC_MOVE);
      return server;
    } catch (IOException failure) {
      throw Failures.writing(unborn, failure);
    }
  }

  /**
   * The agent's jar is needed no more once the agent has reported; the target keeps it open,
   * without a name.
   */
  void deleteJar() {
    delete(jar(), new ArrayList<>());
  }

  /** Deletes what is there, and returns what could not be deleted, in sentences. */
  List<String> delete() {
    List<String> failures = new ArrayList<>();
    for (Path file : List.of(socket(), jar(), folder.path().resolve(id + UNBORN)))
      delete(file, failures);
    folder.removeIfEmpty();
    return failures;
  }

  private static void delete(Path file, List<String> failures) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException kept) {
      failures.add(file + " could not be deleted: " + kept.getMessage());
    }
  }
}
