package dev.sonde.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.operator.Sha256;
import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Certificate;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.HostileJar;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.Mirror;
import dev.sonde.tests.fixture.Mirror.Response;
import dev.sonde.tests.fixture.RawServer;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Unchanged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pasted source against the same servers: its class in a JVM of each JDK, where nothing may
 * stay of what was refused.
 */
class BootstrapIT {
  private static final byte[] BODY = "exactly these bytes".getBytes(StandardCharsets.UTF_8);
  private static final String NAME = "com.acme.Missing";
  private static final String CLASS = "com/acme/Missing.class";
  private static final Duration PATIENCE = Await.LONG;
  private static final long PATIENT = 60_000;
  private static final long SHORT = 700;

  @RegisterExtension final Stage stage = new Stage();

  /** A row; {@code millis} is the deadline, {@code answer} how the class's own words begin. */
  record Case(Group group, String input, String answer, long millis, Maker maker) {
    Row row() {
      return new Row(group, input, Way.BOOTSTRAP, answer, "BootstrapIT");
    }
  }

  interface Maker {
    TransportIT.Place in(Path folder) throws IOException;
  }

  static List<Case> cases() {
    return List.of(
        of(
            Group.JAR,
            "one byte flipped",
            "SONDE-HASH",
            served(Response.ok("exactly those bytes".getBytes()))),
        of(
            Group.JAR,
            "one byte more",
            "SONDE-TOO-BIG",
            served(Response.ok(Arrays.copyOf(BODY, BODY.length + 1)))),
        of(Group.JAR, "endless", "SONDE-TOO-BIG", served(new Response(200, BODY, true))),
        of(
            Group.JAR,
            "Content-Length 10^12",
            "SONDE-TOO-BIG",
            served(Response.ok(new byte[99]).promising(1_000_000_000_000L))),
        of(Group.JAR, "truncated", "SONDE-HASH", served(Response.ok(Arrays.copyOf(BODY, 5)))),
        of(Group.JAR, "empty", "SONDE-HASH", served(new Response(200, new byte[0], false))),
        stall("stall before headers", ""),
        stall("stall in headers", "HTTP/1.1 200 OK\r\nContent-Le"),
        stall("stall in body", "HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\nexac"),
        new Case(
            Group.TRANSPORT,
            "one byte each half second",
            "SONDE-TIMEOUT",
            1_200,
            folder ->
                raw(RawServer.dripping("HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n", 500))),
        of("endless", "SONDE-TOO-BIG", served(new Response(200, BODY, true))),
        of("short body", "SONDE-IO", served(Response.ok(BODY).promising(99))),
        of("redirect to file:", "SONDE-REDIRECT", served(to("file:///etc/passwd"))),
        of("redirect to jar:", "SONDE-REDIRECT", served(to("jar:file:/x.jar!/y"))),
        of("redirect to another host", "SONDE-REDIRECT", served(to("http://127.0.0.2/x"))),
        of("http to https to http", "SONDE-REDIRECT", served(to("https://127.0.0.1/x"))),
        of("redirect loop", "SONDE-REDIRECT", served(to("/jar"))),
        of("404", "SONDE-HTTP", served(Response.status(404))),
        of("500", "SONDE-HTTP", served(Response.status(500))),
        of("304", "SONDE-HTTP", served(Response.status(304))),
        of("HTML with 200", "SONDE-HASH", served(Response.ok("<html>please log in".getBytes()))),
        of(
            "401 with a realm",
            "SONDE-HTTP",
            served(Response.status(401).with("WWW-Authenticate", "Basic realm=\"x\""))),
        of("Set-Cookie", "SONDE-HASH", served(Response.ok(new byte[19]).with("Set-Cookie", "a=b"))),
        of("unknown TLS chain", "SONDE-IO", BootstrapIT::unknownChain),
        of("ftp:", "SONDE-SCHEME", folder -> TransportIT.Place.at("ftp://127.0.0.1/jar")),
        of("file://host", "SONDE-SCHEME", folder -> TransportIT.Place.at("file://127.0.0.1/jar")),
        of("FIFO", "SONDE-IO", BootstrapIT::fifo),
        of("device", "SONDE-IO", folder -> TransportIT.Place.at("file:/dev/zero")),
        of("link", "SONDE-IO", BootstrapIT::link),
        of(
            "gzip",
            "SONDE-HASH",
            served(Response.ok(new byte[19]).with("Content-Encoding", "gzip"))),
        of("206", "SONDE-HTTP", served(new Response(206, BODY, false))),
        of(
            "mirror A's index with mirror B's jar",
            "SONDE-HASH",
            served(Response.ok(new byte[19]))));
  }

  /** A row whose jar has the pinned hash, and is hostile all the same. */
  record Opened(String input, String name, String answer, String verdict, JarIT.Maker maker) {}

