package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Certificate;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.Mirror;
import dev.sonde.tests.fixture.Mirror.Response;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ways of a JVM into itself that no console of {@link ConsolesIT} takes. */
class SelfIT {
  private static final Duration PATIENCE = Await.LONG;
  private static final String FIND = "com.acme.Orders::find -n 3";

  /** What is left without a management server. */
  private static final String MODULES = "java.base,java.instrument,java.logging,jdk.net";

  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void jvmWithoutManagement_wakesItsOwnAttachListener(Pair jdks) {
    TargetJvm target = program(jdks.target(), List.of("--limit-modules", MODULES));
    Path socket = Path.of("/tmp/.java_pid" + target.pid());
    target.start("instance", 1);
    assertThat(socket).doesNotExist();
    String begun = target.ask("sonde start " + FIND);
    assertThat(begun).contains("trace 1  1 method of 1 class");
    assertThat(socket).exists();
    awaitRemoval(target, begun);
    assertThat(Path.of("/tmp/.attach_pid" + target.pid())).doesNotExist();
    assertThat(target.out()).noneMatch(line -> line.contains("thread dump"));
  }

  /** No listener may be woken, and nothing else is there: SIGQUIT would print all threads. */
  @OnePair
  void jvmWithoutAnyDoor_saysSo(Pair jdks) {
    TargetJvm target =
        program(jdks.target(), List.of("--limit-modules", MODULES, "-XX:+DisableAttachMechanism"));
    assertThat(target.ask("sonde start " + FIND))
        .contains("SONDE-", "no attach listener and no module java.management")
        .contains("-- all removed; Sonde leaves this JVM");
    assertThat(target.out()).noneMatch(line -> line.contains("thread dump"));
    target.awaitNoThread("sonde-");
  }

  /** The application's own JVM speaks TLS then, with what it trusts. */
  @OnePair
  void repositoryOverHttps_isReadFromInside(Pair jdks) throws IOException {
    Certificate certificate = Certificate.in(stage.folder());
    try (Mirror mirror =
        Mirror.secure(
            Dist.repository(),
            (path, file) -> file.length == 0 ? Response.status(404) : Response.ok(file),
            certificate.server())) {
      TargetJvm target = program(jdks.target(), certificate.trusted());
      target.start("instance", 1);
      String begun = target.ask("sonde start " + FIND + " --repository " + mirror.url());
      assertThat(begun).contains("plugins from " + mirror.url(), "trace 1  1 method of 1 class");
      assertThat(mirror.asked()).anyMatch(path -> path.contains("tracer-full"));
      awaitRemoval(target, begun);
    }
  }

  private TargetJvm program(Jdk jdk, List<String> options) {
    List<String> words = new ArrayList<>(options);
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-Duser.home=" + stage.home(), "-cp"));
    words.add(Dist.programs() + ":" + Dist.folder().resolve("bootstrap"));
    words.add("com.acme.Program");
    return stage.launch(jdk, words).ready();
  }

  /**
   * @param begun what was said when it began, which may have the first calls already
   */
  private static void awaitRemoval(TargetJvm target, String begun) {
    StringBuilder all = new StringBuilder(begun);
    Await.until(
        "the removal report",
        PATIENCE,
        () -> all.append(target.ask("sonde poll")).indexOf("removed  1 method restored") >= 0,
        all::toString);
    assertThat(all).contains("Orders.find(", "end LIMIT  3 of 3", "start it again with -n 30");
    target.stop();
    Outside.awaitOnly(target, "Sonde");
    assertThat(target.err()).noneMatch(line -> line.contains("onde"));
  }
}
