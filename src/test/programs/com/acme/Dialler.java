package com.acme;

import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Dials a Unix socket as somebody who has no business there, says so many bytes in hex, and prints what comes back. */
public final class Dialler {
  public static void main(String[] args) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
      channel.write(ByteBuffer.wrap(HexFormat.of().parseHex(args[1])));
      ByteBuffer answer = ByteBuffer.allocate(4096);
      while (channel.read(answer) >= 0 && answer.hasRemaining()) Thread.onSpinWait();
      String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
      System.out.println("answered " + text.replaceAll("[^ -~]", "."));
    } catch (java.io.IOException e) {
      System.out.println("failed " + e.getMessage());
    }
  }
}
