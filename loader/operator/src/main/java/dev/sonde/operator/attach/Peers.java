package dev.sonde.operator.attach;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Jvm;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;

/** Who is at the other end of a Unix socket, by the kernel's word (SO_PEERCRED). */
final class Peers {
  /** What the kernel says for a user that has no number in our user namespace. */
  private static final long OVERFLOW = 65_534;

  private Peers() {}

  /** Whether this Java can ask the kernel. */
  private static final boolean TOLD = ModuleLayer.boot().findModule("jdk.net").isPresent();

  /**
   * Where the kernel cannot be asked, only a JVM of our own user in our own file system is entered:
   * its session's socket is in a folder that nobody else gets into, root aside, and the file of its
   * listener is its own.
   *
   * @param uid of this process
   * @throws SondeException PEER if anybody else could dial
   */
  static void require(Jvm jvm, long uid) {
    if (TOLD || jvm.uid() == uid && !jvm.place().foreign()) return;
    throw new SondeException(
        ErrorId.PEER,
        "This Java ("
            + System.getProperty("java.home")
            + ") has no module jdk.net, so that nobody can tell who dials the session's socket, and JVM "
            + jvm.pid()
            + (jvm.uid() == uid ? " lives in another place." : " belongs to another user.")
            + " Run sonde with the java of a JDK.");
  }

  /** Whether the peer is one of these users; false also if that cannot be told by this kernel. */
  static boolean isOneOf(SocketChannel channel, long... uids) {
    if (!TOLD) return true; // see require
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
