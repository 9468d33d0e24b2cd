package dev.sonde.operator.attach;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Jvm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a JVM's attach listener: {@code .java_pidPID} in its {@code /tmp}, with its own pid
 * there. The file may be another's: of a process that had this pid before and was killed, or
 * planted by somebody who wants to be taken for the JVM.
 *
 * @param tmp the JVM's own {@code /tmp}
 */
record ListenerSocket(HeldFolder tmp, Jvm jvm) {
  private static final int TYPE = 0170000;
  private static final int SOCKET = 0140000;
  private static final int OTHERS = 066;
  private static final int ARGUMENTS = 3;
  private static final String LEFT =
      "is what a killed process left, and may not be deleted from here";

  /**
   * Whether the JVM listens there. What a dead process left is deleted: the JVM makes its own when
   * it is woken.
   *
   * @throws SondeException ATTACH_SOCKET if it is in the way, and not ours to delete
   */
  boolean isReady() throws IOException {
    Map<String, Object> file = attributes();
    if (file.isEmpty()) return false;
    boolean socket = ((Integer) file.get("mode") & TYPE) == SOCKET;
    if (!socket) throw inTheWay("is no socket", null);
    if (isDead(path())) {
      delete();
      return false;
    }
    requireOwn(file);
    return true;
  }

  /** Whether there is a file of that name, whatever it is. */
  boolean isThere() throws IOException {
    return !attributes().isEmpty();
  }

  /**
   * What {@link #isReady} would refuse; null: nothing. Deletes nothing.
   *
   * @param uid of this process
   */
  @Nullable SondeException obstacle(long uid) throws IOException {
    Map<String, Object> file = attributes();
    if (file.isEmpty()) return null;
    if (((Integer) file.get("mode") & TYPE) != SOCKET) return inTheWay("is no socket", null);
    if (isDead(path())) {
      boolean ours = uid == 0 || uid == (Integer) file.get("uid");
      return ours ? null : inTheWay(LEFT, null);
    }
    try {
      requireOwn(file);
      return null;
    } catch (SondeException refusal) {
      return refusal;
    }
  }

  /** Sends one command, and waits for all of the answer. */
  Reply ask(String command, String... arguments) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(path()));
      // The file's owner has been looked at; who listens behind it is told by the kernel.
      if (!Peers.isOneOf(channel, jvm.uid()))
        throw inTheWay("is listened on by somebody else than the JVM's user", null);
      ByteBuffer request = ByteBuffer.wrap(request(command, arguments));
      while (request.hasRemaining()) channel.write(request);
      return Reply.read(channel);
    }
  }

  /**
   * Whether nobody listens on this socket any more. Only a refused connection proves it; a full
   * queue of visitors does not.
   */
  static boolean isDead(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.configureBlocking(false);
      channel.connect(UnixDomainSocketAddress.of(socket));
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (IOException | RuntimeException unclear) {
      return false;
    }
  }

  /** Version 1 of the protocol: texts that end with a zero, the command and three arguments. */
  static byte[] request(String command, String... arguments) {
    StringBuilder request = new StringBuilder("1\0").append(command).append('\0');
    for (int i = 0; i < ARGUMENTS; i++)
      request.append(i < arguments.length ? arguments[i] : "").append('\0');
    return request.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Path path() {
    return tmp.path().resolve(name());
  }

  private String name() {
    return ".java_pid" + jvm.place().pid();
  }

  private Map<String, Object> attributes() throws IOException {
    try {
      return Files.readAttributes(path(), "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException absent) {
      return Map.of();
    }
  }

  /** As the JDK's API, and for root too: HotSpot makes the file its own, with mode 0600. */
  private void requireOwn(Map<String, Object> file) {
    int uid = (Integer) file.get("uid");
    int gid = (Integer) file.get("gid");
    int mode = (Integer) file.get("mode");
    if (uid != jvm.uid() || gid != jvm.gid())
      throw inTheWay("belongs to uid " + uid + " and gid " + gid, null);
    if ((mode & OTHERS) != 0)
      throw inTheWay("is open to others, with mode 0" + Integer.toOctalString(mode & 0777), null);
  }

  private void delete() {
    try {
      Files.deleteIfExists(path());
    } catch (IOException kept) {
      throw inTheWay(LEFT, kept);
    }
  }

  private SondeException inTheWay(String what, @Nullable IOException cause) {
    Path shown = tmp.shown().resolve(name());
    return new SondeException(
        ErrorId.ATTACH_SOCKET,
        "JVM "
            + jvm.pid()
            + " (uid "
            + jvm.uid()
            + ", gid "
            + jvm.gid()
            + ") takes agents through "
            + shown
            + ", and that file "
            + what
            + ". Nothing was sent there. Delete it as its owner or as root, and try again: rm "
            + shown,
        cause);
  }
}
