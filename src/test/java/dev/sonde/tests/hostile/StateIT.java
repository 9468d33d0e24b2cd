package dev.sonde.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Child;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Mirror;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Shell;
import dev.sonde.tests.fixture.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the disk and other processes do to what the operator remembers. */
class StateIT {
  private static final Duration PATIENCE = Await.LONG;
  private static final int PROCESSES = 3;

  @RegisterExtension final Stage stage = new Stage();

  static Stream<Row> rows() {
    return Stream.of(
        row("disk full", "SONDE-STATE said; goes on in memory, exit 0"),
        row("two processes at once", "both do their work, and one whole state stays, exit 0"));
  }

  private static Row row(String input, String verdict) {
    return new Row(Group.STATE, input, Way.OPERATOR, verdict, "StateIT");
  }

  @OnePair
  void disk_thatIsFull_isSaid(Pair jdks) throws IOException {
    assumeTrue(
        Shell.attempt(List.of("unshare", "-m", "true"), "").exit() == 0,
        "a mount of one's own needs root and unshare");
    try (Mirror mirror = Mirror.honest(Dist.repository())) {
      String small = "mount -t tmpfs -o size=8k,mode=700 tmpfs \"$1\" && shift && exec \"$@\"";
      List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", small, "sh"));
      command.add(stage.home().toString());
      command.addAll(plugins(jdks, mirror));
      Child sonde = stage.run(command.toArray(String[]::new));
      assertThat(sonde.await(PATIENCE)).as("exit; stderr %s", sonde.err()).isZero();
      assertThat(String.join("\n", sonde.out())).contains("tracer-full");
      assertThat(sonde.err()).anyMatch(line -> line.contains("SONDE-STATE: "));
    }
  }

  @OnePair
  void processes_atOnce_leaveOneWholeState(Pair jdks) throws IOException {
    try (Mirror mirror = Mirror.honest(Dist.repository())) {
      List<Child> all = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++)
        all.add(stage.run(plugins(jdks, mirror).toArray(String[]::new)));
      for (Child each : all) {
        assertThat(each.await(PATIENCE)).as("exit; stderr %s", each.err()).isZero();
        assertThat(String.join("\n", each.out())).contains("tracer-full");
      }
    }
    Path kept = file("timestamp.json");
    assertThat(Files.readAllBytes(kept))
        .isEqualTo(Files.readAllBytes(Dist.repository().resolve("metadata/timestamp.json")));
    try (Stream<Path> files = Files.list(kept.getParent())) {
      assertThat(files.map(it -> it.getFileName().toString()).filter(it -> it.endsWith(".part")))
          .isEmpty();
    }
  }

  private List<String> plugins(Pair jdks, Mirror mirror) {
    return stage.command(jdks.operator(), List.of(), "plugins", "--repository", mirror.url());
  }

  private Path file(String name) throws IOException {
    try (Stream<Path> files = Files.walk(stage.home())) {
      return files.filter(it -> it.getFileName().toString().equals(name)).findFirst().orElseThrow();
    }
  }
}
