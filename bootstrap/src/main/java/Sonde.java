import java.io.*;
import java.lang.instrument.Instrumentation;
import java.lang.ref.*;
import java.net.*;
import java.net.http.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.zip.*;

/**
 * A class loader over the entries of one pinned jar, with two ways in: {@link #run} fetches it into the JVM of whoever
 * pasted this; {@link #agentmain} takes another from the operator's socket. JDK only, no file, nothing printed.
 */
public final class Sonde extends ClassLoader implements Runnable {
  static final String URL = "@URL@", LENGTH = "@LENGTH@", SHA256 = "@SHA256@"; // filled in by the build
  static final int MAX_ENTRIES = 4096, MAX_BYTES = 32 << 20, MAX_FRAME = 1 << 20, SILENCE = 10_000, DEADLINE = 60_000;
  private static Reference<Sonde> loaded = new WeakReference<>(null); // in a live process it goes when it is done
  private final Map<String, byte[]> entries = new HashMap<>();
  private final String arguments;
  private final Instrumentation instrumentation;

  Sonde(String arguments, Instrumentation instrumentation) {
    super("sonde", getPlatformClassLoader());
    this.arguments = arguments;
    this.instrumentation = instrumentation;
  }

  /** In the operator's jshell: runs a command of the console; the first call fetches and checks {@link #URL}. */
  @SuppressWarnings("unchecked") public static synchronized Object run(Object... args) throws Throwable {
    if (args.length == 1 && List.of("poll", "stop").contains(args[0])) // what any console of this JVM has begun
      for (Thread t : Thread.getAllStackTraces().keySet().toArray(new Thread[0])) // the stacks hold classes
        if (t.getName().equals("sonde-console")) return ((java.util.function.UnaryOperator<Object>) t).apply(args[0]);
    Sonde sonde = loaded.get();
    if (sonde == null) {
      (sonde = new Sonde(null, null)).open(fetch(URL, Integer.parseInt(LENGTH), SHA256, DEADLINE));
      loaded = new WeakReference<>(sonde);
    }
    try {
      return sonde.loadClass("dev.sonde.cli.Console").getMethod("run", Object[].class).invoke(null, (Object) args);
    } catch (java.lang.reflect.InvocationTargetException thrown) {
      throw new IllegalStateException(thrown.getCause().getMessage()); // that one would keep the loader: *e in Clojure
    }
  }

  /** Exactly these bytes or a refusal; one deadline over connect, headers, redirects and body, hence a thread. */
  static byte[] fetch(String url, int length, String sha256, long millis) throws Exception {
    FutureTask<byte[]> task = new FutureTask<>(() -> read(URI.create(url), length + 1));
    Thread thread = new Thread(null, task, "sonde-fetch", 0, false);
    thread.setDaemon(true);
    thread.start();
    try {
      byte[] bytes = task.get(millis, TimeUnit.MILLISECONDS);
      if (bytes.length > length) throw no("TOO-BIG", "expected " + length + " bytes from " + url + ", got more");
      String pinned = length + " bytes, SHA-256 " + sha256, seen = bytes.length + " bytes, SHA-256 " + sha256(bytes);
      if (!seen.equals(pinned)) throw no("HASH", "expected " + pinned + " from " + url + ", got " + seen);
      return bytes;
    } catch (TimeoutException late) {
      task.cancel(true);
      throw no("TIMEOUT", "expected " + url + " within " + millis + " ms; try again, or use a copy on this disk");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof SecurityException refusal ? refusal : no("IO", url + ": " + failed.getCause());
    }
  }

