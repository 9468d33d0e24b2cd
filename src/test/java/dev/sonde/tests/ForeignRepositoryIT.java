package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.census.Census;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Forge;
import dev.sonde.tests.fixture.Glance;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.Mirror;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plugins of somebody else: made known by a digest, run, looked at, and forgotten. */
class ForeignRepositoryIT {
  @RegisterExtension final Stage stage = new Stage();

  private static String digest(Path repository) throws IOException, GeneralSecurityException {
    byte[] root = Files.readAllBytes(repository.resolve("metadata/1.root.json"));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(root));
  }

  private Sonde sonde(Object... words) {
    return stage.sonde(Jdks.newest(), words);
  }

  @OnePair
  void plugin_ofAKnownRepository_runs_andAllIsRemoved(Pair jdks) throws Exception {
    Path acme = new Forge(stage.folder()).repositoryOfAcme(Census.class);
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    try (Mirror mirror = Mirror.honest(acme)) {
      sonde("run", target.pid(), "acme/census", "trace").refuses(4, "SONDE-NO-JAR");
      sonde("repo", "add", "acme", mirror.url(), "--root", "0".repeat(64)).refuses(4, "SONDE-HASH");
      sonde("repo", "add", "acme", mirror.url(), "--root", digest(acme)).exits(0);
      assertThat(sonde("plugins").exits(0).outText()).contains("tracer-full", "acme/census");
      Sonde run =
          sonde("run", target.pid(), "acme/census@1.0.0", "trace", "A::b", "--top", 5, "--json")
              .exits(0);
      Record census = run.only("census");
      assertThat(census.at("/args/0").textValue()).isEqualTo("A::b");
      assertThat(census.text("/top")).isEqualTo("5");
      assertThat(run.only("removed").at("/ok").booleanValue()).isTrue();
      sonde("repo", "remove", "acme").exits(0);
    }
    outside.assertClean();
  }

  @Test
  void plugins_ofARepositoryThatIsGone_hideNoOthers() throws Exception {
    Path acme = new Forge(stage.folder()).repositoryOfAcme(Census.class);
    sonde("repo", "add", "acme", acme, "--root", digest(acme)).exits(0);
    Files.delete(acme.resolve("metadata/timestamp.json"));
    Sonde plugins = sonde("plugins").exits(4);
    assertThat(plugins.outText()).contains("tracer-full").doesNotContain("acme/");
    assertThat(plugins.errText()).contains("SONDE-IO: metadata/timestamp.json", "repository acme");
  }

  @Test
  void verify_saysWhatARepositoryAndAFileAre() throws Exception {
    TargetJvm target = stage.program(Jdks.oldest());
    Glance glance = Glance.at(target);
    Sonde whole = sonde("verify", Dist.repository()).exits(0);
    assertThat(whole.outText()).contains("root", "plugins", "2 of 3", "sonde/sonde-", "good: all");
    Sonde jar = sonde("verify", Dist.jar(), "--repository", Dist.repository()).exits(0);
    assertThat(jar.outText()).startsWith("good: " + Dist.jar() + " is sonde/sonde-");
    sonde("verify", Dist.jar()).refuses(4, "SONDE-TARGET");
    Path other = Files.copy(Dist.jar(), stage.folder().resolve("sonde.jar"));
    Files.write(other, new byte[1], StandardOpenOption.APPEND);
    sonde("verify", other, "--repository", Dist.repository()).refuses(4, "SONDE-HASH");
    Path acme = new Forge(stage.folder()).repositoryOfAcme(Census.class);
    sonde("verify", acme).refuses(4, "SONDE-");
    sonde("verify", acme, "--root", acme.resolve("metadata/1.root.json"), "--json").exits(0);
    assertThat(stage.home()).isEmptyDirectory();
    glance.assertUntouched();
  }
}
