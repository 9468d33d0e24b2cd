package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.broken.StartThrows;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Forge;
import dev.sonde.tests.fixture.Glance;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.Mirror;
import dev.sonde.tests.fixture.Mirror.Response;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Traffic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The plugin comes from a mirror: a good one serves, a bad one is refused with exit 4 before the
 * target is touched. More of them: package {@code hostile}.
 */
class RepositoryIT {
  private static final byte[] PAGE =
      "<!doctype html><html><body>Please log in</body></html>".getBytes(StandardCharsets.UTF_8);

  @RegisterExtension final Stage stage = new Stage();

  @EachPair
  void mirror_thatIsHonest_servesTheJarOfTheTargetsLine(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Outside outside = Outside.of(target);
    try (Mirror mirror = Mirror.honest(Dist.repository())) {
      Sonde sonde =
          stage
              .sonde(
                  jdks.operator(),
                  "trace",
                  target.pid(),
                  "com.acme.Hard::tick",
                  "-n",
                  2,
                  "--json",
                  "--repository",
                  mirror.url())
              .exits(0);
      assertThat(sonde.calls()).hasSize(2);
      assertThat(mirror.asked()).anyMatch(path -> path.endsWith("timestamp.json"));
      String line = jdks.target().feature() >= 21 ? "-jdk21.jar" : "-jdk17.jar";
      assertThat(mirror.asked())
          .filteredOn(path -> path.endsWith(".jar"))
          .singleElement()
          .asString()
          .endsWith(line);
    }
    outside.assertClean();
  }

  @Test
  void folder_servesAsWell() {
    TargetJvm target = stage.program(Jdks.oldest());
    target.start("slow", 1);
    stage
        .sonde(
            Jdks.newest(),
            "trace",
            target.pid(),
            "com.acme.Hard::tick",
            "-n",
            1,
            "--repository",
            Dist.repository())
        .exits(0);
  }

  @Test
  void version_thatIsChangedInTheTimestamp_isRefused() throws IOException {
    refused(
        "SONDE-SIGNATURE",
        (path, file) ->
            path.endsWith("timestamp.json") ? Response.ok(reversion(file)) : honest(file));
  }

  @Test
  void byte_thatIsFlippedInTheTargets_isRefused() throws IOException {
    refused(
        "SONDE-",
        (path, file) -> path.endsWith("targets.json") ? Response.ok(flipped(file)) : honest(file));
  }

  @Test
  void page_inPlaceOfTheJar_isRefused() throws IOException {
    refused("SONDE-HASH", (path, file) -> path.endsWith(".jar") ? Response.ok(PAGE) : honest(file));
  }

  @Test
  void mirror_thatHasNothing_isRefused() throws IOException {
    refused("SONDE-HTTP", (path, file) -> Response.status(404));
  }

  @Test
  void mirror_thatHasNotTheJar_isRefused() throws IOException {
    refused(
        "SONDE-HTTP", (path, file) -> path.endsWith(".jar") ? Response.status(404) : honest(file));
  }

  @Test
  void repository_thatWasNotRenewedForWeeks_isExpired() throws IOException {
    refusedFrom(new Forge(stage.folder()).expiredRepository().toString(), "SONDE-EXPIRED");
  }

  @Test
  void repository_withoutALineForTheTarget_isRefused() throws IOException {
    refusedFrom(
        new Forge(stage.folder()).repositoryOfLine(StartThrows.class, 99).toString(),
        "SONDE-NO-JAR");
  }

  @Test
  void mirror_thatIsNotThere_isRefused() throws IOException {
    refusedFrom("http://127.0.0.1:" + Traffic.freePort() + "/", "SONDE-IO");
  }

  @Test
  void mirror_overPlainHttpFromAfar_isRefused() {
    refusedFrom("http://192.0.2.1/sonde/", "SONDE-SCHEME");
  }

  @Test
  void folder_thatIsNotThere_isRefused() {
    refusedFrom(stage.folder().resolve("nothing").toString(), "SONDE-IO");
  }

  private void refused(String id, Mirror.Answer answer) throws IOException {
    try (Mirror mirror = Mirror.of(Dist.repository(), answer)) {
      refusedFrom(mirror.url(), id);
      assertThat(mirror.asked()).isNotEmpty();
    }
  }

  private void refusedFrom(String repository, String id) {
    TargetJvm target = stage.program(Jdks.oldest());
    Glance glance = Glance.at(target);
    stage
        .sonde(
            Jdks.newest(),
            "trace",
            target.pid(),
            "com.acme.Orders::find",
            "--repository",
            repository)
        .refuses(4, id);
    glance.assertUntouched();
  }

  private static Response honest(byte[] file) {
    return file.length == 0 ? Response.status(404) : Response.ok(file);
  }

  private static byte[] flipped(byte[] file) {
    byte[] copy = file.clone();
    copy[copy.length / 2] ^= 1;
    return copy;
  }

  private static byte[] reversion(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    String changed = text.replaceFirst("(\"version\"\\s*:\\s*)(\\d+)", "$1$29");
    assertThat(changed).isNotEqualTo(text);
    return changed.getBytes(StandardCharsets.UTF_8);
  }
}
