package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Forge;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.Mirror;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.OtherSonde;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The repository is out of reach or out of date, or this machine's clock is wrong. */
class OfflineIT {
  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void repository_outOfReach(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Outside outside = Outside.of(target);
    String url;
    try (Mirror mirror = Mirror.honest(Dist.repository())) {
      url = mirror.url();
      trace(jdks, target, "--repository", url).exits(0);
    }
    assertThat(trace(jdks, target, "--repository", url).refuses(4, "SONDE-IO"))
        .contains("--offline would go on with what is on this machine (");
    Sonde offline = trace(jdks, target, "--offline", "--repository", url).exits(0);
    assertThat(offline.calls()).hasSize(1);
    assertThat(offline.errText()).contains("plugins from " + url + " (offline)");
    outside.assertClean();
  }

  @OnePair
  void snapshot_outOfDate(Pair jdks) throws IOException {
    Path sonde = carrying(Duration.ofDays(40));
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Object[] words = {"trace", target.pid(), "com.acme.Hard::tick", "-n", 1, "--json"};
    assertThat(stage.sonde(sonde, jdks.operator(), words).refuses(4, "SONDE-EXPIRED"))
        .containsPattern("expired \\d{4}-.*Z and it is \\d{4}-.*Z")
        .contains("--offline would go on with what is on this machine (");
    Object[] more = Stream.concat(Stream.of(words), Stream.of("--offline")).toArray();
    Sonde offline = stage.sonde(sonde, jdks.operator(), more).exits(0);
    assertThat(offline.calls()).hasSize(1);
    assertThat(offline.errText())
        .containsPattern("expired 1[01] days ago, .*; accepted up to 90 days");
  }

  @Test
  void snapshot_outOfDateForTooLong() throws IOException {
    Path sonde = carrying(Duration.ofDays(122));
    assertThat(
            stage.sonde(sonde, Jdks.newest(), "plugins", "--offline").refuses(4, "SONDE-EXPIRED"))
        .containsPattern("expired \\d{4}-.*Z and it is \\d{4}-.*Z, 9\\d days later")
        .contains("--offline accepts 90");
    assertThat(stage.sonde(sonde, Jdks.newest(), "--version").exits(0).outText())
        .containsPattern("metadata: \\w+ \\d+ expired 9\\d days ago, ");
  }

  @Test
  void clock_beforeTheBuild() throws IOException {
    String tomorrow = Long.toString(Instant.now().plus(Duration.ofDays(1)).getEpochSecond());
    Path sonde =
        new OtherSonde().with("built", tomorrow).write(stage.folder().resolve("other.jar"));
    assertThat(stage.sonde(sonde, Jdks.newest(), "plugins").refuses(4, "SONDE-CLOCK"))
        .contains("this machine's clock says ", ", before this Sonde was built (");
    stage.sonde(sonde, Jdks.newest(), "plugins", "--offline").refuses(4, "SONDE-CLOCK");
  }

  @Test
  void clock_beforeTheLastRefresh() throws IOException {
    try (Mirror mirror = Mirror.honest(Dist.repository())) {
      List<String> words = List.of("plugins", "--repository", mirror.url());
      stage.sonde(Jdks.newest(), words.toArray()).exits(0);
      Path refreshed = refreshed();
      long tomorrow = Instant.now().plus(Duration.ofDays(1)).toEpochMilli();
      Files.writeString(refreshed, tomorrow + " " + mirror.url());
      Sonde online = stage.sonde(Jdks.newest(), words.toArray()).exits(0);
      assertThat(online.errText()).containsOnlyOnce("SONDE-CLOCK: this machine's clock says ");
    }
  }

  private Path refreshed() throws IOException {
    try (Stream<Path> all = Files.walk(stage.home().resolve(".sonde/state"))) {
      return all.filter(each -> each.endsWith("refreshed")).findFirst().orElseThrow();
    }
  }

  private Path carrying(Duration ago) throws IOException {
    Forge forge = new Forge(stage.folder());
    Path bundle = forge.bundleOf(forge.repositorySigned(ago));
    return new OtherSonde().carrying(bundle).write(stage.folder().resolve("other.jar"));
  }

  private Sonde trace(Pair jdks, TargetJvm target, String... more) {
    Stream<Object> words =
        Stream.of("trace", target.pid(), "com.acme.Hard::tick", "-n", 1, "--json");
    return stage.sonde(jdks.operator(), Stream.concat(words, Stream.of(more)).toArray());
  }
}
