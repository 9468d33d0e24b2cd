package com.acme;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;

/** All that a badly removed tracer would leave: a thread, a hidden class, a loader, a socket. Shows that the tests would notice. */
final class Intruder {
  private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final ClassLoader loader = new SondeLoader();
  private final Class<?> hidden = hidden();

  private Intruder() throws IOException, IllegalAccessException {}

  static void come() throws IOException, IllegalAccessException {
    Intruder intruder = new Intruder();
    CountDownLatch never = new CountDownLatch(1);
    Thread thread = new Thread(() -> intruder.stay(never), "sonde-intruder");
    thread.setDaemon(true);
    thread.start();
  }

  private void stay(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(socket.toString() + loader + hidden, e);
    }
  }

  private static Class<?> hidden() throws IOException, IllegalAccessException {
    try (InputStream in = Intruder.class.getResourceAsStream("Late.class")) {
      if (in == null) throw new IOException("no class file to hide");
      return MethodHandles.lookup().defineHiddenClass(in.readAllBytes(), false).lookupClass();
    }
  }

  private static final class SondeLoader extends ClassLoader {
    private SondeLoader() {
      super("left behind", null);
      byte[] bytes = bytes();
      defineClass("com.acme.Missing", bytes, 0, bytes.length);
    }

    private static byte[] bytes() {
      try (InputStream in = Intruder.class.getResourceAsStream("Missing.class")) {
        return in == null ? new byte[0] : in.readAllBytes();
      } catch (IOException e) {
        return new byte[0];
      }
    }
  }
}
