package dev.sonde.target;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** In place of the target's: tells the operator what loader defined it, and which session it is. */
public final class Tenant {
  private Tenant() {}

  public static void start(Instrumentation instrumentation, SocketChannel socket, String session)
      throws IOException {
    String text = Tenant.class.getClassLoader().getName() + " " + session;
    socket.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
