package dev.sonde.operator.attach;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;

/** Who is at the other end of a Unix socket, by the kernel's word (SO_PEERCRED). */
final class Peers {
  /** What the kernel says for a user that has no number in our user namespace. */
  private static final long OVERFLOW = 65_534;

  private Peers() {}

  /**
   * @throws SondeException PEER if this Java cannot ask the kernel: then nobody is let in, so
   *     nothing need be begun
   */
  static void require() {
    if (ModuleLayer.boot().findModule("jdk.net").isEmpty())
      throw new SondeException(
          ErrorId.PEER,
          "This Java ("
              + System.getProperty("java.home")
              + ") has no module jdk.net, so that nobody can tell who dials the session's socket."
              + " Run sonde with the java of a JDK.");
  }

  /** Whether the peer is one of these users; false also if that cannot be told. */
  static boolean isOneOf(SocketChannel channel, long... uids) {
    try {
      UserPrincipal peer = channel.getOption(jdk.net.ExtendedSocketOptions.SO_PEERCRED).user();
      for (long uid : uids) if (uid != OVERFLOW && peer.equals(user(uid))) return true;
      return false;
    } catch (IOException | UnsupportedOperationException | LinkageError unknown) {
      return false;
    }
  }

  /** The lookup takes a number for itself; two principals are equal when their numbers are. */
  private static UserPrincipal user(long uid) throws IOException {
    return FileSystems.getDefault()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(Long.toString(uid));
  }
}