  private static byte[] read(URI url, int most) throws Exception {
    if (!"file".equals(url.getScheme())) return http(url, most);
    if (url.getAuthority() != null || url.getPath() == null) throw no("SCHEME", "expected file:/path, got " + url);
    Path file = Path.of(url.getPath());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) throw no("IO", "expected a regular file, got " + file);
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most);
    }
  }

  /** A client of its own: unlike HttpURLConnection it asks no authenticator, cookie handler or cache of the JVM. */
  private static byte[] http(URI first, int most) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(); // follows no redirect
    URI at = first;
    for (int hop = 0; hop < 5; hop++) {
      boolean literal = "127.0.0.1".equals(at.getHost()) || "[::1]".equals(at.getHost());
      if (!"https".equals(at.getScheme()) && !("http".equals(at.getScheme()) && literal))
        throw no("SCHEME", "expected https:, file:, or http: to 127.0.0.1 or [::1], got " + at);
      HttpRequest request = HttpRequest.newBuilder(at).header("Accept-Encoding", "identity").build();
      HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        int status = response.statusCode();
        if (status == 200) return body.readNBytes(most);
        if (status < 301 || status > 308 || status == 304) throw no("HTTP", "got " + status + " from " + at);
        at = at.resolve(response.headers().firstValue("Location").orElse("nowhere:/"));
      }
      boolean same = first.getScheme().equals(at.getScheme()); // once https, always https; http stays where it is
      if (!same || !"https".equals(at.getScheme()) && !first.getAuthority().equals(at.getAuthority()))
        throw no("REDIRECT", "expected to stay with " + first + ", was sent to " + at);
    }
    throw no("REDIRECT", "expected at most 4 redirects from " + first);
  }

  /** In a target: starts one thread and returns. An exception out of here would be printed on the target's stderr. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    try {
      Thread link = new Thread(null, new Sonde(arguments, instrumentation), "sonde-link", 0, false);
      link.setDaemon(true);
      link.setContextClassLoader(null);
      link.start();
      sha256(new byte[0]); // both are loaded here, if the JVM has not needed them, while that thread opens its socket
      instrumentation.redefineModule(Object.class.getModule(), Set.of(), Map.of(), Map.of(), Set.of(), Map.of());
    } catch (Throwable unheard) { // the operator waits for a dial, and says that none came
    }
  }

  /** All of {@code sonde-link}, and the boundary of that thread: with no operator to tell, silence. */
  @Override public void run() {
    try {
      String[] part = arguments.split(":"); // socket path, protocol version, session id, SHA-256 of the target jar
      String path = new String(Base64.getUrlDecoder().decode(part[0]), StandardCharsets.UTF_8);
      try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        socket.write(ByteBuffer.wrap(HexFormat.of().parseHex("534f4e444501000000150100000000" + part[2]))); // DIAL
        serve(socket, part[2], part[3]);
      }
    } catch (Throwable unheard) { // nobody is left to hear it
    }
  }

  /** Defines the target jar that the operator sends, and becomes its session; or tells the operator why not. */
  private void serve(SocketChannel socket, String session, String sha256) throws Exception {
    try {
      byte[] jar = receive(socket);
      if (!sha256(jar).equals(sha256)) throw no("HASH", "expected SHA-256 " + sha256 + ", got " + sha256(jar));
      open(jar);
      Class<?>[] types = {Instrumentation.class, SocketChannel.class, String.class};
      loadClass("dev.sonde.target.Tenant").getMethod("start", types).invoke(null, instrumentation, socket, session);
    } catch (Exception | LinkageError failed) {
      String text = failed instanceof SecurityException ? failed.getMessage() : "SONDE-INTERNAL: " + failed;
      byte[] why = text.getBytes(StandardCharsets.UTF_8);
      socket.write(ByteBuffer.allocate(9 + why.length).putInt(5 + why.length).put((byte) 22).putInt(0).put(why).flip());
    }
  }

  /** The payload of one JAR frame. An operator that is stopped must not hold this thread for ever. */
  private static byte[] receive(SocketChannel socket) throws Exception {
    socket.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      socket.register(selector, SelectionKey.OP_READ);
      ByteBuffer in = ByteBuffer.allocate(4 + MAX_FRAME).limit(9);
      while (in.hasRemaining()) {
        int count = socket.read(in);
        if (count < 0 || count == 0 && selector.select(SILENCE) == 0) throw new EOFException("no jar came");
        selector.selectedKeys().clear();
        if (in.position() < 9 || in.limit() > 9) continue;
        if (in.getInt(0) < 6 || in.getInt(0) > MAX_FRAME || in.get(4) != 4) throw no("SESSION", "expected a JAR frame");
        in.limit(4 + in.getInt(0));
      }
      return Arrays.copyOfRange(in.array(), 9, in.limit());
    }
  }

  /** Takes over the entries of a jar whose hash was checked; refuses what could mean two things. */
  void open(byte[] jar) throws IOException {
    int bytes = 0;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
        String name = entry.getName();
        boolean odd = name.startsWith("/") || name.contains("..") || name.contains("\\") || name.contains("\0");
        if (odd || name.length() > 512) throw no("JAR-NAME", "expected no entry " + name);
        if (name.startsWith("META-INF/versions/")) throw no("JAR-MULTI-RELEASE", "expected no entry " + name);
        byte[] content = in.readNBytes(MAX_BYTES - bytes + 1);
        bytes += content.length;
        if (entries.put(name, content) != null) throw no("JAR-DUPLICATE", "expected once: " + name);
        if (entries.size() > MAX_ENTRIES || bytes > MAX_BYTES) throw no("JAR-BOMB", "expected less than up to " + name);
      }
    }
    if (entries.isEmpty()) throw no("JAR-EMPTY", "expected a jar with entries");
  }

  @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = entries.get(name.replace('.', '/') + ".class");
    if (bytes == null) throw new ClassNotFoundException(name);
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override public InputStream getResourceAsStream(String name) {
    byte[] bytes = entries.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** A refusal in one sentence: without a stack trace, jshell prints just that. */
  private static SecurityException no(String id, String sentence) {
    var refusal = new SecurityException(String.format("SONDE-%s: %.999s", id, sentence.replaceAll("\\p{Cntrl}", "?")));
    refusal.setStackTrace(new StackTraceElement[0]);
    return refusal;
  }
}
