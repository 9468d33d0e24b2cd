package dev.sonde.operator.repository.fetch;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Reads files over HTTP. One deadline holds over connecting, headers, redirects and bodies of all
 * files between {@link #begin} and {@link #close}; no cookies, no passwords, no cache, no
 * compression; https stays https, and plain http stays on the same host and port. Not thread-safe.
 */
public final class HttpFetcher implements Fetcher {
  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** Object stores answer 403 for what is not there. */
  private static final Set<Integer> ABSENT = Set.of(403, 404);

  private final HttpUrl base;
  private final Duration deadline;
  private final OkHttpClient client;

  /** In the time of {@link System#nanoTime}; 0: not begun. */
  private long end;

  public HttpFetcher(URI base, Duration deadline) {
    Logging.require("HTTP");
    this.base = Objects.requireNonNull(HttpUrl.get(base));
    this.deadline = deadline;
    this.client = HttpClient.of(this.base);
  }

  @Override
  public Optional<byte[]> find(List<String> path, long limit) {
    HttpUrl url = url(path);
    if (end == 0) begin();
    try {
      for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
        try (Response response = call(url)) {
          if (ABSENT.contains(response.code())) return Optional.empty();
          if (!REDIRECTS.contains(response.code())) return Optional.of(body(response, limit));
          url = redirect(response);
        }
      }
    } catch (InterruptedIOException e) {
      throw failed(ErrorId.TIMEOUT, url, late(e), e);
    } catch (IOException e) {
      throw failed(ErrorId.IO, url, "broke off: " + reason(e), e);
    }
    throw failed(
        ErrorId.REDIRECT, url(path), "redirects more than " + MAX_REDIRECTS + " times", null);
  }

  @Override
  public void begin() {
    end = System.nanoTime() + deadline.toNanos();
    if (end == 0) end = 1;
  }

  /** The call's own deadline interrupts; the connection's is a timeout of its socket. */
  private String late(InterruptedIOException e) {
    return e instanceof SocketTimeoutException
        ? "was silent for " + HttpClient.SILENCE.toSeconds() + " s"
        : "sent not all of it within " + deadline.toSeconds() + " s";
  }

  private Response call(HttpUrl url) throws IOException {
    Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    Request request =
        new Request.Builder()
            .url(url)
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "sonde")
            .build();
    return client
        .newBuilder()
        .callTimeout(left)
        .dns(new BoundedDns(Dns.SYSTEM, left))
        .build()
        .newCall(request)
        .execute();
  }

  private static byte[] body(Response response, long limit) throws IOException {
    HttpUrl url = response.request().url();
    if (response.code() != 200) {
      throw failed(
          ErrorId.HTTP, url, "answers " + response.code() + " where 200 is expected", null);
    }
    String encoding = response.header("Content-Encoding", "identity");
    if (!"identity".equalsIgnoreCase(encoding)) {
      throw failed(
          ErrorId.HTTP, url, "sends " + encoding + " where plain bytes were asked for", null);
    }
    if (response.body().contentLength() > limit) throw Bounded.tooBig(url.toString(), limit);
    try (InputStream in = response.body().byteStream()) {
      return Bounded.read(in, limit, url.toString());
    }
  }

  private HttpUrl redirect(Response response) {
    HttpUrl from = response.request().url();
    String location = response.header("Location", "");
    HttpUrl to = from.resolve(Objects.requireNonNull(location));
    if (to == null || location.isEmpty() || !isAllowed(to)) {
      throw failed(
          ErrorId.REDIRECT,
          from,
          "redirects to \"" + location + "\", which leaves what was asked for",
          null);
    }
    return to;
  }

  boolean isAllowed(HttpUrl to) {
    if (!to.username().isEmpty() || !to.password().isEmpty()) return false;
    if (base.isHttps() && !isLoopback(base)) return to.isHttps();
    return to.scheme().equals(base.scheme())
        && to.host().equals(base.host())
        && to.port() == base.port();
  }

  static boolean isLoopback(HttpUrl url) {
    return url.host().equals("127.0.0.1") || url.host().equals("::1");
  }

  private HttpUrl url(List<String> path) {
    HttpUrl.Builder url = base.newBuilder();
    if (base.pathSegments().get(base.pathSize() - 1).isEmpty())
      url.removePathSegment(base.pathSize() - 1);
    for (String name : path) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        String text =
            String.join("/", path) + " is not a path below " + this + "; try another copy";
        throw new SondeException(ErrorId.SCHEME, text);
      }
      url.addPathSegment(name);
    }
    return url.build();
  }

  @Override
  public SondeException missing(List<String> path) {
    String next = "give the address of the folder that holds metadata/ and targets/";
    return new SondeException(ErrorId.HTTP, url(path) + " does not exist (404 or 403); " + next);
  }

  private static String reason(IOException e) {
    if (e instanceof SSLException)
      return "no trusted connection: its certificate leads to no authority that this Java trusts,"
          + " is another host's, or has expired";
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static SondeException failed(
      ErrorId id, HttpUrl url, String what, @org.jspecify.annotations.Nullable IOException cause) {
    String next =
        "check the address and the network, or use a folder or the plugins inside sonde.jar";
    return new SondeException(id, url + " " + what + "; " + next, cause);
  }

  @Override
  public void close() {
    end = 0;
    client.connectionPool().evictAll();
    wakeWatchdog();
  }

  /**
   * Okio's own thread sleeps up to the deadline of a call that is over by now. Woken, it sees that
   * there is nothing to wait for, and ends: in self mode it would hold our loader so long.
   */
  private static void wakeWatchdog() {
    Thread[] all = new Thread[2 * Thread.activeCount() + 16];
    int count = Thread.enumerate(all);
    for (int i = 0; i < count; i++)
      if (all[i].getName().equals("Okio Watchdog")
          && all[i].getClass().getClassLoader() == HttpFetcher.class.getClassLoader())
        all[i].interrupt();
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
