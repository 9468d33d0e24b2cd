package dev.sonde.operator.repository.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFetcherTest {
  private static final List<String> FILE = List.of("metadata", "timestamp.json");
  private static final String NEXT =
      "; check the address and the network, or use a folder or the plugins inside sonde.jar";

  @Test
  void file_withPlainHeaders() throws IOException {
    try (RawServer server = RawServer.saying(RawServer.ok("hello"));
        HttpFetcher fetcher = fetcher(server)) {
      assertThat(fetcher.get(FILE, 5)).asString().isEqualTo("hello");
      assertThat(server.requests())
          .singleElement()
          .asString()
          .startsWith("GET /repo/metadata/timestamp.json HTTP/1.1\n")
          .contains("Accept-Encoding: identity\n", "User-Agent: sonde\n")
          .doesNotContain("Cookie", "Authorization");
    }
  }

  @Test
  void name_isOneSegment() throws IOException {
    try (RawServer server = RawServer.saying(RawServer.ok("hello"));
        HttpFetcher fetcher = fetcher(server)) {
      fetcher.get(List.of("metadata", "1.../a?b#c.json"), 5);
      assertThat(server.requests())
          .singleElement()
          .asString()
          .startsWith("GET /repo/metadata/1...%2Fa%3Fb%23c.json ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void name_thatIsAStep(String name) throws IOException {
    try (RawServer server = RawServer.saying(RawServer.ok("hello"));
        HttpFetcher fetcher = fetcher(server)) {
      assertThatThrownBy(() -> fetcher.get(List.of("targets", name), 5))
          .hasMessage(
              "SONDE-SCHEME: targets/"
                  + name
                  + " is not a path below "
                  + server.uri()
                  + "; try another copy");
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void file_absent(int status) throws IOException {
    try (RawServer server = RawServer.saying(status(status, ""));
        HttpFetcher fetcher = fetcher(server)) {
      assertThat(fetcher.find(FILE, 5)).isEmpty();
      assertThatThrownBy(() -> fetcher.get(FILE, 5))
          .hasMessage(
              "SONDE-HTTP: "
                  + url(server)
                  + " does not exist (404 or 403); give the address of the folder that holds metadata/ and targets/");
    }
  }

  static List<Arguments> hostile() {
    return List.of(
        Arguments.of(status(500, ""), "SONDE-HTTP: URL answers 500 where 200 is expected" + NEXT),
        Arguments.of(status(304, ""), "SONDE-HTTP: URL answers 304 where 200 is expected" + NEXT),
        Arguments.of(
            status(401, "WWW-Authenticate: Basic realm=\"x\"\r\n"),
            "SONDE-HTTP: URL answers 401 where 200 is expected" + NEXT),
        Arguments.of(
            "HTTP/1.1 206 Partial\r\nContent-Length: 1\r\nContent-Range: bytes 0-0/9\r\n\r\nx",
            "SONDE-HTTP: URL answers 206 where 200 is expected" + NEXT),
        Arguments.of(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
            "SONDE-HTTP: URL sends gzip where plain bytes were asked for" + NEXT),
        Arguments.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\nx",
            "SONDE-TOO-BIG: URL has more than the 5 bytes that it may have; nothing of it was used, try another copy"),
        Arguments.of(
            "HTTP/1.1 200 OK\r\n\r\n123456789",
            "SONDE-TOO-BIG: URL has more than the 5 bytes that it may have; nothing of it was used, try another copy"),
        Arguments.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n123",
            "SONDE-IO: URL broke off: unexpected end of stream" + NEXT),
        Arguments.of(
            redirect("file:///etc/passwd"),
            "SONDE-REDIRECT: URL redirects to \"file:///etc/passwd\", which leaves what was asked for"
                + NEXT),
        Arguments.of(
            redirect("jar:file:/x!/y"),
            "SONDE-REDIRECT: URL redirects to \"jar:file:/x!/y\", which leaves what was asked for"
                + NEXT),
        Arguments.of(
            redirect("http://127.0.0.2/x"),
            "SONDE-REDIRECT: URL redirects to \"http://127.0.0.2/x\", which leaves what was asked for"
                + NEXT),
        Arguments.of(
            redirect("http://127.0.0.1:1/x"),
            "SONDE-REDIRECT: URL redirects to \"http://127.0.0.1:1/x\", which leaves what was asked for"
                + NEXT),
        Arguments.of(
            redirect("https://127.0.0.1/x"),
            "SONDE-REDIRECT: URL redirects to \"https://127.0.0.1/x\", which leaves what was asked for"
                + NEXT),
        Arguments.of(
            status(302, ""),
            "SONDE-REDIRECT: URL redirects to \"\", which leaves what was asked for" + NEXT),
        Arguments.of(
            redirect("/repo/metadata/timestamp.json"),
            "SONDE-REDIRECT: URL redirects more than 5 times" + NEXT));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void answer_refused(String answer, String message) throws IOException {
    try (RawServer server = RawServer.saying(answer);
        HttpFetcher fetcher = fetcher(server)) {
      assertThatThrownBy(() -> fetcher.get(FILE, 5))
          .isInstanceOf(SondeException.class)
          .hasMessage(message.replace("URL", url(server)));
    }
  }

  @Test
  void redirect_onTheSameServer() throws IOException {
    RawServer.Answer answer =
        (path, out) ->
            out.write(
                (path.endsWith("/moved") ? RawServer.ok("hello") : redirect("/moved")).getBytes());
    try (RawServer server = new RawServer(answer);
        HttpFetcher fetcher = fetcher(server)) {
      assertThat(fetcher.get(FILE, 5)).asString().isEqualTo("hello");
    }
  }

  @Test
  void redirect_inACircle_isFollowedFiveTimes() throws IOException {
    try (RawServer server = RawServer.saying(redirect("/repo/again"));
        HttpFetcher fetcher = fetcher(server)) {
      assertThatThrownBy(() -> fetcher.get(FILE, 5)).hasMessageStartingWith("SONDE-REDIRECT: ");
      assertThat(server.requests()).hasSize(6);
    }
  }

  @Test
  void body_endless() throws IOException {
    RawServer.Answer endless =
        (path, out) -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
          while (true) out.write(new byte[8192]);
        };
    try (RawServer server = new RawServer(endless);
        HttpFetcher fetcher = fetcher(server)) {
      assertThatThrownBy(() -> fetcher.get(FILE, 1 << 20))
          .hasMessage(
              "SONDE-TOO-BIG: "
                  + url(server)
                  + " has more than the 1048576 bytes that it may have; nothing of it was used, try another copy");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe"})
  void answer_thatStalls(String start) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    RawServer.Answer stall =
        (path, out) -> {
          out.write(start.getBytes());
          never.await();
        };
    try (RawServer server = new RawServer(stall);
        HttpFetcher fetcher = new HttpFetcher(server.uri(), Duration.ofMillis(150))) {
      assertThatThrownBy(() -> fetcher.get(FILE, 5))
          .hasMessage("SONDE-TIMEOUT: " + url(server) + " sent not all of it within 0 s" + NEXT);
    }
  }

  @Test
  void deadline_overAllRedirects() throws IOException {
    RawServer.Answer slow =
        (path, out) -> {
          new CountDownLatch(1).await(60, java.util.concurrent.TimeUnit.MILLISECONDS);
          out.write(redirect("/again").getBytes());
        };
    try (RawServer server = new RawServer(slow);
        HttpFetcher fetcher = new HttpFetcher(server.uri(), Duration.ofMillis(150))) {
      assertThatThrownBy(() -> fetcher.get(FILE, 5)).hasMessageStartingWith("SONDE-TIMEOUT: ");
    }
  }

  @Test
  void deadline_overAllFilesOfARefresh() throws IOException {
    RawServer.Answer slow =
        (path, out) -> {
          new CountDownLatch(1).await(60, java.util.concurrent.TimeUnit.MILLISECONDS);
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx".getBytes());
        };
    try (RawServer server = new RawServer(slow);
        HttpFetcher fetcher = new HttpFetcher(server.uri(), Duration.ofMillis(200))) {
      fetcher.begin();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 4; i++) fetcher.get(FILE, 5);
              })
          .hasMessageStartingWith("SONDE-TIMEOUT: ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.2/x",
        "http://127.0.0.3/x",
        "http://127.0.0.2/x",
        "file:///etc/passwd"
      })
  void plainHttpFromAfar_staysOnItsServer(String elsewhere) throws IOException {
    RawServer.Answer answer =
        (path, out) ->
            out.write(
                (path.equals("/x")
                        ? RawServer.ok("hello")
                        : redirect(path.endsWith("near") ? "/x" : elsewhere))
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    try (RawServer server = new RawServer("127.0.0.2", answer);
        HttpFetcher fetcher = fetcher(server)) {
      assertThat(fetcher.get(List.of("near"), 5)).asString().isEqualTo("hello");
      assertThatThrownBy(() -> fetcher.get(FILE, 5)).hasMessageStartingWith("SONDE-REDIRECT: ");
    }
  }

  @Test
  void name_thatIsNeverLookedUp() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    BoundedDns dns =
        new BoundedDns(
            name -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new UnknownHostException(name);
              }
              return List.of();
            },
            Duration.ofMillis(50));
    assertThatThrownBy(() -> dns.lookup("far.example"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("far.example: the name server does not answer");
    never.countDown();
  }

  @Test
  void name_unknown() {
    BoundedDns dns =
        new BoundedDns(
            name -> {
              throw new UnknownHostException("no " + name);
            },
            Duration.ofSeconds(60));
    assertThatThrownBy(() -> dns.lookup("far.example")).hasMessage("no far.example");
  }

  @Test
  void name_thatIsKnown_isLookedUpInADaemon() throws Exception {
    List<InetAddress> found = List.of(InetAddress.getLoopbackAddress());
    CompletableFuture<Boolean> daemon = new CompletableFuture<>();
    BoundedDns dns =
        new BoundedDns(
            name -> {
              daemon.complete(Thread.currentThread().isDaemon());
              return found;
            },
            Duration.ofSeconds(60));
    FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> dns.lookup("far.example"));
    Thread asking = new Thread(lookup);
    asking.setDaemon(false);
    asking.start();
    assertThat(lookup.get()).isEqualTo(found);
    assertThat(daemon.get()).isTrue();
  }

  @Test
  void name_whoseLookUpFails_isUnknown() {
    BoundedDns broken =
        new BoundedDns(
            name -> {
              throw new IllegalStateException("broken");
            },
            Duration.ofSeconds(60));
    assertThatThrownBy(() -> broken.lookup("far.example"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("far.example: java.lang.IllegalStateException: broken");
  }

  @Test
  void name_whoseLookUpIsInterrupted_isUnknown() {
    CountDownLatch never = new CountDownLatch(1);
    BoundedDns hanging =
        new BoundedDns(
            name -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new UnknownHostException(name);
              }
              return List.of();
            },
            Duration.ofSeconds(60));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> hanging.lookup("far.example")).hasMessage("far.example: interrupted");
    assertThat(Thread.interrupted()).as("told to whoever interrupts").isTrue();
    never.countDown();
  }

  @Test
  void server_thatSpeaksNoTls_isNotTrusted() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<Void> plain =
          new FutureTask<>(
              () -> {
                try (Socket connection = socket.accept()) {
                  connection.getOutputStream().write(RawServer.ok("hello").getBytes(US_ASCII));
                  connection.getInputStream().readAllBytes();
                }
                return null;
              });
      Thread server = new Thread(plain);
      server.setDaemon(true);
      server.start();
      URI base = URI.create("https://127.0.0.1:" + socket.getLocalPort() + "/");
      try (HttpFetcher fetcher = new HttpFetcher(base, Duration.ofSeconds(60))) {
        assertThatThrownBy(() -> fetcher.get(FILE, 5))
            .hasMessageStartingWith("SONDE-IO: " + base + "metadata/timestamp.json broke off: no")
            .hasMessageContaining("no trusted connection: its certificate leads to no authority");
      }
    }
  }

  @Test
  void server_down() throws IOException {
    RawServer server = RawServer.saying("");
    server.close();
    try (HttpFetcher fetcher = fetcher(server)) {
      String reason = "Failed to connect to /127.0.0.1:" + server.uri().getPort();
      assertThatThrownBy(() -> fetcher.get(FILE, 5))
          .hasMessage("SONDE-IO: " + url(server) + " broke off: " + reason + NEXT);
    }
  }

  /** Https goes wherever https is; from a loopback, as plain http, it stays on its server. */
  @ParameterizedTest
  @CsvSource({
    "https://a.example/r/, https://b.example/x, true",
    "https://a.example/r/, https://a.example:8443/x, true",
    "https://a.example/r/, http://a.example/x, false",
    "https://a.example/r/, https://me@a.example/x, false",
    "https://a.example/r/, https://:secret@a.example/x, false",
    "https://127.0.0.1/r/, https://127.0.0.1/x, true",
    "https://127.0.0.1/r/, https://b.example/x, false",
    "https://[::1]/r/, https://[::1]/x, true",
    "https://[::1]/r/, https://[::1]:8443/x, false",
    "http://a.example/r/, http://a.example/x, true",
    "http://a.example/r/, https://a.example:80/x, false",
    "http://a.example/r/, http://b.example/x, false",
    "http://a.example/r/, http://a.example:81/x, false",
  })
  void redirect_isAllowed(String base, String to, boolean allowed) {
    try (HttpFetcher fetcher = new HttpFetcher(URI.create(base), Duration.ofSeconds(60))) {
      assertThat(fetcher.isAllowed(HttpUrl.get(to))).isEqualTo(allowed);
    }
  }

  @Test
  void close_endsTheConnection() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<Integer> afterwards = new FutureTask<>(() -> answered(socket));
      Thread server = new Thread(afterwards);
      server.setDaemon(true);
      server.start();
      URI base = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
      HttpFetcher fetcher = new HttpFetcher(base, Duration.ofSeconds(60));
      assertThat(fetcher.get(FILE, 5)).asString().isEqualTo("hello");
      assertThat(afterwards.isDone()).as("kept for the next file").isFalse();
      fetcher.close();
      assertThat(afterwards.get(60, TimeUnit.SECONDS)).as("end").isEqualTo(-1);
    }
  }

  /** What comes after the first request, which is answered. */
  private static int answered(ServerSocket socket) throws IOException {
    try (Socket connection = socket.accept()) {
      InputStream in = connection.getInputStream();
      for (String seen = ""; !seen.endsWith("\r\n\r\n"); seen += (char) in.read()) {}
      connection.getOutputStream().write(RawServer.ok("hello").getBytes(US_ASCII));
      return in.read();
    }
  }

  private static HttpFetcher fetcher(RawServer server) {
    return new HttpFetcher(server.uri(), Duration.ofSeconds(60));
  }

  private static String url(RawServer server) {
    return server.uri() + "metadata/timestamp.json";
  }

  private static String status(int code, String headers) {
    return "HTTP/1.1 " + code + " X\r\nSet-Cookie: a=b\r\n" + headers + "Content-Length: 0\r\n\r\n";
  }

  private static String redirect(String location) {
    return status(302, "Location: " + location + "\r\n");
  }

  /** A proxy would be asked for its own loopback, not ours. */
  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1/", "http://[::1]/"})
  void loopback_isAskedWithoutAProxy(String base) {
    assertThat(HttpClient.of(HttpUrl.get(base)).proxy()).isEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void serverElsewhere_isAskedAsTheJvmIsToldTo() {
    assertThat(HttpClient.of(HttpUrl.get("http://repository.example/")).proxy()).isNull();
  }
}
