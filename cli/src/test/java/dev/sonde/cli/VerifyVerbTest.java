package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.RepositoryReport;
import dev.sonde.operator.repository.RoleReport;
import dev.sonde.operator.repository.TargetReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyVerbTest {
  private static final SondeException HASH = new SondeException(ErrorId.HASH, "other bytes");
  private static final TargetReport GOOD =
      new TargetReport(
          "plugins/heap/heap-1.0-jdk17.jar", "1.0", 12, "ab".repeat(32), Optional.empty());
  private static final TargetReport BAD =
      new TargetReport("sonde/sonde-1.0.jar", "1.0", 99, "cd".repeat(32), Optional.of(HASH));
  private static final RepositoryReport REPORT =
      new RepositoryReport(
          "/srv/plugins",
          "01".repeat(32),
          true,
          List.of(
              new RoleReport(
                  "root", 3, Instant.EPOCH, 29, 2, List.of("1".repeat(64), "2".repeat(64))),
              new RoleReport("timestamp", 77, Instant.EPOCH, 6, 1, List.of("3".repeat(64)))),
          List.of(GOOD, BAD));

  @TempDir Path folder;
  private final FakeMachine machine = new FakeMachine();

  @Test
  void repository_asTablesAndJson() {
    Golden.check("verify.txt", new VerifyText(false).repository(REPORT));
    Golden.check("verify.json", new VerifyText(true).repository(REPORT));
  }

  @Test
  void file_inASentence() {
    assertThat(new VerifyText(false).file(GOOD, "heap.jar"))
        .containsExactly("good: heap.jar is plugins/heap/heap-1.0-jdk17.jar, version 1.0");
    assertThat(new VerifyText(false).file(BAD, "sonde.jar")).isEmpty();
    assertThat(new VerifyText(true).file(BAD, "sonde.jar").get(0))
        .contains("\"ok\":false", "\"id\":\"SONDE-HASH\"");
  }

  @Test
  void refusal_endsWithItsIdAndExit() {
    Typed verify = sonde(machine, "verify", "/srv/plugins", "--root", "ab".repeat(32));
    assertThat(verify.err()).isEqualTo("SONDE-EXPIRED: timestamp.json of /srv/plugins expired\n");
    assertThat(verify.exit()).isEqualTo(Exit.UNVERIFIED);
    assertThat(machine.said)
        .containsExactly("examination /srv/plugins FirstTrust[root=" + "ab".repeat(32) + "]");
  }

  @Test
  void file_isHeldAgainstTheRepositoryThatIsAsked() throws IOException {
    Path file = Files.writeString(folder.resolve("sonde.jar"), "no jar");
    sonde(machine, "verify", file.toString(), "--repository", "/srv/plugins");
    sonde(machine, "verify", file.toUri().toString(), "--repository", "/srv/plugins");
    assertThat(machine.said).containsOnly("examination /srv/plugins FirstTrust[root=]").hasSize(2);
  }
}
