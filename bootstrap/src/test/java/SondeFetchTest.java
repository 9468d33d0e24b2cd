import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fetch rules, against a server on loopback and against files. */
@Timeout(30)
class SondeFetchTest {
  private static final byte[] BODY = "exactly these bytes".getBytes(StandardCharsets.UTF_8);
  private static final long PATIENT = 10_000;

  @TempDir private Path folder;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private String base;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    on("/good", exchange -> answer(exchange, 200, BODY));
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void on(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          handler.handle(exchange);
        });
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, int status, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    answer(exchange, status, new byte[0]);
  }

  private static byte[] fetch(String url) throws Exception {
    return Sonde.fetch(url, BODY.length, sha256(BODY), PATIENT);
  }

  private static void assertRefused(String url, String start) {
    assertThatThrownBy(() -> fetch(url))
        .isInstanceOf(SecurityException.class)
        .hasMessageStartingWith(start);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void bytes_thatWerePinned_areReturnedAndFetchedOnce() throws Exception {
    assertThat(fetch(base + "/good")).isEqualTo(BODY);
    assertThat(requests).containsExactly("GET /good");
  }

  /** Also where the thread that asks is none, a fetch that hangs must not keep the JVM alive. */
  @Test
  void thread_isADaemon() throws Exception {
    List<Thread> fetching = new CopyOnWriteArrayList<>();
    on(
        "/seen",
        exchange -> {
          Thread.getAllStackTraces().keySet().stream()
              .filter(it -> it.getName().equals("sonde-fetch"))
              .forEach(fetching::add);
          answer(exchange, 200, BODY);
        });
    Thread asking = new Thread(new FutureTask<>(() -> fetch(base + "/seen")));
    asking.setDaemon(false);
    asking.start();
    asking.join();
    assertThat(fetching).isNotEmpty().allMatch(Thread::isDaemon);
  }

  @Test
  void bytes_thatDiffer_areRefusedInOneSentence() throws Exception {
    byte[] other = BODY.clone();
    other[3] ^= 1;
    on("/other", exchange -> answer(exchange, 200, other));
    String expected =
        "expected 19 bytes, SHA-256 "
            + sha256(BODY)
            + " from "
            + base
            + "/other, got 19 bytes, SHA-256 "
            + sha256(other);
    assertThatThrownBy(() -> fetch(base + "/other"))
        .hasMessage("SONDE-HASH: " + expected)
        .satisfies(refusal -> assertThat(refusal.getStackTrace()).isEmpty());
  }

  @Test
  void body_tooShort_isRefused() {
    on("/short", exchange -> answer(exchange, 200, "exactly".getBytes(StandardCharsets.UTF_8)));
    assertRefused(base + "/short", "SONDE-HASH: expected 19 bytes, ");
  }

  @Test
  void body_cutShort_isRefused() {
    on(
        "/cut",
        exchange -> {
          exchange.sendResponseHeaders(200, BODY.length);
          exchange.getResponseBody().write(BODY, 0, 5);
          exchange.close();
        });
    assertRefused(base + "/cut", "SONDE-IO: ");
  }

  @Test
  void body_tooLong_isRefused() {
    on("/long", exchange -> answer(exchange, 200, new byte[BODY.length + 1]));
    assertRefused(
        base + "/long", "SONDE-TOO-BIG: expected 19 bytes from " + base + "/long, got more");
  }

  @Test
  void body_withoutEnd_isRefusedAtOnce() {
    on(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) exchange.getResponseBody().write(new byte[1024]);
        });
    assertRefused(base + "/endless", "SONDE-TOO-BIG: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 300, 304, 400, 401, 403, 404, 407, 500, 503})
  void status_otherThan200_isRefused(int status) {
    on("/status", exchange -> answer(exchange, status, new byte[0]));
    assertThatThrownBy(() -> fetch(base + "/status"))
        .isInstanceOf(SecurityException.class)
        .hasMessageMatching("SONDE-(HTTP|IO): .*(" + status + "|[Aa]uthenticate).*");
  }

  @Test
  void defaultsOfTheJvm_areNotAsked() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    CookieHandler cookies = CookieHandler.getDefault();
    Authenticator authenticator = Authenticator.getDefault();
    CookieHandler.setDefault(recordingCookies(asked));
    Authenticator.setDefault(recordingAuthenticator(asked));
    try {
      on("/realm", SondeFetchTest::demandPassword);
      assertRefused(base + "/realm", "SONDE-HTTP: got 401 from ");
    } finally {
      CookieHandler.setDefault(cookies);
      Authenticator.setDefault(authenticator);
    }
    assertThat(asked).isEmpty();
    assertThat(requests).containsExactly("GET /realm");
  }

  private static void demandPassword(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"application\"");
    exchange.getResponseHeaders().add("Set-Cookie", "a=b");
    answer(exchange, 401, new byte[0]);
  }

  private static Authenticator recordingAuthenticator(List<String> asked) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        asked.add("authenticator");
        return new PasswordAuthentication("application", "secret".toCharArray());
      }
    };
  }

  private static CookieHandler recordingCookies(List<String> asked) {
    return new CookieHandler() {
      @Override
      public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
        asked.add("cookies to send");
        return Map.of();
      }

      @Override
      public void put(URI uri, Map<String, List<String>> headers) {
        asked.add("cookies to keep");
      }
    };
  }

  @Test
  void request_carriesNoCookieAndAsksForNoEncoding() throws Exception {
    Headers seen = new Headers();
    on(
        "/headers",
        exchange -> {
          seen.putAll(exchange.getRequestHeaders());
          answer(exchange, 200, BODY);
        });
    fetch(base + "/headers");
    assertThat(seen.getFirst("Accept-Encoding")).isEqualTo("identity");
    assertThat(seen).doesNotContainKeys("Cookie", "Authorization");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect_withinTheServer_isFollowed(int status) throws Exception {
    on("/moved", exchange -> redirect(exchange, status, "/good"));
    assertThat(fetch(base + "/moved")).isEqualTo(BODY);
    assertThat(requests).containsExactly("GET /moved", "GET /good");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/x",
        "http://[::1]:80/x",
        "http://localhost/x",
        "https://example.org/x",
        "file:/etc/passwd",
        "jar:file:/x!/y",
        "ftp://h/x"
      })
  void redirect_elsewhere_isRefused(String to) {
    on("/away", exchange -> redirect(exchange, 302, to));
    assertRefused(
        base + "/away",
        "SONDE-REDIRECT: expected to stay with " + base + "/away, was sent to " + to);
  }

  @Test
  void redirect_withoutLocation_isRefused() {
    on("/nowhere", exchange -> answer(exchange, 301, new byte[0]));
    assertRefused(base + "/nowhere", "SONDE-REDIRECT: ");
  }

  @Test
  void redirect_inACircle_isRefused() {
    on("/circle", exchange -> redirect(exchange, 307, "/circle"));
    assertRefused(
        base + "/circle", "SONDE-REDIRECT: expected at most 4 redirects from " + base + "/circle");
    assertThat(requests).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://127.0.0.1/x",
        "http://example.org/x",
        "http://localhost:1/x",
        "jar:file:/x!/y",
        "data:text/plain,x",
        "/relative",
        "http:///x"
      })
  void scheme_outsideTheRules_isRefused(String url) {
    assertRefused(url, "SONDE-SCHEME: ");
  }

  @Test
  void server_thatIsNotThere_isRefused() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertRefused("http://127.0.0.1:" + port + "/x", "SONDE-IO: ");
  }

  @Test
  void headers_thatDoNotCome_endAtTheDeadline() {
    on("/stall", exchange -> hold());
    assertThatThrownBy(() -> Sonde.fetch(base + "/stall", BODY.length, "", 200))
        .hasMessageStartingWith("SONDE-TIMEOUT: expected " + base + "/stall within 200 ms");
  }

  @Test
  void body_thatDoesNotCome_endsAtTheDeadline() {
    on(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, BODY.length);
          exchange.getResponseBody().write(BODY, 0, 5);
          exchange.getResponseBody().flush();
          hold();
        });
    assertThatThrownBy(() -> Sonde.fetch(base + "/drip", BODY.length, "", 200))
        .hasMessageStartingWith("SONDE-TIMEOUT: ");
  }

  private void hold() {
    try {
      release.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void refusal_isOneShortLineOfPlainText() {
    SecurityException refusal =
        catchThrowableOfType(
            SecurityException.class, () -> fetch("file:/" + "%1b%0a%07".repeat(900)));
    assertThat(refusal.getMessage())
        .startsWith("SONDE-IO: expected a regular file, got /???")
        .hasSizeLessThanOrEqualTo(1_010);
  }

  @Test
  void file_isRead() throws Exception {
    Path file = Files.write(folder.resolve("a file.jar"), BODY);
    assertThat(fetch(file.toUri().toString())).isEqualTo(BODY);
    assertThat(fetch("file:" + file.toUri().getRawPath())).isEqualTo(BODY);
  }

  @Test
  void file_ofAHost_isRefused() {
    assertRefused(
        "file://server/share/x", "SONDE-SCHEME: expected file:/path, got file://server/share/x");
  }

  @Test
  void file_thatIsNone_isRefused() throws Exception {
    Path link =
        Files.createSymbolicLink(folder.resolve("link"), Files.write(folder.resolve("file"), BODY));
    for (Path each : List.of(link, folder, folder.resolve("missing"), Path.of("/dev/zero")))
      assertRefused("file:" + each, "SONDE-IO: expected a regular file, got " + each);
  }

  @Test
  void file_tooLong_isRefused() throws Exception {
    Path file = Files.write(folder.resolve("long"), new byte[BODY.length + 100]);
    assertRefused("file:" + file, "SONDE-TOO-BIG: ");
  }
}
