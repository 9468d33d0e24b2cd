package dev.sonde.target.trust;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** Who holds the other end of the session's socket, by the kernel's word. */
final class Peer {
  private static final String OPTIONS = "jdk.net.ExtendedSocketOptions";

  private Peer() {}

  /**
   * The number of the peer's user; its name, if it is neither root nor the user of this process;
   * null where this image has no module jdk.net.
   */
  static @Nullable Object of(SocketChannel socket) {
    if (ModuleLayer.boot().findModule("jdk.net").isEmpty()) return null;
    try {
      Class<?> options = Class.forName(OPTIONS, true, ClassLoader.getPlatformClassLoader());
      SocketOption<?> option = (SocketOption<?>) options.getField("SO_PEERCRED").get(null);
      Object credentials = socket.getOption(option);
      Class<?> type = Class.forName("jdk.net.UnixDomainPrincipal", true, options.getClassLoader());
      return number((UserPrincipal) type.getMethod("user").invoke(credentials));
    } catch (ReflectiveOperationException | IOException | UnsupportedOperationException unknown) {
      return null;
    }
  }

  /** A principal does not tell its number, but is equal to another one with the same. */
  private static Object number(UserPrincipal peer) throws IOException {
    int own = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    for (int uid : new int[] {0, own})
      if (peer.equals(
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(Integer.toString(uid)))) return uid;
    return peer.getName();
  }
}
