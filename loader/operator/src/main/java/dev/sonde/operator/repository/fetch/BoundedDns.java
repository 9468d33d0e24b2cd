package dev.sonde.operator.repository.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * Looks names up for as long as the deadline allows. The system's resolver can be neither
 * interrupted nor bounded: one that hangs goes on in a daemon thread, and nobody waits for it.
 */
final class BoundedDns implements Dns {
  private final Dns resolver;
  private final Duration left;

  BoundedDns(Dns resolver, Duration left) {
    this.resolver = resolver;
    this.left = left;
  }

  @Override
  public List<InetAddress> lookup(String name) throws UnknownHostException {
    FutureTask<List<InetAddress>> answer = new FutureTask<>(() -> resolver.lookup(name));
    Thread thread = new Thread(null, answer, "sonde-dns", 0, false);
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) throw unknown;
      throw unknown(name + ": " + e.getCause());
    } catch (TimeoutException e) {
      throw unknown(name + ": the name server does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(name + ": interrupted");
    }
  }

  private static UnknownHostException unknown(String sentence) {
    return new UnknownHostException(sentence);
  }
}
