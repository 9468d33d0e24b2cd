package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.Glance;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Targets that see other files than the operator does. */
class ContainerIT {
  @RegisterExtension final Stage stage = new Stage();

  /** Looked at without jcmd: that of JDK 17 does not find a target with another {@code /tmp}. */
  @EachPair
  void target_withATmpOfItsOwn_isTraced(Pair jdks) throws IOException {
    TargetJvm target = stage.contained(jdks.target());
    target.start("slow", 1);
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Hard::tick", "-n", 3).exits(0);
    assertThat(sonde.calls()).hasSize(3);
    target.awaitNoThread("sonde");
    try (Stream<Path> left = Files.list(tmp(target))) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .noneMatch(name -> name.startsWith("sonde"));
    }
    assertThat(target.stop()).isPositive();
    target.assertUnnoticed();
  }

  @OnePair
  void target_whoseDiskIsFull_isRefused(Pair jdks) {
    TargetJvm target = stage.contained(jdks.target());
    Glance glance = Glance.at(target);
    Shell.attempt(List.of("dd", "if=/dev/zero", "of=" + tmp(target).resolve("full"), "bs=4k"), "");
    stage
        .sonde(jdks.operator(), "trace", target.pid(), "com.acme.Hard::tick")
        .refuses(3, "SONDE-NO-ROOM");
    glance.assertUntouched();
  }

  @OnePair
  void target_whoseDiskIsReadOnly_isRefused(Pair jdks) {
    TargetJvm target = stage.contained(jdks.target());
    Glance glance = Glance.at(target);
    Shell.run(
        "nsenter",
        "-m",
        "-t",
        String.valueOf(target.pid()),
        "mount",
        "-t",
        "tmpfs",
        "-o",
        "ro",
        "tmpfs",
        "/tmp");
    stage
        .sonde(jdks.operator(), "trace", target.pid(), "com.acme.Hard::tick")
        .refuses(3, "SONDE-READ-ONLY");
    glance.assertUntouched();
  }

  private static Path tmp(TargetJvm target) {
    return Path.of("/proc/" + target.pid() + "/root/tmp");
  }
}