  static List<Opened> jars() {
    byte[] any = {1};
    String here = "two entries, each found by its exact name";
    return List.of(
        opened("duplicate entry", "JAR-DUPLICATE", jar -> jar.with(CLASS, any).bytes()),
        opened(
            "META-INF/versions shadow",
            "JAR-MULTI-RELEASE",
            jar -> jar.with("META-INF/versions/17/" + CLASS, any).bytes()),
        opened("entry ../x", "JAR-NAME", jar -> jar.with("../x", any).bytes()),
        opened("entry /etc/x", "JAR-NAME", jar -> jar.with("/etc/x", any).bytes()),
        opened("entry ..\\x", "JAR-NAME", jar -> jar.with("..\\x", any).bytes()),
        opened("64 KiB name", "JAR-NAME", jar -> jar.with("a".repeat(JarIT.LONG), any).bytes()),
        opened("zip bomb", "JAR-BOMB", jar -> jar.with("zeros", new byte[33 << 20]).bytes()),
        opened("5,000 entries", "JAR-BOMB", JarIT::many),
        opened("not a zip", "JAR-EMPTY", jar -> "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)),
        new Opened(
            "classes in java.*",
            "java.lang.Evil",
            "refused java.lang.SecurityException: Prohibited package name",
            "never defined: the JVM prohibits the package",
            jar -> jar.with("java/lang/Evil.class", any).bytes()),
        new Opened(
            "case twins",
            NAME,
            "loaded class " + NAME,
            here,
            jar -> jar.with(CLASS.toLowerCase(Locale.ROOT), any).bytes()),
        new Opened(
            "Unicode twins",
            NAME,
            "loaded class " + NAME,
            here,
            jar -> jar.with("\u00e9", any).with("e\u0301", any).bytes()));
  }

  private static Opened opened(String input, String id, JarIT.Maker maker) {
    return new Opened(input, NAME, "refused SONDE-" + id + ": ", "SONDE-" + id, maker);
  }

  static Stream<Row> rows() {
    return Stream.concat(
        cases().stream().map(Case::row),
        jars().stream()
            .map(it -> new Row(Group.JAR, it.input, Way.BOOTSTRAP, it.verdict, "BootstrapIT")));
  }

  static List<Jdk> jdks() {
    return Jdks.supported();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void bytes_thatWereNotPinned_areRefused(Jdk jdk) throws IOException {
    TargetJvm jvm = pasted(jdk);
    try (Mirror good = Mirror.of(stage.folder(), (path, file) -> Response.ok(BODY))) {
      assertThat(fetch(jvm, good.url() + "jar", PATIENT)).endsWith("19 bytes");
    }
    // The JDK's HTTP client of the good fetch goes when it is collected.
    Await.until("no HTTP client", PATIENCE, () -> !jvm.ask("fingerprint").contains("HttpClient-"));
    Unchanged unchanged = Unchanged.of(jvm);
    List<String> wrong = new ArrayList<>();
    for (Case each : cases()) {
      Path folder = Files.createTempDirectory(stage.folder(), "case");
      try (TransportIT.Place place = each.maker.in(folder)) {
        String url = place.location().endsWith("/") ? place.location() + "jar" : place.location();
        String said = fetch(jvm, url, each.millis);
        if (!said.contains(" refused " + each.answer + ": ")) wrong.add(each.input + ": " + said);
      }
    }
    assertThat(wrong).isEmpty();
    unchanged.check();
    jvm.assertUnnoticed();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void jar_thatIsHostile_isRefused(Jdk jdk) throws IOException {
    TargetJvm jvm = pasted(jdk);
    Path good = Files.write(stage.folder().resolve("good.jar"), good().bytes());
    assertThat(open(jvm, good, NAME)).contains(" loaded class " + NAME);
    Unchanged unchanged = Unchanged.of(jvm);
    List<String> wrong = new ArrayList<>();
    for (Opened each : jars()) {
      Path jar = Files.write(stage.folder().resolve("hostile.jar"), each.maker.of(good()));
      String said = open(jvm, jar, each.name);
      if (!said.contains(" " + each.answer)) wrong.add(each.input + ": " + said);
      assertThat(said.length()).as(each.input).isLessThan(1_500);
    }
    assertThat(wrong).isEmpty();
    unchanged.check();
  }

  private static HostileJar good() throws IOException {
    return new HostileJar().with(CLASS, Files.readAllBytes(Dist.programs().resolve(CLASS)));
  }

  private static String open(TargetJvm jvm, Path jar, String name) {
    return jvm.ask("open " + jar + " " + name);
  }

  private TargetJvm pasted(Jdk jdk) {
    String path = Dist.programs() + ":" + Dist.folder().resolve("bootstrap");
    return stage.launch(jdk, List.of("-cp", path, "com.acme.Program")).ready();
  }

  private static String fetch(TargetJvm jvm, String url, long millis) {
    return jvm.ask("fetch " + url + " " + BODY.length + " " + Sha256.hex(BODY) + " " + millis);
  }

  private static Case of(String input, String answer, Maker maker) {
    return of(Group.TRANSPORT, input, answer, maker);
  }

  private static Case of(Group group, String input, String answer, Maker maker) {
    return new Case(group, input, answer, PATIENT, maker);
  }

  private static Case stall(String input, String start) {
    return new Case(
        Group.TRANSPORT, input, "SONDE-TIMEOUT", SHORT, folder -> raw(RawServer.stalling(start)));
  }

  private static TransportIT.Place raw(RawServer server) {
    return new TransportIT.Place(server.url(), List.of(), server);
  }

  private static Maker served(Response response) {
    return folder -> TransportIT.Place.of(Mirror.of(folder, (path, file) -> response));
  }

  private static Response to(String location) {
    return Response.status(302).with("Location", location);
  }

  private static TransportIT.Place unknownChain(Path folder) throws IOException {
    return TransportIT.Place.of(
        Mirror.secure(folder, (path, file) -> Response.ok(BODY), Certificate.in(folder).server()));
  }

  private static TransportIT.Place fifo(Path folder) {
    Path fifo = folder.resolve("fifo");
    assumeTrue(Shell.has("mkfifo"), "no mkfifo");
    Shell.run("mkfifo", fifo.toString());
    return TransportIT.Place.at("file:" + fifo);
  }

  private static TransportIT.Place link(Path folder) throws IOException {
    Path file = Files.write(folder.resolve("file"), BODY);
    return TransportIT.Place.at("file:" + Files.createSymbolicLink(folder.resolve("link"), file));
  }
}
