package dev.sonde.operator.attach;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Two ends of a Unix socket in one JVM: ours, and that of a scripted target. */
public record SocketPair(SocketChannel ours, SocketChannel theirs) implements AutoCloseable {
  public static SocketPair in(Path folder) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("pair"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketChannel theirs = SocketChannel.open(address);
      return new SocketPair(server.accept(), theirs);
    }
  }

  @Override
  public void close() throws IOException {
    ours.close();
    theirs.close();
  }
}
