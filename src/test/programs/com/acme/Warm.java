package com.acme;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What the JDK itself opens on the first use of sockets and digests and never closes: half a socket pair, {@code /dev/random} and
 * {@code /dev/urandom}. Most applications have them open; this one opens them first, so that a test can compare exactly.
 */
final class Warm {
  private Warm() {}

  static void up() throws IOException, NoSuchAlgorithmException {
    SocketChannel.open().close();
    MessageDigest.getInstance("SHA-256").digest();
  }
}
