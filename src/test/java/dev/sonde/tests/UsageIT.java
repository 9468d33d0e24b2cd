package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Glance;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Words that cannot be meant, and places that cannot be written. One JVM per JDK line says enough:
 * the operator decides.
 */
class UsageIT {
  private static final Jdk OPERATOR = Jdks.newest();
  private static final Jdk TARGET = Jdks.oldest();
  private static final String FIND = "com.acme.Orders::find";

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void words_thatCannotBeMeant_areRefusedBeforeAnythingAttaches() {
    TargetJvm target = stage.program(TARGET);
    Glance glance = Glance.at(target);
    refused(target, 2, "SONDE-PATTERN", "orders");
    refused(target, 2, "SONDE-PATTERN", "com.acme.Orders::fi nd");
    refused(target, 2, "SONDE-PATTERN", "com.acme.Orders::find(int");
    refused(target, 2, "SONDE-PATTERN", "\"com.acme.Orders::find\"");
    refused(target, 2, "SONDE-PATTERN", "com/acme/Orders.find");
    refused(target, 2, "SONDE-PATTERN", "*::*");
    refused(target, 2, "SONDE-PATTERN", "**::*");
    refused(target, 2, "SONDE-PATTERN", "pom.xml", "README.md", "src");
    refused(target, 2, "SONDE-USAGE", FIND, "-n", "0");
    refused(target, 2, "SONDE-USAGE", FIND, "-n", "many");
    refused(target, 2, "SONDE-USAGE", FIND, "-t", "soon");
    refused(target, 2, "SONDE-USAGE", FIND, "--no-such-option");
    glance.assertUntouched();
  }

  @Test
  void verbs_thatDoNotExist_areUsage() {
    stage.sonde(OPERATOR, "frobnicate").refuses(2, "SONDE-USAGE");
    assertThat(stage.sonde(OPERATOR, "watch").refuses(2, "SONDE-USAGE"))
        .contains(" trace JVM PATTERN");
    stage.sonde(OPERATOR, "trace").refuses(2, "SONDE-USAGE");
  }

  @Test
  void pattern_thatMatchesNothing_namesTheNearest() {
    TargetJvm target = stage.program(TARGET);
    target.call("instance", 1);
    Outside outside = Outside.of(target);
    assertThat(refused(target, 6, "SONDE-NO-MATCH", "com.acme.Orders::fnid"))
        .contains("com.acme.Orders::find");
    assertThat(refused(target, 6, "SONDE-NO-MATCH", "com.acme.Oders::find"))
        .contains("com.acme.Orders::find");
    outside.assertClean();
  }

  @Test
  void pattern_ofTheJdk_isDenied() {
    TargetJvm target = stage.program(TARGET);
    Outside outside = Outside.of(target);
    assertThat(refused(target, 5, "SONDE-DENIED", "java.util.HashMap::put"))
        .contains("class of the JDK");
    outside.assertClean();
  }

  @Test
  void file_thatCannotBeMade_isRefusedBeforeAnythingAttaches() throws IOException {
    TargetJvm target = stage.program(TARGET);
    Glance glance = Glance.at(target);
    Path existing = Files.writeString(stage.folder().resolve("mine.json"), "precious");
    assertThat(refused(target, 2, "SONDE-OUTPUT", FIND, "-o", existing))
        .contains(existing.toString());
    assertThat(existing).hasContent("precious");
    refused(target, 2, "SONDE-OUTPUT", FIND, "-o", stage.folder().resolve("no/such/folder/x.json"));
    refused(target, 2, "SONDE-OUTPUT", FIND, "-o", "/proc/x.json");
    glance.assertUntouched();
  }

  @Test
  void file_ofATrace_isForItsOwnerAlone() throws IOException {
    TargetJvm target = stage.program(TARGET);
    target.start("slow", 1);
    Path file = stage.folder().resolve("calls.json");
    Sonde sonde =
        stage
            .sonde(
                OPERATOR,
                "trace",
                target.pid(),
                "com.acme.Hard::tick",
                "-n",
                3,
                "--json",
                "-o",
                file)
            .exits(0);
    assertThat(sonde.out()).isEmpty();
    assertThat(Files.readAllLines(file))
        .anyMatch(line -> line.contains("\"kind\":\"call\""))
        .anyMatch(line -> line.contains("\"kind\":\"end\""));
    assertThat(Files.getPosixFilePermissions(file))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
  }

  @Test
  void disk_thatFillsUp_endsTheTraceAndRemovesIt() throws IOException {
    Path disk = Files.createDirectory(stage.folder().resolve("disk"));
    Shell.Result mount =
        Shell.attempt(
            List.of("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()), "");
    assumeTrue(mount.exit() == 0, "a small disk needs root and mount: " + mount.text());
    try {
      TargetJvm target = stage.program(TARGET);
      target.start("slow", 2);
      Outside outside = Outside.of(target);
      Sonde sonde =
          stage
              .sonde(
                  OPERATOR,
                  "trace",
                  target.pid(),
                  "com.acme.Hard::tick",
                  "-n",
                  100_000,
                  "--json",
                  "-o",
                  disk.resolve("x.json"))
              .exits(1);
      assertThat(sonde.errText()).contains("SONDE-OUTPUT").doesNotContain("\tat ");
      outside.assertClean();
      assertThat(target.stop()).isPositive();
    } finally {
      Shell.run("umount", disk.toString());
    }
  }

  @Test
  void home_thatCannotBeWritten_isNotNeeded() {
    TargetJvm target = stage.program(TARGET);
    target.start("slow", 1);
    stage
        .sonde(
            OPERATOR,
            List.of("-Duser.home=/proc/no-home", "-Djava.io.tmpdir=/proc/no-tmp"),
            "trace",
            target.pid(),
            "com.acme.Hard::tick",
            "-n",
            1)
        .exits(0);
    target.assertUnnoticed();
  }

  private String refused(TargetJvm target, int exit, String id, Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("trace", target.pid()));
    all.addAll(Arrays.asList(arguments));
    return stage.sonde(OPERATOR, all.toArray()).refuses(exit, id);
  }
}
