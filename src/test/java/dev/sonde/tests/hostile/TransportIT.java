package dev.sonde.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Bystander;
import dev.sonde.tests.fixture.Certificate;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Mirror;
import dev.sonde.tests.fixture.Mirror.Response;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Pairs;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers and folders that do not give what was asked for, or not as it was asked for. */
class TransportIT {
  private static final long TERABYTE = 1_000_000_000_000L;

  @RegisterExtension static final Bystander BYSTANDER = new Bystander();

  @RegisterExtension final Stage stage = new Stage();

  /** A row, and the place that Sonde is sent to. */
  record Case(Group group, String input, String id, Maker maker) {
    @Override
    public String toString() {
      return input;
    }
  }

  interface Maker {
    Place in(Path folder) throws IOException;
  }

  /** Where the repository is, and which options the operator's JVM gets. */
  record Place(String location, List<String> options, AutoCloseable open) implements AutoCloseable {
    static Place at(Object location) {
      return new Place(location.toString(), List.of(), () -> {});
    }

    static Place of(Mirror mirror) {
      return new Place(mirror.url(), List.of(), mirror);
    }

    @Override
    public void close() throws IOException {
      try {
        open.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }

  static List<Case> cases() {
    return List.of(
        jar("one byte flipped", "SONDE-HASH", file -> Response.ok(flipped(file))),
        jar("one byte more", "SONDE-TOO-BIG", file -> Response.ok(with(file, 1))),
        jar("endless", "SONDE-TOO-BIG", file -> new Response(200, file, true)),
        jar("Content-Length 10^12", "SONDE-TOO-BIG", f -> Response.ok(f).promising(TERABYTE)),
        jar("truncated", "SONDE-HASH", file -> Response.ok(with(file, -1))),
        jar(
            "jar of another plugin under this name",
            "SONDE-HASH",
            file -> Response.ok(sonde(file))),
        of("endless", "SONDE-TOO-BIG", timestamp(file -> new Response(200, file, true))),
        of("short body", "SONDE-IO", timestamp(f -> Response.ok(f).promising(f.length + 9))),
        of("https to http", "SONDE-REDIRECT", TransportIT::secureToPlain),
        of("http to https to http", "SONDE-REDIRECT", TransportIT::plainToSecure),
        of("redirect to file:", "SONDE-REDIRECT", timestamp(f -> to("file:///etc/passwd"))),
        of("redirect to jar:", "SONDE-REDIRECT", timestamp(f -> to("jar:file:/x.jar!/y"))),
        of("redirect to another host", "SONDE-REDIRECT", timestamp(f -> to("http://127.0.0.2/x"))),
        of("redirect loop", "SONDE-REDIRECT", timestamp(f -> to("/metadata/timestamp.json"))),
        of("404", "SONDE-HTTP", timestamp(file -> Response.status(404))),
        of("500", "SONDE-HTTP", timestamp(file -> Response.status(500))),
        of("304", "SONDE-HTTP", timestamp(file -> Response.status(304))),
        of(
            "HTML with 200",
            "SONDE-JSON",
            timestamp(file -> Response.ok("<!doctype html><p>Log in".getBytes()))),
        of(
            "401 with a realm",
            "SONDE-HTTP",
            timestamp(f -> Response.status(401).with("WWW-Authenticate", "Basic realm=\"x\""))),
        of("unknown TLS chain", "SONDE-IO", TransportIT::unknownChain),
        of("ftp:", "SONDE-SCHEME", folder -> Place.at("ftp://127.0.0.1/repository")),
        of("file://host", "SONDE-SCHEME", folder -> Place.at("file://127.0.0.1/repository")),
        of("FIFO", "SONDE-IO", folder -> special(folder, "p")),
        of("device", "SONDE-IO", folder -> special(folder, "c", "1", "5")),
        of("link", "SONDE-SCHEME", TransportIT::link),
        of(
            "gzip",
            "SONDE-HTTP",
            timestamp(file -> Response.ok(file).with("Content-Encoding", "gzip"))),
        of("206", "SONDE-HTTP", timestamp(file -> new Response(206, file, false))),
        of(
            "mirror A's index with mirror B's jar",
            "SONDE-HASH",
            served(".jar", file -> Response.ok(sonde(file)))));
  }

  static Stream<Row> rows() {
    Row cookie =
        new Row(
            Group.TRANSPORT,
            "Set-Cookie",
            Way.OPERATOR,
            "not kept: no later request has a cookie, exit 0",
            "TransportIT");
    return Stream.concat(
        Stream.of(cookie),
        cases().stream()
            .map(it -> Row.refused(it.group, it.input, Way.OPERATOR, it.id, 4, TransportIT.class)));
  }

  static Stream<Arguments> runs() {
    return Pairs.dealt(cases());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("runs")
  void place_thatIsHostile_isRefused(Case each, Pair jdks) throws IOException {
    TargetJvm target = BYSTANDER.on(jdks.target());
    try (Place place = each.maker.in(stage.folder())) {
      stage
          .sonde(
              jdks.operator(),
              place.options,
              "trace",
              target.pid(),
              "com.acme.Orders::find",
              "--repository",
              place.location)
          .refuses(4, each.id);
    }
    BYSTANDER.check(jdks.target());
  }

  @OnePair
  void cookie_thatIsSet_isNotSentBack(Pair jdks) throws IOException {
    Mirror.Answer answer =
        (path, file) -> honest(file).with("Set-Cookie", "a=b; Path=/; Max-Age=99999");
    try (Mirror mirror = Mirror.of(Dist.repository(), answer)) {
      stage.sonde(jdks.operator(), "plugins", "--repository", mirror.url()).exits(0);
      assertThat(mirror.asked()).hasSizeGreaterThan(3);
      assertThat(mirror.secrets()).isEmpty();
    }
  }

  private static Case of(String input, String id, Maker maker) {
    return new Case(Group.TRANSPORT, input, id, maker);
  }

  private static Case jar(String input, String id, Spoiled spoiled) {
    return new Case(Group.JAR, input, id, served(".jar", spoiled));
  }

  private interface Spoiled {
    Response of(byte[] file);
  }

  private static Maker timestamp(Spoiled spoiled) {
    return served("/timestamp.json", spoiled);
  }

  private static Maker served(String end, Spoiled spoiled) {
    return folder -> Place.of(Mirror.of(Dist.repository(), answer(end, spoiled)));
  }

  private static Mirror.Answer answer(String end, Spoiled spoiled) {
    return (path, file) -> path.endsWith(end) ? spoiled.of(file) : honest(file);
  }

  private static Response honest(byte[] file) {
    return file.length == 0 ? Response.status(404) : Response.ok(file);
  }

  private static Response to(String location) {
    return Response.status(302).with("Location", location);
  }

  private static Place secureToPlain(Path folder) throws IOException {
    Certificate certificate = Certificate.in(folder);
    Mirror plain = Mirror.honest(Dist.repository());
    Spoiled away = file -> to(plain.url() + "metadata/timestamp.json");
    Mirror secure =
        Mirror.secure(Dist.repository(), answer("/timestamp.json", away), certificate.server());
    return both(secure, plain, certificate.trusted());
  }

  private static Place plainToSecure(Path folder) throws IOException {
    Certificate certificate = Certificate.in(folder);
    Mirror[] plain = new Mirror[1];
    Spoiled back = file -> to(plain[0].url() + "back/timestamp.json");
    Mirror secure =
        Mirror.secure(Dist.repository(), answer("/timestamp.json", back), certificate.server());
    Mirror.Answer away =
        (path, file) ->
            path.equals("/metadata/timestamp.json")
                ? to(secure.url() + "metadata/timestamp.json")
                : honest(file);
    plain[0] = Mirror.of(Dist.repository(), away);
    return both(plain[0], secure, certificate.trusted());
  }

  private static Place both(Mirror first, Mirror second, List<String> options) {
    AutoCloseable both =
        () -> {
          first.close();
          second.close();
        };
    return new Place(first.url(), options, both);
  }

  private static Place unknownChain(Path folder) throws IOException {
    return Place.of(
        Mirror.secure(
            Dist.repository(), (path, file) -> honest(file), Certificate.in(folder).server()));
  }

  private static Path copy(Path folder) throws IOException {
    Path copy = folder.resolve("repository");
    Dist.copy(Dist.repository(), copy);
    Files.delete(copy.resolve("metadata/timestamp.json"));
    return copy;
  }

  private static Place special(Path folder, String... kind) throws IOException {
    Path copy = copy(folder);
    List<String> command =
        Stream.concat(
                Stream.of("mknod", copy.resolve("metadata/timestamp.json").toString()),
                Arrays.stream(kind))
            .toList();
    assumeTrue(Shell.attempt(command, "").exit() == 0, "mknod needs more rights");
    return Place.at(copy);
  }

  private static Place link(Path folder) throws IOException {
    Path copy = copy(folder);
    Files.createSymbolicLink(
        copy.resolve("metadata/timestamp.json"),
        Dist.repository().resolve("metadata/timestamp.json"));
    return Place.at(copy);
  }

  private static byte[] flipped(byte[] file) {
    byte[] copy = file.clone();
    copy[copy.length / 2] ^= 1;
    return copy;
  }

  private static byte[] with(byte[] file, int more) {
    return Arrays.copyOf(file, file.length + more);
  }

  /** Another jar, of the same length. */
  private static byte[] sonde(byte[] file) {
    try {
      return Arrays.copyOf(Files.readAllBytes(Dist.jar()), file.length);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
