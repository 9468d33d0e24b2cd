package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Forge;
import dev.sonde.tests.fixture.Glance;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.Mirror;
import dev.sonde.tests.fixture.Mirror.Response;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.OtherSonde;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The repository lists a newer Sonde, which takes over, or not the running one, which stops. */
class SuccessionIT {
  private static final String TAKES_OVER = "sonde 99.0.0 is listed and verified, and runs in place";

  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void newer_takesOver_andTraces(Pair jdks) throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.start("slow", 1);
    Outside outside = Outside.of(target);
    try (Mirror mirror = Mirror.honest(withNewer())) {
      Sonde plugins = stage.sonde(jdks.operator(), "plugins", "--repository", mirror.url());
      assertThat(plugins.exits(0).outText()).contains("SUCCEEDS").doesNotContain("COMMANDS");
      assertThat(plugins.errText()).containsOnlyOnce(TAKES_OVER);
      Path file = stage.folder().resolve("calls");
      Sonde trace =
          stage.sonde(
              jdks.operator(),
              "trace",
              target.pid(),
              "com.acme.Hard::tick",
              "-n",
              2,
              "-o",
              file,
              "--repository",
              mirror.url());
      assertThat(trace.exits(0).errText()).containsOnlyOnce(TAKES_OVER);
      assertThat(Files.readString(file)).contains("Hard.tick");
      assertThat(mirror.asked())
          .filteredOn(path -> path.contains("sonde-99"))
          .as("the second time from the cache")
          .hasSize(1);
    }
    outside.assertClean();
  }

  @OnePair
  void newer_takesOverInAConsole(Pair jdks) throws IOException {
    String line = Files.readString(Dist.folder().resolve("bootstrap/paste.jsh")).strip();
    try (Mirror mirror = Mirror.honest(withNewer())) {
      Terminal jshell =
          stage.terminal(jdks.operator().tool("jshell") + " -R-Duser.home=" + stage.home());
      jshell.shows("/help intro").type(line).shows("created class Sonde");
      jshell.type("Sonde.run(\"plugins --repository " + mirror.url() + "\")").shows("==> 0");
      assertThat(jshell.screen()).contains("SUCCEEDS", TAKES_OVER);
      jshell.type("/exit");
    }
  }

  @Test
  void newer_isNotWanted() throws IOException {
    try (Mirror mirror = Mirror.honest(withNewer())) {
      Sonde stays = stage.sonde(Jdks.newest(), "plugins", "--stay", "--repository", mirror.url());
      assertThat(stays.exits(0).outText()).contains("COMMANDS");
      assertThat(mirror.asked()).noneMatch(path -> path.contains("sonde-"));
    }
  }

  @Test
  void same_costsNothing() throws IOException {
    try (Mirror mirror = Mirror.honest(Dist.repository())) {
      stage.sonde(Jdks.newest(), "plugins", "--repository", mirror.url()).exits(0);
      assertThat(mirror.asked()).noneMatch(path -> path.contains("sonde-"));
    }
  }

  @Test
  void newer_withAByteThatIsFlipped_isRefused() throws IOException {
    try (Mirror mirror =
        Mirror.of(
            withNewer(),
            (path, file) -> {
              if (file.length == 0) return Response.status(404);
              if (path.contains("sonde-99")) file[file.length / 2] ^= 1;
              return Response.ok(file);
            })) {
      refused(mirror.url(), "SONDE-HASH");
    }
  }

  @Test
  void own_notListedAnyMore_stops() throws IOException {
    Path repository = new Forge(stage.folder()).repositoryOnlyWith(newer());
    try (Mirror mirror = Mirror.honest(repository)) {
      assertThat(refused(mirror.url(), "SONDE-REVOKED")).contains(" 0.1.0", "listed: 99.0.0");
      assertThat(mirror.asked()).noneMatch(path -> path.contains("sonde-"));
    }
    stage.sonde(Jdks.newest(), "plugins", "--offline").refuses(4, "SONDE-REVOKED");
  }

  private String refused(String repository, String id) {
    TargetJvm target = stage.program(Jdks.oldest());
    Glance glance = Glance.at(target);
    String said =
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
    return said;
  }

  private Path withNewer() throws IOException {
    return new Forge(stage.folder()).repositoryWith(newer());
  }

  /** Its table of plugins has another heading. */
  private Path newer() throws IOException {
    return new OtherSonde()
        .with("version", "99.0.0")
        .saying("dev.sonde.cli.PluginsVerb", "COMMANDS", "SUCCEEDS")
        .write(stage.folder().resolve("newer.jar"));
  }
}
