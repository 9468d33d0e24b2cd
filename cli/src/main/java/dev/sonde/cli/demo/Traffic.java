package dev.sonde.cli.demo;

import java.io.IOException;

/** Requests for a WireMock: about twenty a second, and no more than a demo needs. */
public final class Traffic extends Thread implements AutoCloseable {
  private static final int MOST = 1_200;
  private static final int PAUSE_MILLIS = 50;

  private final WireMock server;
  private volatile boolean closed;

  private Traffic(WireMock server) {
    super("demo-traffic");
    this.server = server;
    setDaemon(true);
  }

  public static Traffic start(WireMock server) {
    Traffic traffic = new Traffic(server);
    traffic.start();
    return traffic;
  }

  /** At most, a second. */
  public int rate() {
    return 1_000 / PAUSE_MILLIS;
  }

  @Override
  public void run() {
    try {
      for (int i = 0; i < MOST && !closed; i++) {
        server.get(i % 3 == 2 ? "/customers/ada" : "/orders/" + (9_300 + i));
        sleep(PAUSE_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
